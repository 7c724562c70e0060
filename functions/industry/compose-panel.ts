import { nameOf, tickerOf } from '../filings/watchlist.ts';
import { type Day, dayOf } from '../units/time.ts';
import { publishedFigures, readFigures, taggedFigures } from './candidates.ts';
import { chooseFigures } from './choose.ts';
import type { Known } from './known.ts';
import { LEASES, type Lease } from './leases.ts';
import { OPERATING, type Operating } from './operating.ts';
import type { MinerPanel, Panel } from './panel.ts';
import { resultsOf } from './results.ts';
import { statusOf } from './status.ts';
import { type Prices, todayOf } from './today.ts';

/** What others published. */
export type Published = { operating: readonly Operating[]; leases: readonly Lease[] };
const PUBLISHED: Published = { operating: OPERATING, leases: LEASES };

/**
 * What is told of a miner, each number with its source, its period and its age. Nothing that was published later than
 * `now`: a replay of the past does not know what comes.
 *
 * @param prices of today; without them nothing is said of today.
 */
export function composeMiner(
  { company, memory, financials: tagged }: Known,
  prices: Prices | undefined,
  now: Date,
  { operating, leases }: Published = PUBLISHED,
): MinerPanel {
  const today = dayOf(now);
  const { cik } = company;
  const financials = tagged && { ...tagged, facts: tagged.facts.filter(({ filedOn }) => filedOn <= today) };
  const figures = chooseFigures(
    [...readFigures(memory), ...taggedFigures(financials), ...publishedFigures(operating, cik)].filter(
      ({ source }) => source.publishedOn <= today,
    ),
    now,
  );
  const renamed = company.names[0]?.since;
  const formerly = company.names
    .slice(1)
    .map(({ name }, i) => (i === 0 && renamed !== undefined ? { name, until: renamed as Day } : { name }));
  const status = statusOf(company, memory, financials);
  const margin = prices && status.status !== 'left' ? todayOf(figures, prices) : undefined;
  const [policy] = memory.policies;
  return {
    cik,
    ticker: tickerOf(company),
    name: nameOf(company),
    formerly,
    formerTickers: company.tickers.slice(1),
    ...status,
    figures,
    revenue: financials ? resultsOf(financials, 'revenue', company.fiscalYearEnd, now) : [],
    netResult: financials ? resultsOf(financials, 'netResult', company.fiscalYearEnd, now) : [],
    ...(policy && { policy }),
    deals: leases.filter((lease) => lease.cik === cik && lease.source.publishedOn <= today),
    ...(margin && { today: margin }),
  };
}

export function composePanel(
  known: readonly Known[],
  prices: Prices | undefined,
  now: Date,
  published: Published = PUBLISHED,
): Panel {
  const miners = known.map((one) => composeMiner(one, prices, now, published)).toSorted(byMargin);
  return prices === undefined
    ? { at: now, miners }
    : { at: prices.at, usdPerPhDay: prices.usdPerPhDay, usdPerBtc: prices.usdPerBtc, miners };
}

function byMargin(a: MinerPanel, b: MinerPanel): number {
  if (a.today && b.today) return b.today.usdPerBtc - a.today.usdPerBtc || byTicker(a, b);
  if (a.today || b.today) return a.today ? -1 : 1;
  return Number(a.status === 'left') - Number(b.status === 'left') || byTicker(a, b);
}

const byTicker = (a: MinerPanel, b: MinerPanel): number => (a.ticker < b.ticker ? -1 : a.ticker > b.ticker ? 1 : 0);
