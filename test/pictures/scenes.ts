import { nothingKnown, type PeriodFacts } from '../../functions/filings/memory.ts';
import { composePanel } from '../../functions/industry/compose-panel.ts';
import type { Production, Sum } from '../../functions/industry/production.ts';
import { MINERS } from '../../functions/industry/read-panel.ts';
import { networkCosts } from '../../functions/market/cost.ts';
import { hashprice } from '../../functions/market/hashprice.ts';
import type { Rollup } from '../../functions/market/history.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { aiChart } from '../../functions/pictures/ai-chart.ts';
import { costChart } from '../../functions/pictures/cost-chart.ts';
import { difficultyChart } from '../../functions/pictures/difficulty-chart.ts';
import { hashpriceChart } from '../../functions/pictures/hashprice-chart.ts';
import { holdingsChart } from '../../functions/pictures/holdings-chart.ts';
import { panelChart } from '../../functions/pictures/panel-chart.ts';
import { type Drawing, type Picture, pictureShape, type Span } from '../../functions/pictures/picture.ts';
import { type Point, pointsOf } from '../../functions/pictures/points.ts';
import { inDollars } from '../../functions/pictures/prepare.ts';
import { productionChart, shownOf } from '../../functions/pictures/production-chart.ts';
import { type Reader, readerOf } from '../../functions/pictures/reader.ts';
import { DARK, LIGHT, type Theme } from '../../functions/pictures/theme.ts';
import { addBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, dayAfter, dayOf, startOfDay } from '../../functions/units/time.ts';
import { weekOf } from '../../functions/units/week.ts';
import { type Preferences, USUAL } from '../../functions/words/preferences.ts';
import { recordedPast } from '../../infra/local/recordings/past.ts';
import { aSnapshot } from '../support/market.ts';
import '../support/every-language.ts';

/** A winter's morning on which many fleets had just turned unprofitable. */
const NOW = new Date('2026-02-24T12:00:00Z');
const SUBSIDY = quantity<ReturnType<typeof addBtc>>(3.125);
const HOUR = 3_600_000;

const PAST = recordedPast().filter(({ day }) => startOfDay(day) < NOW);

/** The recorded days, and hours between them: on a straight line with a ripple of 2 %, the same each time. */
export const DAYS: Rollup[] = PAST.map(({ day, usdPerBtc, difficulty, feesBtcPerBlock }) =>
  rollup(day, usdPerBtc, difficulty, feesBtcPerBlock),
);
export const HOURS: Rollup[] = PAST.slice(-31).flatMap(({ day, usdPerBtc, difficulty, feesBtcPerBlock }, i, all) => {
  const before = all[i - 1]?.usdPerBtc ?? usdPerBtc;
  return Array.from({ length: 24 }, (_, hour) => {
    const price = before + ((usdPerBtc - before) * (hour + 1)) / 24;
    const ripple = 1 + 0.012 * Math.sin(i * 24 + hour) * Math.sin((i * 24 + hour) / 7);
    const period = new Date(startOfDay(day).getTime() + hour * HOUR).toISOString().slice(0, 13);
    return rollup(period, price * ripple, difficulty, feesBtcPerBlock);
  }).filter(({ period }) => period < NOW.toISOString());
});

function rollup(period: string, price: number, difficulty: number, fees: number): Rollup {
  const value = hashprice(quantity(price), quantity(difficulty), addBtc(SUBSIDY, quantity(fees))).usdPerPhDay;
  return {
    v: 1,
    period,
    origin: 'measured',
    hashprice: { low: value, high: value, mean: value, close: value },
    usdPerBtc: quantity(price),
    difficulty: quantity(difficulty),
    feesBtcPerBlock: quantity(fees),
    ticks: 1,
  };
}

const [last] = [HOURS.at(-1)!];
const facts = {
  difficulty: last.difficulty,
  subsidyBtc: SUBSIDY,
  feesBtcPerBlock: last.feesBtcPerBlock,
  at: NOW,
};

export const LATEST: Snapshot = ((usual) => ({
  ...usual,
  at: NOW,
  price: { ...usual.price, usdPerBtc: last.usdPerBtc, from: ['coinbase', 'kraken', 'bitstamp', 'gemini'] },
  network: { ...usual.network, difficulty: last.difficulty, from: { tip: 'mempool.space', fees: 'mempool.space' } },
  hashprice: { ...usual.hashprice, usdPerPhDay: last.hashprice.close },
  costs: networkCosts(facts),
  forecast: {
    height: quantity(939_456),
    at: new Date('2026-03-06T03:00:00Z'),
    change: -0.052,
    uncertainty: 0.038,
    blocksFound: 700,
  },
  rates: { day: dayOf(NOW) as never, perUsd: { EUR: 0.8466, CNY: 6.94, BRL: 5.27, TRY: 43.5 }, askedAt: NOW },
}))(aSnapshot());

