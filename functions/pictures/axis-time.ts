import { days } from '../units/time.ts';
import type { Locale } from '../words/preferences.ts';
import { type Font, widthOf } from './measure.ts';

const DAY = days(1);
/** Between two labels, so that they do not read as one. */
const AIR = 28;

type Step = { days: number } | { months: number };
const STEPS: readonly Step[] = [
  ...[1, 2, 3, 5, 7, 14].map((days) => ({ days })),
  ...[1, 2, 3, 6, 12, 24, 60].map((months) => ({ months })),
];

export type TimeTicks = { values: number[]; label(ms: number): string };

/**
 * Days, months or years to be named under a picture: as many as fit, always whole ones.
 *
 * UTC, wherever the reader is: the days of the record are UTC days.
 */
export function timeTicks(from: Date, to: Date, most: number, font: Font, locale: Locale): TimeTicks {
  for (const step of STEPS) {
    const values = at(step, from, to);
    const label = labelsOf(step, locale);
    const widest = Math.max(0, ...values.map((ms) => widthOf(label(ms), font)));
    const room = values.length < 2 ? most : ((values[1]! - values[0]!) / (to.getTime() - from.getTime())) * most;
    if (widest + AIR <= room) return { values: values.filter((ms) => reaches(ms, widest, from, to, most)), label };
  }
  return { values: [], label: () => '' };
}

/** Whether the middle of a label is far enough from both ends for all of it to be seen. */
function reaches(ms: number, width: number, from: Date, to: Date, most: number): boolean {
  const perMs = most / (to.getTime() - from.getTime());
  return (ms - from.getTime()) * perMs >= width / 4 && (to.getTime() - ms) * perMs >= width / 2;
}

function at(step: Step, from: Date, to: Date): number[] {
  const found: number[] = [];
  if ('days' in step) {
    const every = step.days * DAY;
    for (let ms = Math.ceil(from.getTime() / every) * every; ms <= to.getTime(); ms += every) found.push(ms);
    return found;
  }
  const first = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step.months) * step.months;
  for (let month = first; ; month += step.months) {
    // Months counted from the year nought; `Date.UTC` takes years under 100 for those of the last century.
    const ms = Date.UTC(2_000, month - 24_000);
    if (ms > to.getTime()) return found;
    if (ms >= from.getTime()) found.push(ms);
  }
}

function labelsOf(step: Step, locale: Locale): (ms: number) => string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  if ('days' in step) {
    const day = format({ day: 'numeric', month: 'short' });
    return (ms) => day.format(ms);
  }
  const [month, year] = [format({ month: 'short' }), format({ year: 'numeric' })];
  return (ms) => (step.months >= 12 || new Date(ms).getUTCMonth() === 0 ? year : month).format(ms);
}
