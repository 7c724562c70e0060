import * as z from 'zod';
import { companyByTicker } from '../../filings/watchlist.ts';
import { BENCHMARK, LEASES } from '../../industry/leases.ts';
import { readMiner, readPanel } from '../../industry/read-panel.ts';
import { readProduction } from '../../industry/read-production.ts';
import { assumptionsOf, compare, switchOverHashprice, TERMS } from '../../industry/switch-over.ts';
import { COST_MODELS, COST_PARAMETERS } from '../../market/cost.ts';
import { breakEvenHashprice, marginOf } from '../../market/margin.ts';
import { checkPublished } from '../../market/published.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import { dayAfter, dayOf, type Milliseconds } from '../../units/time.ts';
import { RIVALS } from '../pages/ai.ts';
import { announcedLately, isStale } from '../read.ts';
import type { PageSources } from '../sources.ts';
import * as shapes from './shapes.ts';

export type Moment = { now: Date; tickMs: Milliseconds };

/**
 * One address of the API. @property answer undefined where there is nothing: 404, with `nothing` as the reason. What it
 * gives goes through `shape` before it goes out, so that the document cannot promise what is not so.
 */
export type Endpoint = {
  path: `/v1/${string}`;
  operationId: string;
  summary: string;
  shape: z.ZodType;
  query?: z.ZodObject;
  params?: z.ZodObject;
  nothing: string;
  answer(sources: PageSources, moment: Moment, given: Readonly<Record<string, unknown>>): Promise<unknown>;
};

/** Checks that what is asked for is what the schema has; the values are then known to be of its types. */
const endpoint = <Query extends z.ZodObject, Params extends z.ZodObject>(
  one: {
    [Name in keyof Endpoint]: Name extends 'query'
      ? Query
      : Name extends 'params'
        ? Params
        : Name extends 'answer'
          ? (sources: PageSources, moment: Moment, given: z.output<Query> & z.output<Params>) => Promise<unknown>
          : Endpoint[Name];
  },
): Endpoint => one as unknown as Endpoint;

const none = z.object({});
const NO_SNAPSHOT = 'there has been no good snapshot of the market so far; the first comes within minutes of the start';
const ALL = 500;

