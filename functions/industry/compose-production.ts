import type { Fact, PeriodFacts } from '../filings/memory.ts';
import { monthOf, nameOf, quarterOf } from '../filings/understanding/period.ts';
import { type Company, tickerOf } from '../filings/watchlist.ts';
import type { Rollup } from '../market/history.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { issuedBetween } from '../market/subsidy.ts';
import type { BlockHeight } from '../units/hashing.ts';
import { type Day, dayAfter, dayOf } from '../units/time.ts';
import { daysOfWeek, weekOf } from '../units/week.ts';
import { endOf } from './age.ts';
import { boughtInQuarter, boughtInWeek } from './bought.ts';
import { type Candidate, filingOf, taggedFigures } from './candidates.ts';
import type { Source } from './figure.ts';
import type { Known } from './known.ts';
import type { Liquidation, Production, ProductionPeriod, Sum } from './production.ts';

/** So many are told, the running one among them. */
const MOST = { weeks: 13, quarters: 8 } as const;

/** @property days of our own record, ascending, from the day before the first period on. */
export type OwnRecord = { days: readonly Rollup[]; latest: Snapshot | undefined };

/**
 * What was issued, mined and sold by listed miners, and bought by treasuries, by ISO week and by calendar quarter.
 *
 * A quarter that a company states wins, then the one that it tagged, then its three months where all three are known; of
 * what nobody told nothing is reckoned. Quarters of a fiscal year go by the calendar quarter most of them lies in.
 */
export function composeProduction(known: readonly Known[], record: OwnRecord, now: Date): Production {
  const miners = known
    .filter(({ company }) => company.kind === 'miner')
    .map((one): Miner => ({ ...one, tagged: taggedFigures(one.financials) }));
  const holders = known.filter(({ company }) => company.kind === 'accumulator');
  const today = dayOf(now);
  const told = (period: Pick<ProductionPeriod, 'period' | 'from' | 'to'>): ProductionPeriod => ({
    ...period,
    isWhole: period.to < today,
    ...issuedIn(record, period),
  });
  const weeks = weeksBack(today).map((week) => composeWeek(holders, record, week, now));
  const quarters = quartersBack(today).map(
    (quarter): ProductionPeriod => ({
      ...told(quarter),
      ...optional(
        'mined',
        sumOf(miners, quarter, (one) => saidOfQuarter(one, 'mined', quarter.period)),
      ),
      ...optional(
        'sold',
        sumOf(miners, quarter, (one) => saidOfQuarter(one, 'sold', quarter.period)),
      ),
      ...optional(
        'bought',
        sumOf(holders, quarter, (one) => boughtOfQuarter(one, quarter)),
      ),
    }),
  );
  return { weeks, quarters, liquidation: liquidationOf(miners), ...allOf(miners, quarters) };
}

/**
 * One ISO week: what was issued, and bought by those who tell it by the week.
 *
 * @param holders treasuries alone.
 */
export function composeWeek(
  holders: readonly Pick<Known, 'company' | 'memory'>[],
  record: OwnRecord,
  week: Period,
  now: Date,
): ProductionPeriod {
  const bought = sumOf(holders, week, ({ memory }) => boughtBy(boughtInWeek(memory.stretches, week.period, week)));
  return { ...week, isWhole: week.to < dayOf(now), ...issuedIn(record, week), ...optional('bought', bought) };
}

/* ------------------------------------------------------------------------------------------------------- periods */

type Period = Pick<ProductionPeriod, 'period' | 'from' | 'to'>;

/** The first day whose end somebody must know. */
export const firstDayNeeded = (now: Date): Day => {
  const today = dayOf(now);
  const firsts = [weeksBack(today).at(-1)!.from, quartersBack(today).at(-1)!.from];
  return dayAfter(firsts.toSorted()[0]!, -1);
};

const weeksBack = (today: Day): Period[] =>
  Array.from({ length: MOST.weeks }, (_, i) => {
    const period = weekOf(dayAfter(today, -7 * i));
    return { period, ...daysOfWeek(period)! };
  });

function quartersBack(today: Day): Period[] {
  const [thisYear = 0, month = 1] = today.split('-').map(Number);
  const running = thisYear * 4 + Math.floor((month - 1) / 3);
  return Array.from({ length: MOST.quarters }, (_, i) => {
    const quarter = running - i;
    const [year, nth] = [Math.floor(quarter / 4), (quarter % 4) + 1];
    const period: string = nameOf(quarterOf(year, nth));
    const from = `${year}-${String(nth * 3 - 2).padStart(2, '0')}-01` as Day;
    return { period, from, to: endOf(period)! };
  });
}

/* -------------------------------------------------------------------------------------------------------- issued */

/**
 * Subsidy of the blocks between the last measurements of two days. Of a period that runs: so far. Where a day is missing
 * whose end matters nothing is known of the period.
 */
function issuedIn(
  { days, latest }: OwnRecord,
  { from, to }: Period,
): Pick<ProductionPeriod, 'issuedBtc' | 'isIssuedAbout'> {
  const before = days.find(({ period }) => period === dayAfter(from, -1));
  const isRunning = latest !== undefined && dayOf(latest.at) >= from && dayOf(latest.at) <= to;
  const last = isRunning ? undefined : days.find(({ period }) => period === to);
  const end = isRunning ? latest.network.height : last?.height;
  if (before?.height === undefined || end === undefined || end < before.height) return {};
  const isAbout = before.origin === 'backfilled' || last?.origin === 'backfilled';
  const issuedBtc = issuedBetween(before.height, end as BlockHeight);
  return { issuedBtc, ...(isAbout ? { isIssuedAbout: true } : {}) };
}

