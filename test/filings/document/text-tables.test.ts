import { describe, expect, it } from 'vitest';
import { findFusedTables } from '../../../functions/filings/document/fused-tables.ts';
import { findTables } from '../../../functions/filings/document/text-tables.ts';
import { shown } from './shown.ts';

const tables = (text: string): string[][] => shown(text, findTables(text));
const fused = (text: string): string[][] => shown(text, findFusedTables(text));
const lines = (...all: readonly string[]): string => all.join('\n');

describe('a table that lost its markup', () => {
  const expected = [
    ['March 2026 @1 | February 2026 @2', 'Bitcoin sold @0 | 212 @1 | 0 @2', 'Bitcoin mined @0 | 700 @1 | 650 @2'],
  ];

  it.each([
    ['bars', lines('Metric | March 2026 | February 2026', 'Bitcoin sold | 212 | 0', 'Bitcoin mined | 700 | 650')],
    ['tabs', lines('\tMarch 2026\tFebruary 2026', 'Bitcoin sold\t212\t0', 'Bitcoin mined\t700\t650')],
    [
      'bars drawn around it',
      lines('| | March 2026 | February 2026 |', '| Bitcoin sold | 212 | 0 |', '| Bitcoin mined | 700 | 650 |'),
    ],
    ['wide gaps', lines('   March 2026     February 2026', 'Bitcoin sold    212    0', 'Bitcoin mined   700   650')],
    ['single blanks', lines('March 2026', 'February 2026', 'Bitcoin sold 212 0', 'Bitcoin mined 700 650')],
    ['a cell a line', lines('March 2026', 'February 2026', 'Bitcoin sold', '212', '0', 'Bitcoin mined', '700', '650')],
    [
      'every cell and every bar on a line of its own',
      lines(
        'March 2026',
        '|',
        'February 2026',
        'Bitcoin sold',
        '|',
        '212',
        '|',
        '0',
        'Bitcoin mined',
        '|',
        '700',
        '|',
        '650',
      ),
    ],
  ])('is read by %s', (_, text) => {
    expect(tables(text)).toEqual(expected);
  });

  it('has signs and units that were torn off back at their numbers', () => {
    expect(
      tables(
        lines(
          'March 2026',
          'Proceeds',
          '$',
          '9.5',
          'Loss',
          '(',
          '3',
          ')',
          'Share',
          '45',
          '%',
          'Hash rate',
          '14.7',
          'EH/s',
        ),
      ),
    ).toEqual([
      [
        'March 2026 @1',
        'Proceeds @0 | $ 9.5 @1',
        'Loss @0 | ( 3 ) @1',
        'Share @0 | 45 % @1',
        'Hash rate @0 | 14.7 EH/s @1',
      ],
    ]);
  });

  it('has a head of two lines, the upper one over all that it is the head of', () => {
    const text = lines(
      'Three Months Ended March 31,',
      '2026',
      '2025',
      'Bitcoin sold',
      '212',
      '0',
      'Bitcoin mined',
      '7',
      '6',
    );
    expect(tables(text)[0]!.slice(0, 2)).toEqual(['Three Months Ended March 31, @1+1', '2026 @1 | 2025 @2']);
  });

  it('has no head where there are more dates than values', () => {
    const text = lines(
      'March 2026 | February 2026 | January 2026',
      'Bitcoin sold | 212',
      'Bitcoin mined | 700',
      'Held | 5',
    );
    expect(tables(text)[0]![0]).toBe('Bitcoin sold @0 | 212 @1');
  });

  it('knows the mark of a footnote by the row that is one value too long', () => {
    const text = lines('May 2026 | April 2026', 'Sold | 212 | 0', 'Held | 2 | 10,019 | 9,840', 'Mined | 700 | 650');
    expect(tables(text)[0]).toContain('Held @0 | 10,019 @1 | 9,840 @2');
  });

  it('has labels that were folded in one piece', () => {
    expect(tables(lines('March 2026', 'Bitcoin', 'sold', '212', 'Bitcoin', 'mined', '700', 'Held', '8'))[0]).toEqual([
      'March 2026 @1',
      'Bitcoin sold @0 | 212 @1',
      'Bitcoin mined @0 | 700 @1',
      'Held @0 | 8 @1',
    ]);
  });

  it('turned on its side has a date to a row', () => {
    const text = lines('Month | Bitcoin mined | Bitcoin sold', 'January 2024 | 124 | 117', 'February 2024 | 100 | 90');
    expect(tables(text)).toEqual([
      [
        'Month @0 | Bitcoin mined @1 | Bitcoin sold @2',
        'January 2024 @0 | 124 @1 | 117 @2',
        'February 2024 @0 | 100 @1 | 90 @2',
      ],
    ]);
  });

  it('is over where prose goes on, and another one begins behind it', () => {
    const one = lines('Bitcoin sold | 212', 'Bitcoin mined | 700', 'Held | 5');
    expect(tables(lines(one, 'That was a good month, and we look forward to the next one.', one))).toHaveLength(2);
  });

  it.each([
    ['prose', 'We sold 1,000 bitcoin in March.\nThat is all there is to say of it.'],
    ['one number in a short line', 'Contact\n555\nMARA'],
    ['a row of words', 'Nothing | here | to count'],
    ['a date in a line of its own', 'March 31, 2026\nMARA Holdings'],
    ['nothing', ''],
  ])('is not seen in %s', (_, text) => {
    expect(tables(text)).toEqual([]);
  });
});

