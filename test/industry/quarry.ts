import type { Accession } from '../../functions/filings/accession.ts';
import { type Financials, financialsShape } from '../../functions/filings/financials.ts';
import { type CompanyMemory, type Fact, nothingKnown, type PeriodFacts } from '../../functions/filings/memory.ts';
import type { Company } from '../../functions/filings/watchlist.ts';
import type { Published } from '../../functions/industry/compose-panel.ts';
import type { Known } from '../../functions/industry/known.ts';
import type { Day } from '../../functions/units/time.ts';

export const NOW = new Date('2026-08-20T12:00:00Z');
/** About as it was on that day: a petahash earns $32 and 0.0005 BTC, a coin is worth $64,000. */
export const PRICES = { at: NOW, usdPerPhDay: 32, btcPerPhDay: 0.0005, usdPerBtc: 64_000 };

export const QUARRY = 999_001;

/** A company that does not exist, so that nobody takes its numbers for somebody's. */
export const quarry = (more: Partial<Company> = {}): Company & { cik: number } => ({
  tickers: ['QRRY'],
  names: [{ name: 'Quarry Compute' }],
  called: ['Quarry'],
  kind: 'miner',
  forms: ['8-K', '10-Q', '10-K'],
  fiscalYearEnd: 12,
  since: '2021-01-01',
  feeds: [],
  ...more,
  cik: more.cik ?? QUARRY,
});

export const read = (value: number, filedOn: string, { form = '8-K', implied = false } = {}): Fact => ({
  value,
  implied,
  from: {
    accession: `0000999001-${filedOn.slice(2, 4)}-${filedOn.slice(5).replace('-', '')}00` as Accession,
    form,
    filedOn,
    url: `https://www.sec.gov/Archives/edgar/data/${QUARRY}/${filedOn}.htm`,
  },
});

export const memoryOf = (...periods: PeriodFacts[]): CompanyMemory => ({ ...nothingKnown(QUARRY), periods });

type Fact_ = Financials['facts'][number];
type Said = { value: number; filedOn?: string; form?: string };

/** One tagged number. @param at its quarter's first and last day; of coins held, the day alone. */
export const tag = (
  concept: Fact_['concept'],
  [start, end]: [string | undefined, string],
  { value, filedOn = end, form = '10-Q', unit = 'USD', before = [] }: Said & { unit?: string; before?: Said[] },
): unknown => {
  const said = ({ value: v, filedOn: on = end, form: f = '10-Q' }: Said) => ({
    value: v,
    accession: `0000999001-${on.slice(2, 4)}-${on.slice(5).replace('-', '')}11`,
    form: f,
    filedOn: on,
  });
  return {
    ...said({ value, filedOn, form }),
    concept,
    tag: 'Example',
    unit,
    ...(start === undefined ? {} : { start }),
    end,
    before: before.map(said),
  };
};

export const financialsOf = (facts: readonly unknown[], readAt = NOW.toISOString()): Financials =>
  financialsShape.parse({ v: 1, cik: QUARRY, entity: 'Quarry Compute', readAt, facts });

type Entry = Partial<Omit<Published['operating'][number], 'source'>> & {
  by?: 'filing' | 'company' | 'analyst' | 'press';
  on?: string;
};

/** What somebody published of it. */
export const published = (...entries: Entry[]): Published => ({
  leases: [],
  operating: entries.map(({ by = 'press', on = '2026-08-01', ...entry }, i) => ({
    cik: QUARRY,
    figure: 'cashCostUsdPerBtc' as const,
    value: 60_000,
    period: '2026-Q2',
    ...entry,
    source: { title: `${by} ${i}`, url: `https://example.com/${by}-${i}`, publishedOn: on as Day, by },
  })),
});

export const nothingPublished: Published = published();

export const known = (more: Partial<Known> = {}): Known => ({ company: quarry(), memory: memoryOf(), ...more });
