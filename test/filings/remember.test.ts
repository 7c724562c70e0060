import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../functions/filings/finding.ts';
import { type CompanyMemory, KEPT, nothingKnown, type Source } from '../../functions/filings/memory.ts';
import { isNamed, remember } from '../../functions/filings/remember.ts';
import { monthOf } from '../../functions/filings/understanding/period.ts';
import { MARA } from '../support/edgar.ts';
import {
  aFiling,
  aFinding,
  aPolicy,
  aSale,
  firstMonths,
  march,
  mergedOf,
  month,
  noSale,
  quarter,
  toHold,
  year,
} from './story.ts';

const source = (n: number, filedOn: string, form = '8-K'): Source => ({
  accession: aFiling(n, filedOn).accession,
  form,
  filedOn,
  url: `https://www.sec.gov/${n}.htm`,
});
type Said = readonly [Finding, Source];
const knownAfter = (said: readonly Said[]): CompanyMemory =>
  said.reduce((memory, [finding, from]) => remember(memory, mergedOf(finding), from), nothingKnown(MARA));
const factOf = ({ periods }: CompanyMemory, period: string) => periods.find((one) => one.period === period);

describe('what a company said', () => {
  it('is known by period, each number with its source and the document it stood in', () => {
    const [release, report] = ['https://www.sec.gov/release.htm', 'https://www.sec.gov/report.htm'];
    const found = mergedOf(
      aSale(100, march, { document: { type: 'EX-99.1', url: release } }),
      aFinding({ span: march, held: 5_000, document: { type: '8-K', url: report } }),
    );
    const from = source(1, '2026-04-03');
    expect(remember(nothingKnown(MARA), found, from)).toMatchObject({
      periods: [
        {
          period: '2026-03',
          sold: { value: 100, implied: false, from: { ...from, url: release } },
          held: { value: 5_000, implied: false, from: { ...from, url: report } },
        },
      ],
      policies: [],
      told: [],
      version: 0,
    });
  });

  it('of no period is not known of any', () => {
    expect(knownAfter([[aSale(100, undefined, { span: undefined }), source(1, '2026-04-03')]]).periods).toEqual([]);
  });

  it('without numbers leaves no empty period', () => {
    expect(knownAfter([[noSale(march), source(1, '2026-04-03')]]).periods).toEqual([]);
  });

  it('is replaced number by number by what was filed later, whenever that is read', () => {
    const [first, second] = [
      [aSale(100, march, { held: 5_000 }), source(1, '2026-04-03')],
      [aSale(90), source(2, '2026-05-05', '10-Q')],
    ] satisfies Said[];
    for (const memory of [knownAfter([first!, second!]), knownAfter([second!, first!])]) {
      expect(factOf(memory, '2026-03')).toMatchObject({ sold: { value: 90 }, held: { value: 5_000 } });
    }
  });

  it('on one day is replaced by its amendment, and not the other way round', () => {
    const original: Said = [aSale(100), source(9, '2026-04-03')];
    const amendment: Said = [aSale(90), source(1, '2026-04-03', '8-K/A')];
    for (const memory of [knownAfter([original, amendment]), knownAfter([amendment, original])])
      expect(factOf(memory, '2026-03')?.sold?.value).toBe(90);
  });

  it('is marked where it was reckoned: what was sold, and nothing beside it', () => {
    const memory = knownAfter([[aSale(100, march, { stated: 'implied', held: 5 }), source(1, '2026-04-03')]]);
    expect(factOf(memory, '2026-03')).toMatchObject({ sold: { implied: true }, held: { implied: false } });
  });

  it('is kept newest period first, the shorter first where they end together, and no more than fits', () => {
    const spans = [year, month(1), quarter(1), march, month(2)];
    const memory = knownAfter(spans.map((span, i): Said => [noSale(span, { held: i }), source(i + 1, '2026-04-03')]));
    expect(memory.periods.map(({ period }) => period)).toEqual(['2026-03', '2026-Q1', '2026-02', '2026-01', '2025']);
    const many = knownAfter(
      Array.from(
        { length: 130 },
        (_, i): Said => [noSale(monthOf(2010, i + 1), { held: i }), source(i + 1, '2026-04-03')],
      ),
    );
    expect(many.periods).toHaveLength(KEPT.periods);
    expect(many.periods[0]?.period).toBe('2020-10');
  });
});

