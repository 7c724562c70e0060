import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFigures } from '../../../functions/filings/understanding/reading/figures.ts';
import { readNumeral, styleOf } from '../../../functions/filings/understanding/reading/numerals.ts';

describe('a number', () => {
  it.each([
    ['0', 0],
    ['12', 12],
    ['1,234', 1_234],
    ['1,234,567.89', 1_234_567.89],
    ['1234', 1_234],
    ['0.75', 0.75],
    ['1\u202f234', 1_234],
  ])('%s is %d', (raw, value) => {
    expect(readNumeral(raw)).toBe(value);
  });

  it.each(['5,4533,847', '19,2113', '4.149.974.3', '1,23', '12,34,567', '1,234.5.6', ',123', '1.', '', 'x', '711 606'])(
    '%j is none, for no reading of it can be trusted',
    (raw) => {
      expect(readNumeral(raw)).toBeUndefined();
    },
  );

  it.each([
    ['1.818', 1_818],
    ['161,6', 161.6],
    ['1.234,5', 1_234.5],
  ])('%s is %d where commas are points', (raw, value) => {
    expect(readNumeral(raw, 'comma')).toBe(value);
  });

  it('1 818 is 1818 where blanks part thousands', () => {
    expect(readNumeral('1 818', 'spaced')).toBe(1_818);
  });

  it('is read back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const value = whole + cents / 100;
        const english = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
        expect(readNumeral(english)).toBeCloseTo(value, 6);
        expect(readNumeral(value.toLocaleString('de-DE', { maximumFractionDigits: 2 }), 'comma')).toBeCloseTo(value, 6);
      }),
    );
  });

  it('is never made of anything but digits and what parts them', () => {
    fc.assert(
      fc.property(fc.string(), (raw) => {
        const value = readNumeral(raw);
        if (value !== undefined) expect(raw.trim()).toMatch(/^[\d.,'’\s]+$/);
      }),
    );
  });
});

describe('how a text writes its numbers', () => {
  it.each([
    ['The company sold 1,234.5 bitcoin.', 'point'],
    ['The company sold 12 bitcoin.', 'point'],
    ['Das Unternehmen hat 1.234,5 BTC verkauft und 12,5 % behalten.', 'comma'],
    ['The company sold 1 818 bitcoin and mined 1 473.', 'spaced'],
    ['La società ha venduto 1.818 bitcoin nel mese, e ne detiene 15.680 a fine trimestre.', 'comma'],
  ])('%s', (text, style) => {
    expect(styleOf(text)).toBe(style);
  });
});

describe('figures of a sentence', () => {
  it.each([
    ['sold 1,234 bitcoin', { kind: 'btc', value: 1_234 }],
    ['sold 1.2k BTC', { kind: 'btc', value: 1_200 }],
    ['sold ₿950', { kind: 'btc', value: 950 }],
    ['sold three bitcoin', { kind: 'btc', value: 3 }],
    ['raised $1.1 billion', { value: 1_100_000_000, currency: 'USD' }],
    ['raised $40.9M', { value: 40_900_000, currency: 'USD' }],
    ['raised C$12 million', { value: 12_000_000, currency: 'CAD' }],
    ['raised €3 million', { value: 3_000_000, currency: 'EUR' }],
    ['sold 71 % of it', { kind: 'percent', value: 71 }],
  ])('%s', (sentence, figure) => {
    expect(findFigures(sentence, 'point')).toContainEqual(expect.objectContaining(figure));
  });

  it.each(['runs 33.7 EH/s', 'draws 120 MW', 'needs 17.5 J/TH', 'was built by S19s'])(
    'are none where a machine is measured: %s',
    (sentence) => {
      expect(findFigures(sentence, 'point')).toEqual([]);
    },
  );

  it('stand where they say, in order, and never one upon another', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('1,234', '$5.5', 'BTC', 'million', '12', '%', 'sold', 'half')), (words) => {
        const sentence = words.join(' ');
        let last = 0;
        for (const { start, end, value } of findFigures(sentence, 'point')) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(sentence.length);
          expect(Number.isFinite(value)).toBe(true);
          last = end;
        }
      }),
    );
  });
});
