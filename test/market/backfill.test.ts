import { describe, expect, it, onTestFinished } from 'vitest';
import { BotError, Unreachable, Unreadable } from '../../functions/kit/errors.ts';
import { FetchHttp } from '../../functions/kit/http.fetch.ts';
import { type BackfillDeps, backfillHistory } from '../../functions/market/backfill.ts';
import { pastDays } from '../../functions/market/past-days.ts';
import type { Day } from '../../functions/units/time.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { aWorld } from '../support/world.ts';

const TODAY = '2026-02-24' as Day;
const FIRST = '2025-02-25' as Day;

async function backfilling() {
  const clock = new TestClock('2026-02-24T12:00:00Z');
  const world = aWorld(clock);
  const market = await startMarket(world);
  onTestFinished(market.stop);
  const history = new MemoryHistory(clock);
  const http = new FetchHttp({ minRetryMs: 1 });
  const deps: BackfillDeps = { http, bases: market.urls, history, clock, log: new MemoryLog() };
  return { clock, world, market, history, backfill: () => backfillHistory(deps) };
}

describe('the backfill', () => {
  it('fills the year before the first snapshot, up to yesterday, marked as backfilled', async () => {
    const { backfill, history, market } = await backfilling();
    expect(await backfill()).toEqual({ written: 364, unknown: 0 });
    const days = await history.days(FIRST, TODAY);
    expect(days).toHaveLength(364);
    expect(days[0]?.period).toBe(FIRST);
    expect(days.at(-1)?.period).toBe('2026-02-23');
    expect(days.every(({ origin, ticks }) => origin === 'backfilled' && ticks === 1)).toBe(true);
    expect(market.requests.map(({ path }) => path).toSorted()).toEqual([
      'api/v1/historical-price',
      'api/v1/mining/blocks/fees/1y',
      'api/v1/mining/hashrate/1y',
    ]);
  });

  it('says what a day was at its end', async () => {
    const { backfill, history, world } = await backfilling();
    await backfill();
    const [day] = await history.days('2026-02-07' as Day, '2026-02-07' as Day);
    const row = world.days().find((known) => known.day === '2026-02-07');
    // The epoch began at six in the morning of that day.
    expect(day).toMatchObject({ usdPerBtc: row?.priceUsd, difficulty: 125.8646e12, feesBtcPerBlock: 0.02 });
    const [before] = await history.days('2026-02-06' as Day, '2026-02-06' as Day);
    expect(before?.difficulty).toBeCloseTo(125.8646e12 / 1.01, -6);
    // 86400e15 / (125.8646e12 · 2^32) blocks · 3.145 BTC · USD.
    expect(day?.hashprice.close).toBeCloseTo((8.64e19 / (125.8646e12 * 2 ** 32)) * 3.145 * row!.priceUsd, 6);
  });

  it('knows about how high the chain was at the end of a day, between the averages on both sides of midnight', () => {
    const day = '2026-02-20' as Day;
    const past = (height: number, at: string) => ({ height, at: new Date(at), btcPerBlock: 0.02 });
    const told = (...fees: ReturnType<typeof past>[]) =>
      pastDays([day], {
        prices: [{ at: new Date('2026-02-20T20:00:00Z'), usdPerBtc: 65_000 }],
        retargets: [{ at: new Date('2026-02-19T00:00:00Z'), difficulty: 144e12, height: 937_440 }],
        fees,
      } as Parameters<typeof pastDays>[1]).told[0]?.height;
    const [noon, evening] = [past(937_700, '2026-02-20T12:00:00Z'), past(937_748, '2026-02-20T20:00:00Z')];
    expect(told(past(937_796, '2026-02-21T04:00:00Z'), noon, evening)).toBe(937_772);
    expect(told(noon, evening)).toBeUndefined();
    expect(told(noon, evening, past(938_100, '2026-02-23T04:00:00Z'))).toBeUndefined();
  });

  it('asks nobody when nothing is missing', async () => {
    const { backfill, market } = await backfilling();
    await backfill();
    market.requests.length = 0;
    expect(await backfill()).toEqual({ written: 0, unknown: 0 });
    expect(market.requests).toEqual([]);
  });

  it('adds the day that went unmeasured, and leaves those that were measured as they are', async () => {
    const { backfill, history, clock } = await backfilling();
    await history.put(aSnapshot({ at: '2026-02-20T12:00:00Z' }));
    expect(await backfill()).toEqual({ written: 363, unknown: 0 });
    clock.advance(2 * 86_400_000);
    await history.put(aSnapshot({ at: '2026-02-24T23:00:00Z' }));
    expect(await backfill()).toEqual({ written: 1, unknown: 0 });
    const days = await history.days('2026-02-19' as Day, '2026-02-26' as Day);
    expect(days.map(({ period, origin }) => `${period} ${origin}`)).toEqual([
      '2026-02-19 backfilled',
      '2026-02-20 measured',
      '2026-02-21 backfilled',
      '2026-02-22 backfilled',
      '2026-02-23 backfilled',
      '2026-02-24 measured',
      '2026-02-25 backfilled',
    ]);
  });

  it.each([
    ['503', Unreachable],
    ['html', Unreadable],
    ['empty', Unreadable],
    ['truncated', Unreadable],
    ['minus-one', Unreadable],
    ['huge', Unreadable],
    ['403', BotError],
  ] as const)('writes nothing when mempool.space answers with "%s"', async (fault, error) => {
    const { backfill, history, market } = await backfilling();
    market.fail('mempool', fault);
    await expect(backfill()).rejects.toBeInstanceOf(error);
    expect(await history.since()).toBeUndefined();
  });

  it('reads numbers that come as strings', async () => {
    const { backfill, market } = await backfilling();
    market.fail('mempool', 'numbers-as-strings');
    expect(await backfill()).toMatchObject({ written: 364 });
  });
});