/* ------------------------------------------------------------------------------------------------ said by company */

/** With what it tagged, which is asked for by every quarter. */
type Miner = Known & { tagged: readonly Candidate[] };

/** What one company said of a period. @property isPart of some of its days it has not said anything. */
type Said = { btc: number; source: Source; isPart?: boolean };

function sumOf<One extends Pick<Known, 'company'>>(
  known: readonly One[],
  period: Period,
  saidBy: (one: One) => Said | undefined,
): Sum | undefined {
  const there = known.filter(({ company }) => isListed(company, period));
  const said = there.map((one) => ({ ticker: tickerOf(one.company), cik: one.company.cik, said: saidBy(one) }));
  const by = said.flatMap(({ ticker, cik, said }) =>
    said ? [{ cik, ticker, btc: said.btc, source: said.source }] : [],
  );
  if (by.length === 0) return undefined;
  return {
    btc: rounded(by.reduce((sum, { btc }) => sum + btc, 0)),
    by: by.toSorted((a, b) => b.btc - a.btc || a.ticker.localeCompare(b.ticker)),
    missing: said.filter(({ said }) => said === undefined || said.isPart).map(({ ticker }) => ticker),
  };
}

/** Whoever came later, or left before, is not missing. */
const isListed = ({ since, until }: Company, { from, to }: Period): boolean =>
  since <= to && (until === undefined || until > from);

function saidOfQuarter({ memory, tagged: all }: Miner, name: 'mined' | 'sold', period: string): Said | undefined {
  const stated = factOf(memory.periods, period, name);
  if (stated) return { btc: stated.value, source: filingOf(stated.from) };
  const tagged = all.find((one) => one.figure === FIGURES[name] && one.period === period);
  if (tagged) return { btc: tagged.value, source: tagged.source };
  const months = monthsOf(period).map((month) => factOf(memory.periods, month, name));
  if (months.some((month) => month === undefined)) return undefined;
  const known = months as Fact[];
  const newest = known.toSorted((a, b) => b.from.filedOn.localeCompare(a.from.filedOn))[0]!;
  return { btc: rounded(known.reduce((sum, { value }) => sum + value, 0)), source: filingOf(newest.from) };
}
const FIGURES = { mined: 'btcMined', sold: 'btcSold' } as const;

function boughtOfQuarter({ memory }: Known, quarter: Period): Said | undefined {
  const stated = factOf(memory.periods, quarter.period, 'bought');
  if (stated) return { btc: stated.value, source: filingOf(stated.from) };
  return boughtBy(boughtInQuarter(memory.stretches, quarter));
}

const boughtBy = (bought: ReturnType<typeof boughtInWeek>): Said | undefined =>
  bought && {
    btc: rounded(bought.btc),
    source: filingOf(bought.newest.source),
    ...(bought.isWhole ? {} : { isPart: true }),
  };

const factOf = (periods: readonly PeriodFacts[], period: string, name: 'mined' | 'sold' | 'bought'): Fact | undefined =>
  periods.find((one) => one.period === period)?.[name];

/** `2026-01`, `2026-02`, `2026-03` of `2026-Q1`. */
function monthsOf(quarter: string): string[] {
  const [year = '', nth = ''] = quarter.split('-Q');
  return [2, 1, 0].map((before) => nameOf(monthOf(Number(year), Number(nth) * 3 - before)));
}

/* --------------------------------------------------------------------------------------------------- liquidation */

/** Per miner its newest period of which both are known, the greatest ratio first. */
function liquidationOf(miners: readonly Known[]): Liquidation[] {
  return miners
    .flatMap(({ company, memory }): Liquidation[] => {
      const newest = memory.periods.find(({ sold, mined }) => sold !== undefined && (mined?.value ?? 0) > 0);
      if (newest?.sold === undefined || newest.mined === undefined) return [];
      const { period, sold, mined } = newest;
      const who = { cik: company.cik, ticker: tickerOf(company) };
      const ratio = sold.value / mined.value;
      return [{ ...who, period, sold: sold.value, mined: mined.value, ratio, source: filingOf(sold.from) }];
    })
    .toSorted((a, b) => b.ratio - a.ratio || a.ticker.localeCompare(b.ticker));
}

/** Of the newest quarter of which anybody told both. */
function allOf(miners: readonly Miner[], quarters: readonly ProductionPeriod[]): Pick<Production, 'all'> {
  for (const quarter of quarters) {
    const told = miners
      .filter(({ company }) => isListed(company, quarter))
      .map((one) => ({
        ticker: tickerOf(one.company),
        mined: saidOfQuarter(one, 'mined', quarter.period)?.btc,
        sold: saidOfQuarter(one, 'sold', quarter.period)?.btc,
      }));
    const both = told.filter(({ mined, sold }) => mined !== undefined && sold !== undefined);
    const [mined, sold] = [sum(both.map(({ mined = 0 }) => mined)), sum(both.map(({ sold = 0 }) => sold))];
    if (mined === 0) continue;
    const tickers = both.map(({ ticker }) => ticker);
    const missing = told.map(({ ticker }) => ticker).filter((ticker) => !tickers.includes(ticker));
    return { all: { period: quarter.period, sold, mined, ratio: sold / mined, tickers, missing } };
  }
  return {};
}

const sum = (numbers: readonly number[]): number => rounded(numbers.reduce((total, one) => total + one, 0));
/** Sums of decimals; a hundredth of a coin is told at most. */
const rounded = (btc: number): number => Number(btc.toFixed(4));
const optional = <Name extends string>(name: Name, sum: Sum | undefined): Partial<Record<Name, Sum>> =>
  (sum === undefined ? {} : { [name]: sum }) as Partial<Record<Name, Sum>>;
