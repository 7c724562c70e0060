import { describe, expect, it } from 'vitest';
import { anyFleetShape, currencyOf, inDollars, MOST_PER_KWH } from '../../functions/market/fleet.ts';
import { breakEvenHashprice, breakEvenLine, marginOf } from '../../functions/market/margin.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { CURRENCIES } from '../../functions/words/preferences.ts';

const dollars = { name: 'S21', joulesPerTerahash: 17.5, usdPerKwh: 0.08, poolFee: 0.02, opexUsdPerPhDay: 1 };
const euros = { name: 'S21', joulesPerTerahash: 17.5, currency: 'EUR', perKwh: 0.08, poolFee: 0.02, opexPerPhDay: 1 };
const problemsOf = (given: object): string[] =>
  anyFleetShape.safeParse(given).error?.issues.map(({ message }) => message) ?? [];

describe('a fleet', () => {
  it('that was stored before there were currencies pays dollars, and reads as it did', () => {
    expect(anyFleetShape.parse(dollars)).toEqual({ ...dollars, pue: 1 });
    expect(currencyOf(anyFleetShape.parse(dollars))).toBe('USD');
  });

  it('breaks even in the money of its power, and the number is the same whatever it is called', () => {
    const foreign = anyFleetShape.parse(euros);
    expect(currencyOf(foreign)).toBe('EUR');
    expect(breakEvenLine(foreign)).toBeCloseTo((24 * 17.5 * 0.08 + 1) / 0.98, 9);
    expect(breakEvenLine(foreign)).toBe(breakEvenLine(anyFleetShape.parse(dollars)));
  });

  it('in dollars at a rate breaks even where its own line is at that rate', () => {
    const foreign = anyFleetShape.parse(euros);
    const converted = inDollars(foreign, 0.8);
    expect(breakEvenHashprice(converted) * 0.8).toBeCloseTo(breakEvenLine(foreign), 9);
    expect(converted).not.toHaveProperty('currency');
    const at = breakEvenHashprice(converted);
    expect(marginOf(converted, { hashprice: at, price: quantity(60_000) }).marginUsdPerPhDay).toBeCloseTo(0, 9);
  });

  it.each(CURRENCIES)('in %s may pay what people pay there, and no more', (currency) => {
    const at = (perKwh: number) =>
      currency === 'USD' ? { ...dollars, usdPerKwh: perKwh } : { ...euros, currency, perKwh };
    expect(problemsOf(at(MOST_PER_KWH[currency]))).toEqual([]);
    expect(problemsOf(at(MOST_PER_KWH[currency] * 1.01))).toEqual([
      expect.stringContaining(`must be at most ${MOST_PER_KWH[currency]}`),
    ]);
  });

  it.each([
    [{ ...euros, currency: 'XXX' }, 'currency must be one of USD, EUR'],
    [{ ...euros, perKwh: -0.01 }, 'perKwh must be at least 0'],
    [{ ...euros, perKwh: undefined }, 'perKwh must be a number'],
    [{ ...euros, opexPerPhDay: 5_000 }, 'opexPerPhDay must be at most 1000 EUR'],
    [{ ...dollars, usdPerKwh: 8 }, 'usdPerKwh must be at most 2'],
  ])('says what is wrong: %j', (given, problem) => {
    expect(problemsOf(given)).toEqual([expect.stringContaining(problem)]);
  });
});
