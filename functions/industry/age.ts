import { spanOf } from '../filings/understanding/period.ts';
import { type Day, days, elapsed, startOfDay } from '../units/time.ts';
import { daysOfWeek } from '../units/week.ts';

/**
 * After how many days from its period's end a number is old: the next one should have been published by then.
 *
 * What is told of months comes out by the end of the next (31 + 31 days), and late by two weeks. What is told of quarters
 * stands in a 10-Q, due 40 or 45 days after the next quarter's end (92 + 45 + 14). What is told of years stands in a 10-K,
 * due 60 to 90 days after the year, or in a 20-F, due after four months (366 + 120 + 14).
 *
 * @see https://www.sec.gov/files/form10-q.pdf @see https://www.sec.gov/files/form10-k.pdf @see https://www.sec.gov/files/form20-f.pdf
 */
export const OLD_AFTER_DAYS = { week: 21, month: 75, quarter: 150, year: 500 } as const;
type Cadence = keyof typeof OLD_AFTER_DAYS;

const LOOKS: readonly [Cadence, RegExp][] = [
  ['week', /^\d{4}-W\d{2}$/],
  ['month', /^\d{4}-\d{2}$/],
  ['year', /^\d{4}$/],
];
/** What is of a single day is of the end of a quarter, as balance sheets are. */
const cadenceOf = (period: string): Cadence => LOOKS.find(([, looks]) => looks.test(period))?.[0] ?? 'quarter';

/** The last day of a period; of a day, that day. @returns undefined for what is no period. */
export function endOf(period: string): Day | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return period as Day;
  const week = daysOfWeek(period);
  if (week !== undefined) return week.to;
  const span = spanOf(period);
  if (span === undefined) return undefined;
  return isoDay(new Date(Date.UTC(Math.floor(span.to / 12), (span.to % 12) + 1, 0)));
}

const isoDay = (at: Date): Day => at.toISOString().slice(0, 10) as Day;

/** How many days ago a period ended, and whether that is longer ago than the next should take. */
export function ageOf(period: string, now: Date): { ageDays: number; isOld: boolean } {
  const end = endOf(period);
  if (end === undefined) return { ageDays: 0, isOld: false };
  const ageDays = Math.max(0, daysSince(end, now));
  return { ageDays, isOld: ageDays > OLD_AFTER_DAYS[cadenceOf(period)] };
}

export const daysSince = (day: Day, now: Date): number => Math.floor(elapsed(startOfDay(day), now) / days(1));
