import { describe, expect, it } from 'vitest';
import { currencyOf, isScaled, readValue } from '../../../../functions/filings/understanding/tables/values.ts';

const value = (raw: string) => readValue(raw, 'point')?.value;

describe('a value', () => {
  it.each([
    ['322', 322],
    ['1,000', 1_000],
    ['$9.5 million', 9_500_000],
    ['$1.2B', 1_200_000_000],
    ['5 thousand', 5_000],
    ['(12.5)', 12.5],
    ['( 12.5 )', 12.5],
    ['~4,330', 4_330],
    ['10,019 2', 10_019],
    ['10,019 (2)', 10_019],
    ['—', 0],
    ['- 1', 0],
    ['nil', 0],
    ['None', 0],
  ])('of %s is %d', (raw, expected) => {
    expect(value(raw)).toBe(expected);
  });

  it.each(['', 'N/A', 'sold', '1,00,5', '4.149.974', '1.2.3'])('of "%s" is none', (raw) => {
    expect(value(raw)).toBeUndefined();
  });

  it('is money, or per cent, by its own signs', () => {
    expect(readValue('$5', 'point')).toMatchObject({ isMoney: true, isPercent: false });
    expect(readValue('5 %', 'point')).toMatchObject({ isMoney: false, isPercent: true });
    expect(readValue('5 BTC', 'point')).toMatchObject({ isMoney: false, isPercent: false });
  });

  it('says of itself that it is in millions, or does not', () => {
    expect(['$9.5 million', '5K', '1.2 B'].every(isScaled)).toBe(true);
    expect(['9,500', '5 BTC', '5 MW'].some(isScaled)).toBe(false);
  });

  it.each([
    ['C$5', 'CAD'],
    ['CAD 5', 'CAD'],
    ['£5', 'GBP'],
    ['€5', 'EUR'],
    ['RMB 5', 'CNY'],
    ['$5', 'USD'],
    ['5', 'USD'],
  ])('of %s is in %s', (raw, currency) => {
    expect(currencyOf(raw)).toBe(currency);
  });

  it('written as others write is read so', () => {
    expect(readValue('1.000,5', 'comma')?.value).toBe(1_000.5);
  });
});
