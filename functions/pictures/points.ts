import { type CostModelName, networkCosts } from '../market/cost.ts';
import { hashprice } from '../market/hashprice.ts';
import type { Rollup } from '../market/history.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Difficulty } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import { quantity } from '../units/quantity.ts';

/** The market at one moment of the past, as a picture needs it. */
export type Point = {
  at: Date;
  usdPerPhDay: number;
  usdPerBtc: UsdPerBtc;
  difficulty: Difficulty;
  costs: Readonly<Record<CostModelName, number>>;
};

/**
 * Hours and days as points at their ends, ascending, with the snapshot as the last.
 *
 * Where there are hours, days say nothing more; a period that the snapshot lies in is not over, and left to it.
 */
export function pointsOf(
  { days, hours }: { days: readonly Rollup[]; hours: readonly Rollup[] },
  latest: Snapshot,
  from: Date,
): Point[] {
  const firstHour = hours[0] === undefined ? undefined : startOf(hours[0].period);
  const before = days.filter(({ period }) => firstHour === undefined || endOf(period) <= firstHour);
  const over = [...before, ...hours].map(pointOf).filter(({ at }) => at >= from && at < latest.at);
  return [...over, pointNow(latest)];
}

const pointNow = ({ at, hashprice, price, network, costs }: Snapshot): Point => ({
  at,
  usdPerPhDay: hashprice.usdPerPhDay,
  usdPerBtc: price.usdPerBtc,
  difficulty: network.difficulty,
  costs,
});

function pointOf({ period, hashprice: { close }, usdPerBtc, difficulty, feesBtcPerBlock }: Rollup): Point {
  const at = endOf(period);
  // A rollup does not keep the subsidy; hashprice, price and difficulty of one moment say what a block paid.
  const perBtcOfReward = hashprice(usdPerBtc, difficulty, quantity<Btc>(1)).usdPerPhDay;
  const reward = close / perBtcOfReward;
  const subsidyBtc = quantity<Btc>(Math.max(0, reward - feesBtcPerBlock));
  return {
    at,
    usdPerPhDay: close,
    usdPerBtc,
    difficulty,
    costs: networkCosts({ difficulty, subsidyBtc, feesBtcPerBlock, at }),
  };
}

const HOUR = 3_600_000;
const startOf = (period: string): Date => new Date(period.length === 13 ? `${period}:00:00Z` : `${period}T00:00:00Z`);
const endOf = (period: string): Date => new Date(startOf(period).getTime() + (period.length === 13 ? HOUR : 24 * HOUR));

/** Value over time, in whatever unit is drawn. */
export type Value = readonly [ms: number, value: number];

/** Both with a point wherever the one crosses the other, so that what lies between them ends where the lines meet. */
export function crossed(values: readonly Value[], line: readonly Value[]): { values: Value[]; line: Value[] } {
  const both: { values: Value[]; line: Value[] } = { values: [], line: [] };
  values.forEach(([at, value], i) => {
    const held = line[i]![1];
    const previous = values[i - 1];
    if (previous !== undefined) {
      const [before, heldBefore] = [previous[1], line[i - 1]![1]];
      const [gapBefore, gap] = [before - heldBefore, value - held];
      if (gapBefore * gap < 0) {
        const share = gapBefore / (gapBefore - gap);
        const meet = before + (value - before) * share;
        const then = previous[0] + (at - previous[0]) * share;
        both.values.push([then, meet]);
        both.line.push([then, meet]);
      }
    }
    both.values.push([at, value]);
    both.line.push([at, held]);
  });
  return both;
}

/** For which share of the time the values were under the line: by the width of what is shaded; of no time none. */
export function shareUnder(values: readonly Value[], line: readonly Value[]): number | undefined {
  const both = crossed(values, line);
  let under = 0;
  for (let i = 1; i < both.values.length; i++) {
    const [from, to] = [both.values[i - 1]!, both.values[i]!];
    const middle = (from[1] + to[1]) / 2 - (both.line[i - 1]![1] + both.line[i]![1]) / 2;
    if (middle < 0) under += to[0] - from[0];
  }
  const [first, last] = [both.values[0], both.values.at(-1)];
  const all = first && last ? last[0] - first[0] : 0;
  return all > 0 ? under / all : undefined;
}