export const ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    path: '/v1/hashprice',
    operationId: 'getHashprice',
    summary: 'Hashprice now, what it follows from, the next retarget and the break-even of reference machines',
    shape: shapes.hashpriceShape,
    query: none,
    params: none,
    nothing: NO_SNAPSHOT,
    answer: async ({ history }, { now, tickMs }) => {
      const latest = await history.latest();
      if (latest === undefined) return undefined;
      const { at, hashprice, price, network, forecast, hashpriceAfterRetarget: after } = latest;
      const market = { hashprice: hashprice.usdPerPhDay, price: price.usdPerBtc };
      return {
        at,
        isStale: isStale(latest, now, tickMs),
        ...hashprice,
        usdPerBtc: price.usdPerBtc,
        height: network.height,
        difficulty: network.difficulty,
        subsidyBtc: network.subsidyBtc,
        feesBtcPerBlock: network.feesBtcPerBlock,
        ...(forecast && { retarget: { ...forecast, ...(after === undefined ? {} : { usdPerPhDayAfter: after }) } }),
        sources: {
          price: { names: price.from, at: price.measuredAt },
          tip: { name: network.from.tip, at: network.measuredAt },
          fees: { name: network.from.fees, at: network.feesMeasuredAt },
        },
        breakEven: REFERENCE_FLEETS.map((fleet) => ({
          name: fleet.name,
          joulesPerTerahash: fleet.joulesPerTerahash,
          usdPerKwh: fleet.usdPerKwh,
          usdPerPhDay: breakEvenHashprice(fleet),
          marginUsdPerPhDay: marginOf(fleet, market).marginUsdPerPhDay,
        })),
      };
    },
  }),
  endpoint({
    path: '/v1/hashprice/days',
    operationId: 'getHashpriceDays',
    summary: 'Hashprice by day',
    shape: shapes.hashpriceDaysShape,
    query: shapes.daysQuery,
    params: none,
    nothing: NO_SNAPSHOT,
    answer: async ({ history }, { now }, { days }) => {
      const rollups = await history.days(dayAfter(dayOf(now), -days), dayOf(now));
      return {
        days: rollups.map(({ period, origin, hashprice, usdPerBtc, difficulty, feesBtcPerBlock }) => ({
          day: period,
          origin,
          ...hashprice,
          usdPerBtc,
          difficulty,
          feesBtcPerBlock,
        })),
      };
    },
  }),
  endpoint({
    path: '/v1/costs',
    operationId: 'getCosts',
    summary: 'What one coin costs the network, by each model with its formula',
    shape: shapes.costsShape,
    query: none,
    params: none,
    nothing: NO_SNAPSHOT,
    answer: async ({ history }, { now, tickMs }) => {
      const latest = await history.latest();
      if (latest === undefined) return undefined;
      return {
        at: latest.at,
        isStale: isStale(latest, now, tickMs),
        usdPerBtc: latest.price.usdPerBtc,
        models: Object.values(COST_MODELS).map(({ name, description, formula, source, lastChecked }) => ({
          name,
          usdPerBtc: latest.costs[name],
          description,
          formula: formula(COST_PARAMETERS),
          source,
          lastChecked,
        })),
      };
    },
  }),
  endpoint({
    path: '/v1/miners',
    operationId: 'getMiners',
    summary: 'Every listed miner: its figures with source and age, and what it makes at this hashprice',
    shape: shapes.minersShape,
    query: none,
    params: none,
    nothing: 'no miner is watched',
    answer: async (sources, { now }) => {
      const { at: _, ...panel } = await readPanel(sources, now);
      return panel;
    },
  }),
  endpoint({
    path: '/v1/miners/{ticker}',
    operationId: 'getMiner',
    summary: 'One listed miner, by its ticker of today or a former one',
    shape: shapes.minerShape,
    query: none,
    params: shapes.tickerParams,
    nothing: 'no listed miner goes by this ticker; /v1/miners names them all',
    answer: async (sources, { now }, { ticker }) => {
      const company = companyByTicker(ticker);
      return company?.cik ? readMiner(sources, company.cik, now) : undefined;
    },
  }),
  endpoint({
    path: '/v1/ai',
    operationId: 'getAi',
    summary: 'Mining against AI: earnings of a MW, the switch-over hashprice with its assumptions, published leases',
    shape: shapes.aiShape,
    query: none,
    params: none,
    nothing: 'no lease is known',
    answer: async ({ history }) => {
      const latest = await history.latest();
      return {
        ...(latest && { at: latest.at, usdPerPhDay: latest.hashprice.usdPerPhDay }),
        benchmark: BENCHMARK,
        assumptions: assumptionsOf(TERMS),
        fleets: RIVALS.map((fleet) => {
          const rivals = { fleet, usdPerMwYear: BENCHMARK.usdPerMwYear };
          const machines = { joulesPerTerahash: fleet.joulesPerTerahash, usdPerKwh: fleet.usdPerKwh };
          if (latest === undefined)
            return {
              ...machines,
              byRevenue: { usdPerPhDay: switchOverHashprice(rivals, 'revenue') },
              byMargin: { usdPerPhDay: switchOverHashprice(rivals, 'margin') },
            };
          const { mining, byRevenue, byMargin } = compare(rivals, latest.hashprice.usdPerPhDay);
          return {
            ...machines,
            usdPerMwh: mining.usdPerMwh,
            usdPerMwYear: mining.usdPerMwYear,
            marginUsdPerMwh: mining.marginUsdPerMwh,
            byRevenue: { usdPerPhDay: byRevenue.usdPerPhDay, ratio: byRevenue.ratio },
            byMargin: { usdPerPhDay: byMargin.usdPerPhDay, ratio: byMargin.ratio },
          };
        }),
        leases: LEASES,
      };
    },
  }),
  endpoint({
    path: '/v1/production',
    operationId: 'getProduction',
    summary: 'Coins issued, mined, sold and bought by week and quarter; sold over mined by miner',
    shape: shapes.productionShape,
    query: none,
    params: none,
    nothing: 'nothing is on record',
    answer: (sources, { now }) => readProduction(sources, now),
  }),
  endpoint({
    path: '/v1/announcements',
    operationId: 'getAnnouncements',
    summary: 'What companies announced, with the words relied on and where they stand',
    shape: shapes.announcementsShape,
    query: shapes.announcedQuery,
    params: none,
    nothing: 'nothing was announced',
    answer: async ({ announced }, { now }, { days }) => ({
      announcements: (await announcedLately(announced, now, days, ALL)).map(({ announcement, at }) => ({
        ...announcement,
        toldAt: at,
      })),
    }),
  }),
  endpoint({
    path: '/v1/status',
    operationId: 'getStatus',
    summary: 'How fresh the data are, and how well our hashprice meets published ones',
    shape: shapes.statusShape,
    query: none,
    params: none,
    nothing: NO_SNAPSHOT,
    answer: async ({ history }, { now, tickMs }) => {
      const [latest, recordSince] = await Promise.all([history.latest(), history.since()]);
      const checked = checkPublished();
      const sizes = checked.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
      const { day, usdPerPhDay: published, ours, error, by, url } = checked[0]!;
      return {
        isStale: latest === undefined || isStale(latest, now, tickMs),
        ...(latest && { latestAt: latest.at }),
        ...(recordSince && { recordSince }),
        tickSeconds: tickMs / 1_000,
        ignored: latest?.ignored ?? [],
        selfCheck: {
          count: checked.length,
          medianError: sizes[Math.floor(sizes.length / 2)],
          largestError: sizes.at(-1),
          newest: { day, published, ours, error, by, url },
        },
      };
    },
  }),
];

/** As text, in the shape that is promised. @throws {z.ZodError} where it is not: that is our fault, and nobody's answer. */
export const answerIn = ({ shape }: Endpoint, value: unknown): string =>
  JSON.stringify(shape.parse(JSON.parse(JSON.stringify(value))));
