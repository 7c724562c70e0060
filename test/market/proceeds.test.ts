import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetShape } from '../../functions/market/fleet.ts';
import { marginOf } from '../../functions/market/margin.ts';
import { proceeds, proceedsOfDay } from '../../functions/market/proceeds.ts';
import { relive } from '../../functions/market/relive.ts';
import { aFleet } from '../support/market.ts';
import { pastDays } from '../support/past.ts';

describe('the proceeds of a period', () => {
  it('are its days added up: an S21 at $0.08 over 40, 30 and 32', () => {
    const fleet = aFleet();
    const made = proceeds(
      fleet,
      relive(pastDays('2026-02-03', [40, 30, 32])).map((day) => proceedsOfDay(fleet, day)),
    );
    expect(made.days).toBe(3);
    expect(made.revenueUsdPerPh).toBeCloseTo(102, 9);
    expect(made.costUsdPerPh).toBeCloseTo(100.8, 9);
    expect(made.marginUsdPerPh).toBeCloseTo(1.2, 9);
    expect(made.best).toMatchObject({ day: '2026-02-03' });
    expect(made.worst).toMatchObject({ day: '2026-02-04' });
    expect(made.atLoss.days).toBe(2);
    expect(made.atLoss.savedUsdPerPh).toBeCloseTo(3.6 + 1.6, 9);
  });

  it('tell that stopping is no gain where the other costs are the loss', () => {
    const fleet = aFleet({ opexUsdPerPhDay: 10 });
    const { atLoss } = proceeds(
      fleet,
      relive(pastDays('2026-02-03', [40])).map((day) => proceedsOfDay(fleet, day)),
    );
    expect(atLoss.savedUsdPerPh).toBeCloseTo(3.6, 9);
    expect(atLoss.savedWhileOpexGoesOnUsdPerPh).toBeCloseTo(-6.4, 9);
  });

  it('of no days are none', () => {
    expect(() => proceeds(aFleet(), [])).toThrow(RangeError);
  });

  const fleets = fc
    .record({
      joulesPerTerahash: fc.integer({ min: 5, max: 40 }),
      usdPerKwh: fc.double({ min: 0, max: 0.2, noNaN: true }),
      poolFee: fc.double({ min: 0, max: 0.05, noNaN: true }),
      pue: fc.double({ min: 1, max: 1.5, noNaN: true }),
      opexUsdPerPhDay: fc.double({ min: 0, max: 10, noNaN: true }),
    })
    .map((fleet) => fleetShape.parse(fleet));
  const hashprices = fc.array(fc.double({ min: 10, max: 80, noNaN: true }), { minLength: 1, maxLength: 30 });

  it('add up: revenue − cost = margin, and days at a loss are those that marginOf says', () => {
    fc.assert(
      fc.property(fleets, hashprices, (fleet, values) => {
        const lived = relive(pastDays('2026-02-03', values));
        const made = proceeds(
          fleet,
          lived.map((day) => proceedsOfDay(fleet, day)),
        );
        const margins = lived.map(
          ({ hashprice, price }) =>
            marginOf(fleet, { hashprice: hashprice.usdPerPhDay, price: price.usdPerBtc }).marginUsdPerPhDay,
        );
        expect(made.revenueUsdPerPh - made.costUsdPerPh).toBeCloseTo(made.marginUsdPerPh, 6);
        expect(made.atLoss.days).toBe(margins.filter((margin) => margin < 0).length);
        expect(made.best.marginUsdPerPh).toBe(Math.max(...margins));
        expect(made.worst.marginUsdPerPh).toBe(Math.min(...margins));
        // Whoever stops on the days at a loss keeps the others' margin.
        const kept = margins.reduce<number>((sum, margin) => sum + Math.max(0, margin), 0);
        expect(made.marginUsdPerPh + made.atLoss.savedUsdPerPh).toBeCloseTo(kept, 6);
      }),
    );
  });
});