describe('a past day', () => {
  const at = (text: string) => new Date(text);
  const retarget = { at: at('2026-02-07T06:00:00Z'), height: 935_424, difficulty: 125e12, factor: 0.9 };
  const past = {
    prices: [
      { at: at('2026-02-07T23:00:00Z'), usdPerBtc: 70_000 },
      { at: at('2026-02-07T22:00:00Z'), usdPerBtc: 71_000 },
      { at: at('2026-02-06T23:59:59Z'), usdPerBtc: 69_000 },
      { at: at('2010-07-19T00:00:00Z'), usdPerBtc: 0 },
    ],
    retargets: [retarget],
    fees: [
      { at: at('2026-02-07T04:00:00Z'), height: 935_410, btcPerBlock: 0.01 },
      { at: at('2026-02-07T20:00:00Z'), height: 935_500, btcPerBlock: 0.03 },
      { at: at('2026-02-06T20:00:00Z'), height: 935_300, btcPerBlock: 0.01 },
      { at: at('2026-01-20T20:00:00Z'), height: 933_300, btcPerBlock: 0.01 },
    ],
  };
  const of = (day: string, change: Partial<typeof past> = {}) => pastDays([day as Day], { ...past, ...change }).told;
  const untold = (day: string, change: Partial<typeof past>) => pastDays([day as Day], { ...past, ...change }).untold;

  it('has the last price of the day, the difficulty at its end, the mean of its fees', () => {
    expect(of('2026-02-07')).toMatchObject([{ usdPerBtc: 70_000, difficulty: 125e12, feesBtcPerBlock: 0.02 }]);
  });

  it('before the first listed retarget has the difficulty that its factor tells, for an epoch', () => {
    expect(of('2026-02-06')[0]?.difficulty).toBeCloseTo(125e12 / 0.9, 0);
    const { factor: _, ...without } = retarget;
    expect(of('2026-02-06', { retargets: [without as typeof retarget] })).toEqual([]);
    expect(of('2026-01-20', { prices: [{ at: at('2026-01-20T12:00:00Z'), usdPerBtc: 90_000 }] })).toEqual([]);
  });

  it.each([
    ['price', { prices: past.prices.slice(2) }],
    ['fees', { fees: past.fees.slice(2) }],
    ['difficulty', { retargets: [] }],
  ])('is left out without %s', (what, change) => {
    expect(of('2026-02-07', change)).toEqual([]);
    expect(untold('2026-02-07', change)).toEqual([
      { day: '2026-02-07', why: `no ${what} of that day`, implausible: false },
    ]);
  });

  it.each([
    ['price', { prices: [{ at: at('2026-02-07T23:00:00Z'), usdPerBtc: 7 }] }],
    ['difficulty', { retargets: [{ ...retarget, difficulty: 1 }] }],
    ['height', { fees: [{ at: at('2026-02-07T20:00:00Z'), height: 5, btcPerBlock: 0.01 }] }],
    ['fees', { fees: [{ at: at('2026-02-07T20:00:00Z'), height: 935_500, btcPerBlock: -1 }] }],
  ])('is left out with an implausible %s, which does not spoil the others', (what, change) => {
    expect(of('2026-02-07', change)).toEqual([]);
    expect(untold('2026-02-07', change)).toMatchObject([{ why: expect.stringContaining(what), implausible: true }]);
  });
});
