import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../functions/filings/finding.ts';
import { type CompanyMemory, nothingKnown } from '../../functions/filings/memory.ts';
import { remember } from '../../functions/filings/remember.ts';
import { rollForward, sinceLast } from '../../functions/filings/roll-forward.ts';
import type { Span } from '../../functions/filings/understanding/period.ts';
import { MARA } from '../support/edgar.ts';
import { aFiling, aFinding, aSale, firstMonths, march, mergedOf, month, noSale, quarter, year } from './story.ts';

/** A memory of these numbers, each said by a filing of its own. */
const knowing = (...said: readonly [Span, Partial<Finding>][]): CompanyMemory =>
  said.reduce((memory, [span, numbers], i) => {
    const { accession, form } = aFiling(i + 1, '2026-01-01');
    const source = { accession, form, filedOn: '2026-01-01', url: 'https://www.sec.gov/a.htm' };
    return remember(memory, mergedOf(noSale(span, numbers)), source);
  }, nothingKnown(MARA));

const forward = (memory: CompanyMemory, finding: Finding) => {
  const reasons: string[] = [];
  return { ...rollForward(memory, mergedOf(finding), reasons), reasons };
};
const since = (memory: CompanyMemory, finding: Finding) => {
  const reasons: string[] = [];
  return { ...sinceLast(memory, mergedOf(finding), reasons), reasons };
};

describe('coins that are gone', () => {
  const february = knowing([month(2), { held: 1_000 }]);

  it('are what was held and mined and bought, less what is held now', () => {
    const found = forward(february, aFinding({ span: march, mined: 100, bought: 50, held: 650.5 }));
    expect(found).toMatchObject({
      alert: 'reserve-sale',
      stated: 'implied',
      sold: 499.5,
      heldBefore: 1_000,
      doubts: ['roll-forward'],
    });
    expect(found.reasons).toEqual([
      '1000 held before, 100 mined, 50 bought, 650.5 held now: 499.5 are gone, and no word is said of them',
    ]);
  });

  it.each([
    ['no more than a rounding', { held: 995 }],
    ['no more than was mined', { mined: 300, held: 1_000 }],
    ['no more than production and its timing', { mined: 300, held: 970 }],
    ['less than nothing: more is held than is accounted for', { mined: 1, held: 2_000 }],
  ])('are not claimed when they are %s', (_, numbers) => {
    const found = forward(february, aFinding({ span: march, ...numbers }));
    expect(found.alert).toBeUndefined();
    expect(found).toMatchObject({ heldBefore: 1_000 });
    expect('sold' in found).toBe(false);
  });

  it('are reckoned from what this filing says was held before, rather than from what is on record', () => {
    expect(forward(february, aFinding({ span: march, heldBefore: 900, held: 800 }))).toMatchObject({
      sold: 100,
      heldBefore: 900,
    });
  });

  it('are not reckoned where a sale is told, nor where something louder is', () => {
    expect(forward(february, aSale(10, march, { held: 500 })).sold).toBe(10);
    expect(forward(february, noSale(march, { sold: 0, held: 500 })).sold).toBe(0);
    const policy = aFinding({ span: march, held: 500, alert: 'policy', category: 'reserve_sale_policy' });
    expect('sold' in forward(february, policy)).toBe(false);
  });

  it.each([
    ['no period is named', aFinding({ held: 500 })],
    ['nothing is said of holdings', aFinding({ span: march })],
    ['what is on record ended earlier', aFinding({ span: month(4), held: 500 })],
    ['what is on record ended later', aFinding({ span: month(2), held: 500 })],
  ])('are not reckoned where %s', (_, finding) => {
    expect(forward(february, finding).alert).toBeUndefined();
  });

  it('are not claimed when as many more are pledged, and were counted apart', () => {
    const before = knowing([month(2), { held: 10_000, pledged: 1_000 }]);
    expect(forward(before, aFinding({ span: march, held: 7_000, pledged: 4_000 })).alert).toBeUndefined();
    // Pledged coins that were so before explain nothing; nor do fewer, nor many more.
    for (const pledged of [1_000, 2_000, 9_000])
      expect(forward(before, aFinding({ span: march, held: 7_000, pledged })).sold).toBe(3_000);
  });

  it('in a quarter are not claimed when its months were on record as sold', () => {
    const memory = knowing(
      [{ from: march.to - 3, to: march.to - 3 }, { held: 1_000 }],
      [month(1), { sold: 100 }],
      [month(2), { sold: 200 }],
      [march, { sold: 100 }],
    );
    expect(forward(memory, aFinding({ span: quarter(1), held: 600 })).alert).toBeUndefined();
    expect(forward(memory, aFinding({ span: quarter(1), held: 400 })).alert).toBe('reserve-sale');
  });

  it('since a year ended go by what was held at its end', () => {
    const memory = knowing([year, { held: 1_000 }]);
    expect(forward(memory, aFinding({ span: month(1), held: 400 }))).toMatchObject({ sold: 600 });
    expect(forward(memory, aFinding({ span: quarter(1), held: 400 }))).toMatchObject({ sold: 600 });
  });

  it('are never reckoned from holdings of another day: half a year lends its end to June, not to December', () => {
    const memory = knowing([firstMonths(6), { held: 1_000 }]);
    expect(
      forward(memory, aFinding({ span: { from: march.to + 10, to: march.to + 10 }, held: 1 })).alert,
    ).toBeUndefined();
    expect(forward(memory, aFinding({ span: month(7), held: 400 }))).toMatchObject({ sold: 600 });
  });

  it('and what is left add up, whatever the numbers', () => {
    const coins = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(coins, coins, coins, coins, (before, mined, bought, held) => {
        const found = forward(knowing([month(2), { held: before }]), aFinding({ span: march, mined, bought, held }));
        if (found.alert === undefined) return;
        expect(found.sold! + held).toBe(before + mined + bought);
        expect(found.sold!).toBeGreaterThan(mined);
      }),
    );
  });
});

