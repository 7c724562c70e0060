import { Unreadable } from '../kit/errors.ts';
import type { UsdPerBtc } from '../units/money.ts';
import { quantity } from '../units/quantity.ts';
import { elapsed, minutes } from '../units/time.ts';
import type { Ignored } from './feed.ts';
import type { Tick } from './tick.ts';

/** `measuredAt`: the oldest of the ticks that agreed. */
export type Quote = { usdPerBtc: UsdPerBtc; from: string[]; measuredAt: Date; ignored: Ignored[] };

/** Older than this, or as far ahead of us, and a tick is about another market than the present one. */
const FRESH = minutes(2);
/** Exchanges in working order are within 0.2 % of each other; ten times that is somebody else's trouble. */
const CLOSE = 0.02;
const QUORUM = 2;

/**
 * The price the fresh feeds agree on: their median.
 *
 * Two feeds at least, or no price at all: there is no -1, no null and no last week's number for a caller to mistake for
 * a market.
 *
 * @param unanswered feeds that gave no tick; they are named with the ignored ones.
 * @throws {Unreadable} when fewer than two feeds are fresh and close to their median; says what each of them did.
 */
export function agree(ticks: readonly Tick[], now: Date, unanswered: readonly Ignored[] = []): Quote {
  const ignored = [...unanswered];
  const keep = (some: readonly Tick[], whyNot: (tick: Tick) => string | undefined) =>
    some.filter(({ feed, ...tick }) => {
      const why = whyNot({ feed, ...tick });
      if (why !== undefined) ignored.push({ feed, why });
      return why === undefined;
    });

  const fresh = keep(ticks, (tick) => staleness(tick, now));
  const middle = median(fresh.map((tick) => tick.usdPerBtc));
  const close = keep(fresh, (tick) => distance(tick, middle));
  if (close.length < QUORUM) {
    const seen = [...close.map(({ feed, usdPerBtc }) => ({ feed, why: `said ${usdPerBtc}` })), ...ignored];
    const list = seen.map(({ feed, why }) => `${feed}: ${why}`).join('; ');
    throw new Unreadable(`no two price feeds agree (${list || 'none was asked'})`, { ignored });
  }
  return {
    usdPerBtc: quantity(median(close.map((tick) => tick.usdPerBtc))),
    from: close.map((tick) => tick.feed),
    measuredAt: new Date(Math.min(...close.map((tick) => tick.at.getTime()))),
    ignored,
  };
}

function staleness({ at }: Tick, now: Date): string | undefined {
  const age = elapsed(at, now);
  if (age > FRESH) return `stale: ${Math.round(age / 1_000)} s old`;
  if (age < -FRESH) return `dated ${Math.round(-age / 1_000)} s ahead of now`;
  return undefined;
}

function distance({ usdPerBtc }: Tick, middle: number): string | undefined {
  // Not as a quotient: 102,000 / 100,000 - 1 is more than 0.02.
  if (Math.abs(usdPerBtc - middle) <= CLOSE * middle) return undefined;
  const off = usdPerBtc / middle - 1;
  return `outlier: ${usdPerBtc} is ${(off * 100).toFixed(1)} % off the median of ${middle}`;
}

/** NaN for none, which is close to nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
