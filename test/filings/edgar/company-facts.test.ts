import { describe, expect, it } from 'vitest';
import { companyFactsPath, readCompanyFacts } from '../../../functions/filings/edgar/company-facts.ts';
import { financialsShape } from '../../../functions/filings/financials.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';
import { ACME, companyFacts, fact } from '../../support/company-facts.ts';

const READ_AT = new Date('2026-03-31T12:00:00Z');
const read = (json: string) => readCompanyFacts(json, ACME, READ_AT);
const factsIn = (json: string) => read(json).financials.facts;
const year = (val: unknown, changes: Record<string, unknown> = {}) => fact('2025-01-01', '2025-12-31', val, changes);
const revenues = (...facts: unknown[]) => companyFacts({ Revenues: { USD: facts } });

describe('what a company tagged', () => {
  it('is asked for by its number in ten digits', () => {
    expect(companyFactsPath(1507605)).toBe('api/xbrl/companyfacts/CIK0001507605.json');
  });

  it('is read with the report that it stands in, newest end first, as it can be kept', () => {
    const json = companyFacts({
      Revenues: { USD: [fact('2024-01-01', '2024-12-31', 90_000_000), year(100_000_000)] },
      NetIncomeLoss: { USD: [year(-7_000_000)] },
      CryptoAssetNumberOfUnits: { Bitcoin: [fact(undefined, '2025-12-31', 1_234.5)] },
      CryptoAssetMining: { BTC: [year(700)] },
      Assets: { USD: [fact(undefined, '2025-12-31', 1)] },
    });
    const { financials, odd } = read(json);
    expect(odd).toBe(0);
    expect(financials).toMatchObject({ v: 1, cik: ACME, entity: 'Acme Mining Inc.', readAt: READ_AT });
    expect(financials.facts.map(({ concept, tag, unit, end, value }) => [concept, tag, unit, end, value])).toEqual([
      ['revenue', 'us-gaap:Revenues', 'USD', '2025-12-31', 100_000_000],
      ['netResult', 'us-gaap:NetIncomeLoss', 'USD', '2025-12-31', -7_000_000],
      ['btcHeld', 'us-gaap:CryptoAssetNumberOfUnits', 'BTC', '2025-12-31', 1_234.5],
      ['btcMined', 'us-gaap:CryptoAssetMining', 'BTC', '2025-12-31', 700],
      ['revenue', 'us-gaap:Revenues', 'USD', '2024-12-31', 90_000_000],
    ]);
    expect(financials.facts[0]).toMatchObject({
      start: '2025-01-01',
      accession: '0001999001-26-000001',
      form: '10-K',
      filedOn: '2026-03-02',
      before: [],
    });
    expect(financials.facts[2]).not.toHaveProperty('start');
    expect(financialsShape.parse(JSON.parse(JSON.stringify(financials)))).toEqual(financials);
  });

  it('is read twice alike', () => {
    const json = revenues(year(1, { filed: '2026-03-03' }), year(2), fact('2025-07-01', '2025-09-30', 3));
    expect(read(json)).toEqual(read(json));
  });
});

