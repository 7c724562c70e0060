import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import { type Day, dayAfter } from './time.ts';

/** `2026-W11`, the ISO week: from Monday to Sunday, of the year in which its Thursday lies. */
export function weekOf(day: Day): string {
  const thursday = dayAfter(day, 4 - weekdayOf(day));
  const number = Math.ceil(PlainDate.dayOfYear(dateOf(thursday)) / 7);
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`;
}

/** Monday and Sunday. @returns undefined for what is no such week. */
export function daysOfWeek(week: string): { from: Day; to: Day } | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined) return undefined;
  // 4 January is always in the first week.
  const fourth = `${year}-01-04` as Day;
  const from = dayAfter(fourth, 1 - weekdayOf(fourth) + 7 * (Number(number) - 1));
  return weekOf(from) === week ? { from, to: dayAfter(from, 6) } : undefined;
}

/** 1 is Monday. */
const weekdayOf = (day: Day): number => PlainDate.dayOfWeek(dateOf(day));

function dateOf(day: Day): PlainDate.Record {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return PlainDate.create(year, month, date);
}
