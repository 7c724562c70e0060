import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../functions/filings/document/clean.ts';
import { readHtml } from '../../../../functions/filings/document/read-html.ts';
import { nameOf } from '../../../../functions/filings/understanding/period.ts';
import { columnOf, columnsOf } from '../../../../functions/filings/understanding/tables/columns.ts';
import { table } from './facts.ts';

const columns = (...rows: readonly (readonly string[])[]) => {
  const { text, tables } = readHtml(table(...rows));
  return columnsOf(text, tables[0]!.rows, { date: '2026-04-03' });
};
const cell = (column: number, span = 1): Cell => ({ start: 0, end: 0, column, span });

describe('the head of a column', () => {
  it('is all that stands above it, from top to bottom', () => {
    const found = columns(['', '2×Three Months Ended March 31,', 'Change'], ['', '2026', '2025', 'in %']);
    expect(found.map(({ head }) => head)).toEqual([
      'Three Months Ended March 31, 2026',
      'Three Months Ended March 31, 2025',
      'Change in %',
    ]);
  });

  it.each([
    ['March 2026', '2026-03'],
    ['Aug-24', '2024-08'],
    ['August 2024 1', '2024-08'],
    ["Aug. '24", '2024-08'],
    ['Q1 2026', '2026-Q1'],
    ['Three Months Ended March 31, 2026', '2026-Q1'],
    ['Year Ended December 31, 2025', '2025'],
  ])('names a period: %s', (head, period) => {
    const found = columns(['', head])[0]!.period!;
    expect(nameOf(found.span)).toBe(period);
  });

  it('has its year from the heads beside it', () => {
    const found = columns(['Metric', 'March 2026', 'February']);
    expect(found.map(({ period }) => period && nameOf(period.span))).toEqual([undefined, '2026-03', '2026-02']);
  });

  it.each([
    ['Quantity', 'btc'],
    ['Number of BTC', 'btc'],
    ['Fair value', 'money'],
    ['Bitcoin value', 'money'],
    ['Amount (US$)', 'money'],
    ['ETH', 'else'],
    ['Number of shares', 'else'],
    ['Notes', undefined],
  ])('says what is counted: %s', (head, counts) => {
    expect(columns(['', head])[0]!.counts).toBe(counts);
  });
});

describe('a value', () => {
  const heads = columns(['', '2×March 2026', '', '2×May 2026']);

  it('is under the head that covers it', () => {
    expect([1, 2, 4, 5].map((at) => columnOf(cell(at), heads)?.head)).toEqual([
      'March 2026',
      'March 2026',
      'May 2026',
      'May 2026',
    ]);
  });

  it('a little beside is under the nearest, and further away under none', () => {
    expect(columnOf(cell(7), heads)?.head).toBe('May 2026');
    expect(columnOf(cell(9), heads)).toBeUndefined();
  });

  it('beside heads that follow each other closely is under none', () => {
    expect(columnOf(cell(3), columns(['', 'March 2026', 'May 2026']))).toBeUndefined();
  });

  it('has no column where there is no head', () => {
    expect(columnsOf('', [], {})).toEqual([]);
    expect(columnOf(cell(1), [])).toBeUndefined();
  });
});
