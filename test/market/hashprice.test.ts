import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashprice } from '../../functions/market/hashprice.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { median } from '../support/median.ts';

const at = (price: number, difficulty: number, reward: number) =>
  hashprice(quantity(price), quantity(difficulty), quantity(reward));

const error = (actual: number, published: number) => Math.abs(actual / published - 1);

describe('hashprice', () => {
  it.each([
    // price     reward   difficulty  USD/PH/day   worked by hand, 4 decimals kept
    [100_000, 3.125, 1.0e14, 62.8643, 'round numbers, subsidy only'],
    [100_000, 3.425, 1.0e14, 68.8992, 'the same with 0.3 BTC of fees: 9.6% more'],
    [100_000, 3.125, 2.0e14, 31.4321, 'twice the difficulty, half the income'],
    [88_000, 3.14, 1.4e14, 39.7044, 'the tick that the architecture walks through'],
  ])('at %d USD/BTC, %d BTC a block, difficulty %d: %d (%s)', (price, reward, difficulty, expected) => {
    expect(at(price, difficulty, reward).usdPerPhDay).toBeCloseTo(expected, 4);
  });

  it('pays 238,322 sat/PH/s/day at block 800,000, as a public calculator has it to the satoshi', () => {
    const { btcPerPhDay } = at(30_000, 53_911_173_001_054.586, 6.3868768);
    expect(btcPerPhDay * 1e8).toBeCloseTo(238_321.73, 2);
  });

  it('is 56.63 at the inputs of 2024-11-12, 1.2 % over the 55.97 that Luxor showed while the price moved', () => {
    const { usdPerPhDay } = at(87_235, 101.65e12, 3.28);
    expect(usdPerPhDay).toBeCloseTo(56.63, 2);
    expect(error(usdPerPhDay, 55.97)).toBeLessThan(0.012);
  });
});

/** Hashrate Index publishes these without a price, so nothing but the formula and the fees can differ. */
const PUBLISHED_BTC = [
  // BTC/PH/day  difficulty  fees BTC/block   where from
  [0.00043101, 146.716, 0.0188, '2025-10-27, roundup of November 3'],
  [0.00043143, 146.473, 0.0164, '2026-01-12, roundup of January 12'],
  [0.00042676, 148.258, 0.0206, '2026-01-05, roundup of January 12; Coin Metrics fees'],
  [0.00057612, 110.57, 0.0615, '2025-03-03, roundup of that day; only the weekly fee share of 1.93 % is known'],
] as const;

/** Published in USD. "assumed": the usual fee of that month, ±0.05 BTC move the result by 1.6 %. Prices as far as known. */
const PUBLISHED_USD = [
  // USD/PH/day  price  difficulty  fees  subsidy   date, who published it; price; fees
  [55, 15_787, 36.95, 0.1, 6.25, '2022-11-21 press after FTX; fees assumed'],
  [62.5, 25_000, 52.35, 0.15, 6.25, '2023-06-15 Hashrate Index; price "below 25k"; fees assumed'],
  [75, 30_414, 50.65, 0.17, 6.25, '2023-07-10 Hashrate Index, rounded, ±1 day; Yahoo close; fees assumed'],
  [72, 29_230, 52.33, 0.14, 6.25, '2023-07-31 Hashrate Index; Yahoo close; fees assumed'],
  [44.7, 58_254, 88.1, 0.25, 3.125, '2024-05-01 Luxor, an intraday low; Yahoo close; fees assumed'],
  [53, 67_578, 84.38, 0.17, 3.125, '2024-05-29 Hashrate Index, rounded; Yahoo close; fees assumed'],
  [45.9, 60_590, 83.68, 0.13, 3.125, '2024-06-24 Hashrate Index, an intraday low; weekly price; fees assumed'],
  [44.5, 54_407, 79.5, 0.085, 3.125, '2024-07-05 Hashrate Index; price published; 12.3 BTC of fees a day'],
  [40.61, 55_000, 89.47, 0.06, 3.125, '2024-09-09 Hashrate Index; rounded price published; fees assumed'],
  [45.79, 64_000, 88.4, 0.05, 3.125, '2024-09-25 news.bitcoin.com; price published; fees assumed'],
  [45.92, 63_450, 88.4, 0.06, 3.125, '2024-10-07 Hashrate Index; price published; fees assumed'],
  [55.59, 95_250, 110.57, 0.06, 3.125, '2025-02-24 Hashrate Index; price published; weekly fee share 1.93 %'],
  [48, 86_054, 113.76, 0.04, 3.125, '2025-03-23 TheMinerMag, rounded; Yahoo close; fees assumed'],
  [43.53, 85_174, 123.23, 0.04, 3.125, '2025-04-20 Hashrate Index; Yahoo close; fees assumed'],
  [50.8, 94_316, 119.12, 0.04, 3.125, '2025-05-04 Hashrate Index; Yahoo close; fees assumed'],
  [58.5, 105_698, 116.96, 0.0315, 3.125, '2025-07-01 TheMinerMag, ±2 days; Yahoo close; Coin Metrics fees'],
  [49.42, 114_961, 146.716, 0.0143, 3.125, '2025-10-27 Hashrate Index; price published; fees of the day before'],
  [43.33, 106_935, 155.973, 0.0226, 3.125, '2025-11-03 Hashrate Index; price published; Coin Metrics fees'],
  [41.6, 101_350, 155.973, 0.03, 3.125, '2025-11-04 Braiins; Coin Metrics price and fees'],
  [38.2, 91_000, 152.271, 0.0367, 3.125, '2025-11-18 Luxor; rounded price published; Coin Metrics fees'],
  [34.9, 83_000, 152.271, 0.0213, 3.125, '2025-11-22 TheMinerMag "<35"; price published; Coin Metrics fees'],
  [29.9, 68_005, 144.3984, 0.018, 3.125, '2026-02-20 ForkLog "<30"; Yahoo close; fp-data fees'],
  [33.3, 70_523, 133.7931, 0.0186, 3.125, '2026-03-21 SignalPlus "~$33.3"; Yahoo close of March 20; fp-data fees'],
  [33, 74_485, 138.9669, 0.0161, 3.125, '2026-04-13 Hashrate Index "~$33"; Yahoo close; fp-data fees'],
  [32.1, 63_461, 126.2315, 0.027, 3.125, '2026-08-03 Hashrate Index; Yahoo close; fp-data fees'],
] as const;

