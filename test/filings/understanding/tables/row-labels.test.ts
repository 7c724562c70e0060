import { describe, expect, it } from 'vitest';
import { meaningOf, speaksOfCoins } from '../../../../functions/filings/understanding/tables/row-labels.ts';

describe('a label', () => {
  it.each([
    ['sold', ['Bitcoin sold', 'BTC Sales', 'Sales of bitcoin', 'Less: sold', 'Bitcoin converted to cash', 'Disposals']],
    ['mined', ['Bitcoin produced', 'BTC mined', 'Self-mining production', 'Additions', 'Bitcoin earned']],
    ['held', ['Bitcoin held', 'Total bitcoin holdings', 'Ending balance', 'HODL balance of bitcoin', 'End of period']],
    ['opening', ['Beginning balance', 'Opening balance', 'Balance at beginning of period']],
    ['bought', ['Bitcoin purchased', 'Purchases of bitcoin', 'BTC acquired']],
    ['pledged', ['Bitcoin pledged as collateral', 'Restricted bitcoin', 'Bitcoin receivable']],
    [
      'price',
      [
        'Average price per bitcoin sold',
        'Bitcoin sales price',
        'Average net price realized per BTC',
        'Net proceeds per bitcoin sold',
      ],
    ],
    ['proceeds', ['Net proceeds from the sale of bitcoin', 'Proceeds', 'Revenue from sale of bitcoin']],
  ] as const)('may say what was %s', (is, labels) => {
    expect(labels.map((label) => [label, meaningOf(label)])).toEqual(labels.map((label) => [label, is]));
  });

  it.each([
    'Bitcoin mining revenue',
    'Cost per bitcoin mined',
    'Miners sold',
    'Sales returns',
    'Sales and marketing',
    'Sales Agreement',
    'Sales tax payable',
    'Proceeds from sale of common stock',
    'Fair value of bitcoin held',
    'Hash rate',
    'Gain on bitcoin sold',
    'Change in bitcoin held',
    'Bitcoin mined per day',
    '',
    '  ',
    'Bitcoin sold '.repeat(20),
  ])('says nothing of that: "%s"', (label) => {
    expect(meaningOf(label)).toBeUndefined();
  });

  it.each([
    'Bitcoin sold (1)',
    'Bitcoin sold 1',
    'Bitcoin sold(1)(2)',
    'Bitcoin sold *',
    'Bitcoin   sold†',
    'Bitcoin sold12',
  ])('is read without the mark of its footnote: %s', (label) => {
    expect(meaningOf(label)).toBe('sold');
  });

  it('that ends in very many digits is read, and at once', () => {
    expect(meaningOf(`Bitcoin sold ${'1'.repeat(80)}x`)).toBe('sold');
    expect(meaningOf(`Bitcoin sold${'1'.repeat(100_000)}x`)).toBeUndefined();
  });

  it('speaks of coins by their name, or by what is done to nothing else', () => {
    expect(speaksOfCoins('Bitcoin sold', 'sold')).toBe(true);
    expect(speaksOfCoins('Sold', 'sold')).toBe(true);
    expect(speaksOfCoins('Digital assets sold', 'sold')).toBe(false);
    expect(speaksOfCoins('Ending balance', 'held')).toBe(false);
  });
});
