import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollupShape } from '../../functions/market/history.ts';
import { dayFrom, hourFrom } from '../../functions/market/rollup.ts';
import { aSnapshot } from '../support/market.ts';

const tick = (hour: number, minute: number, hashprice: number) =>
  aSnapshot({ at: new Date(Date.UTC(2026, 1, 24, hour, minute)).toISOString(), hashprice });

describe('rollups', () => {
  it('an hour of one snapshot is that snapshot', () => {
    expect(hourFrom([tick(13, 0, 28.06)])).toEqual({
      v: 1,
      period: '2026-02-24T13',
      origin: 'measured',
      hashprice: { low: 28.06, high: 28.06, mean: 28.06, close: 28.06 },
      usdPerBtc: 62_810,
      difficulty: 141.668e12,
      feesBtcPerBlock: 0.021,
      height: tick(13, 0, 28.06).network.height,
      ticks: 1,
    });
  });

  it('a day made of hours is the same as one made of its snapshots, however they are spread', () => {
    const value = fc.double({ min: 1, max: 1_000, noNaN: true });
    const hours = fc.array(fc.array(value, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(hours, (day) => {
        const ticks = day.map((values, hour) => values.map((one, i) => tick(hour, i * 5, one)));
        const { hashprice, ...rest } = rollupShape.parse(dayFrom(ticks.map(hourFrom)));
        const all = day.flat();
        expect(hashprice).toMatchObject({ low: Math.min(...all), high: Math.max(...all), close: all.at(-1) });
        expect(hashprice.mean).toBeCloseTo(all.reduce((sum, one) => sum + one, 0) / all.length, 8);
        expect(rest).toMatchObject({ period: '2026-02-24', ticks: all.length });
      }),
    );
  });
});