describe('the same period in several reports', () => {
  const at = (filed: string, val: number, form = '10-K') => year(val, { filed, form });

  it('is one number, of the report that was filed last, in whatever order they come', () => {
    const facts = [at('2026-03-02', 5_001), at('2027-03-01', 5_001), at('2026-05-01', 5_001, '10-K/A')];
    for (const some of [facts, facts.toReversed()])
      expect(readCompanyFacts(revenues(...some), ACME, new Date('2027-04-01')).financials.facts).toMatchObject([
        { value: 5_001, filedOn: '2027-03-01', before: [] },
      ]);
  });

  it('that was corrected shows what it was before, the latest first, each once', () => {
    const facts = [
      at('2026-03-02', 500_123),
      at('2026-03-09', 500_123),
      at('2026-05-01', 480_456, '10-K/A'),
      at('2026-08-01', 470_789),
      at('2026-11-01', 470_789),
    ];
    expect(readCompanyFacts(revenues(...facts), ACME, new Date('2027-04-01')).financials.facts).toMatchObject([
      {
        value: 470_789,
        filedOn: '2026-11-01',
        before: [
          { value: 480_456, filedOn: '2026-05-01', form: '10-K/A' },
          { value: 500_123, filedOn: '2026-03-09' },
        ],
      },
    ]);
  });

  it.each([
    ['in thousands', 376_656_432, 376_656_000, 0],
    ['in millions', 376_656_000, 377_000_000, 0],
    ['by more than the rounding', 376_656_432, 376_657_000, 1],
    ['from something to nothing', 400, 0, 1],
  ])('that is rounded anew is corrected only where it differs: %s', (_, first, then, corrections) => {
    const [one] = factsIn(revenues(at('2026-03-01', first), at('2026-03-20', then)));
    expect(one).toMatchObject({ value: then });
    expect(one?.before).toHaveLength(corrections);
  });

  it('is no correction in another tag or in another currency', () => {
    const json = companyFacts({
      Revenues: { USD: [year(5_000)], CAD: [year(6_800)] },
      RevenueFromContractWithCustomerExcludingAssessedTax: { USD: [year(4_000, { filed: '2026-03-20' })] },
    });
    expect(factsIn(json)).toMatchObject([
      { unit: 'CAD', value: 6_800, before: [] },
      { unit: 'USD', value: 5_000, tag: 'us-gaap:Revenues', before: [] },
    ]);
  });
});

describe('tags of one concept', () => {
  it('stand in for each other, period by period', () => {
    const json = companyFacts({
      RevenueFromContractWithCustomerIncludingAssessedTax: { USD: [fact('2023-01-01', '2023-12-31', 3)] },
      RevenueFromContractWithCustomerExcludingAssessedTax: {
        USD: [fact('2024-01-01', '2024-12-31', 4), fact('2023-01-01', '2023-12-31', 2)],
      },
      Revenues: { USD: [year(5), fact('2024-01-01', '2024-12-31', 6)] },
      ProfitLoss: { USD: [year(-2), fact('2024-01-01', '2024-12-31', -3)] },
      NetIncomeLoss: { USD: [year(-1)] },
    });
    expect(factsIn(json).map(({ tag, end, value }) => [tag.split(':')[1], end.slice(0, 4), value])).toEqual([
      ['Revenues', '2025', 5],
      ['NetIncomeLoss', '2025', -1],
      ['Revenues', '2024', 6],
      ['ProfitLoss', '2024', -3],
      ['RevenueFromContractWithCustomerExcludingAssessedTax', '2023', 2],
    ]);
  });

  it('are read of IFRS, too, in the company’s currency', () => {
    const json = companyFacts(
      { Revenue: { CAD: [year(7_500_000, { form: '40-F' })] }, ProfitLoss: { CAD: [year(-1, { form: '40-F' })] } },
      { taxonomy: 'ifrs-full' },
    );
    expect(factsIn(json)).toMatchObject([
      { concept: 'revenue', tag: 'ifrs-full:Revenue', unit: 'CAD', value: 7_500_000, form: '40-F' },
      { concept: 'netResult', tag: 'ifrs-full:ProfitLoss', unit: 'CAD', value: -1 },
    ]);
  });
});

describe('units', () => {
  it.each(['Bitcoin', 'bitcoin', 'BTC', 'acme:Bitcoin'])('of coins are bitcoin where they say so: %s', (unit) => {
    expect(factsIn(companyFacts({ CryptoAssetNumberOfUnits: { [unit]: [fact(undefined, '2025-12-31', 7)] } }))).toEqual(
      [expect.objectContaining({ concept: 'btcHeld', unit: 'BTC', value: 7 })],
    );
  });

  it.each(['pure', 'shares', 'ETH', 'acme:coin', 'USD'])('of coins that may be others are not guessed: %s', (unit) => {
    const held = { [unit]: [fact(undefined, '2025-12-31', 7)] };
    expect(factsIn(companyFacts({ CryptoAssetNumberOfUnits: held, CryptoAssetMining: held }))).toEqual([]);
  });

  it.each(['USD/shares', 'pure', 'BTC', 'usd', ''])('of money are currencies: not %j', (unit) => {
    expect(factsIn(companyFacts({ Revenues: { [unit]: [year(5)] } }))).toEqual([]);
  });
});

