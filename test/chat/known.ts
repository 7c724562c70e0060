import type { Accession } from '../../functions/filings/accession.ts';
import { type Financials, financialsShape } from '../../functions/filings/financials.ts';
import { nothingKnown } from '../../functions/filings/memory.ts';
import { anAnnouncement } from '../support/filings.ts';
import type { Bot } from './talking.ts';

export const MARA = 1507605;
export const source = {
  accession: '0001507605-26-000031' as Accession,
  form: '8-K',
  filedOn: '2026-01-06',
  url: 'https://www.sec.gov/Archives/edgar/data/1507605/000150760526000031/ex991.htm',
};

/** MARA, as it is known after a January in which it sold. */
export async function knowMara({ deps }: Bot): Promise<void> {
  await deps.memory.keep(nothingKnown(MARA), {
    ...nothingKnown(MARA),
    periods: [
      {
        period: '2026-01',
        sold: { value: 1_200, from: source, implied: false },
        mined: { value: 700, from: source, implied: false },
        held: { value: 52_000, from: source, implied: false },
      },
      { period: '2025-12', held: { value: 52_500, from: { ...source, filedOn: '2025-12-04' }, implied: false } },
    ],
    policies: [{ scope: 'reserve', step: 'permission', quote: 'We may sell bitcoin from time to time.', from: source }],
    told: [
      {
        class: 'reserve-sale',
        accession: source.accession,
        at: new Date('2026-01-06T12:00:00Z'),
        btcSold: 1_200,
        event: '1507605:sale:2026-01',
        filedOn: '2026-01-06',
        form: '8-K',
        notice: 'filings:1',
        again: [],
      },
    ],
  });
  const announcement = anAnnouncement({
    event: '1507605:sale:2026-01',
    filedOn: '2026-01-06',
    btcSold: 1_200,
    stated: 'stated',
    period: '2026-01',
    quotes: [{ text: 'We sold 1,200 bitcoin.', url: source.url, document: 'EX-99.1' }],
  });
  const other = anAnnouncement({ cik: 1167419, ticker: 'RIOT', company: 'Riot Platforms', event: 'x' });
  await deps.announced.compose('filings:1', { parts: [other, announcement], at: new Date('2026-01-06T12:00:00Z') });
}

/** What somebody tagged; no company's real numbers. */
const tagged = (cik: number, ...facts: unknown[]): Financials =>
  financialsShape.parse({ v: 1, cik, entity: 'as it calls itself', readAt: '2026-02-05T06:00:00Z', facts });

const said = (value: number, filedOn: string) => ({
  value,
  accession: `0000000001-${filedOn.slice(2, 4)}-${filedOn.slice(5).replace('-', '')}01`,
  form: '10-Q',
  filedOn,
});
const quarter = (year: number) => ({ start: `${year}-07-01`, end: `${year}-09-30` });

export const RIOT_SILENT = tagged(1167419, {
  ...said(90e6, '2025-05-01'),
  concept: 'revenue',
  tag: 'Revenues',
  unit: 'USD',
  start: '2025-01-01',
  end: '2025-03-31',
});

export const CANG_IN_YUAN = tagged(
  1725123,
  { ...said(1.2e9, '2025-12-01'), concept: 'revenue', tag: 'Revenues', unit: 'CNY', ...quarter(2025) },
  { ...said(1e9, '2024-12-01'), concept: 'revenue', tag: 'Revenues', unit: 'CNY', ...quarter(2024) },
  {
    ...said(-80e6, '2025-12-20'),
    concept: 'netResult',
    tag: 'ProfitLoss',
    unit: 'CNY',
    ...quarter(2025),
    before: [said(5e6, '2025-12-01')],
  },
);
