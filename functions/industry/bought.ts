import type { SaidOfDays } from '../filings/memory.ts';
import { lengthInDays } from '../filings/understanding/stretches.ts';
import { type Day, dayAfter } from '../units/time.ts';
import { weekOf } from '../units/week.ts';

/** What was bought in a span of days. @property isWhole whether all of its days are told. */
export type Bought = { btc: number; isWhole: boolean; newest: SaidOfDays };

/** Longer ones are no week's, and shorter than a quarter's they are only parts of one. */
const LONGEST_WEEK = 8;
const SHORTEST_QUARTER = 85;
/** Holdings are told in whole coins, and rounded. */
const ROUNDING_BTC = 2;

/**
 * Of an ISO week: what is told of days most of which lie in it, since a week that ends on a Monday after a holiday is that
 * week nevertheless. At the turn of a year one week comes in two parts, which add up.
 */
export function boughtInWeek(said: readonly SaidOfDays[], week: string, days: Days): Bought | undefined {
  const parts = flows(said).filter((one) => lengthInDays(one) <= LONGEST_WEEK && weekOf(middleOf(one)) === week);
  return summed(parts, true) ?? unchanged(said, days);
}

/**
 * Of a quarter: its sum where the company told it, or else the weeks whose last day lies in it. A week across its end counts
 * in the quarter of its last day, and nothing is apportioned.
 */
export function boughtInQuarter(said: readonly SaidOfDays[], { from, to }: Days): Bought | undefined {
  const whole = said.find((one) => one.from === from && one.to === to && one.bought !== undefined);
  if (whole) return summed([whole], true);
  const parts = flows(said).filter((one) => lengthInDays(one) < SHORTEST_QUARTER && one.to >= from && one.to <= to);
  return summed(parts, isCovered(said, { from, to }));
}

type Days = { from: Day; to: Day };

const flows = (said: readonly SaidOfDays[]): SaidOfDays[] =>
  said.filter(({ bought }) => bought !== undefined).toSorted((a, b) => a.to.localeCompare(b.to));

const middleOf = (one: SaidOfDays): Day => dayAfter(one.from as Day, Math.floor((lengthInDays(one) - 1) / 2));

function summed(parts: readonly SaidOfDays[], isWhole: boolean): Bought | undefined {
  const newest = parts.at(-1);
  return newest && { btc: parts.reduce((sum, { bought = 0 }) => sum + bought, 0), isWhole, newest };
}

/**
 * Days of which no purchase is told, between two on which as many were held, but for what was sold meanwhile: none were
 * bought.
 */
function quietDays(said: readonly SaidOfDays[]): (Days & { later: SaidOfDays })[] {
  const marks = said
    .filter((one) => one.held !== undefined && lengthInDays(one) < SHORTEST_QUARTER && !isToldBetter(one, said))
    .toSorted((a, b) => a.to.localeCompare(b.to));
  return marks.slice(1).flatMap((later, i) => {
    const earlier = marks[i]!;
    const from = dayAfter(earlier.to as Day, 1);
    const to = later.bought === undefined ? (later.to as Day) : dayAfter(later.from as Day, -1);
    const before = later.held! - (later.bought ?? 0) + (later.sold ?? 0);
    return from <= to && Math.abs(before - earlier.held!) <= ROUNDING_BTC ? [{ from, to, later }] : [];
  });
}

/** What was held on a day is told again by the week that ends on it. */
const isToldBetter = (one: SaidOfDays, said: readonly SaidOfDays[]): boolean =>
  one.from === one.to && said.some((other) => other.to === one.to && other.from < one.from && other.held !== undefined);

function unchanged(said: readonly SaidOfDays[], { from, to }: Days): Bought | undefined {
  const quiet = quietDays(said).find((days) => days.from <= from && to <= days.to);
  return quiet && { btc: 0, isWhole: true, newest: quiet.later };
}

/** From its first day until its last, or until a week begins that ends after it. */
function isCovered(said: readonly SaidOfDays[], { from, to }: Days): boolean {
  const told = [...flows(said).filter((one) => lengthInDays(one) < SHORTEST_QUARTER), ...quietDays(said)]
    .toSorted((a, b) => a.from.localeCompare(b.from))
    .filter((one) => one.to >= from && one.from <= to);
  let next: string = from;
  for (const one of told) {
    if (one.from > next) return false;
    if (one.to >= next) next = dayAfter(one.to as Day, 1);
  }
  return next > to;
}
