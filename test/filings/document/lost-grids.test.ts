import { describe, expect, it } from 'vitest';
import { findTables } from '../../../functions/filings/document/text-tables.ts';
import { shown } from './shown.ts';

const tables = (...lines: readonly string[]): string[][] => shown(lines.join('\n'), findTables(lines.join('\n')));

describe('heads over values that have no label', () => {
  it('are a table of their own, beside whatever else stands there', () => {
    expect(
      tables(
        'Securities | Shares Sold | Net Proceeds',
        'STRK Stock | 1,000 | $90.0',
        'STRF Stock | 2,000 | $95.0',
        'BTC Acquired | Average Purchase Price | Aggregate BTC Holdings',
        '8,178 | $102,171 | 649,870',
      ),
    ).toEqual([
      ['STRK Stock @0 | 1,000 @1 | $90.0 @2', 'STRF Stock @0 | 2,000 @1 | $95.0 @2'],
      [
        'BTC Acquired @0 | Average Purchase Price @1 | Aggregate BTC Holdings @2',
        '8,178 @0 | $102,171 @1 | 649,870 @2',
      ],
    ]);
  });

  it('may have their currency signs in cells of their own', () => {
    expect(tables('BTC Acquired | Price | BTC Holdings', '130 | $ | 90,000 | 650,000')).toEqual([
      ['BTC Acquired @0 | Price @1 | BTC Holdings @2', '130 @0 | 90,000 @1 | 650,000 @2'],
    ]);
  });
});

describe('a page that was set in columns', () => {
  const labels = ['BTC held at end of period:', '', 'Total BTC held', 'BTC pledged', 'Price of one'];

  it('has its rows back, where each column has a value for each label', () => {
    expect(
      tables(
        ...labels,
        'As of September 30,',
        '2022',
        '10,670',
        '3,828',
        '$',
        '19,432',
        '2021',
        '7,035',
        '-',
        '43,791',
      ),
    ).toEqual([
      [
        'As of September 30, @1+1',
        '2022 @1 | 2021 @2',
        'Total BTC held @0 | 10,670 @1 | 7,035 @2',
        'BTC pledged @0 | 3,828 @1 | - @2',
        'Price of one @0 | 19,432 @1 | 43,791 @2',
      ],
    ]);
  });

  const rowOf = (found: string[][]): string | undefined =>
    found.flat().find((row) => /^(?:Total BTC held|BTC pledged) @0/.test(row) && / @2/.test(row));

  it.each([
    ['a value is missing', [...labels, '2022', '10,670', '3,828', '19,432', '2021', '7,035', '43,791']],
    [
      'a label too many makes every number another’s',
      ['BTC mined', ...labels.slice(2), '2022', '10,670', '3,828', '19,432', '2021', '7,035', '-', '43,791'],
    ],
    [
      'two spans stand over the years',
      [...labels, 'Three months ended June 30,', 'Year ended June 30,', '2022', '1', '2', '3', '2021', '4', '5', '6'],
    ],
  ])('is left alone where %s', (_, lines) => {
    expect(rowOf(tables(...lines))).toBeUndefined();
  });
});

it('a quarter beside two months is three columns, each with its own year', () => {
  expect(
    tables(
      'Metrics | Three months ended June 30, 2025 | May 2025 | June 2025',
      'Bitcoin sold | (24.6) | (7.3) | (12.3)',
    ),
  ).toEqual([
    [
      'Three months ended June 30, 2025 @1 | May 2025 @2 | June 2025 @3',
      'Bitcoin sold @0 | (24.6) @1 | (7.3) @2 | (12.3) @3',
    ],
  ]);
});
