import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EPOCH_BLOCKS,
  epochStart,
  FORECAST_FROM_BLOCKS,
  forecastRetarget,
  hashpriceAfter,
} from '../../functions/market/retarget.ts';
import type { BlockHeight } from '../../functions/units/hashing.ts';
import { quantity } from '../../functions/units/quantity.ts';

const BLOCK_MS = 600_000;
const EPOCH = { firstHeight: 828_576, startedAt: new Date('2024-02-02T15:42:06Z') };
const tip = (height: number, at: Date) => ({ height: quantity<BlockHeight>(height), at });
/** The epoch above, `found` blocks later at a pace of so many minutes a block. */
const paced = (found: number, minutes: number) =>
  tip(EPOCH.firstHeight + found, new Date(EPOCH.startedAt.getTime() + found * minutes * 60_000));

describe('the expected retarget', () => {
  it('is +8.513 % with 565 blocks to go, as in mempool’s own dated test (tip 830,027 at 2024-02-11T22:43:01Z)', () => {
    const now = new Date('2024-02-11T22:43:01Z');
    const forecast = forecastRetarget(EPOCH, tip(830_027, now), now);
    expect(forecast.change * 100).toBeCloseTo(8.513, 3);
    expect(forecast.height - 830_027).toBe(565);
    expect(forecast.blocksFound).toBe(1_451);
    expect(forecast.at.getTime() - now.getTime()).toBeCloseTo(565 * (802_855_000 / 1_451), -1);
  });

  it.each([
    [144, 0.083, 'a day into the epoch'],
    [1_000, 0.032, 'half of it'],
    [1_800, 0.024, 'nearly all'],
  ])('after %d blocks states a standard error of %d (%s)', (found, uncertainty) => {
    const at = paced(found, 10);
    expect(forecastRetarget(EPOCH, at, at.at).uncertainty).toBeCloseTo(uncertainty, 3);
  });

  it.each([
    [1, 3, 'a block a minute: held to fourfold'],
    [100, -0.75, 'a block in 100 minutes: held to a quarter'],
    [10, 0, 'on time'],
  ])('at %d minutes a block changes difficulty by %d (%s)', (minutes, change) => {
    const at = paced(2_000, minutes);
    expect(forecastRetarget(EPOCH, at, at.at).change).toBeCloseTo(change, 2);
  });

  it('does not move because time has passed without news', () => {
    const at = paced(1_000, 11);
    const fresh = forecastRetarget(EPOCH, at, at.at);
    expect(forecastRetarget(EPOCH, at, new Date(at.at.getTime() + 3_600_000))).toEqual(fresh);
  });

  it('is never expected in the past', () => {
    const at = paced(2_015, 10);
    const now = new Date(at.at.getTime() + 3_600_000);
    expect(forecastRetarget(EPOCH, at, now).at).toEqual(now);
  });

  it.each([
    [0, 'the block that opens the epoch has no pace yet'],
    [2_016, 'the next epoch’s first block'],
    [-1, 'the epoch before'],
  ])('refuses a tip %d blocks into the epoch (%s)', (found) => {
    expect(() => forecastRetarget(EPOCH, paced(found, 10), EPOCH.startedAt)).toThrow(RangeError);
  });

  it('refuses a tip that is older than its epoch', () => {
    expect(() => forecastRetarget(EPOCH, tip(828_600, EPOCH.startedAt), EPOCH.startedAt)).toThrow(RangeError);
  });

  it('gives the sooner and the higher the faster the blocks came', () => {
    const found = fc.integer({ min: FORECAST_FROM_BLOCKS, max: EPOCH_BLOCKS - 1 });
    const pace = fc.double({ min: 3, max: 30, noNaN: true });
    fc.assert(
      fc.property(found, pace, pace, (n, a, b) => {
        const forecast = (minutes: number) => forecastRetarget(EPOCH, paced(n, minutes), EPOCH.startedAt);
        const fast = forecast(Math.min(a, b));
        const slow = forecast(Math.max(a, b));
        expect(fast.change).toBeGreaterThanOrEqual(slow.change);
        expect(fast.at.getTime()).toBeLessThanOrEqual(slow.at.getTime());
      }),
    );
  });

  it('is exact once the whole epoch has been seen', () => {
    const at = paced(2_015, 9.5);
    const { change } = forecastRetarget(EPOCH, at, at.at);
    expect(change).toBeCloseTo((EPOCH_BLOCKS * BLOCK_MS) / (2_015 * 9.5 * 60_000) - 1, 12);
  });
});

describe('an epoch', () => {
  it.each([
    [935_424, 935_424, 'the retarget of 2026-02-07'],
    [937_439, 935_424, 'the last block of that epoch'],
    [0, 0, 'genesis'],
  ])('of height %d begins at %d (%s)', (height, first) => {
    expect(epochStart(quantity(height))).toBe(first);
  });
});

describe('hashprice after a retarget', () => {
  it('rises 12.6 % when difficulty falls 11.16 %, as on 2026-02-07', () => {
    expect(hashpriceAfter(quantity(30), -0.1116) / 30 - 1).toBeCloseTo(0.1256, 4);
  });
});
