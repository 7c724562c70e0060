import { describe, expect, it } from 'vitest';
import { pastDay, relive } from '../../functions/market/relive.ts';
import { dayFrom, hourFrom } from '../../functions/market/rollup.ts';
import { snapshotShape, snapshotToJson } from '../../functions/market/snapshot.ts';
import type { BlockHeight } from '../../functions/units/hashing.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { aPastDay, pastDays } from '../support/past.ts';

describe('history lived once more', () => {
  it('is a snapshot a day, dated at midnight, as the bot would have stored it', () => {
    const [first, second] = relive(pastDays('2026-02-03', [34, 32]));
    expect(first!.at).toEqual(new Date('2026-02-03T00:00:00Z'));
    expect(second!.hashprice.usdPerPhDay).toBeCloseTo(32, 9);
    expect(snapshotShape.parse(snapshotToJson(second!))).toEqual(second);
  });

  it('measures each day against those before it, and none after', () => {
    const standings = relive(pastDays('2026-02-01', [34, 36, 35, 33, 20])).map(
      ({ standing }) => standing.daysSinceLower,
    );
    expect(standings).toEqual([0, 1, 2, 3, 4]);
  });

  it('begins anew after a gap', () => {
    const since = relive(pastDays('2026-02-01', [34, 36, undefined, 33, 34])).map(({ continuousSince }) =>
      continuousSince.toISOString().slice(0, 10),
    );
    expect(since).toEqual(['2026-02-01', '2026-02-01', '2026-02-04', '2026-02-04']);
  });

  it('forecasts the retarget where the epoch is known: 1,000 blocks in the time of 900 is 11 % up', () => {
    const epochStartedAt = new Date('2026-02-20T00:00:00Z');
    const tipAt = new Date(epochStartedAt.getTime() + 900 * 600_000);
    const chain = { height: quantity<BlockHeight>(2016 * 465 + 1_000), tipAt, epochStartedAt };
    const [day] = relive([aPastDay('2026-02-26', 30, { chain })]);
    expect(day!.forecast).toMatchObject({ blocksFound: 1_000, height: 2016 * 466 });
    expect(day!.forecast!.change).toBeCloseTo(1_001 / 900 - 1, 9);
    expect(day!.hashpriceAfterRetarget).toBeCloseTo((30 * 900) / 1_001, 9);
  });

  it('does not forecast from a date alone', () => {
    const [day] = relive([aPastDay('2026-02-26', 30)]);
    expect(day!.forecast).toBeUndefined();
    expect(day!.hashpriceAfterRetarget).toBeUndefined();
  });

  it('of a stored day is that day: its close comes out again', () => {
    const [day] = relive([aPastDay('2026-02-26', 30, { feesBtcPerBlock: quantity(0.02) })]);
    const stored = dayFrom([hourFrom([day!])]);
    const [again] = relive([pastDay(stored)]);
    expect(again!.hashprice.usdPerPhDay).toBeCloseTo(stored.hashprice.close, 12);
  });
});
