import { accessionOf } from '../../functions/filings/accession.ts';
import type { Filing } from '../../functions/filings/filing.ts';
import { type Finding, type Merged, merge } from '../../functions/filings/finding.ts';
import { type Judgement, judge } from '../../functions/filings/judge.ts';
import { type CompanyMemory, nothingKnown } from '../../functions/filings/memory.ts';
import { monthOf, monthsEnding, quarterOf, type Span, yearOf } from '../../functions/filings/understanding/period.ts';
import type { Company } from '../../functions/filings/watchlist.ts';
import { company } from '../support/edgar.ts';

export const march: Span = monthOf(2026, 3);
export const month = (number: number): Span => monthOf(2026, number);
export const quarter = (number: number): Span => quarterOf(2026, number);
export const year: Span = yearOf(2025);
/** From January on. */
export const firstMonths = (count: number): Span => monthsEnding(2026, count, count);

/** What one document says: nothing, but for what the test is about. */
export const aFinding = (changes: Partial<Finding> = {}): Finding => ({
  document: { type: 'EX-99.1', url: 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000001/ex991.htm' },
  category: 'other',
  alert: undefined,
  stated: undefined,
  span: undefined,
  uses: [],
  confidence: 0.9,
  doubts: [],
  quotes: [],
  ...changes,
});

export const aSale = (sold: number, span: Span | undefined = march, changes: Partial<Finding> = {}): Finding =>
  aFinding({ category: 'reserve_sale_executed', alert: 'reserve-sale', stated: 'stated', span, sold, ...changes });
export const ofProduction = (sold: number, span: Span | undefined = march, changes: Partial<Finding> = {}): Finding =>
  aSale(sold, span, { category: 'production_sale', alert: 'production-sale', ...changes });
export const noSale = (span: Span | undefined = march, changes: Partial<Finding> = {}): Finding =>
  aFinding({ category: 'no_sale', span, ...changes });
export const aPolicy = (
  scope: 'reserve' | 'production' = 'reserve',
  step: 'permission' | 'plan' = 'permission',
  changes: Partial<Finding> = {},
): Finding =>
  aFinding({
    category: 'reserve_sale_policy',
    alert: 'policy',
    policy: { scope, step },
    quotes: ['The company may sell bitcoin from time to time.'],
    ...changes,
  });
export const toHold = (): Finding => aFinding({ category: 'no_sale', policy: { scope: 'hold', step: 'hold' } });

export const mergedOf = (...findings: readonly Finding[]): Merged => merge(findings)!;

export const aFiling = (n: number, filedOn: string, changes: Partial<Filing> = {}): Filing => ({
  accession: accessionOf(`0001507605-26-${String(n).padStart(6, '0')}`),
  cik: company('MARA').cik,
  form: '8-K',
  items: ['7.01'],
  filedOn,
  ...changes,
});

/** One company's filings, read one after the other. */
export function storyOf(of: Company & { cik: number } = company('MARA')) {
  let memory: CompanyMemory = nothingKnown(of.cik);
  /** Notices that were told, and each with what it said. */
  const told: NonNullable<Judgement['tell']>[] = [];
  const at = (filedOn: string) => new Date(`${filedOn}T13:00:00.000Z`);

  const read = (filing: Filing, finding: Finding | readonly Finding[], quiet = false): Judgement => {
    const found = mergedOf(...[finding].flat());
    const occasion = { notice: () => `filings:${filing.accession}`, at: at(filing.filedOn), quiet };
    const judgement = judge(of, { ...filing, cik: of.cik }, found, memory, occasion);
    memory = judgement.memory;
    if (judgement.tell) told.push(judgement.tell);
    return judgement;
  };

  return {
    read,
    told,
    get memory() {
      return memory;
    },
    fact: (period: string, name: 'sold' | 'mined' | 'held' | 'pledged' | 'bought') =>
      memory.periods.find((one) => one.period === period)?.[name]?.value,
  };
}
