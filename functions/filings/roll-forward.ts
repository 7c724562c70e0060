import type { Merged } from './finding.ts';
import type { CompanyMemory, PeriodFacts } from './memory.ts';
import { isSame, lengthOf, type Span, spanOf } from './understanding/period.ts';
import { NOISE_BTC, usuallyGone } from './understanding/reserve.ts';

/** Months are rounded when they are told: so far may a sum be from theirs and say the same. */
const SAME_WITHIN = 0.02;

/**
 * Turns sums since the beginning of the year into what they add to what is on record: a 10-Q of September repeats
 * what was sold by June, and sold nothing itself. What cannot be differenced is left out; only the sum that is news
 * is told as it is.
 */
export function sinceLast(memory: CompanyMemory, found: Merged, reasons: string[]): Merged {
  const { span, sold } = found;
  if (span === undefined || sold === undefined || sold === 0 || !isYearToDate(span)) return found;
  const quarter: Span = { from: span.to - 2, to: span.to };
  const until: Span = { from: span.from, to: quarter.from - 1 };
  const known = sumWithin(memory.periods, 'sold', until);
  if (known === undefined) {
    reasons.push(`${sold} since the beginning of the year, and nothing on record to tell how much of it is new`);
    return { ...found, doubts: [...new Set([...found.doubts, 'differenced' as const])] };
  }
  const difference = rounded(sold - known);
  const isRounding = Math.abs(difference) <= Math.min(NOISE_BTC, SAME_WITHIN * known);
  const added = isRounding ? 0 : difference;
  // Money and what was held when the year began are of the whole span, and of no part of it.
  const { alert, sold: _, mined, bought, heldBefore: __, averagePriceUsd: ___, proceedsUsd: ____, ...rest } = found;
  const less = (name: 'mined' | 'bought', sum: number | undefined) =>
    lessKnown(name, sum, sumWithin(memory.periods, name, until));
  const ofQuarter = { ...rest, span: quarter, ...less('mined', mined), ...less('bought', bought) };
  if (added < 0) {
    reasons.push(`${sold} since the beginning of the year, but ${known} on record before: nothing follows from that`);
    return { ...ofQuarter, alert: undefined, category: 'other' };
  }
  reasons.push(`${sold} since the beginning of the year, ${known} of them on record before: ${added} are new`);
  if (added === 0) return { ...ofQuarter, alert: undefined, category: 'no_sale', sold: 0 };
  return { ...ofQuarter, alert, sold: added, doubts: [...new Set([...found.doubts, 'differenced' as const])] };
}

const lessKnown = (name: Sum, sum: number | undefined, known: number | undefined): Partial<Record<Sum, number>> =>
  sum === undefined || known === undefined || sum < known ? {} : { [name]: rounded(sum - known) };

const rounded = (coins: number): number => Number(coins.toFixed(4));

/** Half a year or three quarters, from a year's beginning. Whole years and quarters are what they say. */
const isYearToDate = (span: Span): boolean => lengthOf(span) === 6 || lengthOf(span) === 9;

type Sum = 'sold' | 'mined' | 'bought';

/** What is on record within a span, by quarters or else by months; undefined where a part is not on record. */
function sumWithin(periods: readonly PeriodFacts[], name: Sum, span: Span): number | undefined {
  let sum = 0;
  for (let from = span.from; from <= span.to; from += 3) {
    const quarter = exactly(periods, name, { from, to: from + 2 }) ?? sumOfMonths(periods, name, from);
    if (quarter === undefined) return undefined;
    sum += quarter;
  }
  return sum;
}

const exactly = (periods: readonly PeriodFacts[], name: Sum, span: Span): number | undefined =>
  periods.find(({ period }) => {
    const known = spanOf(period);
    return known !== undefined && isSame(known, span);
  })?.[name]?.value;

function sumOfMonths(periods: readonly PeriodFacts[], name: Sum, from: number): number | undefined {
  const months = [0, 1, 2].map((i) => exactly(periods, name, { from: from + i, to: from + i }));
  return months.some((one) => one === undefined) ? undefined : months.reduce<number>((sum, one) => sum + one!, 0);
}

/**
 * Coins that are gone without a word: what was held when the period began, and what was mined and bought in it, less
 * what is held now. Companies say "our holdings decreased as we invest in machines", or nothing at all.
 */
export function rollForward(memory: CompanyMemory, found: Merged, reasons: string[]): Merged {
  const { span, held, mined = 0, bought = 0, sold } = found;
  const opening = found.heldBefore ?? (span && atEnd(memory.periods, 'held', span.from - 1));
  const known = opening === undefined ? found : { ...found, heldBefore: opening };
  if (
    span === undefined ||
    held === undefined ||
    opening === undefined ||
    sold !== undefined ||
    found.alert !== undefined
  )
    return known;
  const gone = rounded(opening + mined + bought - held);
  const usual = usuallyGone(mined);
  if (gone <= usual) return known;
  const said = lengthOf(span) % 3 === 0 ? sumWithin(memory.periods, 'sold', span) : undefined;
  if (said !== undefined && gone - said <= usual) {
    reasons.push(`${gone} are gone, and ${said} of them were on record as sold`);
    return known;
  }
  // Some count what they pledge or lend apart from what they hold.
  const pledged = rounded((found.pledged ?? 0) - (atEnd(memory.periods, 'pledged', span.from - 1) ?? 0));
  if (pledged > 0 && Math.abs(gone - pledged) <= usual) {
    reasons.push(`${gone} are gone from what is held, and ${pledged} more are pledged`);
    return known;
  }
  reasons.push(
    `${opening} held before, ${mined} mined${bought > 0 ? `, ${bought} bought` : ''}, ${held} held now: ${gone} are gone, and no word is said of them`,
  );
  return {
    ...known,
    category: 'reserve_sale_executed',
    alert: 'reserve-sale',
    stated: 'implied',
    sold: gone,
    doubts: [...new Set([...found.doubts, 'roll-forward' as const])],
  };
}

/** What was there at the end of whatever ended with this month. */
const atEnd = (periods: readonly PeriodFacts[], name: 'held' | 'pledged', month: number): number | undefined =>
  periods.find((one) => one[name] !== undefined && spanOf(one.period)?.to === month)?.[name]?.value;
