import { instantAt, type LocalDay, localDayAfter, localDayOf, weekdayOf } from './local-time.ts';
import type { Settings } from './settings.ts';

/** A digest as it is due: the day of the chat's own calendar that names it, and when its clocks show the time. */
export type DueDigest = { day: LocalDay; at: Date };

const DAYS_TO_TRY = 9;

/** The first digest after `now`; undefined where the chat wants none. A time that its clocks leap over comes with the leap. */
export function nextDigest({ digest, zone }: Pick<Settings, 'digest' | 'zone'>, now: Date): DueDigest | undefined {
  if (digest === undefined) return undefined;
  let day = localDayAfter(localDayOf(zone, now), -1);
  for (let tries = 0; tries < DAYS_TO_TRY; tries++, day = localDayAfter(day, 1)) {
    if (digest.every === 'week' && weekdayOf(day) !== digest.weekday) continue;
    const at = instantAt(zone, day, digest.at, 'first');
    if (at > now) return { day, at };
  }
  return undefined;
}

/** When the digest of this day is due, and where its period begins; undefined where the chat wants none on that day. */
export function digestOf(
  { digest, zone }: Pick<Settings, 'digest' | 'zone'>,
  day: LocalDay,
): { from: Date; at: Date } | undefined {
  if (digest === undefined || (digest.every === 'week' && weekdayOf(day) !== digest.weekday)) return undefined;
  const before = localDayAfter(day, digest.every === 'day' ? -1 : -7);
  return { from: instantAt(zone, before, digest.at, 'first'), at: instantAt(zone, day, digest.at, 'first') };
}
