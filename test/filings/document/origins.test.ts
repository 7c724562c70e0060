import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CleanText } from '../../../functions/filings/document/clean.ts';
import { Origins } from '../../../functions/filings/document/origins.ts';
import { HtmlReader, readHtml } from '../../../functions/filings/document/read-html.ts';

/** What documents are put together from; entities with what they stand for. */
const WRITTEN: Readonly<Record<string, string>> = { '&amp;': '&', '&eacute;': 'é', '&#8217;': '’', '&nbsp;': ' ' };
const tag = fc.constantFrom(
  '<p>',
  '</p>',
  '<b>',
  '</b>',
  '<br>',
  '<table>',
  '<tr>',
  '<td>',
  '<td colspan="2" rowspan=2>',
  '</td>',
  '</tr>',
  '</table>',
  '<div style="display:none">no</div>',
  '<sup>(1)</sup>',
  '<sup>th of</sup>',
  '<!-- no -->',
);
const word = fc.constantFrom('sold', '1,000', 'bitcoin', 'in', 'March', '₿', '🟠', 'x\u00ady');
const blank = fc.constantFrom(' ', '\n', '  ', '\t ', '\u200b');
const markup = fc.array(fc.oneof(word, blank, tag, fc.constantFrom(...Object.keys(WRITTEN))), { maxLength: 60 });
const document = markup.map((parts) => parts.join(''));

const meant = (source: string, at: number): string => {
  const entity = /^&[#\w]+;/.exec(source.slice(at, at + 10))?.[0];
  return entity === undefined ? source[at]! : WRITTEN[entity]!;
};

const inPieces = (source: string, size: number): CleanText => {
  const reader = new HtmlReader();
  for (let from = 0; from < source.length; from += size) reader.write(source.slice(from, from + size));
  return reader.end();
};

const placesOf = ({ text, sourceOf }: CleanText): number[] => Array.from(text, (_, i) => sourceOf(i));

describe('every letter of a text', () => {
  it('comes from where its source has it', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { text, sourceOf } = readHtml(source);
        for (let i = 0; i < text.length; i++) {
          if (/[\s|]/.test(text[i]!)) continue;
          expect(meant(source, sourceOf(i))).toBe(text[i]);
        }
      }),
    );
  });

  it('is the same, and from the same place, however the document came in pieces', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 9 }), (source, size) => {
        const [whole, pieces] = [readHtml(source), inPieces(source, size)];
        expect(pieces.text).toBe(whole.text);
        expect(pieces.tables).toEqual(whole.tables);
        expect(placesOf(pieces)).toEqual(placesOf(whole));
      }),
    );
  });

  it('stands in the order in which the source has it', () => {
    fc.assert(
      fc.property(document, (source) => {
        const clean = readHtml(source);
        const places = placesOf(clean).filter((_, i) => !/[\s|]/.test(clean.text[i]!));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('the cells of a text', () => {
  it('hold words without blanks around them, in rows that go from left to right', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { text, tables } = readHtml(source);
        for (const { start, end, rows } of tables) {
          expect(rows.length).toBeGreaterThan(0);
          for (const row of rows) {
            expect(row.length).toBeGreaterThan(0);
            row.forEach((cell, i) => {
              const words = text.slice(cell.start, cell.end);
              expect(words).toBe(words.trim());
              expect(words).not.toBe('');
              expect(cell.start).toBeGreaterThanOrEqual(Math.max(start, row[i - 1]?.end ?? 0));
              expect(cell.end).toBeLessThanOrEqual(end);
              expect(cell.column).toBeGreaterThanOrEqual(i === 0 ? 0 : row[i - 1]!.column + row[i - 1]!.span);
            });
          }
        }
      }),
    );
  });
});

describe('origins', () => {
  it('know none while there are none', () => {
    expect(new Origins().sourceOf(0)).toBe(-1);
    expect(readHtml('').sourceOf(5)).toBe(-1);
  });

  it('find each of very many', () => {
    const origins = new Origins();
    for (let i = 0; i < 5_000; i++) origins.add(10 * i, 23 * i);
    expect([0, 9, 10, 25_004, 49_999].map((at) => origins.sourceOf(at))).toEqual([0, 9, 23, 57_504, 114_986]);
  });
});
