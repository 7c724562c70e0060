import { folderOf } from '../filings/accession.ts';
import { spanDays } from '../filings/edgar/company-facts.ts';
import type { Financials, Tagged } from '../filings/financials.ts';
import type { CompanyMemory, FactName, PeriodFacts, Source as Read } from '../filings/memory.ts';
import { nameOf } from '../filings/understanding/period.ts';
import type { Day } from '../units/time.ts';
import { endOf } from './age.ts';
import type { Figure, Source } from './figure.ts';
import type { Operating } from './operating.ts';
import type { FigureName } from './panel.ts';

/** One number as one source has it, before it is held against others. */
export type Candidate = Pick<Figure, 'value' | 'period' | 'how' | 'source' | 'currency' | 'scope' | 'restated'> & {
  figure: FigureName;
};

const READ: Readonly<Partial<Record<FactName, FigureName>>> = {
  sold: 'btcSold',
  mined: 'btcMined',
  held: 'btcHeld',
  pledged: 'btcPledged',
};

/** What a company said in words, as filings were understood; what was reckoned there is marked so. */
export function readFigures({ periods }: CompanyMemory): Candidate[] {
  return periods.flatMap((facts: PeriodFacts) =>
    (Object.entries(READ) as [FactName, FigureName][]).flatMap(([name, figure]): Candidate[] => {
      const fact = facts[name];
      if (fact === undefined) return [];
      const { value, from, implied } = fact;
      return [{ figure, value, period: facts.period, how: implied ? 'reckoned' : 'stated', source: filingOf(from) }];
    }),
  );
}

export const filingOf = ({ form, filedOn, url }: Read): Source => ({
  title: form,
  url,
  publishedOn: filedOn as Day,
  by: 'filing',
});

/** In days, both ends included: thirteen or fourteen weeks, or three months; 52 or 53 weeks, or twelve months. */
export const isQuarterLong = (days: number): boolean => days >= 80 && days <= 100;
export const isYearLong = (days: number): boolean => days >= 350 && days <= 380;

/** What a company tagged: coins only, and sums only where they are of a quarter or a year. */
export function taggedFigures(financials: Financials | undefined): Candidate[] {
  return (financials?.facts ?? []).flatMap((fact): Candidate[] => {
    const figure = fact.concept === 'btcHeld' ? 'btcHeld' : fact.concept === 'btcMined' ? 'btcMined' : undefined;
    const period = figure && periodOf(fact);
    if (figure === undefined || period === undefined || fact.unit !== 'BTC') return [];
    const source = taggedSource(financials!.cik, fact);
    const [before] = fact.before.filter(({ value }) => value !== fact.value);
    return [
      {
        figure,
        value: fact.value,
        period,
        how: 'tagged',
        source,
        ...(before && { restated: { value: before.value, source: taggedSource(financials!.cik, before) } }),
      },
    ];
  });
}

/** The folder of a filing: tagged numbers name no document. */
export const taggedSource = (
  cik: number,
  { accession, form, filedOn }: Pick<Tagged, 'accession' | 'form' | 'filedOn'>,
): Source => ({
  title: form,
  url: `https://www.sec.gov/${folderOf(cik, accession)}`,
  publishedOn: filedOn as Day,
  by: 'filing',
});

function periodOf({ start, end }: Tagged): string | undefined {
  const [year = 0, month = 0] = end.split('-').map(Number);
  const last = year * 12 + month - 1;
  if (start === undefined) {
    const named = nameOf({ from: last, to: last });
    return endOf(named) === end ? named : end;
  }
  const days = spanDays(start, end);
  if (isQuarterLong(days)) return nameOf({ from: last - 2, to: last });
  return isYearLong(days) ? String(Math.floor(last / 12)) : undefined;
}

/** What others published; only of this company. */
export const publishedFigures = (operating: readonly Operating[], cik: number): Candidate[] =>
  operating.flatMap(({ cik: theirs, ...entry }) => (theirs === cik ? [{ ...entry, how: 'stated' as const }] : []));
