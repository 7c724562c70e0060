import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decoder } from '../../functions/kit/decode.ts';

const utf8 = new TextEncoder();
const read = (...pieces: readonly Uint8Array[]): string => {
  const decoder = new Decoder();
  return pieces.map((piece) => decoder.write(piece)).join('') + decoder.end();
};
const bytes = (...numbers: readonly number[]) => Uint8Array.from(numbers);

describe('bytes as text', () => {
  it.each([
    ['ASCII', utf8.encode('MARA sold 1,000 BTC'), 'MARA sold 1,000 BTC'],
    ['UTF-8', utf8.encode('“é” — ₿ 🟠'), '“é” — ₿ 🟠'],
    ['UTF-8 with its mark', bytes(0xef, 0xbb, 0xbf, 0x41), 'A'],
    ['ISO-8859-1', bytes(0x43, 0x61, 0x66, 0xe9, 0x20, 0x6e, 0xb0), 'Café n°'],
    ['the quotes of Windows-1252', bytes(0x93, 0x73, 0x6f, 0x6c, 0x64, 0x94, 0x20, 0x97), '“sold” —'],
    ['nothing', bytes(), ''],
    ['a character that breaks off', bytes(0x41, 0xe2, 0x82), 'Aâ‚'],
    ['a byte that begins nothing', bytes(0xff, 0x41), 'ÿA'],
    ['half a pair of surrogates', bytes(0xed, 0xa0, 0x80), 'í\u00a0€'],
    ['a slash written too long', bytes(0xc0, 0xaf), 'À¯'],
  ])('reads %s', (_, given, expected) => {
    expect(read(given)).toBe(expected);
  });

  it('lets one stray byte spoil nothing but itself', () => {
    const page = [utf8.encode('MARA’s treasury, “as is”'), bytes(0x92), utf8.encode('s — not')];
    expect(read(...page)).toBe('MARA’s treasury, “as is”’s — not');
    expect(read(Buffer.concat(page))).toBe('MARA’s treasury, “as is”’s — not');
  });

  it('takes a mark in the middle for what it is', () => {
    expect(read(utf8.encode('a\ufeffb'))).toBe('a\ufeffb');
    expect(read(utf8.encode('\ufeff'), utf8.encode('\ufeffb'))).toBe('\ufeffb');
  });

  it('reads UTF-8 as it is, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40)), (text, cuts) => {
        expect(read(...cut(utf8.encode(text), cuts))).toBe(text.replace(/^\ufeff/, ''));
      }),
    );
  });

  it('reads any bytes the same, however they are cut', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      // Beginnings of characters, where cuts hurt.
      fc
        .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xed, 0xf0, 0x9f, 0xf4, 0xff))
        .map((some) => bytes(...some)),
    );
    fc.assert(
      fc.property(anyBytes, fc.array(fc.nat(12)), (given, cuts) => {
        expect(read(...cut(given, cuts))).toBe(read(given));
      }),
      { numRuns: 1_000 },
    );
  });

  it('agrees with the standard decoder on everything that is UTF-8', () => {
    const standard = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), (given) => {
        let expected: string;
        try {
          expected = standard.decode(given);
        } catch {
          return;
        }
        expect(read(given)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

function cut(whole: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const length of lengths) {
    pieces.push(whole.slice(from, from + length));
    from += length;
  }
  return [...pieces, whole.slice(from)];
}
