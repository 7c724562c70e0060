import type { Clock } from '../kit/clock.ts';
import type { FeedBases } from '../kit/env.contract.ts';
import { BotError, reasonOf, Unreachable, Unreadable } from '../kit/errors.ts';
import type { Http } from '../kit/http.ts';
import type { Log } from '../kit/log.ts';
import { quantity } from '../units/quantity.ts';
import { dayOf, elapsed, later, type Milliseconds, seconds } from '../units/time.ts';
import { askSparingly } from './ask.ts';
import { computeSnapshot } from './compute-snapshot.ts';
import { gatherPrice } from './gather-price.ts';
import type { History, Rollup } from './history.ts';
import { gatherNetwork } from './network.ts';
import { gatherRates } from './rates.ts';
import type { Snapshot } from './snapshot.ts';

export type SnapshotDeps = {
  http: Http;
  bases: FeedBases;
  history: History;
  clock: Pick<Clock, 'now'>;
  tickMs: Milliseconds;
  log: Log;
};

/** For all questions of a tick together; the function has 30 s (topology.ts), and must still write. */
const ASKING = seconds(22);
/** Ticks that may be missing before what was continuous counts anew. */
const GAP_TICKS = 2;

/**
 * One snapshot of the market: ask all, agree, compute, keep.
 *
 * Dated with the scheduled time, so that a retried tick finds its snapshot and asks nobody; the first that was kept
 * stays (`fresh` is then false).
 *
 * @throws {Unreachable} {@link Unreadable} when there is no agreed price or no network; the message says what each feed did.
 */
export async function takeSnapshot(deps: SnapshotDeps, at: Date): Promise<{ snapshot: Snapshot; fresh: boolean }> {
  const { history, clock, tickMs, log } = deps;
  const takenAt = clock.now();
  const stored = await history.at(at);
  // Put once more: whoever kept it may have died before its hour and day were brought up to date.
  if (stored !== undefined) return { snapshot: await history.put(stored), fresh: false };

  const now = () => clock.now();
  const latest = await history.latest();
  const ask = askSparingly(deps, later(takenAt, ASKING));
  const exchanging = gatherRates(ask, latest?.rates, at, now);
  const [quote, network] = await both(gatherPrice(ask, now), gatherNetwork(ask, latest, now), exchanging);

  const continuousSince = await startOfRun(history, latest, at, tickMs);
  const snapshot = computeSnapshot({
    at,
    takenAt,
    continuousSince,
    quote,
    network,
    record: await recordOf(history, at),
    exchange: await exchanging,
  });
  if (snapshot.ignored.length > 0) log.count('FeedIgnored', snapshot.ignored.length);
  const kept = await history.put(snapshot);
  return { snapshot: kept, fresh: kept.takenAt.getTime() === takenAt.getTime() };
}

/** Since when snapshots have come without a gap. A late tick looks at its own predecessor, not at what came after it. */
async function startOfRun(
  history: History,
  latest: Snapshot | undefined,
  at: Date,
  tickMs: Milliseconds,
): Promise<Date> {
  const gap = quantity<Milliseconds>(GAP_TICKS * tickMs);
  const before = latest && latest.at > at ? (await history.between(later(at, quantity(-gap)), at)).at(-1) : latest;
  return before && elapsed(before.at, at) <= gap ? before.continuousSince : at;
}

async function recordOf(history: History, at: Date): Promise<Rollup[]> {
  const since = await history.since();
  return since === undefined ? [] : history.days(since, dayOf(at));
}

/**
 * Waits for both, so that a failure tells the whole story and no question is left hanging.
 * @param beside is waited for as well, and decides nothing.
 */
async function both<A, B>(price: Promise<A>, network: Promise<B>, beside: Promise<unknown>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([price, network, beside]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const errors = [a, b].flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  const bug = errors.find((error) => !(error instanceof BotError));
  if (bug !== undefined) throw bug;
  const message = `no snapshot: ${errors.map(reasonOf).join('; ')}`;
  const retryable = errors.some((error) => error instanceof BotError && error.retryable);
  throw retryable ? new Unreachable(message) : new Unreadable(message);
}
