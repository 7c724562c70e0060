import { describe, expect, it } from 'vitest';
import { readCompanyFacts } from '../../functions/filings/edgar/company-facts.ts';
import type { Result } from '../../functions/industry/panel.ts';
import { resultsOf } from '../../functions/industry/results.ts';
import { companyFactsJson } from '../../infra/local/loopback/edgar-pages.ts';
import { recordedTagged } from '../../infra/local/recordings/tagged.ts';
import { ACME, companyFacts, fact } from '../support/company-facts.ts';

const NOW = new Date('2026-03-31T12:00:00Z');
type Facts = ReturnType<typeof fact>[];
type Given = { concept?: 'revenue' | 'netResult'; ends?: number; now?: Date };

const resultsIn = (json: string, { concept = 'revenue', ends = 12, now = NOW }: Given = {}): Result[] =>
  resultsOf(readCompanyFacts(json, ACME, now).financials, concept, ends, now);
const ofRevenues = (facts: Facts, given?: Given): Result[] =>
  resultsIn(companyFacts({ Revenues: { USD: facts } }), given);
const named = (results: readonly Result[]) => Object.fromEntries(results.map((one) => [one.period, one]));
const periods = (results: readonly Result[]) => results.map(({ period }) => period);

/** What is real: figures that two companies published, as they tag them. */
function recorded(cik: number, concept: 'revenue' | 'netResult') {
  const json = JSON.stringify(companyFactsJson({ now: () => NOW, filings: [], tagged: recordedTagged() }, NOW, cik));
  return named(resultsOf(readCompanyFacts(json, cik, NOW).financials, concept, 12, NOW));
}

describe('known answers', () => {
  it('Riot lost 663 million dollars in 2025, after it had earned 109.4 million', () => {
    const results = recorded(1167419, 'netResult');
    expect(results['2025']).toMatchObject({ value: -663e6, how: 'tagged', source: { by: 'filing', title: '10-K' } });
    expect(results['2025']).not.toHaveProperty('currency');
    expect(results['2024']).toMatchObject({ value: 109.4e6 });
    expect(results['2025']?.changeOnYear).toBeCloseTo(-7.06, 2);
    // From a loss there is no ratio.
    expect(results['2024']).not.toHaveProperty('changeOnYear');
  });

  it('Core Scientific’s revenue of the fourth quarter of 2025 was 16 % less than a year before, and is reckoned', () => {
    const results = recorded(1839341, 'revenue');
    expect(results['2025-Q4']).toMatchObject({ how: 'reckoned', isOld: false, ageDays: 90 });
    expect(results['2025-Q4']?.value).toBeCloseTo(79.8e6, 0);
    expect(results['2024-Q4']?.value).toBeCloseTo(94.9e6, 0);
    expect(results['2025-Q4']?.changeOnYear).toBeCloseTo(-0.16, 2);
    expect(results['2025-Q4']?.source).toMatchObject({ publishedOn: '2026-03-02', by: 'filing' });
  });
});

describe('quarters and years', () => {
  const q1 = fact('2025-01-01', '2025-03-31', 10);
  const q2 = fact('2025-04-01', '2025-06-30', 20);
  const q3 = fact('2025-07-01', '2025-09-30', 30);
  const nine = fact('2025-01-01', '2025-09-30', 60);
  const whole = fact('2025-01-01', '2025-12-31', 100);

  it('come newest first, a quarter before the year that it ends, and no half-years or nine months', () => {
    const half = fact('2025-01-01', '2025-06-30', 30);
    const results = ofRevenues([half, nine, q1, q2, q3, whole]);
    expect(results.map(({ period, value, how }) => [period, value, how])).toEqual([
      ['2025-Q4', 40, 'reckoned'],
      ['2025', 100, 'tagged'],
      ['2025-Q3', 30, 'tagged'],
      ['2025-Q2', 20, 'tagged'],
      ['2025-Q1', 10, 'tagged'],
    ]);
  });

  it('have a fourth quarter as it was tagged, where it was', () => {
    expect(named(ofRevenues([nine, whole, fact('2025-10-01', '2025-12-31', 41)]))['2025-Q4']).toMatchObject({
      value: 41,
      how: 'tagged',
    });
  });

  it('have none without nine months, and none of three quarters alone', () => {
    expect(periods(ofRevenues([q1, q2, q3, whole]))).not.toContain('2025-Q4');
    expect(periods(ofRevenues([q1, q2, q3, nine]))).toEqual(['2025-Q3', '2025-Q2', '2025-Q1']);
  });

  it('have none of a year and nine months in other tags or other currencies', () => {
    const tags = {
      Revenues: { USD: [whole] },
      RevenueFromContractWithCustomerExcludingAssessedTax: { USD: [nine] },
    };
    expect(periods(resultsIn(companyFacts(tags)))).toEqual(['2025']);
    expect(periods(resultsIn(companyFacts({ Revenues: { USD: [whole], CAD: [nine] } })))).toEqual(['2025']);
  });

  it('are of the concept that was asked for', () => {
    const json = companyFacts({ Revenues: { USD: [whole] }, NetIncomeLoss: { USD: [{ ...whole, val: -5 }] } });
    expect(resultsIn(json, { concept: 'netResult' })).toMatchObject([{ period: '2025', value: -5 }]);
    expect(resultsIn(companyFacts({}))).toEqual([]);
  });
});