describe('a span that only borrows its name', () => {
  it.each([
    [march, true],
    [quarter(3), true],
    [year, true],
    [firstMonths(6), false],
    [firstMonths(9), false],
    [{ from: march.to - 1, to: march.to + 1 }, false],
  ])('%o is what its name says: %s', (span, expected) => {
    expect(isNamed(span)).toBe(expected);
  });

  it('lends what is held to its last month, and its sums to nobody', () => {
    const memory = knownAfter([
      [aSale(500, firstMonths(6), { mined: 900, held: 8_000, pledged: 10 }), source(1, '2026-08-05')],
    ]);
    expect(memory.periods.map(({ period }) => period)).toEqual(['2026-06']);
    expect(factOf(memory, '2026-06')).toMatchObject({ held: { value: 8_000 }, pledged: { value: 10 } });
    expect(factOf(memory, '2026-06')).not.toHaveProperty('sold');
  });

  it('of three months lends its sums to the quarter that most of it lies in', () => {
    const september_november = { from: march.to + 6, to: march.to + 8 };
    const memory = knownAfter([[aSale(500, september_november, { held: 8_000 }), source(1, '2026-12-20')]]);
    expect(factOf(memory, '2026-Q4')).toMatchObject({ sold: { value: 500 } });
    expect(factOf(memory, '2026-Q4')).not.toHaveProperty('held');
    expect(factOf(memory, '2026-11')).toMatchObject({ held: { value: 8_000 } });
  });
});

describe('what a company means to do', () => {
  it('is known newest first, whenever it is read, with its words', () => {
    const memory = knownAfter([
      [aPolicy('reserve', 'plan'), source(2, '2026-03-02')],
      [toHold(), source(3, '2026-05-05')],
      [aPolicy('production', 'permission'), source(1, '2025-03-02')],
    ]);
    expect(memory.policies.map(({ scope, step, quote }) => [scope, step, quote])).toEqual([
      ['hold', 'hold', ''],
      ['reserve', 'plan', 'The company may sell bitcoin from time to time.'],
      ['production', 'permission', 'The company may sell bitcoin from time to time.'],
    ]);
  });

  it('is known once from each filing, and two dozen times at most', () => {
    const from = source(1, '2026-03-02');
    expect(
      knownAfter([
        [aPolicy(), from],
        [aPolicy('reserve', 'plan'), from],
      ]).policies,
    ).toMatchObject([{ step: 'plan' }]);
    const many = knownAfter(
      Array.from({ length: 40 }, (_, i): Said => [aPolicy(), source(i + 1, `20${10 + i}-03-02`)]),
    );
    expect(many.policies).toHaveLength(KEPT.policies);
    expect(many.policies[0]?.from.filedOn).toBe('2049-03-02');
  });
});

describe('whatever was said', () => {
  const spans = [month(1), month(2), march, quarter(1), firstMonths(6), year];
  const said: fc.Arbitrary<Said> = fc
    .record({
      span: fc.constantFrom(...spans, undefined),
      sold: fc.option(fc.nat(1_000), { nil: undefined }),
      held: fc.option(fc.nat(1_000), { nil: undefined }),
      policy: fc.constantFrom(aPolicy().policy, aPolicy('production', 'plan').policy, toHold().policy, undefined),
      n: fc.integer({ min: 1, max: 9_999 }),
      day: fc.integer({ min: 1, max: 28 }),
      form: fc.constantFrom('8-K', '8-K/A', '10-Q'),
    })
    .map(({ span, sold, held, policy, n, day, form }) => [
      aFinding({
        span,
        ...(sold === undefined ? {} : { sold }),
        ...(held === undefined ? {} : { held }),
        ...(policy === undefined ? {} : { policy }),
      }),
      source(n, `2026-03-${String(day).padStart(2, '0')}`, form),
    ]);
  const history = fc.uniqueArray(said, { selector: ([, { accession }]) => accession, maxLength: 8 });

  it('is known the same in whatever order it is read, dates of filing apart or not', () => {
    fc.assert(
      fc.property(
        history.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([inOrder, inAnother]) => {
          expect(knownAfter(inAnother)).toEqual(knownAfter(inOrder));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is known the same when it is read twice', () => {
    fc.assert(
      fc.property(history, (all) => {
        expect(knownAfter([...all, ...all])).toEqual(knownAfter(all));
      }),
    );
  });
});
