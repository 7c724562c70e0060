import { BotError } from '../kit/errors.ts';
import { addBtc, type Btc } from '../units/money.ts';
import { quantity } from '../units/quantity.ts';
import { type Day, dayAfter, dayOf, days, elapsed, hours, startOfDay } from '../units/time.ts';
import type { PastFees, PastPrice, PastRetarget } from './feeds/mempool-space.ts';
import { hashprice } from './hashprice.ts';
import type { Rollup } from './history.ts';
import { plausibleDifficulty, plausibleFees, plausibleHeight, plausiblePrice } from './plausible.ts';
import { subsidyAt } from './subsidy.ts';

/** A past as mempool.space tells it; the order of the rows is theirs and does not matter. */
export type Past = { prices: readonly PastPrice[]; retargets: readonly PastRetarget[]; fees: readonly PastFees[] };

/** Before the first listed retarget its own factor tells the difficulty, for no longer than an epoch usually lasts. */
const EPOCH_LENGTH = days(14);
/** The price at the end of a day is of that day. */
const PRICE_AGE = days(1);

/** A day that cannot be told, and why; `implausible` when there were numbers and they cannot be right. */
export type Untold = { day: Day; why: string; implausible: boolean };

/**
 * The asked-for days as they can be reckoned afterwards: one value a day, at its end.
 *
 * A day is left out when its price, its fees or its difficulty is not known or not plausible. Nothing is interpolated.
 */
export function pastDays(wanted: readonly Day[], past: Past): { told: Rollup[]; untold: Untold[] } {
  const prices = past.prices.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const retargets = past.retargets.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const fees = Map.groupBy(past.fees, ({ at }) => dayOf(at));
  const told: Rollup[] = [];
  const untold: Untold[] = [];
  for (const day of wanted) {
    const end = startOfDay(dayAfter(day, 1));
    const price = prices.findLast(({ at }) => at < end);
    const difficulty = difficultyBefore(end, retargets);
    const blocks = fees.get(day);
    if (price === undefined || elapsed(price.at, end) > PRICE_AGE) untold.push(absent(day, 'price'));
    else if (difficulty === undefined) untold.push(absent(day, 'difficulty'));
    else if (blocks === undefined) untold.push(absent(day, 'fees'));
    else {
      try {
        told.push(rollup(day, price.usdPerBtc, difficulty, blocks, heightAtEnd(end, past.fees)));
      } catch (error) {
        if (!(error instanceof BotError)) throw error;
        untold.push({ day, why: error.message, implausible: true });
      }
    }
  }
  return { told, untold };
}

const absent = (day: Day, what: string): Untold => ({ day, why: `no ${what} of that day`, implausible: false });

function difficultyBefore(end: Date, retargets: readonly PastRetarget[]): number | undefined {
  const last = retargets.findLast(({ at }) => at < end);
  if (last !== undefined) return last.difficulty;
  const [first] = retargets;
  if (first?.factor === undefined || elapsed(end, first.at) > EPOCH_LENGTH) return undefined;
  return first.difficulty / first.factor;
}

/** Further from midnight than two of the eight hours that a year's averages span nobody knows what was found meanwhile. */
const HEIGHT_WITHIN = hours(16);

/** Between the averages on both sides of midnight, at the pace between them: right within a few blocks. */
function heightAtEnd(end: Date, fees: readonly PastFees[]): number | undefined {
  let before: PastFees | undefined;
  let after: PastFees | undefined;
  for (const one of fees) {
    if (one.at < end && (before === undefined || one.at > before.at)) before = one;
    if (one.at >= end && (after === undefined || one.at < after.at)) after = one;
  }
  if (before === undefined || after === undefined || elapsed(before.at, after.at) > HEIGHT_WITHIN) return undefined;
  const share = elapsed(before.at, end) / elapsed(before.at, after.at);
  return Math.round(before.height + share * (after.height - before.height));
}

function rollup(
  day: Day,
  price: number,
  lastDifficulty: number,
  blocks: readonly PastFees[],
  heightAtEnd: number | undefined,
): Rollup {
  const usdPerBtc = plausiblePrice(price);
  const difficulty = plausibleDifficulty(lastDifficulty);
  const feesBtcPerBlock = plausibleFees(mean(blocks.map(({ btcPerBlock }) => btcPerBlock)));
  const height = plausibleHeight(Math.max(...blocks.map((bucket) => bucket.height)));
  const reward = addBtc(subsidyAt(height), quantity<Btc>(feesBtcPerBlock));
  const { usdPerPhDay } = hashprice(usdPerBtc, difficulty, reward);
  return {
    v: 1,
    period: day,
    origin: 'backfilled',
    hashprice: { low: usdPerPhDay, high: usdPerPhDay, mean: usdPerPhDay, close: usdPerPhDay },
    usdPerBtc,
    difficulty,
    feesBtcPerBlock,
    ...(heightAtEnd === undefined ? {} : { height: plausibleHeight(heightAtEnd) }),
    ticks: 1,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
