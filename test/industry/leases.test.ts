import { describe, expect, it } from 'vitest';
import { companyByCik } from '../../functions/filings/watchlist.ts';
import file from '../../functions/industry/leases.json' with { type: 'json' };
import { BENCHMARK, grossPerIt, LEASES, leasesShape, rentsOf } from '../../functions/industry/leases.ts';

const lease = (key: string) => LEASES.find((one) => one.key === key)!;

describe('the published leases', () => {
  it('stand newest first, each with a source that can be opened and the company it is of', () => {
    expect(LEASES.map(({ on }) => on)).toEqual(
      LEASES.map(({ on }) => on)
        .toSorted()
        .toReversed(),
    );
    for (const { source, on, cik } of LEASES) {
      expect(new URL(source.url).protocol).toBe('https:');
      expect(source.publishedOn >= on).toBe(true);
      expect(cik && companyByCik(cik)?.kind).toBeDefined();
    }
  });

  it.each([
    ['core-scientific-coreweave-2024-06', 1.45],
    ['core-scientific-coreweave-2024-10', 1.45],
    ['terawulf-fluidstack-2025-08', 1.85],
    ['terawulf-anthropic-2026-07', 2.37],
    ['cipher-fluidstack-2025-09', 1.79],
    ['cipher-aws-2025-11', 1.22],
    ['hut-8-fluidstack-2025-12', 1.9],
    ['hut-8-beacon-point-2026-05', 1.86],
    ['iren-microsoft-2025-11', 9.7],
    ['hut-8-abtc-2025-q2', 0.33],
  ])('%s brings %d million for each MW and year', (key, million) => {
    const error = lease(key).usdPerMwYear! / 1e6 / million - 1;
    expect(Math.abs(error)).toBeLessThan(0.01);
  });

  it('leave out what no source has, rather than guess it', () => {
    expect(lease('core-scientific-amd-2026-07').usdPerMwYear).toBeUndefined();
    expect(LEASES.some(({ landlord }) => landlord === 'Galaxy' || landlord === 'Riot')).toBe(false);
  });

  it('compare only where a MW is a MW of critical IT and the machines are somebody else’s', () => {
    const rents = rentsOf()!;
    expect(rents.leases).toBe(7);
    expect(rents.low).toBe(1_450_000);
    expect(rents.high).toBe(2_369_077);
    expect(rents.since).toBe('2024-10-22');
    expect(rents.mean / BENCHMARK.usdPerMwYear).toBeCloseTo(1.04, 2);
    expect(rentsOf(LEASES.filter(({ kind }) => kind !== 'colocation'))).toBeUndefined();
  });

  it('tell how much grid a MW of critical IT takes', () => {
    const { low, high } = grossPerIt()!;
    expect([low, high].map((ratio) => Number(ratio.toFixed(2)))).toEqual([1.25, 1.45]);
    expect(grossPerIt([])).toBeUndefined();
  });

  it.each([
    ['a rent that is not what it is divided from', { usdPerMwYear: 2_000_000 }, 'usdPerMwYear is not'],
    ['a rent of a MW of nobody knows what', { of: undefined }, 'critical IT or gross'],
    ['a rent that nobody says was stated or reckoned', { how: undefined }, 'stated or reckoned'],
    ['less grid than IT', { grossMegawatts: 100 }, 'takes more than itself'],
    ['an address that is no https', { source: { ...file.leases[2]!.source, url: 'http://x.test/' } }, 'URL'],
  ])('are refused with %s', (_, changes, why) => {
    const wrong = { ...lease('terawulf-anthropic-2026-07'), ...changes };
    const kept = Object.fromEntries(Object.entries(wrong).filter(([, value]) => value !== undefined));
    const parsed = leasesShape.safeParse({ ...file, leases: [kept] });
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(why);
  });

  it('are refused where two have one key, or one is part of what is not there', () => {
    const [one] = file.leases;
    const issuesOf = (leases: unknown[]) =>
      leasesShape.safeParse({ ...file, leases }).error?.issues.map((i) => i.message);
    expect(issuesOf([one, one])).toContain('two leases have one key');
    expect(issuesOf([{ ...one, partOf: 'nothing' }])?.join()).toContain('part of nothing');
  });
});
