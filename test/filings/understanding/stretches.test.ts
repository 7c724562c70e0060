import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../functions/filings/document/read-html.ts';
import { newestIn, type Stretch, stretchesIn } from '../../../functions/filings/understanding/stretches.ts';

const row = (...cells: readonly (string | [string, number])[]) =>
  `<tr>${cells.map((cell) => (typeof cell === 'string' ? `<td>${cell}</td>` : `<td colspan="${cell[1]}">${cell[0]}</td>`)).join('')}</tr>`;
const table = (...rows: readonly string[]) => `<table>${rows.join('')}</table>`;

/** As it is laid out: currency signs and gaps in cells of their own, heads over two columns. */
const weekly = (during: string, asOf: string, [acquired, millions, price]: readonly string[], held: string) =>
  table(
    row([`During Period ${during}`, 8], '', '', [`As of ${asOf}`, 8], ''),
    row(
      ['BTC Acquired (1)', 2],
      '',
      ['Aggregate Purchase Price (in millions) (2)', 2],
      '',
      ['Average Purchase Price (2)', 2],
      '',
      '',
      ['Aggregate BTC Holdings', 2],
      '',
      ['Aggregate Purchase Price (in billions) (2)', 2],
      '',
      ['Average Purchase Price (2)', 2],
      '',
    ),
    row('', acquired!, '', '$', millions!, '', '$', price!, '', '', '', held, '', '$', '51.80', '', '$', '75,353', ''),
  );

const told = (html: string, filedOn = '2026-06-30') =>
  stretchesIn(readHtml(html), filedOn).map(({ stretch }) => stretch);

