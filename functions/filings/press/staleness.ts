import { dayOf, days, elapsed, later, type Milliseconds } from '../../units/time.ts';
import type { PressItem } from './feed.ts';

/**
 * How many of its usual gaps a feed may be silent: of 14 feeds that live the worst took 5.0, one that was dead 31.8.
 */
const GAPS = 6;
const LEAST = days(21);
const AHEAD = days(1);

/** After how long a feed is thought dead though it still answers, by how often it used to have news. */
export function patienceWith(items: readonly PressItem[]): Milliseconds {
  const dates = [...new Set(items.flatMap(({ at }) => (at ? [dayOf(at)] : [])))].sort();
  const gaps = dates.slice(1).map((day, i) => elapsed(new Date(dates[i]!), new Date(day)));
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return Math.max(LEAST, GAPS * median) as Milliseconds;
}

/** From when on a feed serves nothing but old news, if no more comes; undefined for one that dates nothing. */
export function staleAfter(items: readonly PressItem[], now: Date): Date | undefined {
  // A date a little ahead is somebody's clock; one far ahead is a misprint, and would keep the feed fresh for years.
  const dated = items.filter(({ at }) => at !== undefined && at <= later(now, AHEAD));
  if (dated.length === 0) return undefined;
  const newest = Math.max(...dated.map(({ at }) => at!.getTime()));
  return later(new Date(newest), patienceWith(dated));
}

/** Whether a feed has moved to another wire, and nobody told us. */
export const isStale = (after: Date | undefined, now: Date): boolean => after !== undefined && now > after;
