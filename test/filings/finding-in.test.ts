import { describe, expect, it } from 'vitest';
import { readHtml } from '../../functions/filings/document/read-html.ts';
import { findingIn, titleOf } from '../../functions/filings/finding-in.ts';
import { company, page } from '../support/edgar.ts';
import { aFiling, march } from './story.ts';

const url = 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000001/ex991.htm';

describe('what one document says', () => {
  const html = page(
    'MARA Holdings Reports March 2026 Results',
    'MARA Holdings sold 1,000 bitcoin from its holdings in March 2026 and mined 700 bitcoin in March 2026. It held 50,000 bitcoin at March 31, 2026.',
  );
  const found = () =>
    findingIn({ type: 'EX-99.1', url, clean: readHtml(html) }, company('MARA'), aFiling(1, '2026-04-03'));

  it('is put in the terms in which companies are remembered', () => {
    expect(found()).toMatchObject({
      document: { type: 'EX-99.1', url },
      category: 'reserve_sale_executed',
      alert: 'reserve-sale',
      stated: 'stated',
      span: march,
      sold: 1_000,
      mined: 700,
      held: 50_000,
      doubts: [],
    });
    expect(found().quotes.length).toBeLessThanOrEqual(3);
    expect(found().quotes[0]).toContain('sold 1,000 bitcoin');
  });

  it('is of the days that a treasury names, whatever else its pages tell of coins that somebody sold', () => {
    const table = [
      '<tr><td colspan="3">During Period March 9, 2026 to March 15, 2026</td><td>As of March 15, 2026</td></tr>',
      '<tr><td>BTC Acquired</td><td>Aggregate Purchase Price (in billions)</td><td>Average Purchase Price</td><td>Aggregate BTC Holdings</td></tr>',
    ];
    const risk = 'The German government sold about 50,000 bitcoin in January 2024.';
    const week = (bought: string) =>
      findingIn(
        {
          type: '8-K',
          url,
          clean: readHtml(
            page(
              'BTC Update',
              `${risk}</p><table>${table.join('')}<tr><td>${bought}</td><td>$1.57</td><td>$70,194</td><td>761,068</td></tr></table><p>`,
            ),
          ),
        },
        company('MSTR'),
        aFiling(1, '2026-03-16'),
      );
    expect(week('22,337')).toMatchObject({
      category: 'purchase',
      alert: undefined,
      span: undefined,
      bought: 22_337,
      held: 761_068,
      averagePriceUsd: 70_194,
      stretches: [{ from: '2026-03-09', to: '2026-03-15', bought: 22_337 }],
    });
    expect(week('22,337').quotes[0]).toContain('22,337');
    expect(week('22,337')).not.toHaveProperty('sold');
    expect(week('–')).toMatchObject({ bought: 0, held: 761_068 });
    expect(week('–').category).not.toBe('purchase');
    expect(week('–')).not.toHaveProperty('sold');
  });

  it('says so when the document was too long to be read whole', () => {
    const clean = { ...readHtml(html), cut: 'only its beginning was read' };
    expect(findingIn({ type: 'EX-99.1', url, clean }, company('MARA'), aFiling(1, '2026-04-03')).doubts).toEqual([
      'cut',
    ]);
  });

  it('has no number that it does not state', () => {
    const clean = readHtml(page('The board of directors met on Thursday.'));
    const quiet = findingIn({ type: '8-K', url, clean }, company('MARA'), aFiling(1, '2026-04-03'));
    expect(quiet.alert).toBeUndefined();
    for (const name of ['sold', 'mined', 'held', 'bought', 'pledged', 'proceedsUsd'])
      expect(quiet).not.toHaveProperty(name);
  });
});

describe('a headline', () => {
  it.each([
    [
      'the first line that is a phrase',
      'MARA Announces Sale of Bitcoin\nIt sold some.',
      'MARA Announces Sale of Bitcoin',
    ],
    ['below the label of an exhibit', 'Exhibit 99.1\nMARA Announces Sale of Bitcoin', 'MARA Announces Sale of Bitcoin'],
    [
      'below what is written above all releases',
      'EX-99.1\n\nFOR IMMEDIATE RELEASE\nPage 1 of 3\nMARA Announces Sale of Bitcoin',
      'MARA Announces Sale of Bitcoin',
    ],
    [
      'below a link and a rule',
      'https://example.com/x\n_____\nMARA Announces Sale of Bitcoin',
      'MARA Announces Sale of Bitcoin',
    ],
    ['none, on a cover', 'UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nFORM 8-K', ''],
    ['none, on a report', 'FORM 10-Q for the quarter ended March 31\nPart I', ''],
    ['none, above a table', 'Metric | March | February\n', ''],
    ['none, in a word', 'March\nMARA Announces Sale of Bitcoin', ''],
    ['none, in a paragraph', `${'word '.repeat(100)}\nnext`, ''],
    ['none, in nothing', '', ''],
  ])('is %s', (_, text, expected) => {
    expect(titleOf(text)).toBe(expected);
  });
});
