import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HALVING_BLOCKS, issuedBetween, subsidyAt } from '../../functions/market/subsidy.ts';
import { quantity } from '../../functions/units/quantity.ts';

const at = (height: number) => subsidyAt(quantity(height));

describe('subsidy', () => {
  it.each([
    [0, 50, 'the genesis block'],
    [209_999, 50, 'the last block of the first era'],
    [210_000, 25, 'the first halving, 2012-11-28'],
    [800_000, 6.25, 'block of the hashprice vector'],
    [839_999, 6.25, 'the last before the halving of 2024-04-20'],
    [840_000, 3.125, '2024-04-20 00:09 UTC'],
    [1_049_999, 3.125, 'the last of this era'],
    [1_050_000, 1.5625, 'the next halving, about April 2028'],
    [2_100_000, 0.04882812, '50/1024 is 0.048828125: half a satoshi is rounded down'],
    [6_720_000, 0.00000001, 'the 32nd halving: one satoshi is the last subsidy'],
    [6_930_000, 0, 'then nothing'],
  ])('at height %d: %d BTC (%s)', (height, btc) => {
    expect(at(height)).toBeCloseTo(btc, 10);
  });

  it('adds up over blocks, across a halving', () => {
    expect(issuedBetween(quantity(940_000), quantity(941_000))).toBe(3_125);
    expect(issuedBetween(quantity(839_998), quantity(840_001))).toBe(6.25 + 2 * 3.125);
    expect(issuedBetween(quantity(940_000), quantity(940_000))).toBe(0);
    const height = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(height, fc.integer({ min: 0, max: 300 }), (from, blocks) => {
        const each = Array.from({ length: blocks }, (_, i) => at(from + 1 + i));
        const sum = each.reduce((total, one) => total + one, 0);
        expect(issuedBetween(quantity(from), quantity(from + blocks))).toBeCloseTo(sum, 6);
      }),
    );
  });

  it('is the same for a whole era and at most half of it in the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_000_000 }), (height) => {
        const opening = height - (height % HALVING_BLOCKS);
        expect(at(height)).toBe(at(opening));
        expect(at(opening + HALVING_BLOCKS)).toBeLessThanOrEqual(at(height) / 2);
      }),
    );
  });
});
