import { Temporal } from 'temporal-polyfill';

/** A time of day on a chat's own clock, `07:30`. */
export type TimeOfDay = string;
/** A day of a chat's own calendar, `2026-03-29`. */
export type LocalDay = string & { readonly localDay: unique symbol };

const ELSEWHERE = 'UTC';

/** Whether this machine knows a zone by that name: `Europe/Berlin`, `UTC`, `+05:45`. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** A zone that was stored and is no longer known must not keep a chat's messages: it is UTC then. */
const known = (zone: string): string => (isZone(zone) ? zone : ELSEWHERE);

const zoned = (zone: string, at: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(known(zone));

export const localDayOf = (zone: string, at: Date): LocalDay => zoned(zone, at).toPlainDate().toString() as LocalDay;

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: LocalDay): number => Temporal.PlainDate.from(day).dayOfWeek;

export const localDayAfter = (day: LocalDay, days: number): LocalDay =>
  Temporal.PlainDate.from(day).add({ days }).toString() as LocalDay;

/**
 * When the clocks of a zone show a time on a day.
 *
 * A time that clocks leap over is reached when they leap; of a time that they show twice, `which` says which is meant.
 */
export function instantAt(zone: string, day: LocalDay, time: TimeOfDay, which: 'first' | 'last'): Date {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  const first = wall.toZonedDateTime(known(zone), { disambiguation: 'earlier' });
  const last = wall.toZonedDateTime(known(zone), { disambiguation: 'later' });
  const isShown = first.toPlainDateTime().equals(wall);
  const found = isShown ? { first, last }[which] : (first.getTimeZoneTransition('next') ?? last);
  return new Date(found.epochMilliseconds);
}
