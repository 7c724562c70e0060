import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPower } from '../../../functions/chat/parse/power.ts';
import { readTariff } from '../../../functions/chat/parse/tariff.ts';
import { MOST_PER_KWH } from '../../../functions/market/fleet.ts';
import type { UsdPerKwh } from '../../../functions/units/power.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { CURRENCIES, type Currency, LOCALES } from '../../../functions/words/preferences.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import '../../support/every-language.ts';

const power = (text: string, usual: Currency = 'USD') => {
  const read = readPower(text, usual);
  return read.ok ? `${read.value.perKwh} ${read.value.currency}` : read.wrong.key;
};

describe('what power costs', () => {
  it.each([
    ['0.07', '0.07 USD'],
    ['0,07', '0.07 USD'],
    ['$0.07', '0.07 USD'],
    ['7 c/kWh', '0.07 USD'],
    ['7c', '0.07 USD'],
    ['7¢', '0.07 USD'],
    ['7 cents per kWh', '0.07 USD'],
    ['7', '0.07 USD'],
    ['6,5 ct', '0.065 USD'],
    ['$70/MWh', '0.07 USD'],
    ['70 $/MWh', '0.07 USD'],
    ['€0.07', '0.07 EUR'],
    ['0,07 €/kWh', '0.07 EUR'],
    ['EUR 0.07', '0.07 EUR'],
    ['0.5 cny', '0.5 CNY'],
    ['R$0,45', '0.45 BRL'],
    ['C$0.09', '0.09 CAD'],
    ['8 p', '0.08 USD'],
    ['0', '0 USD'],
  ])('is read from %s', (text, meant) => {
    expect(power(text)).toBe(meant);
  });

  it('is in the money of the chat where nothing else is said', () => {
    expect(power('0.07', 'GBP')).toBe('0.07 GBP');
    expect(power('7', 'INR')).toBe('7 INR');
    expect(power('700', 'INR')).toBe('7 INR');
    expect(power('¥25', 'JPY')).toBe('25 JPY');
    expect(power('¥0.5', 'EUR')).toBe('0.5 CNY');
    expect(power('$0.07', 'CAD')).toBe('0.07 CAD');
    expect(power('70 øre', 'NOK')).toBe('0.7 NOK');
  });

  it.each([
    ['cheap', 'wrong.power'],
    ['', 'wrong.power'],
    ['-0.07', 'wrong.power'],
    ['0.07 bananas', 'wrong.power'],
    ['$7', 'wrong.powerHigh'],
    ['900', 'wrong.powerHigh'],
  ])('is not guessed from %o', (text, why) => {
    expect(power(text)).toBe(why);
  });

  it('is what we print, in every currency and language', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LOCALES),
        fc.constantFrom(...CURRENCIES),
        fc.integer({ min: 1, max: 9_999 }),
        (locale, currency, parts) => {
          const price = Number((((parts / 10_000) * MOST_PER_KWH[currency]) / 2).toFixed(4));
          const printed = wordsOf(locale).pricedIn(currency).usdPerKwh(quantity<UsdPerKwh>(price));
          const read = readPower(printed, currency);
          expect(read.ok && read.value.currency, printed).toBe(currency);
          expect(read.ok && read.value.perKwh).toBeCloseTo(price, 2);
        },
      ),
    );
  });

  it('never throws, and stays within what somebody pays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...CURRENCIES), (text, usual) => {
        const read = readPower(text, usual);
        if (read.ok) expect(read.value.perKwh).toBeLessThanOrEqual(MOST_PER_KWH[read.value.currency]);
      }),
    );
  });
});

const tariff = (text: string) => {
  const read = readTariff(text, 'USD');
  if (!read.ok) return read.wrong.key;
  const { otherwise, bands } = read.value;
  return [otherwise, ...bands.map(({ from, to, perKwh }) => `${from}-${to} ${perKwh}`)].join('; ');
};

describe('a tariff', () => {
  it.each([
    ['0.05; 16-21 0.12', '0.05; 16:00-21:00 0.12'],
    ['5c; 16:00-21:00 12c', '0.05; 16:00-21:00 0.12'],
    ['0,05; 16-21 0,12', '0.05; 16:00-21:00 0.12'],
    ['0.05, 16-21 0.12, 22-6 0.03', '0.05; 16:00-21:00 0.12; 22:00-06:00 0.03'],
    ['0.05; 0.12 16-21', '0.05; 16:00-21:00 0.12'],
    ['16-21: 0.12; otherwise 0.05', '0.05; 16:00-21:00 0.12'],
    ['0.05; from 4pm to 9pm 0.12', '0.05; 16:00-21:00 0.12'],
    ['7 c/kWh', '0.07'],
  ])('is read from %s', (text, meant) => {
    expect(tariff(text)).toBe(meant);
  });

  it.each([
    ['16-21 0.12', 'wrong.tariffRest'],
    ['0.05; 0.06', 'wrong.tariffTwice'],
    ['0.05; 16-21 0.12; 20-23 0.2', 'wrong.tariffOverlap'],
    ['0.05; 22-6 0.12; 5-7 0.2', 'wrong.tariffOverlap'],
    ['0.05; 16-16 0.12', 'wrong.spanEmpty'],
    ['$0.05; 16-21 €0.12', 'wrong.tariffCurrencies'],
    ['0.05; 1-2 1c; 3-4 1c; 5-6 1c; 7-8 1c; 9-10 1c; 11-12 1c', 'wrong.tariffBands'],
    ['0.05; dinner 0.12', 'wrong.tariff'],
    ['cheap', 'wrong.power'],
    ['', 'wrong.tariff'],
  ])('of %o says what is wrong', (text, why) => {
    expect(tariff(text)).toBe(why);
  });

  it('never throws', () => {
    const piece = fc.constantFrom('0.05', '16-21', '0.12', ';', ',', ' ', '\n', 'x', '22-6', '€');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        readTariff(pieces.join(''), 'USD');
      }),
    );
  });
});
