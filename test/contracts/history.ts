import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../functions/kit/clock.ts';
import { type History, type Rollup, rollupShape } from '../../functions/market/history.ts';
import type { Day } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { aSnapshot } from '../support/market.ts';

const day = (text: string) => text as Day;
const at = (text: string, hashprice?: number) => aSnapshot({ at: text, ...(hashprice && { hashprice }) });

/** A day as the backfill makes it. */
export const aBackfilledDay = (period: string, close = 50, ticks = 1): Rollup =>
  rollupShape.parse({
    v: 1,
    period,
    origin: 'backfilled',
    hashprice: { low: close, high: close, mean: close, close },
    usdPerBtc: 100_000,
    difficulty: 120e12,
    feesBtcPerBlock: 0.03,
    ticks,
  });

/** What every History promises. Run against the in-memory double, the embedded emulator and, on demand, real DynamoDB. */
export function historyContract(name: string, open: (clock: Clock) => Promise<History>): void {
  describe(`History, kept in ${name}`, () => {
    const clock = new TestClock('2026-02-24T12:00:00Z');
    let history: History;
    beforeEach(async () => {
      clock.set('2026-02-24T12:00:00Z');
      history = await open(clock);
    });
    const days = (from: string, to: string) => history.days(day(from), day(to));
    const hours = (from: string, to: string) => history.hours(new Date(from), new Date(to));
    const between = (from: string, to: string) => history.between(new Date(from), new Date(to));

    it('knows nothing at first', async () => {
      expect(await history.latest()).toBeUndefined();
      expect(await history.since()).toBeUndefined();
      expect(await history.at(new Date('2026-02-24T11:00:00Z'))).toBeUndefined();
      expect(await between('2026-02-01T00:00:00Z', '2026-02-24T12:00:00Z')).toEqual([]);
      expect(await hours('2026-02-01T00:00:00Z', '2026-02-24T12:00:00Z')).toEqual([]);
      expect(await days('2025-02-01', '2026-02-24')).toEqual([]);
    });

    it('gives a snapshot back as it was', async () => {
      const snapshot = aSnapshot({ at: '2026-02-24T11:00:00Z', forecast: { change: -0.1, blocksFound: 1_200 } });
      expect(await history.put(snapshot)).toEqual(snapshot);
      expect(await history.at(snapshot.at)).toEqual(snapshot);
      expect(await history.latest()).toEqual(snapshot);
      expect(await between('2026-02-24T11:00:00Z', '2026-02-24T11:00:00Z')).toEqual([snapshot]);
    });

    it('brings the hour, the day and the first day up to date with every snapshot', async () => {
      await history.put(at('2026-02-24T11:00:00Z', 28));
      await history.put(at('2026-02-24T11:05:00Z', 32));
      await history.put(at('2026-02-24T11:10:00Z', 30));
      const hour = { v: 1, origin: 'measured', hashprice: { low: 28, high: 32, mean: 30, close: 30 }, ticks: 3 };
      expect(await hours('2026-02-24T11:59:00Z', '2026-02-24T11:59:00Z')).toEqual([
        expect.objectContaining({ ...hour, period: '2026-02-24T11', usdPerBtc: 62_810, feesBtcPerBlock: 0.021 }),
      ]);
      expect(await days('2026-02-24', '2026-02-24')).toEqual([
        expect.objectContaining({ ...hour, period: '2026-02-24', difficulty: 141.668e12 }),
      ]);
      expect(await history.since()).toBe('2026-02-24');
    });

    it('weighs the hours of a day by the snapshots they saw', async () => {
      for (const minute of ['00', '05', '10']) await history.put(at(`2026-02-24T10:${minute}:00Z`, 28));
      await history.put(at('2026-02-24T11:00:00Z', 32));
      const [only] = await days('2026-02-24', '2026-02-24');
      expect(only).toMatchObject({ hashprice: { low: 28, high: 32, mean: 29, close: 32 }, ticks: 4 });
    });

    it('keeps the first snapshot of a tick, and hands it to whoever comes second', async () => {
      const [first, second] = [at('2026-02-24T11:00:00Z', 28), at('2026-02-24T11:00:00Z', 29)];
      await history.put(first);
      expect(await history.put(second)).toEqual(first);
      expect(await history.at(first.at)).toEqual(first);
      expect(await history.latest()).toEqual(first);
      expect(await days('2026-02-24', '2026-02-24')).toMatchObject([{ hashprice: { mean: 28 }, ticks: 1 }]);
    });

    it('has as latest the newest tick, and as close the last one, whatever the order of writing', async () => {
      await history.put(at('2026-02-24T11:10:00Z', 30));
      await history.put(at('2026-02-24T11:05:00Z', 31));
      await history.put(at('2026-02-23T11:05:00Z', 32));
      expect((await history.latest())?.at).toEqual(new Date('2026-02-24T11:10:00Z'));
      expect(await days('2026-02-23', '2026-02-24')).toMatchObject([
        { period: '2026-02-23', hashprice: { close: 32 } },
        { period: '2026-02-24', hashprice: { close: 30 } },
      ]);
      expect(await history.since()).toBe('2026-02-23');
    });

    it('says the same, in whatever order and however often the ticks come', async () => {
      const ticks = ['T09:55', 'T10:00', 'T10:05', 'T11:00'].map((time, i) => at(`2026-02-24${time}:00Z`, 28 + i));
      const often = fc.array(fc.constantFrom(...ticks), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(often, async (orders) => {
          const again = await open(clock);
          for (const tick of [...orders, ...ticks]) await again.put(tick);
          const [whole] = await again.days(day('2026-02-24'), day('2026-02-24'));
          expect(whole).toMatchObject({ hashprice: { low: 28, high: 31, mean: 29.5, close: 31 }, ticks: 4 });
          expect((await again.latest())?.at).toEqual(new Date('2026-02-24T11:00:00Z'));
        }),
        { numRuns: 10 },
      );
    });

    it('reads ranges ascending with both ends, over days, months and years', async () => {
      const ticks = ['2025-12-31T23:00:00Z', '2025-12-31T23:55:00Z', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'];
      clock.set('2026-01-02T00:00:00Z');
      for (const tick of ticks) await history.put(at(tick));
      const found = await between('2025-12-31T23:55:00Z', '2026-01-01T00:00:00Z');
      expect(found.map((snapshot) => snapshot.at)).toEqual([new Date(ticks[1]!), new Date(ticks[2]!)]);
      expect((await hours('2025-12-31T23:30:00Z', '2026-01-01T00:30:00Z')).map((hour) => hour.period)).toEqual([
        '2025-12-31T23',
        '2026-01-01T00',
      ]);
      expect((await days('2025-12-31', '2026-01-01')).map(({ period }) => period)).toEqual([
        '2025-12-31',
        '2026-01-01',
      ]);
      expect((await days('2026-01-01', '2026-01-31')).map(({ period }) => period)).toEqual(['2026-01-01']);
    });

    it('finds nothing between a later and an earlier time', async () => {
      await history.put(at('2026-02-24T11:00:00Z'));
      expect(await between('2026-02-24T11:30:00Z', '2026-02-24T10:30:00Z')).toEqual([]);
      expect(await hours('2026-02-24T11:30:00Z', '2026-02-24T10:30:00Z')).toEqual([]);
      expect(await days('2026-02-25', '2026-02-24')).toEqual([]);
    });

    it('forgets ticks after 40 days, but not their hour, their day or the latest', async () => {
      const old = await history.put(at('2026-02-24T11:00:00Z'));
      clock.set('2026-04-05T11:00:00Z');
      expect(await history.at(old.at)).toBeUndefined();
      expect(await between('2026-02-24T00:00:00Z', '2026-04-05T11:00:00Z')).toEqual([]);
      expect(await hours('2026-02-24T11:00:00Z', '2026-02-24T11:00:00Z')).toHaveLength(1);
      expect(await days('2026-02-24', '2026-02-24')).toHaveLength(1);
      expect(await history.latest()).toEqual(old);
    });

    it('shows a tick until the moment it expires', async () => {
      const old = await history.put(at('2026-02-24T11:00:00Z'));
      clock.set('2026-04-05T10:59:59Z');
      expect(await history.at(old.at)).toEqual(old);
      expect(await between('2026-02-24T00:00:00Z', '2026-04-05T11:00:00Z')).toEqual([old]);
    });

    it('fills a day that nobody measured, as often as it is told to', async () => {
      const filled = aBackfilledDay('2025-06-09');
      expect(await history.backfill(filled)).toBe(true);
      expect(await history.backfill(filled)).toBe(true);
      expect(await days('2025-01-01', '2026-02-24')).toEqual([filled]);
      expect(await history.since()).toBe('2025-06-09');
      expect(await history.latest()).toBeUndefined();
    });

    it('counts from the first day on record, whatever the order of filling', async () => {
      for (const period of ['2025-06-10', '2025-06-09', '2025-06-11']) await history.backfill(aBackfilledDay(period));
      await history.put(at('2026-02-24T11:00:00Z'));
      expect(await history.since()).toBe('2025-06-09');
    });

    it('leaves a measured day as it is', async () => {
      await history.put(at('2026-02-24T11:00:00Z', 28));
      expect(await history.backfill(aBackfilledDay('2026-02-24', 50, 288))).toBe(false);
      expect(await days('2026-02-24', '2026-02-24')).toMatchObject([{ origin: 'measured', hashprice: { close: 28 } }]);
    });

    it('replaces a backfilled day by a measured one, however little was measured', async () => {
      await history.backfill(aBackfilledDay('2026-02-24', 50, 288));
      await history.put(at('2026-02-24T11:00:00Z', 28));
      expect(await days('2026-02-24', '2026-02-24')).toMatchObject([
        { origin: 'measured', hashprice: { low: 28, high: 28, close: 28 }, ticks: 1 },
      ]);
    });
  });
}