describe('what a treasury says of days that it names', () => {
  it('is read from its weekly table: bought, at which average, and held then', () =>
    expect(
      told(weekly('March 9, 2026 to March 15, 2026', 'March 15, 2026', ['22,337', '1,568.0', '70,194'], '761,068')),
    ).toEqual([{ from: '2026-03-09', to: '2026-03-15', bought: 22_337, averagePriceUsd: 70_194, held: 761_068 }]));

  it.each(['—', '-', '–', '0'])('is that none were bought, of a week with %j for a number', (none) =>
    expect(
      told(weekly('December 15, 2025 to December 21, 2025', 'December 21, 2025', [none, none, none], '671,268')),
    ).toEqual([{ from: '2025-12-15', to: '2025-12-21', bought: 0, held: 671_268 }]),
  );

  it('is that coins were sold, and what was held is read from the table beside', () =>
    expect(
      told(
        table(
          row(['During Period May 26, 2026 to May 31, 2026*', 3]),
          row('BTC Sold', 'Aggregate Sale Price (in millions) (2)', 'Average Sale Price (2)'),
          row('32 (1)', '$2.5', '$77,135'),
        ) +
          '<p>As of May 31, 2026, the Company held an aggregate of approximately 843,706 bitcoins.</p>' +
          table(
            row(['As of May 31, 2026*', 3]),
            row('Aggregate BTC Holdings', 'Aggregate Purchase Price (in billions) (2)', 'Average Purchase Price (2)'),
            row('843,706', '$63.87', '$75,699'),
          ),
      ),
    ).toEqual([
      { from: '2026-05-31', to: '2026-05-31', held: 843_706 },
      { from: '2026-05-26', to: '2026-05-31', sold: 32, held: 843_706 },
    ]));

  it('is only what was held, of a quiet week without a period', () =>
    expect(
      told(
        table(
          row(['As of June 7, 2026', 3]),
          row('Aggregate BTC Holdings', 'Aggregate Purchase Price (in billions)', 'Average Purchase Price'),
          row('843,706', '$63.87', '$75,699'),
        ),
      ),
    ).toEqual([{ from: '2026-06-07', to: '2026-06-07', held: 843_706 }]));

  it.each([
    [
      'bought, in a sentence',
      'On November 25, 2024, the Company announced that, during the period between November 18, 2024 and November 24, 2024, the Company acquired approximately 55,500 bitcoins for approximately $5.4 billion in cash, at an average price of approximately $97,862 per bitcoin, inclusive of fees. As of November 24, 2024, the Company, together with its subsidiaries, held an aggregate of approximately 386,700 bitcoins.',
      { from: '2024-11-18', to: '2024-11-24', bought: 55_500, averagePriceUsd: 97_862, held: 386_700 },
    ],
    [
      'a year that is said once',
      'During the period from December 29 to January 4, 2026, the Company purchased 1,286 BTC at an average price of $90,386 per bitcoin.',
      { from: '2025-12-29', to: '2026-01-04', bought: 1_286, averagePriceUsd: 90_386 },
    ],
    [
      'that none were bought',
      'During the period between March 31, 2025 and April 6, 2025, the Company did not sell any shares of class A common stock, par value $0.001 per share, and did not purchase any bitcoin.',
      { from: '2025-03-31', to: '2025-04-06', bought: 0 },
    ],
  ])('is %s', (_, words, expected) => expect(told(`<p>${words}</p>`)).toEqual([expected]));

  it.each([
    [
      'shares that were sold',
      'During the period between November 18, 2024 and November 24, 2024, the Company had sold an aggregate of 5,597,849 Shares under the Sales Agreement for aggregate net proceeds of approximately $2.46 billion.',
    ],
    [
      'a yield over a period',
      'BTC Yield is the percentage change during the period January 1, 2024 to November 24, 2024 of a ratio.',
    ],
    [
      'days to come',
      'During the period between July 6, 2026 and July 12, 2026, the Company acquired approximately 10 bitcoins.',
    ],
    [
      'days in the wrong order',
      'During the period between March 15, 2026 and March 9, 2026, the Company acquired approximately 10 bitcoins.',
    ],
    [
      'no day at all',
      'During the period between February 30, 2026 and February 31, 2026, the Company acquired approximately 10 bitcoins.',
    ],
    [
      'more than there are',
      'During the period between March 9, 2026 and March 15, 2026, the Company acquired approximately 22,000,000 bitcoins.',
    ],
  ])('is nothing of %s', (_, words) => expect(told(`<p>${words}</p>`)).toEqual([]));

  it('is nothing of the table of its share sales, which has the same head', () =>
    expect(
      told(
        table(
          row(['During Period March 9, 2026 to March 15, 2026', 4]),
          row('ATM Program Summary', 'Shares Sold', 'Notional Value (in millions)', 'Net Proceeds (in millions)'),
          row('STRF ATM', '1,192,262', '$119.2', '$119.1'),
        ),
      ),
    ).toEqual([]));

  it('says the same of the same days once, and leads to the words', () => {
    const html = `<p>During the period between March 9, 2026 and March 15, 2026, the Company acquired approximately 22,337 bitcoins.</p>${weekly('March 9, 2026 to March 15, 2026', 'March 15, 2026', ['22,337', '1,568.0', '70,194'], '761,068')}`;
    const clean = readHtml(html);
    const [only, ...others] = stretchesIn(clean, '2026-03-16');
    expect(others).toEqual([]);
    expect(clean.text.slice(only!.start, only!.end)).toContain('22,337');
  });
});

describe('the newest of several', () => {
  const stretch = (from: string, to: string, more: Partial<Stretch> = {}): Stretch => ({ from, to, ...more });

  it('is one week in two parts, at the turn of a year', () =>
    expect(
      newestIn([
        stretch('2025-12-29', '2025-12-31', { bought: 3, averagePriceUsd: 88_210, held: 672_500 }),
        stretch('2026-01-01', '2026-01-04', { bought: 1_283, averagePriceUsd: 90_391, held: 673_783 }),
      ]),
    ).toEqual({ from: '2025-12-29', to: '2026-01-04', bought: 1_286, averagePriceUsd: 90_385.91, held: 673_783 }));

  it('is the week, beside the sum of the quarter before', () =>
    expect(
      newestIn([
        stretch('2025-01-01', '2025-03-31', { bought: 80_715 }),
        stretch('2025-03-31', '2025-04-06', { bought: 0 }),
      ]),
    ).toEqual({ from: '2025-03-31', to: '2025-04-06', bought: 0 }));

  it('is the quarter, where no week is told', () =>
    expect(newestIn([stretch('2025-01-01', '2025-03-31', { bought: 80_715 })])).toMatchObject({ bought: 80_715 }));
});
