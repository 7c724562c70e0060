import { onTestFinished } from 'vitest';
import { FetchHttp } from '../../functions/kit/http.fetch.ts';
import { type SnapshotDeps, takeSnapshot } from '../../functions/market/take-snapshot.ts';
import { minutes } from '../../functions/units/time.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { TestClock } from './clock.ts';
import { MemoryLog } from './log.ts';
import { MemoryHistory } from './memory-history.ts';
import { aWorld } from './world.ts';

const TICK = minutes(5);

/** A market on loopback, and what takes snapshots of it, with a clock that the test moves. */
export async function ticking(now = '2026-02-24T12:00:00Z') {
  const clock = new TestClock(now);
  const world = aWorld(clock);
  const market = await startMarket(world);
  onTestFinished(market.stop);
  const history = new MemoryHistory(clock);
  const log = new MemoryLog();
  const http = new FetchHttp({ minRetryMs: 1 });
  const deps: SnapshotDeps = { http, bases: market.urls, history, clock, tickMs: TICK, log };
  return {
    clock,
    world,
    market,
    history,
    log,
    deps,
    /** The tick scheduled at this time, three seconds late as schedules are. */
    tick: (at: string) => {
      clock.set(new Date(Date.parse(at) + 3_000));
      return takeSnapshot(deps, new Date(at));
    },
  };
}