const DAYS_BACK: Readonly<Record<Span, number>> = { '7d': 7, '30d': 30, '90d': 90, '1y': 365, all: 10_000 };

export function pointsBack(span: Span): Point[] {
  const from = new Date(NOW.getTime() - DAYS_BACK[span] * 24 * HOUR);
  const isShort = span === '7d' || span === '30d';
  return pointsOf({ days: DAYS, hours: isShort ? HOURS : [] }, LATEST, from);
}

const fact = (value: number, month: string) => ({
  value,
  from: {
    accession: '0001507605-26-000001' as never,
    form: '8-K',
    filedOn: nextMonth(month),
    url: 'https://www.sec.gov/',
  },
  implied: false,
});

const nextMonth = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 4)).toISOString().slice(0, 10);

/** A company that first keeps what it mines, then sells all of it, and in the end more than that. */
export const PERIODS: PeriodFacts[] = Array.from({ length: 13 }, (_, i) => {
  const month = new Date(Date.UTC(2025, i)).toISOString().slice(0, 7);
  const mined = Math.round(700 + 60 * Math.sin(i));
  const sold = [0, 0, 0, 120, 0, 310, 690, 702, 655, 0, 1_420, 2_100, 3_900][i]!;
  return { period: month, mined: fact(mined, month), sold: fact(sold, month) };
}).map((one, i, all) => {
  const held = all.slice(0, i + 1).reduce((sum, { mined, sold }) => sum + mined.value - sold.value, 44_900);
  return i === 4 ? one : { ...one, held: fact(held, one.period) };
});

/** Costs that were published by then: some of the quarter before, some of long ago. */
const PANEL = composePanel(
  MINERS.map((company) => ({ company, memory: nothingKnown(company.cik) })),
  {
    at: NOW,
    usdPerPhDay: LATEST.hashprice.usdPerPhDay,
    usdPerBtc: LATEST.price.usdPerBtc,
    btcPerPhDay: LATEST.hashprice.usdPerPhDay / LATEST.price.usdPerBtc,
  },
  NOW,
);

const COMPANY = { name: 'MARA Holdings, Inc.', ticker: 'MARA' };

export type Scene = { picture: Picture; preferences?: Partial<Preferences>; theme?: Theme };

const S21 = { fleet: 'S21 in Texas', lines: [{ perPhDay: 33.6 }] };
const picture = (value: unknown): Picture => pictureShape.parse(value);

