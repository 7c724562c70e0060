import type { FinancialsKeeper } from '../filings/financials.ts';
import type { Memory } from '../filings/memory.ts';
import { companyByCik, nameOf, tickerOf } from '../filings/watchlist.ts';
import { readPanel } from '../industry/read-panel.ts';
import { readProduction } from '../industry/read-production.ts';
import { digestOf } from '../kit/digest.ts';
import type { History } from '../market/history.ts';
import { rateOf } from '../market/rates.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { dayAfter, dayOf, days, later, startOfDay } from '../units/time.ts';
import { loadWords } from '../words/catalogue.ts';
import type { Preferences } from '../words/preferences.ts';
import { aiChart } from './ai-chart.ts';
import { costChart } from './cost-chart.ts';
import { difficultyChart } from './difficulty-chart.ts';
import { hashpriceChart, type UsdLine } from './hashprice-chart.ts';
import { holdingsChart } from './holdings-chart.ts';
import { barsOf, panelChart } from './panel-chart.ts';
import type { Drawing, Picture, Span } from './picture.ts';
import { type Point, pointsOf } from './points.ts';
import { productionChart, shownOf } from './production-chart.ts';
import { type Reader, readerOf } from './reader.ts';
import { DARK, type Theme } from './theme.ts';

export type PictureSources = {
  history: Pick<History, 'at' | 'latest' | 'hours' | 'days' | 'since'>;
  memory: Pick<Memory, 'recall'>;
  financials: Pick<FinancialsKeeper, 'recall'>;
};

/**
 * A picture that could be drawn now. Whoever reads alike and asks for the same at the same tick has the same key, and so
 * need not have it drawn again.
 */
export type Prepared = { key: string; draw(): Promise<Drawing> };

/** More than there can be reason for; a company's own record goes no further, either. */
const MOST_DAYS = 5_000;
const DAYS: Readonly<Record<Span, number>> = { '7d': 7, '30d': 30, '90d': 90, '1y': 365, all: MOST_DAYS };

/**
 * @param tick whose numbers are shown as those of now; the newest without it, or where it is no longer kept.
 * @returns undefined where there has never been a snapshot to show.
 */
export async function preparePicture(
  sources: PictureSources,
  picture: Picture,
  preferences: Preferences,
  tick?: Date,
  theme: Theme = DARK,
): Promise<Prepared | undefined> {
  const { history, memory } = sources;
  const latest = (tick && (await history.at(tick))) ?? (await history.latest());
  if (picture.of === 'miner') {
    const [known, company] = [await memory.recall(picture.cik), companyByCik(picture.cik)];
    // An empty picture under an alert would only make people wonder.
    if (company === undefined || known.periods.length === 0) return undefined;
    const names = { name: nameOf(company), ticker: tickerOf(company) };
    return {
      key: keyOf(picture, preferences, theme, known.periods),
      draw: async () => {
        await loadWords(preferences.locale);
        return holdingsChart({ picture, company: names, periods: known.periods }, readerOf(preferences, latest), theme);
      },
    };
  }
  if (latest === undefined) return undefined;
  if (picture.of === 'panel') {
    // At the moment that is drawn, which is as fresh as itself.
    const asOf = { latest: async () => latest, days: history.days.bind(history) };
    const panel = await readPanel({ ...sources, history: asOf }, latest.at);
    const bars = barsOf(panel);
    if (bars.length === 0) return undefined;
    return {
      key: keyOf(picture, preferences, theme, latest.at.toISOString(), latest.rates?.day, bars),
      draw: async () => {
        await loadWords(preferences.locale);
        return panelChart({ panel, latest }, readerOf(preferences, latest), theme);
      },
    };
  }
  if (picture.of === 'production') {
    const asOf = { latest: async () => latest, days: history.days.bind(history) };
    const production = await readProduction({ ...sources, history: asOf }, latest.at);
    const shown = shownOf(production, picture.by);
    if (shown.length === 0) return undefined;
    return {
      key: keyOf(picture, preferences, theme, shown),
      draw: async () => {
        await loadWords(preferences.locale);
        return productionChart({ picture, shown, all: production.all }, readerOf(preferences, latest), theme);
      },
    };
  }
  return {
    key: keyOf(picture, preferences, theme, latest.at.toISOString(), latest.rates?.day),
    draw: async () => {
      if (picture.of === 'ai') {
        await loadWords(preferences.locale);
        return aiChart({ picture, latest }, readerOf(preferences, latest), theme);
      }
      const [points] = await Promise.all([pointsBack(history, picture.span, latest), loadWords(preferences.locale)]);
      return drawMarket(picture, points, latest, readerOf(preferences, latest), theme);
    },
  };
}

/** Facts alone: the same for everybody who may be shown the same file. */
const keyOf = (
  picture: Picture,
  { locale, currency, unit, zone }: Preferences,
  theme: Theme,
  ...of: unknown[]
): string => digestOf(JSON.stringify([picture, locale, currency, unit, zone, theme.name, ...of]), 32);

/** Hours up to a month, days for longer: about as many points as a phone has columns. */
async function pointsBack(history: PictureSources['history'], span: Span, latest: Snapshot): Promise<Point[]> {
  const earliest = later(latest.at, days(-DAYS[span]));
  const since = span === 'all' ? await history.since() : undefined;
  const from = since && startOfDay(since) > earliest ? startOfDay(since) : earliest;
  const isShort = span === '7d' || span === '30d';
  const [hours, whole] = await Promise.all([
    isShort ? history.hours(from, latest.at) : [],
    history.days(dayAfter(dayOf(from), -1), dayOf(latest.at)),
  ]);
  return pointsOf({ hours, days: whole }, latest, from);
}

function drawMarket(
  picture: Exclude<Picture, { of: 'miner' | 'panel' | 'ai' | 'production' }>,
  points: readonly Point[],
  latest: Snapshot,
  reader: Reader,
  theme: Theme,
): Drawing {
  switch (picture.of) {
    case 'hashprice':
      return hashpriceChart({ picture, points, latest, lines: inDollars(picture.lines, latest) }, reader, theme);
    case 'cost':
      return costChart({ picture, points, latest }, reader, theme);
    case 'difficulty':
      return difficultyChart({ picture, points, latest }, reader, theme);
  }
}

type Lines = Extract<Picture, { of: 'hashprice' }>['lines'];

/** By the rates of the day; a line in a currency that has none is left out rather than drawn wrong. */
export const inDollars = (lines: Lines, latest: Snapshot): UsdLine[] =>
  lines
    .flatMap(({ perPhDay, currency, label }) => {
      const rate = rateOf(latest, currency);
      return rate === undefined ? [] : [{ usdPerPhDay: perPhDay / rate, ...(label === undefined ? {} : { label }) }];
    })
    .toSorted((a, b) => b.usdPerPhDay - a.usdPerPhDay);
