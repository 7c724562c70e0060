import { describe, expect, it } from 'vitest';
import { type CompanyMemory, nothingKnown, type PeriodFacts } from '../../functions/filings/memory.ts';
import { companyByTicker } from '../../functions/filings/watchlist.ts';
import { composeProduction, type OwnRecord } from '../../functions/industry/compose-production.ts';
import type { Known } from '../../functions/industry/known.ts';
import { readLastWeek, readProduction } from '../../functions/industry/read-production.ts';
import type { Rollup } from '../../functions/market/history.ts';
import { dayFrom, hourFrom } from '../../functions/market/rollup.ts';
import { subsidyAt } from '../../functions/market/subsidy.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, dayAfter } from '../../functions/units/time.ts';
import { aSnapshot } from '../support/market.ts';
import { financialsOf, quarry, read, tag } from './quarry.ts';

const NOW = new Date('2026-04-20T12:00:00Z');
const NOTHING: OwnRecord = { days: [], latest: undefined };

const miner = (ticker: string, cik: number, periods: PeriodFacts[], more: Partial<Known> = {}): Known => ({
  company: quarry({ tickers: [ticker], cik }),
  memory: { ...nothingKnown(cik), periods },
  financials: undefined,
  ...more,
});
const treasury = (stretches: CompanyMemory['stretches']): Known => ({
  company: quarry({ tickers: ['HOLD'], cik: 7, kind: 'accumulator' }),
  memory: { ...nothingKnown(7), stretches },
  financials: undefined,
});
const month = (period: string, mined: number, sold: number, filedOn = '2026-04-02'): PeriodFacts => ({
  period,
  mined: read(mined, filedOn),
  sold: read(sold, filedOn),
});
const compose = (known: readonly Known[], record = NOTHING) => composeProduction(known, record, NOW);
const quarterOf = (known: readonly Known[], period = '2026-Q1', record = NOTHING) =>
  compose(known, record).quarters.find((one) => one.period === period)!;