/** Each kind of picture, each span, each language, both grounds; what is left out adds nothing. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'margin-30d-en': { picture: picture({ of: 'hashprice', span: '30d', ...S21 }) },
  'margin-30d-en-light': { picture: picture({ of: 'hashprice', span: '30d', ...S21 }), theme: LIGHT },
  'margin-7d-zh-cny': {
    picture: picture({ of: 'hashprice', span: '7d', fleet: '四川 S21', lines: [{ perPhDay: 33.6 }] }),
    preferences: { locale: 'zh', currency: 'CNY', zone: 'Asia/Shanghai' },
  },
  'margin-90d-ru-sat': {
    picture: picture({ of: 'hashprice', span: '90d', fleet: 'Иркутск, S19k Pro', lines: [{ perPhDay: 33.6 }] }),
    preferences: { locale: 'ru', unit: 'sat/TH' },
  },
  'margin-tariff-1y-de-eur': {
    picture: picture({
      of: 'hashprice',
      span: '1y',
      fleet: 'Garage mit einem ziemlich langen Namen an der Nordsee',
      lines: [
        { perPhDay: 44.2, label: '16:00–21:00', currency: 'EUR' },
        { perPhDay: 33.1, label: '21:00–16:00', currency: 'EUR' },
      ],
    }),
    preferences: { locale: 'de', currency: 'EUR', zone: 'Europe/Berlin' },
  },
  'hashprice-all-es': { picture: picture({ of: 'hashprice', span: 'all' }), preferences: { locale: 'es' } },
  'line-7d-en': { picture: picture({ of: 'hashprice', span: '7d', lines: [{ perPhDay: 34 }] }) },
  'cost-90d-en': { picture: picture({ of: 'cost', span: '90d', model: 'regression' }) },
  'cost-all-pt-brl': {
    picture: picture({ of: 'cost', span: 'all', model: 'cash' }),
    preferences: { locale: 'pt', currency: 'BRL' },
  },
  'difficulty-90d-en': { picture: picture({ of: 'difficulty', span: '90d' }) },
  'difficulty-1y-ru': { picture: picture({ of: 'difficulty', span: '1y' }), preferences: { locale: 'ru' } },
  'panel-en': { picture: picture({ of: 'panel' }) },
  'panel-ru-light': { picture: picture({ of: 'panel' }), preferences: { locale: 'ru' }, theme: LIGHT },
  'panel-de-sat': { picture: picture({ of: 'panel' }), preferences: { locale: 'de', unit: 'sat/TH' } },
  'ai-en': { picture: picture({ of: 'ai' }) },
  'ai-ru-light': { picture: picture({ of: 'ai' }), preferences: { locale: 'ru' }, theme: LIGHT },
  'production-quarters-en': { picture: picture({ of: 'production', by: 'quarter' }) },
  'production-weeks-ru-light': {
    picture: picture({ of: 'production', by: 'week' }),
    preferences: { locale: 'ru' },
    theme: LIGHT,
  },
  'week-30d-en': {
    picture: picture({
      of: 'hashprice',
      span: '30d',
      isBand: true,
      lines: [
        { perPhDay: 29.4, label: 'S21' },
        { perPhDay: 35.4, label: 'S19j Pro' },
      ],
    }),
  },
  'miner-1y-en': { picture: picture({ of: 'miner', span: '1y', cik: 1507605 }) },
  'miner-1y-zh': { picture: picture({ of: 'miner', span: '1y', cik: 1507605 }), preferences: { locale: 'zh' } },
};

const coins = (btc: number, tickers: readonly string[], missing: readonly string[] = []): Sum => {
  const source = {
    title: '8-K',
    url: 'https://www.sec.gov/a.htm',
    publishedOn: '2026-02-02' as Day,
    by: 'filing',
  } as const;
  return { btc, by: tickers.map((ticker, i) => ({ cik: i + 1, ticker, btc: btc / tickers.length, source })), missing };
};

/** The newest first: of the running one little is known, of an old one not everything. */
const PRODUCTION: Production = {
  quarters: [
    { period: '2026-Q1', issuedBtc: 22_412.5, bought: coins(41_002, ['MSTR'], ['MSTR', 'SMLR']) },
    { period: '2025-Q4', issuedBtc: 41_237.5, mined: 9_870, sold: 8_015, bought: coins(32_470, ['MSTR'], ['SMLR']) },
    { period: '2025-Q3', issuedBtc: 42_853.125, mined: 10_420, sold: 5_630, bought: coins(42_706, ['MSTR']) },
    {
      period: '2025-Q2',
      issuedBtc: 40_950,
      isIssuedAbout: true as const,
      mined: 9_310,
      bought: coins(69_140, ['MSTR']),
    },
  ].map(({ mined, sold, ...one }, i) => ({
    from: '2026-01-01' as Day,
    to: '2026-03-31' as Day,
    isWhole: i > 0,
    ...one,
    ...(mined === undefined ? {} : { mined: coins(mined, ['CLSK', 'MARA', 'RIOT'], ['BTDR', 'CIFR']) }),
    ...(sold === undefined ? {} : { sold: coins(sold, ['CLSK', 'RIOT'], ['BTDR', 'CIFR', 'MARA']) }),
  })),
  weeks: [0, 855, 2_932, 22_305, 13_627, 1_286, 1_229, 0, 10_645].map((bought, i) => {
    const from = dayAfter('2026-02-23' as Day, -7 * i);
    return {
      period: weekOf(from),
      from,
      to: dayAfter(from, 6),
      isWhole: i > 0,
      issuedBtc: i > 0 ? 3_090 + ((i * 97) % 400) : 412.5,
      ...(i > 0 ? { bought: coins(bought, ['MSTR']) } : {}),
    };
  }),
  liquidation: [],
  all: {
    period: '2025-Q4',
    sold: 8_015,
    mined: 9_120,
    ratio: 0.879,
    tickers: ['CLSK', 'RIOT'],
    missing: ['BTDR', 'CIFR', 'MARA'],
  },
};

export const drawScene = ({ picture: wanted, preferences, theme = DARK }: Scene, periods = PERIODS): Drawing =>
  draw(wanted, readerOf({ ...USUAL, ...preferences }, LATEST), theme, periods);

function draw(wanted: Picture, reader: Reader, theme: Theme, periods: readonly PeriodFacts[]): Drawing {
  if (wanted.of === 'panel') return panelChart({ panel: PANEL, latest: LATEST }, reader, theme);
  if (wanted.of === 'ai') return aiChart({ picture: wanted, latest: LATEST }, reader, theme);
  if (wanted.of === 'production')
    return productionChart(
      { picture: wanted, shown: shownOf(PRODUCTION, wanted.by), all: PRODUCTION.all },
      reader,
      theme,
    );
  const market = { points: pointsBack(wanted.span), latest: LATEST };
  switch (wanted.of) {
    case 'hashprice': {
      const lines = inDollars(wanted.lines, LATEST);
      return hashpriceChart({ picture: wanted, lines, ...market }, reader, theme);
    }
    case 'cost':
      return costChart({ picture: wanted, ...market }, reader, theme);
    case 'difficulty':
      return difficultyChart({ picture: wanted, ...market }, reader, theme);
    case 'miner':
      return holdingsChart({ picture: wanted, company: COMPANY, periods }, reader, theme);
  }
}