describe('a corrected number', () => {
  const year = (val: number, filed: string) => fact('2025-01-01', '2025-12-31', val, { filed });
  const nine = (val: number, filed: string) => fact('2025-01-01', '2025-09-30', val, { filed, form: '10-Q' });
  const later = { now: new Date('2027-03-31T12:00:00Z') };

  it('shows what it was, and where', () => {
    const [one] = ofRevenues([year(100, '2026-03-02'), year(90, '2027-03-01')], later);
    expect(one).toMatchObject({
      value: 90,
      source: { publishedOn: '2027-03-01' },
      restated: { value: 100, source: { publishedOn: '2026-03-02', by: 'filing' } },
    });
  });

  it('of a year makes no fourth quarter of nine months that were not corrected', () => {
    const facts = [year(100, '2026-03-02'), year(90, '2027-03-01'), nine(60, '2025-11-01')];
    expect(periods(ofRevenues(facts, later))).toEqual(['2025']);
  });

  it('of both makes one, corrected as well', () => {
    const facts = [year(100, '2026-03-02'), year(90, '2027-03-01'), nine(60, '2025-11-01'), nine(55, '2026-11-01')];
    expect(named(ofRevenues(facts, later))['2025-Q4']).toMatchObject({ value: 35, restated: { value: 40 } });
  });
});

describe('a change on the year', () => {
  const of = (before: number, now: number) =>
    named(ofRevenues([fact('2024-07-01', '2024-09-30', before), fact('2025-07-01', '2025-09-30', now)]))['2025-Q3'];

  it.each([
    [100, 84, -0.16],
    [100, -50, -1.5],
    [50, 100, 1],
  ])('from %d to %d is %d', (before, now, change) => {
    expect(of(before, now)?.changeOnYear).toBeCloseTo(change, 9);
  });

  it.each([
    [-100, 50],
    [-100, -50],
    [0, 50],
  ])('from %d to %d is no ratio', (before, now) => {
    expect(of(before, now)).not.toHaveProperty('changeOnYear');
  });

  it('is not reckoned without the year before, from a quarter’s neighbour, or across currencies and rules', () => {
    const q3 = fact('2025-07-01', '2025-09-30', 50);
    const before = fact('2024-07-01', '2024-09-30', 40);
    const neighbour = fact('2025-04-01', '2025-06-30', 40);
    for (const json of [
      companyFacts({ Revenues: { USD: [q3, neighbour] } }),
      companyFacts({ Revenues: { USD: [q3], CAD: [before] } }),
    ])
      expect(named(resultsIn(json))['2025-Q3']).not.toHaveProperty('changeOnYear');
    const { facts } = readCompanyFacts(companyFacts({ Revenues: { USD: [q3] } }), ACME, NOW).financials;
    const ifrs = companyFacts({ Revenue: { USD: [before] } }, { taxonomy: 'ifrs-full' });
    const both = [...facts, ...readCompanyFacts(ifrs, ACME, NOW).financials.facts];
    expect(resultsOf({ cik: ACME, facts: both }, 'revenue', 12, NOW)[0]).not.toHaveProperty('changeOnYear');
  });
});

it('money that is not in dollars says so', () => {
  const json = companyFacts({ Revenues: { CAD: [fact('2025-07-01', '2025-09-30', 50)] } });
  expect(resultsIn(json)).toMatchObject([{ value: 50, currency: 'CAD' }]);
});