describe('a sum since the beginning of the year', () => {
  it.each([
    ['a quarter', quarter(1)],
    ['a month', march],
    ['a year', year],
  ])('is not what %s has', (_, span) => {
    const found = since(nothingKnown(MARA), aSale(500, span));
    expect(found).toMatchObject({ sold: 500, span, doubts: [], reasons: [] });
  });

  it('is differenced against quarters, and against months where there are no quarters', () => {
    const byQuarters = knowing([quarter(1), { sold: 200 }], [quarter(2), { sold: 100 }]);
    const byMonths = knowing(
      [quarter(1), { sold: 200 }],
      ...[4, 5, 6].map((n): [Span, Partial<Finding>] => [month(n), { sold: n }]),
    );
    expect(since(byQuarters, aSale(450, firstMonths(9)))).toMatchObject({ sold: 150, span: quarter(3) });
    expect(since(byMonths, aSale(450, firstMonths(9)))).toMatchObject({ sold: 235, span: quarter(3) });
  });

  it('of which a part is not on record stays as it is, with a doubt', () => {
    const memory = knowing([quarter(1), { sold: 200 }], [month(4), { sold: 10 }], [month(5), { sold: 10 }]);
    expect(since(memory, aSale(450, firstMonths(9)))).toMatchObject({
      sold: 450,
      span: firstMonths(9),
      doubts: ['differenced'],
    });
  });

  it('of nothing is nothing', () => {
    expect(since(knowing([quarter(1), { sold: 5 }]), noSale(firstMonths(6), { sold: 0 }))).toMatchObject({
      sold: 0,
      span: firstMonths(6),
    });
  });

  it('of a year that begins in another month is differenced by its own last three', () => {
    // October to March, of a year that ends in September.
    const half = { from: march.to - 5, to: march.to };
    const memory = knowing([{ from: march.to - 5, to: march.to - 3 }, { sold: 40 }]);
    expect(since(memory, aSale(100, half))).toMatchObject({ sold: 60, span: quarter(1) });
  });

  it('has its other sums differenced too, and those left out that cannot be', () => {
    const half = aSale(500, firstMonths(6), { mined: 1_000, bought: 70 });
    const found = since(knowing([quarter(1), { sold: 200, mined: 400 }]), half);
    expect(found).toMatchObject({ sold: 300, mined: 600 });
    expect('bought' in found).toBe(false);
    expect('mined' in since(knowing([quarter(1), { sold: 200, mined: 1_100 }]), half)).toBe(false);
  });

  it('never adds more than it says, nor less than nothing', () => {
    const coins = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(coins, coins, (known, sum) => {
        const { sold } = since(knowing([quarter(1), { sold: known }]), aSale(sum, firstMonths(6)));
        expect(sold ?? 0).toBeGreaterThanOrEqual(0);
        expect(sold ?? 0).toBeLessThanOrEqual(sum);
      }),
    );
  });
});