describe('a row whose cells ran together', () => {
  const HEAD = 'MetricJuly 2023June 2023July 2022';

  it('is read where per cent behind its numbers leave one way to do it', () => {
    expect(fused(lines(HEAD, 'Bitcoin Produced410460318 -11%29%', 'Bitcoin Sold400400275 0%45%'))).toEqual([
      [
        'July 2023 @1 | June 2023 @2 | July 2022 @3',
        'Bitcoin Produced @0 | 410 @1 | 460 @2 | 318 @3',
        'Bitcoin Sold @0 | 400 @1 | 400 @2 | 275 @3',
      ],
    ]);
  });

  it('is read where signs of money or dashes keep its cells apart', () => {
    expect(fused('MetricJuly 2023June 2023\nNet proceeds$12.1 million$9.5 million')[0]![1]).toBe(
      'Net proceeds @0 | $12.1 million @1 | $9.5 million @2',
    );
    expect(fused('MetricJuly 2023June 2023\nBitcoin Sold1,212–')[0]![1]).toBe('Bitcoin Sold @0 | 1,212 @1 | – @2');
  });

  it.each([
    ['decimals', 'Bitcoin Sold4.149.974.3'],
    ['bare digits', 'Bitcoin Sold212198205'],
    ['digits with a nought among them, which may be the end of a number', 'Bitcoin Sold40123077'],
    ['per cent that do not follow', 'Bitcoin Sold400400275 3%99%'],
    ['a digit that may be the mark of a footnote', 'Bitcoin Sold1212––'],
    ['more digits than there are ways to try', `Bitcoin Sold${'1'.repeat(40)}`],
  ])('is refused with %s', (_, row) => {
    expect(fused(lines(HEAD, row))).toEqual([]);
  });

  it('belongs to the head right above it', () => {
    const text = lines(
      'MetricJuly 2023June 2023',
      'Bitcoin Sold1,212–',
      'MetricMay 2023April 2023',
      'Bitcoin Sold1,198–',
    );
    expect(fused(text)).toEqual([
      ['July 2023 @1 | June 2023 @2', 'Bitcoin Sold @0 | 1,212 @1 | – @2'],
      ['May 2023 @1 | April 2023 @2', 'Bitcoin Sold @0 | 1,198 @1 | – @2'],
    ]);
  });
});