describe('fiscal years off the calendar', () => {
  it.each([
    [
      'September',
      9,
      [
        ['2024-10-01', '2024-12-31', '2024-Q4'],
        ['2025-01-01', '2025-03-31', '2025-Q1'],
        ['2025-04-01', '2025-06-30', '2025-Q2'],
      ],
      ['2024-10-01', '2025-06-30'],
      ['2024-10-01', '2025-09-30'],
      '2025-Q3',
    ],
    [
      'June',
      6,
      [
        ['2024-07-01', '2024-09-30', '2024-Q3'],
        ['2024-10-01', '2024-12-31', '2024-Q4'],
        ['2025-01-01', '2025-03-31', '2025-Q1'],
      ],
      ['2024-07-01', '2025-03-31'],
      ['2024-07-01', '2025-06-30'],
      '2025-Q2',
    ],
    [
      'March',
      3,
      [
        ['2024-04-01', '2024-06-30', '2024-Q2'],
        ['2024-07-01', '2024-09-30', '2024-Q3'],
        ['2024-10-01', '2024-12-31', '2024-Q4'],
      ],
      ['2024-04-01', '2024-12-31'],
      ['2024-04-01', '2025-03-31'],
      '2025-Q1',
    ],
  ] as const)(
    'that end in %s have quarters by the calendar and years by their end',
    (_, ends, quarters, nine, year, fourth) => {
      const facts = [
        ...quarters.map(([start, end]) => fact(start, end, 10)),
        fact(nine[0], nine[1], 30),
        fact(year[0], year[1], 45),
      ];
      const results = named(ofRevenues(facts, { ends }));
      for (const [, , name] of quarters) expect(results[name]).toMatchObject({ value: 10, how: 'tagged' });
      expect(results[fourth]).toMatchObject({ value: 15, how: 'reckoned' });
      expect(results['2025']).toMatchObject({ value: 45 });
    },
  );

  it('in weeks, 52 or 53 of them, are months all the same', () => {
    const facts = [
      fact('2024-12-29', '2025-03-29', 10),
      fact('2025-06-29', '2025-09-27', 30),
      fact('2024-12-29', '2025-09-27', 60),
      // The year of 53 weeks has a quarter of fourteen.
      fact('2024-12-29', '2026-01-03', 100),
    ];
    expect(named(ofRevenues(facts))).toMatchObject({
      '2025-Q1': { value: 10 },
      '2025-Q3': { value: 30 },
      '2025-Q4': { value: 40, how: 'reckoned' },
      '2025': { value: 100 },
    });
  });

  it('that were moved have the year that ends where years end now', () => {
    const facts = [
      fact('2023-02-01', '2024-01-31', 1, { filed: '2026-03-09' }),
      fact('2024-01-01', '2024-12-31', 2),
      fact('2024-02-01', '2025-01-31', 3),
    ];
    const results = ofRevenues(facts, { ends: 12 });
    expect(named(results)['2024']).toMatchObject({ value: 2 });
    expect(named(results)['2025']).toMatchObject({ value: 3 });
    expect(periods(results)).toHaveLength(2);
  });
});

describe('age', () => {
  const [q2, q3, year] = [
    fact('2025-04-01', '2025-06-30', 1),
    fact('2025-07-01', '2025-09-30', 1),
    fact('2024-01-01', '2024-12-31', 1),
  ];
  const oldAt = (day: string, one: ReturnType<typeof fact>, ends = 12) =>
    ofRevenues([one], { ends, now: new Date(`${day}T12:00:00Z`) })[0]?.isOld;

  it.each([
    ['a quarter, when the next one’s report is long due', q2, '2025-11-27', false],
    ['a quarter, when the next one’s report is long due', q2, '2025-11-28', true],
    ['a third quarter, while the year’s report may still come', q3, '2026-03-31', false],
    ['a third quarter, when the year’s report should have come', q3, '2026-04-20', true],
    ['a year, when the next one’s report may still come', year, '2026-03-31', false],
    ['a year, when the next one’s report should have come', year, '2026-05-31', true],
  ])('is counted from the end: %s (%#)', (_, one, day, isOld) => {
    expect(oldAt(day, one)).toBe(isOld);
  });

  it('knows which quarter is the third one', () => {
    expect(oldAt('2026-03-31', q3, 6)).toBe(true);
    expect(oldAt('2025-12-31', q2, 9)).toBe(false);
  });
});
