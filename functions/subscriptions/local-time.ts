// Temporal as functions, of which the bundler keeps those that are called: a third of what the classes weigh.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/** A time of day on a chat's own clock, `07:30`. */
export type TimeOfDay = string;
/** A day of a chat's own calendar, `2026-03-29`. */
export type LocalDay = string & { readonly localDay: unique symbol };

const ELSEWHERE = 'UTC';

/** Whether this machine knows a zone by that name: `Europe/Berlin`, `UTC`, `+05:45`. */
export function isZone(name: string): boolean {
  try {
    Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(0), name);
    return true;
  } catch {
    return false;
  }
}

/** A zone that was stored and is no longer known must not keep a chat's messages: it is UTC then. */
const known = (zone: string): string => (isZone(zone) ? zone : ELSEWHERE);

const zoned = (zone: string, at: Date): ZonedDateTime.Record =>
  Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(at.getTime()), known(zone));

const dateOf = (day: LocalDay): PlainDate.Record => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return PlainDate.create(year, month, date);
};

export const localDayOf = (zone: string, at: Date): LocalDay =>
  PlainDate.toString(ZonedDateTime.toPlainDate(zoned(zone, at))) as LocalDay;

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: LocalDay): number => PlainDate.dayOfWeek(dateOf(day));

export const localDayAfter = (day: LocalDay, days: number): LocalDay =>
  PlainDate.toString(PlainDate.addDays(dateOf(day), days)) as LocalDay;

/**
 * When the clocks of a zone show a time on a day.
 *
 * A time that clocks leap over is reached when they leap; of a time that they show twice, `which` says which is meant.
 */
export function instantAt(zone: string, day: LocalDay, time: TimeOfDay, which: 'first' | 'last'): Date {
  const wall = PlainDate.toPlainDateTime(dateOf(day), PlainTime.fromString(time));
  const first = PlainDateTime.toZonedDateTime(wall, known(zone), { disambiguation: 'earlier' });
  const last = PlainDateTime.toZonedDateTime(wall, known(zone), { disambiguation: 'later' });
  const isShown = PlainDateTime.equals(ZonedDateTime.toPlainDateTime(first), wall);
  const found = isShown ? { first, last }[which] : (ZonedDateTime.getTimeZoneTransition(first, 'next') ?? last);
  return new Date(found.epochMilliseconds);
}
