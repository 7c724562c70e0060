import { describe, expect, it } from 'vitest';
import { companyByCik } from '../../functions/filings/watchlist.ts';
import { OPERATING, operatingShape } from '../../functions/industry/operating.ts';

const entry = {
  cik: 1507605,
  figure: 'hashrateEhs',
  value: 60.4,
  period: '2025-Q3',
  source: { title: 'A letter', url: 'https://example.com/letter', publishedOn: '2025-11-04', by: 'filing' },
};

describe('what others published of miners', () => {
  it('is of miners that are watched, each number with who says so, where and when', () => {
    expect(OPERATING.length).toBeGreaterThan(25);
    for (const { cik, source } of OPERATING) {
      expect(companyByCik(cik)?.kind).toBe('miner');
      expect(source.url).toMatch(/^https:\/\//);
    }
  });

  it('has the numbers that its sources have', () => {
    const of = (cik: number, figure: string, period: string) =>
      OPERATING.filter((one) => one.cik === cik && one.figure === figure && one.period === period).map(
        (one) => one.value,
      );
    expect(of(1507605, 'hashcostUsdPerPhDay', '2025-Q3')).toEqual([31.3]);
    expect(of(1878848, 'cashCostUsdPerBtc', '2025-Q2')).toEqual([46_497, 54_000]);
    expect(of(827876, 'cashCostUsdPerBtc', '2025-Q2')).toEqual([58_472, 60_000]);
    expect(of(1725123, 'cashCostUsdPerBtc', '2026-Q1')).toEqual([76_928]);
    expect(of(1083301, 'usdPerKwh', '2025-Q1')).toEqual([0.081]);
  });

  it.each([
    ['a company that nobody watches', { cik: 1 }, '1 is nobody on the watchlist'],
    ['a period that is none', { period: 'last year' }, 'last year is no period: like 2026-02'],
    ['a quarter that was not over', { period: '2025-Q4' }, '2025-Q4 was told before it was over'],
    ['nothing at all', { value: 0 }, 'expected number to be >0'],
    ['a figure that we do not know', { figure: 'staff' }, 'hashrateEhs'],
    ['an address that nobody can check', { source: { ...entry.source, url: 'http://example.com' } }, 'Invalid URL'],
    ['a field with a typing mistake', { scopes: 'direct' }, 'Unrecognized key: \\"scopes\\"'],
  ])('refuses %s, and says what is wrong', (_, wrong, message) => {
    const { success, error } = operatingShape.safeParse([{ ...entry, ...wrong }]);
    expect(success).toBe(false);
    expect(String(error)).toContain(message);
  });

  it('refuses the same number of the same source twice', () =>
    expect(String(operatingShape.safeParse([entry, { ...entry, value: 61 }]).error)).toContain('twice: 1507605'));
});
