import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../../functions/filings/document/read-html.ts';
import { partsOf } from '../../../../functions/filings/understanding/tables/rows.ts';
import { table } from './facts.ts';

const parts = (...rows: readonly (readonly string[])[]) => {
  const { text, tables } = readHtml(table(...rows));
  return partsOf(text, tables[0]!).map((part) => ({
    head: part.head.length,
    rows: part.rows.map(({ label, values }) => [label, ...values.map(({ raw }) => raw)]),
  }));
};

describe('a row', () => {
  it('has its label in front of its values', () => {
    expect(parts(['Bitcoin', 'sold', '212', '7'])).toEqual([{ head: 0, rows: [['Bitcoin sold', '212', '7']] }]);
  });

  it('has signs that stood in cells of their own back at their values', () => {
    expect(parts(['Loss', '$', '(598.0', ')', '$', '7', 'Share', '45', '%'])[0]!.rows).toEqual([
      ['Loss', '$(598.0)', '$7', '45%'],
    ]);
  });

  it('has no mark of an item in its label', () => {
    expect(parts(['• Bitcoin sold', '212'])[0]!.rows).toEqual([['Bitcoin sold', '212']]);
  });

  it.each([
    ['years alone', ['Year', '2026', '2025']],
    ['a label alone', ['Bitcoin sold']],
    ['a value alone', ['212', '7']],
    ['words', ['Bitcoin', 'sold', 'well']],
    ['a sign and nothing behind it', ['Bitcoin sold', '$']],
    ['a date and its day', ['March 2026', '31']],
  ])('is none with %s', (_, cells) => {
    expect(parts(cells)).toEqual([]);
  });
});

describe('a part of a table', () => {
  it('has all above its first row for a head', () => {
    expect(parts(['a', 'b'], ['', 'March 2026'], ['Sold', '1'])).toEqual([{ head: 2, rows: [['Sold', '1']] }]);
  });

  it('begins again where dates stand between rows, and nowhere else', () => {
    const found = parts(
      ['', 'May 2026'],
      ['Sold', '1'],
      ['Of which', 'some'],
      ['Held', '2'],
      ['', 'April 2026'],
      ['Sold', '3'],
    );
    expect(found.map(({ rows }) => rows.length)).toEqual([2, 1]);
  });
});
