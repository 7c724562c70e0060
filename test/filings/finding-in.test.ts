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
