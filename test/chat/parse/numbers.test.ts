import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../functions/chat/parse/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';

const number = (text: string) => {
  const read = readNumber(text);
  return read.ok ? read.value : undefined;
};

describe('a number', () => {
  it.each([
    ['1.5', 1.5],
    ['0,07', 0.07],
    ['.5', 0.5],
    ['1.5k', 1_500],
    ['2,5 k', 2_500],
    ['1M', 1_000_000],
    ['1,500', 1_500],
    ['1.500,5', 1_500.5],
    ['1,500.5', 1_500.5],
    ['1 500', 1_500],
    ["1'500", 1_500],
    ['1.000.000', 1_000_000],
    ['－3', -3],
    ['−3', -3],
    ['２８', 28],
  ])('is read from %s', (text, value) => {
    expect(number(text)).toBe(value);
  });

  it.each(['', 'x', '1.2.3,4,5', '1,23,4', 'NaN', 'Infinity', '1e9', '--1', '1..2'])(
    'is not guessed from %o',
    (text) => {
      expect(number(text)).toBeUndefined();
    },
  );

  it('is what we print, in every language that we print it in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.constantFrom('en', 'de', 'es', 'pt', 'ru', 'zh'),
        (n, locale) => {
          // Above a thousand, a lone point is somebody's decimal and somebody else's thousands.
          const value = n / 100;
          expect(number(wordsOf(locale).number(value))).toBe(value);
        },
      ),
    );
  });

  it('never throws, and is finite', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = readNumber(text);
        expect(read.ok ? Number.isFinite(read.value) : read.wrong.key).toBeTruthy();
      }),
    );
  });
});
