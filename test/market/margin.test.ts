import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fleet, fleetShape } from '../../functions/market/fleet.ts';
import { hashprice } from '../../functions/market/hashprice.ts';
import { breakEvenHashprice, hashcost, marginOf } from '../../functions/market/margin.ts';
import type { UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

type Market = Parameters<typeof marginOf>[1];

const fleet = (facts: object): Fleet => fleetShape.parse({ usdPerKwh: 0.08, ...facts });

/** A market of this difficulty; the price cancels out of every shutdown price. */
const market = (teraDifficulty: number, { fees = 0, price = 60_000 } = {}): Market => ({
  hashprice: hashprice(quantity(price), quantity(teraDifficulty * 1e12), quantity(3.125 + fees)).usdPerPhDay,
  price: quantity(price),
});

describe('margin', () => {
  it('of an S21 at 8 cents in a market of 56.63, by hand', () => {
    const margin = marginOf(fleet({ joulesPerTerahash: 17.5 }), market(101.65, { fees: 0.155, price: 87_235 }));
    expect(margin.hashcostUsdPerPhDay).toBeCloseTo(33.6, 9);
    expect(margin.revenueUsdPerPhDay).toBeCloseTo(56.6258, 3);
    expect(margin.marginUsdPerPhDay).toBeCloseTo(23.0258, 3);
    expect(margin.marginPercent).toBeCloseTo(40.663, 2);
    // 1 PH/s at 17.5 J/TH takes 0.42 MWh a day.
    expect(margin.marginUsdPerMwh).toBeCloseTo(23.0258 / 0.42, 2);
    expect(margin.breakEvenUsdPerKwh).toBeCloseTo(56.6258 / 420, 5);
    expect(margin.breakEvenHashpriceUsdPerPhDay).toBeCloseTo(33.6, 9);
    expect(margin.shutdownPriceUsdPerBtc).toBeCloseTo((87_235 * 33.6) / 56.6258, 0);
  });

  it('counts pool fee, site overhead and other costs, by hand', () => {
    const site = fleet({ joulesPerTerahash: 20, usdPerKwh: 0.05, poolFee: 0.02, pue: 1.1, opexUsdPerPhDay: 3 });
    const margin = marginOf(site, { hashprice: quantity(50), price: quantity(80_000) });
    expect(margin.hashcostUsdPerPhDay).toBeCloseTo(24 * 20 * 1.1 * 0.05 + 3, 9);
    expect(margin.revenueUsdPerPhDay).toBeCloseTo(49, 9);
    expect(margin.marginUsdPerPhDay).toBeCloseTo(19.6, 9);
    expect(margin.marginPercent).toBeCloseTo(40, 9);
    expect(margin.breakEvenUsdPerKwh).toBeCloseTo(46 / 528, 9);
    expect(margin.breakEvenHashpriceUsdPerPhDay).toBeCloseTo(30, 9);
    expect(margin.shutdownPriceUsdPerBtc).toBeCloseTo(48_000, 6);
  });
});

/** F2Pool on 2024-07-05: $0.08, 79.50 T; 4 % FPPS fee and transaction fees of 2.25 % of the subsidy: (1 − 0.04)(1 + 0.0225) = 1/1.0188. */
const F2POOL = { teraDifficulty: 79.5, poolFee: 0.04, fees: 0.0225 * 3.125 };
/** Antpool about 2026-01-31: $0.08, 141.668 T; fees of 0.81 % as measured, which leaves 1.63 % for the pool: 1/1.0084. */
const ANTPOOL = { teraDifficulty: 141.668, poolFee: 0.0163, fees: 0.0254 };

describe('shutdown price', () => {
  it.each([
    [ANTPOOL, 17.5, 76_353, 'Antpool, S21'],
    [ANTPOOL, 9.5, 41_448, 'Antpool, S23 Hydro and its 3U'],
    [ANTPOOL, 10, 43_630, 'Antpool, S23e U2H'],
    [ANTPOOL, 18.5, 80_716, 'Antpool, M63S 360T'],
    [F2POOL, 16, 39_581, 'F2Pool, S21 Hydro'],
    [F2POOL, 17.5, 43_292, 'F2Pool, S21'],
    [F2POOL, 19.5, 48_240, 'F2Pool, A1466I'],
    [F2POOL, 20.8, 51_456, 'F2Pool, S19 XP Hyd'],
    [F2POOL, 21.5, 53_187, 'F2Pool, S19 XP'],
    [F2POOL, 22, 54_424, 'F2Pool, M56S++'],
    [F2POOL, 23, 56_898, 'F2Pool, S19k Pro'],
  ])('%j at %d J/TH is the published %d within 0.05 % (%s)', (terms, joulesPerTerahash, published) => {
    const rig = fleet({ joulesPerTerahash, poolFee: terms.poolFee });
    const { shutdownPriceUsdPerBtc } = marginOf(rig, market(terms.teraDifficulty, { fees: terms.fees }));
    expect(Math.abs(shutdownPriceUsdPerBtc / published - 1)).toBeLessThan(0.0005);
  });

  it.each([
    [ANTPOOL.teraDifficulty, 17.5, 75_719, 'Antpool’s S21'],
    [F2POOL.teraDifficulty, 16, 38_849, 'F2Pool’s S21 Hydro'],
  ])('without fee terms is lower: difficulty %d T, %d J/TH, %d (%s)', (teraDifficulty, joulesPerTerahash, expected) => {
    const { shutdownPriceUsdPerBtc } = marginOf(fleet({ joulesPerTerahash }), market(teraDifficulty));
    expect(Math.round(shutdownPriceUsdPerBtc)).toBe(expected);
  });

  it('is 54,000 for 26 J/TH at 7 cents after 2.3 % of fees, F2Pool on 2024-07-05', () => {
    const rig = fleet({ joulesPerTerahash: 26, usdPerKwh: 0.07 });
    const { shutdownPriceUsdPerBtc } = marginOf(rig, market(79.5, { fees: 0.023 * 3.125 }));
    expect(Math.abs(shutdownPriceUsdPerBtc / 54_000 - 1)).toBeLessThan(0.001);
  });

  it.each([
    [26, 53_000],
    [27.5, 56_000],
    [31, 63_000],
  ])(
    'of %d J/TH fits F2Pool’s table of 2024-08-05 at 6 cents, not at the 7 it names',
    (joulesPerTerahash, published) => {
      const at = (usdPerKwh: number) =>
        marginOf(fleet({ joulesPerTerahash, usdPerKwh }), market(90.67)).shutdownPriceUsdPerBtc / published - 1;
      expect(Math.abs(at(0.06))).toBeLessThan(0.03);
      expect(at(0.07)).toBeGreaterThan(0.15);
    },
  );
});

describe('published arithmetic', () => {
  it.each([
    [39.53, 17, 97, 'Hashrate Index 2026-01-12, under 19 J/TH'],
    [39.53, 22, 75, 'the same, 19 to 25'],
    [39.53, 32.3, 51, 'the same, 25 to 38'],
    [31.89, 12.4, 107, 'Hashrate Index 2026-08-17, under 14 J/TH'],
    [31.89, 16.8, 79, 'the same, 14 to 19'],
    [31.89, 22.5, 59, 'the same, 19 to 25'],
    [31.89, 32.4, 41, 'the same, 25 to 38'],
    [43.34, 20, 0.79e6 / 8_760, 'CryptoSlate: $0.79 M for a megawatt and year'],
    [55, 20, 1e6 / 8_760, 'CryptoSlate: $1.00 M for a megawatt and year'],
  ])('at %d USD/PH/day and %d J/TH a megawatt-hour earns %d (%s)', (usdPerPhDay, joulesPerTerahash, expected) => {
    const free = fleet({ joulesPerTerahash, usdPerKwh: 0 });
    const { marginUsdPerMwh } = marginOf(free, { hashprice: quantity(usdPerPhDay), price: quantity(60_000) });
    expect(Math.abs(marginUsdPerMwh / expected - 1)).toBeLessThan(0.01);
  });

  it('has an S19 XP at 6 cents under water at 30, as CoinShares wrote in March 2026', () => {
    expect(hashcost(fleet({ joulesPerTerahash: 21.35, usdPerKwh: 0.06 }))).toBeCloseTo(30.7, 1);
  });
});

describe('margin as a law', () => {
  const anyFleet = fc
    .record({
      joulesPerTerahash: fc.double({ min: 5, max: 100, noNaN: true }),
      usdPerKwh: fc.double({ min: 0.001, max: 1, noNaN: true }),
      poolFee: fc.double({ min: 0, max: 0.5, noNaN: true }),
      pue: fc.double({ min: 1, max: 2, noNaN: true }),
      opexUsdPerPhDay: fc.double({ min: 0, max: 50, noNaN: true }),
    })
    .map(fleet);
  const hashpriceUsd = fc.double({ min: 5, max: 500, noNaN: true });
  const price = quantity<UsdPerBtc>(70_000);

  it('is zero exactly at the break-even hashprice', () => {
    fc.assert(
      fc.property(anyFleet, (any) => {
        const { marginUsdPerPhDay, hashcostUsdPerPhDay } = marginOf(any, { hashprice: breakEvenHashprice(any), price });
        expect(Math.abs(marginUsdPerPhDay / hashcostUsdPerPhDay)).toBeLessThan(1e-12);
      }),
    );
  });

  it('is zero at the break-even price of power', () => {
    fc.assert(
      fc.property(anyFleet, hashpriceUsd, (any, usd) => {
        const market: Market = { hashprice: quantity(usd), price };
        const usdPerKwh = marginOf(any, market).breakEvenUsdPerKwh;
        expect(marginOf({ ...any, usdPerKwh }, market).marginUsdPerPhDay).toBeCloseTo(0, 9);
      }),
    );
  });

  it('is zero once the coin costs its shutdown price, hashprice having moved with it', () => {
    fc.assert(
      fc.property(anyFleet, hashpriceUsd, (any, usd) => {
        const { shutdownPriceUsdPerBtc } = marginOf(any, { hashprice: quantity(usd), price });
        const then: Market = { hashprice: quantity((usd * shutdownPriceUsdPerBtc) / price), price };
        expect(marginOf(any, then).marginUsdPerPhDay).toBeCloseTo(0, 9);
      }),
    );
  });

  it('is negative exactly when hashprice is under break-even', () => {
    fc.assert(
      fc.property(anyFleet, hashpriceUsd, (any, usd) => {
        const { marginUsdPerPhDay, breakEvenHashpriceUsdPerPhDay } = marginOf(any, { hashprice: quantity(usd), price });
        fc.pre(Math.abs(usd / breakEvenHashpriceUsdPerPhDay - 1) > 1e-9);
        expect(marginUsdPerPhDay < 0).toBe(usd < breakEvenHashpriceUsdPerPhDay);
      }),
    );
  });
});
