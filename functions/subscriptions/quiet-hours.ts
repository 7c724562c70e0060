import { instantAt, type LocalDay, localDayAfter, localDayOf } from './local-time.ts';
import type { Settings } from './settings.ts';

/**
 * Whether a chat may be disturbed, or until when it may not.
 *
 * A night is one stretch of time, from when the clocks of its zone first show its beginning until they last show its
 * end: where they are set back inside it nobody is woken between, and where they leap over its end it ends with the leap.
 */
export function quietUntil({ quiet, zone }: Pick<Settings, 'quiet' | 'zone'>, at: Date): 'awake' | Date {
  if (quiet === undefined || quiet.from === quiet.to) return 'awake';
  const today = localDayOf(zone, at);
  for (const day of [localDayAfter(today, -1), today, localDayAfter(today, 1)]) {
    const night = nightOf(quiet, zone, day);
    if (night.from <= at && at < night.to) return night.to;
  }
  return 'awake';
}

/** The night that begins on this day. */
function nightOf({ from, to }: NonNullable<Settings['quiet']>, zone: string, day: LocalDay): { from: Date; to: Date } {
  const lastDay = from < to ? day : localDayAfter(day, 1);
  return { from: instantAt(zone, day, from, 'first'), to: instantAt(zone, lastDay, to, 'last') };
}
