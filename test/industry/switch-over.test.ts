import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptionsOf,
  type Basis,
  compare,
  fromKwMonth,
  leasePerMwh,
  perKwMonth,
  perMwYear,
  revenuePerMwh,
  switchOver,
  switchOverHashprice,
  TERMS,
  type Terms,
} from '../../functions/industry/switch-over.ts';
import { type Fleet, fleetShape } from '../../functions/market/fleet.ts';
import { quantity } from '../../functions/units/quantity.ts';

const fleet = (joulesPerTerahash: number, usdPerKwh = 0.045, more: object = {}): Fleet =>
  fleetShape.parse({ joulesPerTerahash, usdPerKwh, ...more });
const rent = (million: number) => quantity<Parameters<typeof leasePerMwh>[0]>(million * 1e6);
const earns = (usdPerPhDay: number, joulesPerTerahash: number) =>
  revenuePerMwh(quantity(usdPerPhDay), quantity(joulesPerTerahash));
const millionPerYear = (usdPerPhDay: number, joulesPerTerahash: number) =>
  perMwYear(earns(usdPerPhDay, joulesPerTerahash)) / 1e6;
const line = (of: Fleet, million: number, basis: Basis, terms: Partial<Terms> = {}) =>
  switchOverHashprice({ fleet: of, usdPerMwYear: rent(million), terms: { ...TERMS, ...terms } }, basis);

/** Within a hundredth of what was published. */
const expectNear = (ours: number, published: number) => expect(Math.abs(ours / published - 1)).toBeLessThan(0.01);

describe('worked examples that others published', () => {
  it.each([
    [43.34, 0.791],
    [55, 1.004],
  ])('CryptoSlate: 20 J/TH at $%d bring $%d million for each MW and year', (hashprice, million) => {
    expectNear(millionPerYear(hashprice, 20), million);
  });

  it.each([
    [39.53, 17.0, 97],
    [39.53, 22.0, 75],
    [39.53, 32.3, 51],
    [31.89, 12.4, 107],
    [31.89, 16.8, 79],
    [31.89, 22.5, 59],
    [31.89, 32.4, 41],
  ])('Hashrate Index: at $%d, %d J/TH bring $%d for each MWh', (hashprice, efficiency, perMwh) => {
    expectNear(earns(hashprice, efficiency), perMwh);
  });

  it('CryptoSlate, October 2025: colocation at $100 to 150 for each kW and month of 30 days is $139 to 208 a MWh', () => {
    // The year has 365 days, twelve of their months 360: rent by the hour is higher in theirs.
    const perMwh = (usd: number) => (leasePerMwh(fromKwMonth(quantity(usd))) * 365) / 360;
    expectNear(perMwh(100), 139);
    expectNear(perMwh(150), 208);
  });

  it('CryptoSlate, October 2025: about $129 a MWh are left of a hashprice of $75, as with 17.5 J/TH at 5 cents', () => {
    // It names neither machine nor price; these are an S21 and what its other pieces reckon with.
    const { mining } = compare({ fleet: fleet(17.5, 0.05), usdPerMwYear: rent(1.78) }, quantity(75));
    expectNear(mining.marginUsdPerMwh, 129);
  });

  it('Hut 8 and others quote rent by kW and month: $139 is about $1.67 million', () => {
    expectNear(fromKwMonth(quantity(139)) / 1e6, 1.67);
    expect(perKwMonth(fromKwMonth(quantity(139)))).toBeCloseTo(139, 9);
  });
});

