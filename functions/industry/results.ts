import { spanDays } from '../filings/edgar/company-facts.ts';
import type { Financials, Tagged } from '../filings/financials.ts';
import { nameOf, type Span } from '../filings/understanding/period.ts';
import { type Day, dayAfter } from '../units/time.ts';
import { daysSince, OLD_AFTER_DAYS } from './age.ts';
import { isQuarterLong, isYearLong, taggedSource } from './candidates.ts';
import type { Result } from './panel.ts';

const isNineMonthsLong = (days: number): boolean => days >= 260 && days <= 290;
/** What follows the third quarter is a year's report, due after 60 to 90 days (92 + 90 + 14). */
const OLD_AFTER_THIRD = 196;

type Spanned = Tagged & { start: string };
type Named = Omit<Result, 'ageDays' | 'isOld' | 'changeOnYear'> & {
  end: Day;
  currency: string;
  /** The tag it has, with its taxonomy: two of them may count differently. */
  tag: string;
  isFiscal: boolean;
};

/**
 * Quarters and years of a company, newest first; of one period a quarter before the year that it ends.
 *
 * Companies tag three quarters and the year. The fourth is reckoned, where the year and its first nine months carry the same
 * tag and currency; where one of the two was corrected later and the other was not, their difference is of no quarter, and
 * there is none. A year whose report corrects its earlier quarters without tagging them again makes a fourth quarter that
 * takes all of it: nobody can tell from tags.
 *
 * A span is called by its months, as everything that companies said in words is: a quarter off the calendar by the calendar
 * quarter most of it lies in, a year by the one in which it ends.
 *
 * @param fiscalYearEnd the month; of two years of one name (it was moved) the one that ends in it is taken.
 */
export function resultsOf(
  { cik, facts }: Pick<Financials, 'cik' | 'facts'>,
  concept: 'revenue' | 'netResult',
  fiscalYearEnd: number,
  now: Date,
): Result[] {
  const spanned = facts.filter((fact): fact is Spanned => fact.concept === concept && fact.start !== undefined);
  const lasting = (isLongEnough: (days: number) => boolean) =>
    spanned.filter(({ start, end }) => isLongEnough(spanDays(start, end)));
  const years = lasting(isYearLong);
  const tagged = [...lasting(isQuarterLong), ...years].map((fact) => taggedResult(cik, fact, fiscalYearEnd));
  const nineMonths = lasting(isNineMonthsLong);
  const fourth = years.flatMap((year) => fourthQuarterOf(cik, year, nineMonths));
  // What was tagged goes before what is reckoned.
  const known = new Map<string, Named>();
  for (const one of [...tagged.toSorted(preferred), ...fourth.toSorted(preferred)])
    if (!known.has(one.period)) known.set(one.period, one);
  return [...known.values()].toSorted(newestFirst).map((one) => resultOf(one, known, fiscalYearEnd, now));
}

const spanOf = ({ start, end }: { start: string; end: string }): Span => ({
  // Half a month in: a quarter of weeks begins and ends some days from a month's.
  from: monthNumber(dayAfter(start as Day, 15)),
  to: monthNumber(dayAfter(end as Day, -15)),
});
const monthNumber = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

function taggedResult(cik: number, fact: Spanned, fiscalYearEnd: number): Named {
  const [before] = fact.before;
  const span = spanOf(fact);
  return {
    value: fact.value,
    period: nameOf(span),
    how: 'tagged',
    source: taggedSource(cik, fact),
    currency: fact.unit,
    ...(before && { restated: { value: before.value, source: taggedSource(cik, before) } }),
    end: fact.end as Day,
    tag: fact.tag,
    isFiscal: (span.to % 12) + 1 === fiscalYearEnd,
  };
}

function fourthQuarterOf(cik: number, year: Spanned, nineMonths: readonly Spanned[]): Named[] {
  const nine = nineMonths.find(
    ({ start, unit, tag }) => start === year.start && unit === year.unit && tag === year.tag,
  );
  if (nine === undefined) return [];
  const [was, wasNine] = [year.before[0], nine.before[0]];
  if ((was === undefined) !== (wasNine === undefined)) return [];
  const start = dayAfter(nine.end as Day, 1);
  if (!isQuarterLong(spanDays(start, year.end))) return [];
  return [
    {
      value: year.value - nine.value,
      period: nameOf(spanOf({ start, end: year.end })),
      how: 'reckoned',
      source: taggedSource(cik, year),
      currency: year.unit,
      ...(was && wasNine && { restated: { value: was.value - wasNine.value, source: taggedSource(cik, was) } }),
      end: year.end as Day,
      tag: year.tag,
      isFiscal: true,
    },
  ];
}

/** Of two of one name: the fiscal year's, then what was filed last. */
const preferred = (a: Named, b: Named): number =>
  Number(b.isFiscal && isYear(b)) - Number(a.isFiscal && isYear(a)) ||
  compare(b.source.publishedOn, a.source.publishedOn) ||
  compare(b.end, a.end);

const newestFirst = (a: Named, b: Named): number =>
  compare(b.end, a.end) || Number(isYear(a)) - Number(isYear(b)) || compare(b.period, a.period);

function resultOf(one: Named, known: ReadonlyMap<string, Named>, fiscalYearEnd: number, now: Date): Result {
  const { end, tag: _, isFiscal: __, currency, ...rest } = one;
  const change = changeOnYear(one, known.get(yearBefore(one.period)));
  const ageDays = Math.max(0, daysSince(end, now));
  return {
    ...rest,
    ageDays,
    isOld: ageDays > oldAfter(one, fiscalYearEnd),
    ...(currency === 'USD' ? {} : { currency }),
    ...(change === undefined ? {} : { changeOnYear: change }),
  };
}

/** Of the same currency and the same accounting rules; a change from a loss, or from nothing, is no ratio. */
function changeOnYear(one: Named, before: Named | undefined): number | undefined {
  if (before === undefined || before.currency !== one.currency || before.value <= 0) return undefined;
  if (taxonomyOf(before.tag) !== taxonomyOf(one.tag)) return undefined;
  return one.value / before.value - 1;
}
const taxonomyOf = (tag: string): string => tag.split(':')[0]!;

function oldAfter(one: Named, fiscalYearEnd: number): number {
  if (isYear(one)) return OLD_AFTER_DAYS.year;
  const isThird = (monthNumber(dayAfter(one.end, -15)) + 4) % 12 === fiscalYearEnd % 12;
  return isThird ? OLD_AFTER_THIRD : OLD_AFTER_DAYS.quarter;
}

const isYear = ({ period }: { period: string }): boolean => /^\d{4}$/.test(period);
const yearBefore = (period: string): string => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