describe('what listed miners mined and sold in a quarter', () => {
  const three = [month('2026-03', 100, 400), month('2026-02', 90, 80), month('2026-01', 95, 20)];

  it('is the sum of its three months, by the newest of their filings', () => {
    const { mined, sold } = quarterOf([miner('AAA', 1, three)]);
    expect(mined).toMatchObject({ btc: 285, missing: [], by: [{ ticker: 'AAA', source: { by: 'filing' } }] });
    expect(sold?.btc).toBe(500);
  });

  it('is not told of a quarter of which one month is not known', () =>
    expect(quarterOf([miner('AAA', 1, three.slice(0, 2)), miner('BBB', 2, three)]).mined).toMatchObject({
      btc: 285,
      by: [{ ticker: 'BBB' }],
      missing: ['AAA'],
    }));

  it('is what the company states of the quarter, and else what it tagged, before what its months add up to', () => {
    const stated = { period: '2026-Q1', mined: read(290, '2026-05-07') };
    expect(quarterOf([miner('AAA', 1, [stated, ...three])]).mined?.btc).toBe(290);
    const tagged = financialsOf([tag('btcMined', ['2026-01-01', '2026-03-31'], { value: 288, unit: 'BTC' })]);
    expect(quarterOf([miner('AAA', 1, three, { financials: tagged })]).mined?.btc).toBe(288);
  });

  it('misses nobody who was not listed then', () => {
    const gone = quarry({ tickers: ['GONE'], cik: 8, until: '2025-12-20' });
    const later = quarry({ tickers: ['NEW'], cik: 9, since: '2026-04-01' });
    const others = [gone, later].map((company) => ({ ...miner('', company.cik, []), company }));
    expect(quarterOf([miner('AAA', 1, three), ...others]).mined?.missing).toEqual([]);
  });

  it('is unknown while nobody has told anything: nothing is topped up', () => {
    const { mined, sold, bought, issuedBtc } = quarterOf([miner('AAA', 1, [])]);
    expect([mined, sold, bought, issuedBtc]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('how much of what they mine they sell', () => {
  it('is of the newest period of which both are known, whoever sells most first', () => {
    const { liquidation } = compose([
      miner('AAA', 1, [{ period: '2026-03', sold: read(5, '2026-04-02') }, month('2026-02', 100, 40)]),
      miner('BBB', 2, [month('2026-Q1', 600, 15_133)]),
      miner('CCC', 3, [{ period: '2026-03', mined: read(5, '2026-04-02') }]),
      miner('DDD', 4, [month('2026-03', 0, 10)]),
    ]);
    expect(liquidation.map(({ ticker, period, ratio }) => [ticker, period, Number(ratio.toFixed(3))])).toEqual([
      ['BBB', '2026-Q1', 25.222],
      ['AAA', '2026-02', 0.4],
    ]);
  });

  it('is of all those together who told both of the newest quarter, and names the others', () => {
    const { all } = compose([
      miner('AAA', 1, [month('2026-Q1', 1_000, 1_500)]),
      miner('BBB', 2, [month('2026-Q1', 500, 0)]),
      miner('CCC', 3, [{ period: '2026-Q1', mined: read(400, '2026-05-02') }]),
      miner('DDD', 4, [month('2025-Q4', 1, 1)]),
    ]);
    expect(all).toEqual({
      period: '2026-Q1',
      sold: 1_500,
      mined: 1_500,
      ratio: 1,
      tickers: ['AAA', 'BBB'],
      missing: ['CCC', 'DDD'],
    });
  });
});

describe('what treasuries bought', () => {
  const { from: source } = read(0, '2026-03-16');
  const week = { from: '2026-03-09', to: '2026-03-15', bought: 22_337, held: 761_068, source };

  it('is told by the week with its filing, and counts in its quarter as a part while others are not told', () => {
    const { weeks, quarters } = compose([treasury([week])]);
    expect(weeks.find(({ period }) => period === '2026-W11')?.bought).toMatchObject({
      btc: 22_337,
      by: [{ ticker: 'HOLD', source: { url: source.url } }],
      missing: [],
    });
    expect(weeks.find(({ period }) => period === '2026-W10')?.bought).toBeUndefined();
    expect(quarters[1]?.bought).toMatchObject({ btc: 22_337, missing: ['HOLD'] });
  });
});

describe('what the network issued', () => {
  const height = 940_000;
  const day = (period: string, blocks: number, more: Partial<Rollup> = {}): Rollup => ({
    ...dayFrom([hourFrom([aSnapshot({ at: `${period}T23:55:00Z` })])]),
    height: quantity(height + blocks),
    ...more,
  });
  const ends = [day('2026-03-08', 0), day('2026-03-15', 1_000)];
  const issuedIn = (days: readonly Rollup[], week = '2026-W11') =>
    compose([], { days, latest: undefined }).weeks.find(({ period }) => period === week);

  it('is the subsidy of the blocks between the ends of two days of our own record', () => {
    expect(issuedIn(ends)).toMatchObject({ issuedBtc: 3_125, isWhole: true });
    expect(issuedIn(ends)?.isIssuedAbout).toBeUndefined();
  });

  it('is about that where a day was filled in afterwards', () =>
    expect(issuedIn([day('2026-03-08', 0, { origin: 'backfilled' }), ends[1]!])).toMatchObject({
      issuedBtc: 3_125,
      isIssuedAbout: true,
    }));

  it.each([
    ['the day before is missing', ends.slice(1)],
    ['its last day is missing', ends.slice(0, 1)],
    ['a day was kept before heights were', [ends[0]!, (({ height: _, ...old }) => old)(ends[1]!)]],
    ['it would have gone backwards', [ends[0]!, day('2026-03-15', -1)]],
  ])('is not known where %s', (_, days) => expect(issuedIn(days)?.issuedBtc).toBeUndefined());

  it('is what was issued so far, of a week that runs', () => {
    const latest = aSnapshot({ at: '2026-04-20T11:55:00Z' });
    const before = day('2026-04-19', 0, { height: quantity(latest.network.height - 40) });
    const [running] = compose([], { days: [before], latest }).weeks;
    expect(running).toMatchObject({ period: '2026-W17', isWhole: false });
    expect(running?.issuedBtc).toBe(40 * subsidyAt(latest.network.height));
  });
});

describe('read from where it is kept', () => {
  const cik = companyByTicker('MSTR')!.cik!;
  const { from: source } = read(0, '2026-04-13');
  const asked: string[] = [];
  const sources = {
    memory: {
      recall: async (of: number) => ({
        ...nothingKnown(of),
        stretches: of === cik ? [{ from: '2026-04-06', to: '2026-04-12', bought: 1_000, source }] : [],
      }),
    },
    financials: { recall: async () => undefined },
    history: {
      latest: async () => undefined,
      days: async (from: Day, to: Day) => {
        asked.push(`${from} ${to}`);
        return [];
      },
    },
  };

  it('it is every company of the watchlist, and the days that begin the oldest period', async () => {
    const { weeks } = await readProduction(sources, NOW);
    expect(weeks.find(({ period }) => period === '2026-W15')?.bought?.by).toMatchObject([{ ticker: 'MSTR', cik }]);
    expect(asked.at(-1)).toBe(`${dayAfter('2024-07-01' as Day, -1)} 2026-04-20`);
  });

  it('the last week that is over is the same, by itself', async () => {
    const monday = new Date('2026-04-13T08:00:00Z');
    const { weeks } = await readProduction(sources, monday);
    expect(await readLastWeek(sources, monday)).toEqual(weeks[1]);
    expect(await readLastWeek(sources, monday)).toMatchObject({ period: '2026-W15', bought: { btc: 1_000 } });
  });
});