describe('what is left out', () => {
  it.each([
    ['money of an instant', 'Revenues', 'USD', fact(undefined, '2025-12-31', 5)],
    ['a month', 'Revenues', 'USD', fact('2025-12-01', '2025-12-31', 5)],
    ['two years', 'Revenues', 'USD', fact('2024-01-01', '2025-12-31', 5)],
    ['a span that ends before it begins', 'Revenues', 'USD', fact('2026-01-01', '2025-01-01', 5)],
    ['what ended more than six years ago', 'Revenues', 'USD', fact('2019-01-01', '2019-12-31', 5)],
    ['what has not ended', 'Revenues', 'USD', fact('2026-01-01', '2026-12-31', 5)],
    ['holdings of a span', 'CryptoAssetNumberOfUnits', 'BTC', year(5)],
    ['holdings of less than nothing', 'CryptoAssetNumberOfUnits', 'BTC', fact(undefined, '2025-12-31', -5)],
    ['coins mined on a day', 'CryptoAssetMining', 'BTC', fact(undefined, '2025-12-31', 5)],
  ])('without a word: %s', (_, tag, unit, one) => {
    expect(read(companyFacts({ [tag]: { [unit]: [one] } }))).toMatchObject({ financials: { facts: [] }, odd: 0 });
  });

  it.each([
    ['no number', year('5')],
    ['no finite number', year(1e300)],
    ['no day', year(5, { end: '2025' })],
    ['no filing', year(5, { accn: 'x' })],
    ['no day of filing', year(5, { filed: null })],
    ['no form', year(5, { form: '' })],
    ['nothing at all', null],
    ['a list', []],
  ])('and counted, one fact and not its neighbours: %s', (_, odd) => {
    const json = revenues(odd, fact('2024-01-01', '2024-12-31', 9));
    expect(read(json)).toMatchObject({ financials: { facts: [{ value: 9 }] }, odd: 1 });
  });

  it.each([
    ['units that are no list', { USD: 'many' }],
    ['no units', null],
  ])('in one tag and not in the next: %s', (_, units) => {
    const json = companyFacts({ Revenues: units as never, NetIncomeLoss: { USD: [year(1)] } });
    expect(factsIn(json)).toMatchObject([{ concept: 'netResult' }]);
  });

  it('with names that are no data: nothing of this machine is changed, and nothing is read', () => {
    const json = `{"cik":${ACME},"entityName":"Acme","facts":{"__proto__":{"Revenues":{"units":{"USD":[]}}},
      "us-gaap":{"__proto__":{"polluted":true},"constructor":{"units":{"USD":[${JSON.stringify(year(5))}]}},
      "Revenues":{"units":{"__proto__":[${JSON.stringify(year(6))}],"constructor":[${JSON.stringify(year(7))}]}}}}}`;
    expect(factsIn(json)).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });

  it('is the oldest where there is more than an item has room for', () => {
    const [from, of] = [new Date('2021-01-01T00:00:00Z').getTime(), 86_400_000];
    const day = (n: number) => new Date(from + n * of).toISOString().slice(0, 10);
    const many = Array.from({ length: 1_800 }, (_, i) => fact(day(i), day(i + 90), 1_000_000 + i));
    const facts = factsIn(revenues(...many));
    expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(300_000);
    expect(facts.length).toBeGreaterThan(800);
    expect(facts[0]?.end).toBe(day(1_799 + 90));
    expect(facts.length).toBeLessThan(1_800);
  });
});

describe('another shape altogether is refused', () => {
  it.each([
    ['a page', '<html></html>'],
    ['nothing', ''],
    ['half of it', companyFacts({ Revenues: { USD: [year(5)] } }).slice(0, 200)],
    ['a list', '[]'],
    ['no facts', JSON.stringify({ cik: ACME, entityName: 'Acme' })],
    ['no name', companyFacts({}, { entityName: '' })],
    ['another company’s', companyFacts({}, { cik: 5 })],
    ['too deep', `${'['.repeat(40)}${']'.repeat(40)}`],
  ])('%s', (_, json) => {
    expect(() => read(json)).toThrow(Unreadable);
  });

  it('but not a number of its own in words, which older files have', () => {
    expect(factsIn(companyFacts({ Revenues: { USD: [year(5)] } }, { cik: '0001999001' }))).toHaveLength(1);
  });
});
