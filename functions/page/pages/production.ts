import type { Liquidation, Production, ProductionPeriod, Sum } from '../../industry/production.ts';
import { readProduction } from '../../industry/read-production.ts';
import { quantity } from '../../units/quantity.ts';
import { chart } from '../chart.ts';
import { type Cell, folded, type Html, html, marked, outwards, table, theirs, within } from '../html.ts';
import type { Section } from '../layout.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';

const MOST = { weeks: 13, quarters: 8, liquidation: 40 } as const;

/** Coins issued, mined and sold by listed miners, and bought by treasuries; and who sells more than it mines. */
export async function productionPage(sources: PageSources, visit: Visit): Promise<Section> {
  const { words } = visit;
  const [production, picture] = await Promise.all([
    readProduction(sources, visit.now),
    chart(sources, { of: 'production', by: 'quarter' } as never, visit),
  ]);
  return {
    title: words.say('page.production', {}),
    body: html`${picture}
${periodsTable(words.say('page.quarters', {}), production.quarters.slice(0, MOST.quarters), visit)}
${periodsTable(words.say('page.weeks', {}), production.weeks.slice(0, MOST.weeks), visit)}
${liquidationOf(production, visit)}`,
  };
}

function periodsTable(title: string, periods: readonly ProductionPeriod[], visit: Visit): Html {
  const { words } = visit;
  return html`<h2>${title}</h2>
${table(
  visit,
  title,
  [
    { head: words.say('page.period', {}) },
    { head: words.say('page.issued', {}), isNumber: true },
    { head: words.say('picture.legend.mined', {}), isNumber: true },
    { head: words.say('picture.legend.sold', {}), isNumber: true },
    { head: words.say('page.bought', {}), isNumber: true },
  ],
  periods
    .filter(isKnown)
    .map(({ period, from, to, isWhole, issuedBtc, isIssuedAbout, mined, sold, bought }) => [
      marked(words.period(period), [`${from} – ${to}`, ...(isWhole ? [] : [words.say('page.running', {})])]),
      issuedBtc === undefined
        ? unknown(visit)
        : isIssuedAbout
          ? words.say('fact.about', { amount: words.btc(quantity(issuedBtc)) })
          : words.btc(quantity(issuedBtc)),
      sumCell(mined, visit),
      sumCell(sold, visit),
      sumCell(bought, visit),
    ]),
)}`;
}

/** The running one is shown in any case. */
const isKnown = ({ isWhole, issuedBtc, mined, sold, bought }: ProductionPeriod): boolean =>
  !isWhole || issuedBtc !== undefined || [mined, sold, bought].some((sum) => sum !== undefined);

const unknown = ({ words }: Visit): Html => html`<small>${words.say('page.unknown', {})}</small>`;

const missing = (tickers: readonly string[], { words }: Visit): Html =>
  tickers.length === 0
    ? html``
    : folded(words.say('page.missing', { count: tickers.length }), theirs(words.list(tickers)));

/** A sum of some is no sum of all: who is in it, and who is not. */
function sumCell(sum: Sum | undefined, visit: Visit): Cell {
  if (sum === undefined) return unknown(visit);
  const { words } = visit;
  const by = sum.by.map(({ ticker, source }) => outwards(source.url, theirs(ticker)));
  return html`${marked(words.btc(quantity(sum.btc)), by)}${missing(sum.missing, visit)}`;
}

function liquidationOf({ all, liquidation }: Production, visit: Visit): Html {
  const { words } = visit;
  const title = words.say('page.liquidation', {});
  return html`<h2>${title}</h2>
${
  all === undefined
    ? ''
    : html`<p>${words.say('page.liquidation.all', {
        period: words.period(all.period),
        sold: words.btc(quantity(all.sold)),
        mined: words.btc(quantity(all.mined)),
        ratio: words.percent(all.ratio),
      })} <small>${words.list(all.tickers)}</small></p>${missing(all.missing, visit)}`
}
${table(
  visit,
  title,
  [
    { head: words.say('page.company', {}) },
    { head: words.say('page.period', {}) },
    { head: words.say('page.ratio', {}), isNumber: true },
    { head: words.say('picture.legend.sold', {}), isNumber: true },
    { head: words.say('picture.legend.mined', {}), isNumber: true },
    { head: words.say('page.source', {}) },
  ],
  liquidation.slice(0, MOST.liquidation).map((one) => liquidationRow(one, visit)),
)}`;
}

const liquidationRow = ({ ticker, period, sold, mined, ratio, source }: Liquidation, visit: Visit): Cell[] => {
  const { words } = visit;
  return [
    within(visit, `/miners/${encodeURIComponent(ticker)}`, theirs(ticker)),
    words.period(period),
    html`<span class="${ratio > 1 ? 'bad' : 'v'}">${words.percent(ratio)}</span>`,
    words.btc(quantity(sold)),
    words.btc(quantity(mined)),
    marked(outwards(source.url, theirs(source.title)), [source.publishedOn]),
  ];
};
