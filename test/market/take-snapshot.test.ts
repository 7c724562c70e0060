import { describe, expect, it } from 'vitest';
import { snapshotShape, snapshotToJson } from '../../functions/market/snapshot.ts';
import { takeSnapshot } from '../../functions/market/take-snapshot.ts';
import { ticking } from '../support/ticking.ts';

const NOON = '2026-02-24T12:00:00Z';

describe('a snapshot', () => {
  it('has every number with its source and time', async () => {
    const { tick, market, log } = await ticking();
    const { snapshot, fresh } = await tick(NOON);
    expect(fresh).toBe(true);
    expect(snapshot).toMatchObject({
      at: new Date(NOON),
      takenAt: new Date('2026-02-24T12:00:03Z'),
      continuousSince: new Date(NOON),
      price: { usdPerBtc: 87_654.32, from: ['coinbase', 'kraken', 'bitstamp', 'gemini'] },
      network: {
        height: 937_908,
        difficulty: 125.8646e12 * 1.01,
        subsidyBtc: 3.125,
        feesBtcPerBlock: 0.021,
        measuredAt: new Date(NOON),
        from: { tip: 'mempool.space', fees: 'mempool.space', epoch: 'mempool.space' },
      },
      epoch: { firstHeight: 937_440, startedAt: new Date('2026-02-21T06:00:00Z') },
      standing: { since: '2026-02-24', daysSinceLower: 0 },
      ignored: [],
    });
    expect(snapshot.hashprice.usdPerPhDay).toBeCloseTo(43.64, 2);
    expect(snapshot.forecast).toMatchObject({ height: 939_456, blocksFound: 468 });
    expect(snapshotShape.parse(snapshotToJson(snapshot))).toEqual(snapshot);
    expect(market.requests.map(({ source }) => source).toSorted()).toEqual([
      'bitstamp',
      'coinbase',
      'frankfurter',
      'gemini',
      'kraken',
      'mempool',
      'mempool',
      'mempool',
    ]);
    expect(log.counts.get('FeedIgnored')).toBeUndefined();
  });

  it('of a tick that comes again is the one that was kept, and nobody is asked', async () => {
    const { tick, market, world } = await ticking();
    const first = await tick(NOON);
    world.facts.usdPerBtc = 90_000;
    market.requests.length = 0;
    expect(await tick(NOON)).toEqual({ snapshot: first.snapshot, fresh: false });
    expect(market.requests).toEqual([]);
  });

  it('of two at the same time is the same', async () => {
    const { deps, clock } = await ticking();
    const one = takeSnapshot(deps, new Date(NOON));
    clock.advance(1);
    const other = takeSnapshot(deps, new Date(NOON));
    const [a, b] = await Promise.all([one, other]);
    expect(a.snapshot).toEqual(b.snapshot);
    expect([a.fresh, b.fresh].toSorted()).toEqual([false, true]);
  });

  it('counts and keeps what was ignored', async () => {
    const { tick, market, log } = await ticking();
    market.fail('kraken', '503');
    market.fail('mempool', '500', 'reward-stats');
    const { snapshot } = await tick(NOON);
    expect(snapshot.ignored.map(({ feed }) => feed)).toEqual(['kraken', 'mempool.space fees']);
    expect(log.counts.get('FeedIgnored')).toBe(2);
  });
});

describe('what is continuous', () => {
  it('stays so over one missing tick, and counts anew after two', async () => {
    const { tick } = await ticking();
    const since = async (at: string) => (await tick(at)).snapshot.continuousSince.toISOString().slice(11, 16);
    expect(await since('2026-02-24T12:00:00Z')).toBe('12:00');
    expect(await since('2026-02-24T12:05:00Z')).toBe('12:00');
    expect(await since('2026-02-24T12:15:00Z')).toBe('12:00');
    expect(await since('2026-02-24T12:30:00Z')).toBe('12:30');
    expect(await since('2026-02-24T12:35:00Z')).toBe('12:30');
  });

  it('is told of a late tick by its own predecessor', async () => {
    const { tick, clock, deps, history } = await ticking();
    await tick('2026-02-24T12:00:00Z');
    await tick('2026-02-24T13:00:00Z');
    clock.set('2026-02-24T13:00:10Z');
    const late = async (at: string) => (await takeSnapshot(deps, new Date(at))).snapshot;
    expect((await late('2026-02-24T12:10:00Z')).continuousSince).toEqual(new Date('2026-02-24T12:00:00Z'));
    expect((await late('2026-02-24T12:40:00Z')).continuousSince).toEqual(new Date('2026-02-24T12:40:00Z'));
    expect((await history.latest())?.at).toEqual(new Date('2026-02-24T13:00:00Z'));
  });
});

describe('how a snapshot stands', () => {
  it('is told by the days on record and by the ticks of today', async () => {
    const { tick, world } = await ticking();
    const at = async (time: string, usd: number) => {
      world.facts.usdPerBtc = usd;
      return (await tick(time)).snapshot.standing;
    };
    expect(await at('2026-02-22T23:00:00Z', 70_000)).toMatchObject({ since: '2026-02-22', daysSinceLower: 0 });
    expect(await at('2026-02-23T23:00:00Z', 80_000)).toMatchObject({ daysSinceLower: 1 });
    expect(await at('2026-02-24T01:00:00Z', 75_000)).toMatchObject({ daysSinceLower: 2 });
    expect(await at('2026-02-24T02:00:00Z', 74_000)).toMatchObject({ daysSinceLower: 2 });
    expect(await at('2026-02-24T03:00:00Z', 76_000)).toMatchObject({ daysSinceLower: 0 });
    const lowest = await at('2026-02-24T04:00:00Z', 60_000);
    expect(lowest).toMatchObject({ since: '2026-02-22', daysSinceLower: 2, recordLow: { day: '2026-02-22' } });
  });
});
