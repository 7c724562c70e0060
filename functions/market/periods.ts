import { type Day, dayAfter, dayOf } from '../units/time.ts';

/** Calendar months and years in UTC: `2026-02` and `2026`. Text, because that is how the table sorts them. */
export const monthOf = (period: string): string => period.slice(0, 7);
export const yearOf = (period: string): string => period.slice(0, 4);

/** Every day, month or year touched, both ends included, ascending; none when `to` is before `from`. */
export const daysTouched = (from: Day, to: Day): Day[] => steps(from, to, (day) => dayAfter(day, 1));
export const monthsTouched = (from: string, to: string): string[] => steps(monthOf(from), monthOf(to), monthAfter);
export const yearsTouched = (from: string, to: string): string[] =>
  steps(yearOf(from), yearOf(to), (year) => String(Number(year) + 1));

// Date.UTC counts months from nought, so the number of this month is the index of the next one.
const monthAfter = (month: string): string =>
  monthOf(dayOf(new Date(Date.UTC(Number(yearOf(month)), Number(month.slice(5)), 1))));

function steps<Step extends string>(first: Step, last: Step, next: (step: Step) => Step): Step[] {
  const found: Step[] = [];
  for (let step = first; step <= last; step = next(step)) found.push(step);
  return found;
}
