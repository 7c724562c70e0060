import type { Milliseconds } from '../units/time.ts';
import type { Locale } from '../words/preferences.ts';
import type { Words } from '../words/words.ts';

/** The pages, in the order of the menu. */
export const PLACES = ['/', '/miners', '/ai', '/production', '/announcements', '/method'] as const;
export type Place = (typeof PLACES)[number];

/**
 * Who looks, when, and where links lead. @property href undefined where there is no such place, as in the report.
 * @property tickMs the schedule's step: what is stale is counted in it.
 */
export type Visit = {
  words: Words;
  now: Date;
  tickMs: Milliseconds;
  href(path: `/${string}`): string | undefined;
  /** All on one page, which may be a file on somebody's desk. */
  isReport?: boolean;
};

/** A language that was asked for by name goes along; else each page finds it out anew. */
export const hrefIn =
  (asked: Locale | undefined): Visit['href'] =>
  (path) =>
    asked === undefined ? path : `${path}?lang=${asked}`;

/** In the report everything is on one page, and companies have no pages of their own. */
export const hrefInReport: Visit['href'] = (path) => {
  const place = PLACES.find((one) => one === path);
  return place === undefined ? undefined : `#${anchorOf(place)}`;
};

export const anchorOf = (place: Place): string => (place === '/' ? 'now' : place.slice(1));
