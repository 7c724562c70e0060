import {
  marksOfToday,
  type ToldFigure,
  tellDeal,
  tellFigure,
  tellPolicy,
  tellResult,
  tellStatus,
  tellToday,
} from '../../delivery/tell/industry.ts';
import { companyByTicker, nameOf, tickerOf } from '../../filings/watchlist.ts';
import { FIGURES, type MinerPanel } from '../../industry/panel.ts';
import { readMiner } from '../../industry/read-panel.ts';
import { chart } from '../chart.ts';
import { facts, type Html, html, marked, outwards, table, theirs } from '../html.ts';
import type { Section } from '../layout.ts';
import { announcedLately } from '../read.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';
import { articleOf, LOOKED_BACK_DAYS } from './announcements.ts';

const MOST_RESULTS = 8;
const MOST_NEWS = 10;
/** More than is ever announced by all of them together. */
const ALL = 1_000;

/** @property moved where it is found under its present ticker. */
export type Found = { section: Section } | { moved: string };

/** Everything on record of one company, each number with where it stands. @returns undefined of one that is not watched. */
export async function minerPage(sources: PageSources, visit: Visit, ticker: string): Promise<Found | undefined> {
  const company = companyByTicker(ticker);
  if (company === undefined || company.cik === null) return undefined;
  const symbol = tickerOf(company);
  if (symbol !== ticker) return { moved: symbol };
  const { words, now } = visit;
  const { cik } = company;
  const [panel, picture, announced] = await Promise.all([
    readMiner(sources, cik, now),
    chart(sources, { of: 'miner', span: '1y', cik }, visit),
    announcedLately(sources.announced, now, LOOKED_BACK_DAYS, ALL),
  ]);
  const news = announced.filter(({ announcement }) => announcement.cik === cik).slice(0, MOST_NEWS);
  const body = html`${panel === undefined ? '' : numbersOf(panel, visit)}
${picture}
<h2>${words.say('subject.filings', {})}</h2>
${
  news.length === 0
    ? html`<p>${words.say('page.news.none', { days: LOOKED_BACK_DAYS })}</p>`
    : news.map((one) => articleOf(one, visit))
}`;
  return { section: { title: words.say('filing.who', { company: nameOf(company), ticker: symbol }), body } };
}

function numbersOf(miner: MinerPanel, visit: Visit): Html {
  const { words } = visit;
  const { today, figures, deals } = miner;
  const told = FIGURES.flatMap((name) => (figures[name] === undefined ? [] : [tellFigure(name, figures[name], words)]));
  const results = (['revenue', 'netResult'] as const).flatMap((of) =>
    miner[of].slice(0, MOST_RESULTS).map((result) => tellResult(of, result, words)),
  );
  const status = tellStatus(miner, words);
  return html`${status.length === 0 ? '' : html`<p>${status.map((sentence) => html`${theirs(sentence)} `)}</p>`}
${
  today === undefined
    ? html`<p>${words.say('industry.today', {})}: ${words.say('panel.unknown', {})}</p>`
    : html`<p><strong>${words.say('industry.today', {})}</strong>: ${marked(
        html`<span class="${today.usdPerPhDay < 0 ? 'bad' : 'good'}">${tellToday(today, words)}</span>`,
        marksOfToday(miner, words),
      )}</p>`
}
${policyOf(miner, visit)}
${told.length === 0 ? html`<p>${words.say('page.noFigures', {})}</p>` : figuresTable(words.say('page.figures', {}), told, visit)}
${results.length === 0 ? '' : figuresTable(words.say('page.results', {}), results, visit)}
${
  deals.length === 0
    ? ''
    : html`<h2>${words.say('industry.deals', {})}</h2>
<ul>${deals.map(
        (deal) =>
          html`<li>${theirs(tellDeal(deal, words))}. ${outwards(deal.source.url, theirs(deal.source.title))}, ${deal.source.publishedOn}</li>`,
      )}</ul>`
}`;
}

/** In its own words, and where they stand. */
function policyOf({ policy }: MinerPanel, { words }: Visit): Html {
  if (policy === undefined) return html``;
  const { from, quote } = policy;
  return html`${facts([
    {
      label: words.say('answer.miner.policy', {}),
      value: tellPolicy(policy, from, words),
      url: from.url,
    },
  ])}
${quote === '' ? '' : html`<blockquote lang="en"><p>${theirs(quote)}</p></blockquote>`}`;
}

const figuresTable = (title: string, told: readonly ToldFigure[], visit: Visit): Html => {
  const { words } = visit;
  return html`<h2>${title}</h2>
${table(
  visit,
  title,
  [
    { head: words.say('page.what', {}) },
    { head: words.say('page.value', {}), isNumber: true },
    { head: words.say('page.remarks', {}) },
    { head: words.say('page.source', {}) },
  ],
  told.map(({ label, value, marks, source, isOld }) => [
    label,
    isOld ? html`<span class="old">${value}</span>` : value,
    words.list(marks),
    marked(outwards(source.url, theirs(source.title)), [source.publishedOn]),
  ]),
)}`;
};
