import type { Clock } from '../kit/clock.ts';
import type { FeedBases } from '../kit/env.contract.ts';
import { Unreadable } from '../kit/errors.ts';
import type { Http } from '../kit/http.ts';
import type { Log } from '../kit/log.ts';
import { type Day, dayAfter, dayOf, seconds } from '../units/time.ts';
import { askFeed, type Limits } from './ask.ts';
import { mempoolPastFees, mempoolPastPrices, mempoolPastRetargets } from './feeds/mempool-space.ts';
import type { History } from './history.ts';
import { pastDays } from './past-days.ts';

export type BackfillDeps = {
  http: Http;
  bases: Pick<FeedBases, 'MEMPOOL_URL'>;
  history: History;
  clock: Pick<Clock, 'now'>;
  log: Log;
};

/** `unknown`: days that could not be reckoned either. */
export type Backfilled = { written: number; unknown: number };

/** What mempool.space tells in one request each (`1y`), less a day at the edge. */
const DAYS = 364;
/** Hourly prices since 2022 are about 1 MB; the function has two minutes. */
const LIMITS: Limits = { within: seconds(30), maxBytes: 8 * 1024 * 1024 };

/**
 * Fills the days of the last year that nobody measured, up to yesterday, as values marked backfilled.
 *
 * May be repeated: measured days stay as they are, days already there are not written again, and when none is missing
 * nobody is asked.
 *
 * @throws {Unreachable} {@link Refused} {@link Unreadable} when mempool.space does not tell; nothing is written then.
 */
export async function backfillHistory(deps: BackfillDeps): Promise<Backfilled> {
  const { history, clock, log } = deps;
  const today = dayOf(clock.now());
  const missing = await missingDays(history, today);
  if (missing.length === 0) return { written: 0, unknown: 0 };

  const [prices, retargets, fees] = await Promise.all([
    askFeed(mempoolPastPrices, deps, LIMITS),
    askFeed(mempoolPastRetargets, deps, LIMITS),
    askFeed(mempoolPastFees, deps, LIMITS),
  ]);
  const { told, untold } = pastDays(missing, { prices, retargets, fees });
  const odd = untold.find(({ implausible }) => implausible);
  if (told.length === 0 && odd) throw new Unreadable(`mempool.space tells no plausible past: ${odd.day}: ${odd.why}`);
  let written = 0;
  for (const day of told) if (await history.backfill(day)) written++;
  if (untold.length > 0) log.warn('days that nobody can tell', { unknown: untold.length, first: untold[0] });
  return { written, unknown: untold.length };
}

async function missingDays(history: History, today: Day): Promise<Day[]> {
  const wanted = Array.from({ length: DAYS }, (_, i) => dayAfter(today, i - DAYS));
  const there = new Set((await history.days(wanted[0]!, dayAfter(today, -1))).map(({ period }) => period as Day));
  return wanted.filter((day) => !there.has(day));
}
