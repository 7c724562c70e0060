import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../../functions/filings/accession.ts';
import { heldIn, holdingsPath, readHoldings, spanReported } from '../../../functions/filings/edgar/facts.ts';
import { nameOf } from '../../../functions/filings/understanding/period.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';

const fact = (changes: object = {}) => ({
  end: '2026-03-31',
  val: 50_000,
  accn: '0001507605-26-000041',
  fy: 2026,
  fp: 'Q1',
  form: '10-Q',
  filed: '2026-05-05',
  ...changes,
});
const concept = (units: object): string =>
  JSON.stringify({ cik: 1507605, taxonomy: 'us-gaap', tag: 'CryptoAssetNumberOfUnits', units });

describe('tagged holdings', () => {
  it('are asked for by the company’s number in ten digits', () => {
    expect(holdingsPath(1507605)).toBe('api/xbrl/companyconcept/CIK0001507605/us-gaap/CryptoAssetNumberOfUnits.json');
  });

  it.each(['Bitcoin', 'bitcoin', 'BTC', 'mara:Bitcoin', 'U_Bitcoins', 'btc'])('are read in the unit %j', (unit) => {
    expect(readHoldings(concept({ [unit]: [fact()] }))).toEqual([
      { accession: '0001507605-26-000041', on: '2026-03-31', btc: 50_000 },
    ]);
  });

  it.each(['pure', 'shares', 'ETH', 'Ethereum', 'USD', 'WBTCX', 'coins'])(
    'are not guessed at in the unit %j',
    (unit) => {
      expect(readHoldings(concept({ [unit]: [fact()] }))).toEqual([]);
    },
  );

  it('come newest day first, whatever unit they are in', () => {
    const units = { BTC: [fact({ end: '2025-12-31' })], Bitcoin: [fact(), fact({ end: '2024-12-31' })] };
    expect(readHoldings(concept(units)).map(({ on }) => on)).toEqual(['2026-03-31', '2025-12-31', '2024-12-31']);
  });

  it.each([
    ['of a span and not of a day', fact({ start: '2026-01-01' })],
    ['less than nothing', fact({ val: -1 })],
    ['no number', fact({ val: '50000' })],
    ['of no day', fact({ end: '2026-03' })],
    ['of no filing', fact({ accn: 'x' })],
    ['nothing at all', null],
  ])('that are %s are passed over, and the rest is read', (_, odd) => {
    expect(readHoldings(concept({ BTC: [odd, fact({ val: 7 })] }))).toMatchObject([{ btc: 7 }]);
  });

  it.each([
    ['a page', '<html></html>'],
    ['no units', JSON.stringify({ cik: 1 })],
    ['units that are no list', concept({ BTC: 'many' })],
    ['nothing', ''],
  ])('of another shape are refused: %s', (_, json) => {
    expect(() => readHoldings(json)).toThrow(Unreadable);
  });

  it('of one report are those of its last day, and not what it repeats of the year before', () => {
    const facts = readHoldings(concept({ BTC: [fact({ end: '2025-12-31', val: 40_000 }), fact()] }));
    expect(heldIn(facts, accessionOf('0001507605-26-000041'))?.btc).toBe(50_000);
    expect(heldIn(facts, accessionOf('0001507605-26-000042'))).toBeUndefined();
  });
});

describe('the period of a report that ends on a day', () => {
  it.each([
    ['2026-03-31', '10-Q', '2026-Q1'],
    ['2026-09-30', '10-Q/A', '2026-Q3'],
    ['2025-12-31', '10-K', '2025'],
    ['2025-12-31', '20-F', '2025'],
  ])('%s, %s: %s', (on, form, period) => {
    expect(nameOf(spanReported(on, form))).toBe(period);
  });
});