describe('the indicator against a lease of $1.8 million, at a hashprice of $32', () => {
  // Published with as many digits as stand here, so compared with as many.
  it.each([
    [30, 0.39, 0.22, 119, 148, 195],
    [20, 0.58, 0.32, 79, 99, 130],
    [15, 0.78, 0.43, 60, 74, 97],
    [9.5, 1.23, 0.68, 38, 47, 62],
  ])(
    '%d J/TH: $%d million, %d of the lease, level at $%d, %d or %d',
    (efficiency, million, ratio, low, usual, high) => {
      const of = fleet(efficiency);
      const now = switchOver({ fleet: of, usdPerMwYear: rent(1.8) }, 'revenue', quantity(32));
      expect(millionPerYear(32, efficiency).toFixed(2)).toBe(million.toFixed(2));
      expect(now.ratio.toFixed(2)).toBe(ratio.toFixed(2));
      expect([1.45, 1.8, 2.37].map((each) => Math.round(line(of, each, 'revenue')))).toEqual([low, usual, high]);
    },
  );

  it.each([
    [1.5, 41],
    [1.85, 55],
  ])('by margin, 15 J/TH at $45 a MWh against NOI of $%d million are level at about $%d', (noi, hashprice) => {
    expectNear(line(fleet(15), noi, 'margin', { noiMargin: 1 }), hashprice);
    expect(line(fleet(15), noi, 'margin', { noiMargin: 1 })).toBeGreaterThan(32);
  });
});

describe('a switch-over', () => {
  it('is where both sides come to the same, on either basis and whatever is assumed', () => {
    const share = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 1.2, max: 3, noNaN: true }),
        fc.record({ uptime: share, noiMargin: share, grossPerIt: fc.double({ min: 1, max: 2, noNaN: true }) }),
        fc.record({
          poolFee: fc.constantFrom(0, 0.02),
          pue: fc.constantFrom(1, 1.08),
          opexUsdPerPhDay: fc.constantFrom(0, 2),
        }),
        (efficiency, power, million, terms, site) => {
          const of = {
            fleet: fleet(efficiency, power, site),
            usdPerMwYear: rent(million),
            terms: { ...TERMS, ...terms },
          };
          const byRevenue = compare(of, switchOverHashprice(of, 'revenue'));
          expect(byRevenue.mining.usdPerMwYear / byRevenue.lease.usdPerMwYear).toBeCloseTo(1, 9);
          const level = switchOverHashprice(of, 'margin');
          const { mining, lease } = compare(of, level);
          expect(mining.keptUsdPerMwYear).toBeCloseTo(lease.keptUsdPerMwYear, 3);
        },
      ),
    );
  });

  it('is lower for machines that draw less, and higher for dearer power only by margin', () => {
    for (const basis of ['revenue', 'margin'] as const)
      expect(line(fleet(9.5), 1.78, basis)).toBeLessThan(line(fleet(15), 1.78, basis));
    expect(line(fleet(15, 0.06), 1.78, 'margin')).toBeGreaterThan(line(fleet(15, 0.04), 1.78, 'margin'));
    expect(line(fleet(15, 0.06), 1.78, 'revenue')).toBe(line(fleet(15, 0.04), 1.78, 'revenue'));
  });

  it('is lower where a MW of critical IT takes more than a MW of grid', () => {
    for (const basis of ['revenue', 'margin'] as const)
      expect(line(fleet(15), 1.78, basis, { grossPerIt: 1.35 })).toBeLessThan(line(fleet(15), 1.78, basis));
    expect(line(fleet(15), 1.78, 'revenue', { grossPerIt: 1.35 })).toBeCloseTo(
      line(fleet(15), 1.78, 'revenue') / 1.35,
      9,
    );
  });

  it('names every assumption with whoever it is from, and calls another value nobody’s but the asker’s', () => {
    const usual = assumptionsOf(TERMS);
    expect(usual.map(({ name }) => name).toSorted()).toEqual(Object.keys(TERMS).toSorted());
    expect(usual.find(({ name }) => name === 'noiMargin')).toMatchObject({ value: 0.85, basis: 'published' });
    expect(usual.find(({ name }) => name === 'buildingUsdPerMw')?.source?.url).toContain('blockworks.co');
    const own = assumptionsOf({ ...TERMS, noiMargin: 0.8 }).find(({ name }) => name === 'noiMargin');
    expect(own).toEqual({ name: 'noiMargin', value: 0.8, basis: 'ours' });
  });
});
