import { describe, expect, it } from 'vitest';
import { type Rollup, rollupShape } from '../../functions/market/history.ts';
import { standing } from '../../functions/market/standing.ts';
import type { UsdPerPhDay } from '../../functions/units/hashing.ts';
import { quantity } from '../../functions/units/quantity.ts';
import type { Day } from '../../functions/units/time.ts';

const day = (period: string, low: number): Rollup =>
  rollupShape.parse({
    v: 1,
    period,
    origin: 'measured',
    hashprice: { low, high: low + 5, mean: low + 2, close: low + 1 },
    usdPerBtc: 60_000,
    difficulty: 1.4e14,
    feesBtcPerBlock: 0.02,
    ticks: 288,
  });
const today = '2026-02-24' as Day;
const of = (record: Rollup[], usd: number) => standing(record, today, quantity<UsdPerPhDay>(usd));

describe('standing', () => {
  const record = [day('2026-02-20', 27), day('2026-02-21', 30), day('2026-02-22', 26), day('2026-02-23', 29)];

  it.each([
    [31, 1, 'yesterday was lower'],
    [29, 2, 'yesterday was as low, which is not lower; the day before was'],
    [26.5, 2, 'between'],
    [26, 4, 'as low as the lowest: counted from the first day on record'],
    [25, 4, 'lower than ever'],
  ])('of %d: %d days since a lower value (%s)', (usd, daysSinceLower) => {
    const recordLow = { usdPerPhDay: 26, day: '2026-02-22' };
    expect(of(record, usd)).toEqual({ since: '2026-02-20', daysSinceLower, recordLow });
  });

  it('was lower today already', () => {
    expect(of([...record, day(today, 24)], 25)).toMatchObject({ daysSinceLower: 0, recordLow: { usdPerPhDay: 26 } });
    expect(of([...record, day(today, 25)], 25)).toMatchObject({ daysSinceLower: 4 });
  });

  it('has no record low on the first day', () => {
    expect(of([], 25)).toEqual({ since: today, daysSinceLower: 0 });
    expect(of([day(today, 24)], 25)).toEqual({ since: today, daysSinceLower: 0 });
  });

  it('does not look at what came after a late tick', () => {
    expect(of([...record, day('2026-02-25', 20)], 26.5)).toMatchObject({ daysSinceLower: 2 });
  });

  it('counts calendar days over gaps and the end of a year', () => {
    expect(of([day('2025-12-30', 20)], 25)).toMatchObject({ daysSinceLower: 56, since: '2025-12-30' });
  });
});
