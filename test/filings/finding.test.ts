import { describe, expect, it } from 'vitest';
import { merge, plausible } from '../../functions/filings/finding.ts';
import { aFinding, aPolicy, aSale, march, mergedOf, month, noSale, quarter, toHold } from './story.ts';

const cover = { type: '8-K', url: 'https://www.sec.gov/cover.htm' };
const release = { type: 'EX-99.1', url: 'https://www.sec.gov/release.htm' };
const report = { type: 'EX-99.2', url: 'https://www.sec.gov/report.htm' };

describe('the documents of a filing, taken together', () => {
  it('say nothing when there are none', () => {
    expect(merge([])).toBeUndefined();
  });

  it('are spoken for by the loudest, wherever it stands', () => {
    const quiet = noSale(march, { document: release });
    const loud = aSale(100, march, { document: cover });
    for (const found of [merge([quiet, loud]), merge([loud, quiet])])
      expect(found).toMatchObject({ alert: 'reserve-sale', document: cover });
  });

  it('that say the same are spoken for by the exhibit', () => {
    expect(merge([aSale(100, march, { document: cover }), aSale(100, march, { document: release })])).toMatchObject({
      document: release,
    });
  });

  it('fill in each other’s numbers of the same period, and each number keeps its document', () => {
    const found = merge([
      aSale(100, march, { document: release }),
      noSale(march, { document: report, sold: 7, held: 5_000, mined: 50 }),
      noSale(month(2), { document: cover, pledged: 3 }),
    ]);
    expect(found).toMatchObject({ sold: 100, held: 5_000, mined: 50 });
    expect(found?.sources).toEqual({ sold: release.url, held: report.url, mined: report.url });
    expect(found).not.toHaveProperty('pledged');
  });

  it('never have numbers of two periods mixed, also when the loudest names none', () => {
    const found = merge([
      aSale(100, march, { span: undefined, document: release }),
      noSale(march, { document: report, mined: 50, confidence: 0.8 }),
      noSale(quarter(1), { document: cover, held: 5_000, confidence: 0.1 }),
    ]);
    expect(found).toMatchObject({ sold: 100, mined: 50 });
    expect(found).not.toHaveProperty('held');
    // The number that it names itself is still of no period.
    expect(found?.span).toBeUndefined();
  });

  it('of which the loudest has no number take the period of those that have', () => {
    expect(merge([aPolicy(), noSale(march, { document: report, held: 5_000 })])).toMatchObject({
      alert: 'policy',
      span: march,
      held: 5_000,
    });
  });

  it('that also say what the company may do are not forgotten for a sale', () => {
    expect(mergedOf(aSale(100), aPolicy()).policy).toEqual({ scope: 'reserve', step: 'permission' });
    expect(
      mergedOf(aPolicy('production', 'plan'), aPolicy('reserve', 'permission', { confidence: 0.1 })).policy,
    ).toMatchObject({ scope: 'production' });
    expect(mergedOf(aSale(100), toHold())).not.toHaveProperty('policy');
  });

  it('share their doubts', () => {
    expect(
      mergedOf(aSale(100, march, { doubts: ['cut'] }), noSale(march, { doubts: ['fused', 'cut'] })).doubts,
    ).toEqual(['cut', 'fused']);
  });
});

describe('what can be', () => {
  it('is kept as it is, zero coins included', () => {
    const found = mergedOf(aSale(0, march, { held: 0.0001, averagePriceUsd: 90_000, quotes: ['a'] }));
    expect(plausible(found)).toEqual(found);
  });

  it('does not include a type of document longer than any', () => {
    expect(plausible(mergedOf(aFinding({ document: { type: 'x'.repeat(100), url: 'u' } }))).document.type).toHaveLength(
      60,
    );
  });
});