describe('hashprice against what others published', () => {
  it.each(PUBLISHED_BTC)(
    '%d BTC/PH/day at difficulty %d T and %d BTC of fees: within 0.7 % (%s)',
    (published, d, fees) => {
      expect(error(at(1, d * 1e12, 3.125 + fees).btcPerPhDay, published)).toBeLessThan(0.007);
    },
  );

  it('agrees with the values published in BTC to 0.05 % in the median', () => {
    const errors = PUBLISHED_BTC.map(([published, d, fees]) =>
      error(at(1, d * 1e12, 3.125 + fees).btcPerPhDay, published),
    );
    expect(median(errors)).toBeLessThanOrEqual(0.0005);
  });

  it.each(PUBLISHED_USD)(
    '%d USD/PH/day at %d USD/BTC, difficulty %d T, fees %d, subsidy %d: within 3.5 % (%s)',
    (published, price, d, fees, subsidy) => {
      expect(error(at(price, d * 1e12, subsidy + fees).usdPerPhDay, published)).toBeLessThan(0.035);
    },
  );

  it('agrees with the values published in USD to 0.8 % in the median', () => {
    const errors = PUBLISHED_USD.map(([published, price, d, fees, subsidy]) =>
      error(at(price, d * 1e12, subsidy + fees).usdPerPhDay, published),
    );
    expect(median(errors)).toBeLessThanOrEqual(0.008);
  });

  // Left out of the table: the page says 41.6 and its own stated inputs and formula do not give that.
  it('does not agree with asic.report of 2026-01-30, whose figure does not follow from its own inputs', () => {
    expect(error(at(83_625, 141.668e12, 3.125 + 0.0254).usdPerPhDay, 41.6)).toBeGreaterThan(0.1);
  });
});

describe('hashprice as a law', () => {
  const price = fc.double({ min: 1, max: 1e7, noNaN: true });
  const difficulty = fc.double({ min: 1, max: 1e18, noNaN: true });
  const reward = fc.double({ min: 1e-8, max: 100, noNaN: true });

  it('never rises when difficulty rises', () => {
    fc.assert(
      fc.property(price, difficulty, difficulty, reward, (p, a, b, r) => {
        const usd = (d: number) => at(p, d, r).usdPerPhDay;
        expect(usd(Math.max(a, b))).toBeLessThanOrEqual(usd(Math.min(a, b)));
      }),
    );
  });

  it('is in proportion to the price and to the reward', () => {
    fc.assert(
      fc.property(price, difficulty, reward, (p, d, r) => {
        const once = at(p, d, r);
        expect(at(2 * p, d, r).usdPerPhDay).toBeCloseTo(2 * once.usdPerPhDay, 6);
        expect(at(p, d, 2 * r).btcPerPhDay / once.btcPerPhDay).toBeCloseTo(2, 9);
      }),
    );
  });

  it('says the same in each of its units', () => {
    fc.assert(
      fc.property(price, difficulty, reward, (p, d, r) => {
        const { usdPerPhDay, btcPerPhDay, satPerThDay } = at(p, d, r);
        expect(usdPerPhDay / (btcPerPhDay * p)).toBeCloseTo(1, 9);
        expect(satPerThDay / (btcPerPhDay * 1e5)).toBeCloseTo(1, 9);
        // A terahash is a thousandth of a petahash, in satoshi as in dollars.
        expect((satPerThDay * 1e-8 * p) / (usdPerPhDay / 1_000)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('refuses a difficulty of nothing rather than paying infinitely', () => {
    expect(() => at(90_000, 0, 3.125)).toThrow('not a quantity');
  });
});
