import { changeFact, LOOKED_BACK } from '../../delivery/tell/changes.ts';
import { bitcoinFact, fact, inBitcoinFact, powerFact } from '../../delivery/tell/facts.ts';
import { referenceIn } from '../../delivery/tell/reference.ts';
import { ignoredOf, sourcesOf } from '../../delivery/tell/sources.ts';
import { COST_MODELS } from '../../market/cost.ts';
import { breakEvenHashprice, marginOf } from '../../market/margin.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import { EPOCH_BLOCKS, FORECAST_FROM_BLOCKS } from '../../market/retarget.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { elapsed } from '../../units/time.ts';
import type { Words } from '../../words/words.ts';
import { chart } from '../chart.ts';
import { facts, type Html, html, marked, table, within } from '../html.ts';
import type { Section } from '../layout.ts';
import { announcedLately, daysBefore, isStale } from '../read.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';
import { articleOf, LOOKED_BACK_DAYS } from './announcements.ts';

const MOST_NEWS = 4;

/** What one petahash earns, who breaks even on that, what a coin costs, where difficulty goes, and what was announced. */
export async function nowPage(sources: PageSources, visit: Visit): Promise<Section> {
  const { words, now } = visit;
  const [latest, announced] = await Promise.all([
    sources.history.latest(),
    visit.isReport ? [] : announcedLately(sources.announced, now, LOOKED_BACK_DAYS, MOST_NEWS),
  ]);
  // In the report they follow below.
  const news = visit.isReport
    ? html``
    : html`<h2>${words.say('page.news', {})}</h2>
${
  announced.length === 0
    ? html`<p>${words.say('page.news.none', { days: LOOKED_BACK_DAYS })}</p>`
    : announced.map((one) => articleOf(one, visit))
}
<p>${within(visit, '/announcements', words.say('subject.filings', {}))}</p>`;
  if (latest === undefined) {
    return {
      title: words.say('answer.help.title', {}),
      body: html`<p class="lead">${words.say('page.lead', {})}</p><p>${words.say('page.empty', {})}</p>${news}`,
    };
  }
  const [past, hashpriceChart, costChart, difficultyChart] = await Promise.all([
    daysBefore(sources.history, latest, LOOKED_BACK.at(-1)!),
    chart(sources, { of: 'hashprice', span: '90d', lines: [] }, visit),
    chart(sources, { of: 'cost', span: '1y', model: 'cash' }, visit),
    chart(sources, { of: 'difficulty', span: '90d' }, visit),
  ]);
  return {
    title: words.say('answer.hashprice.title', { hashprice: words.usdPerPhDay(latest.hashprice.usdPerPhDay) }),
    body: html`<p class="lead">${words.say('page.lead', {})}</p>
<p>${words.say('page.at', { at: words.instant(latest.at), age: words.duration(elapsed(latest.at, now)) })}</p>
${facts([...changeFact(latest, past, words), bitcoinFact(latest, words), inBitcoinFact(latest, words), powerFact(latest, words)])}
${hashpriceChart}
${band(latest, visit)}
${costs(latest, visit)}
${costChart}
${retarget(latest, visit)}
${difficultyChart}
${news}
${whence(latest, words)}`,
  };
}

/** Before anything else: that nothing here is of now. */
export const staleBanner = (latest: Snapshot | undefined, { words, now, tickMs }: Visit): Html | undefined =>
  latest === undefined || !isStale(latest, now, tickMs)
    ? undefined
    : html`<p class="alarm" role="alert">${words.say('page.stale', {
        at: words.instant(latest.at),
        age: words.duration(elapsed(latest.at, now)),
      })}</p>`;

function band({ hashprice, price }: Snapshot, visit: Visit): Html {
  const { words } = visit;
  const market = { hashprice: hashprice.usdPerPhDay, price: price.usdPerBtc };
  const lines = REFERENCE_FLEETS.map(breakEvenHashprice).toSorted((a, b) => a - b);
  const title = words.say('page.band', {});
  return html`<h2>${title}</h2>
<p>${words.say('page.band.lead', { low: words.usdPerPhDay(lines[0]!), high: words.usdPerPhDay(lines.at(-1)!) })}</p>
${table(
  visit,
  title,
  [
    { head: words.say('page.machine', {}) },
    { head: words.say('picture.legend.breakEven', {}), isNumber: true },
    { head: words.say('fact.power', {}), isNumber: true },
    { head: words.say('fact.marginBoth', {}), isNumber: true },
  ],
  REFERENCE_FLEETS.map((fleet) => {
    const { marginUsdPerPhDay: margin, breakEvenHashpriceUsdPerPhDay, breakEvenUsdPerKwh } = marginOf(fleet, market);
    return [
      html`${referenceIn(fleet.name, words)} <small>${words.joulesPerTerahash(fleet.joulesPerTerahash)}</small>`,
      words.usdPerPhDay(breakEvenHashpriceUsdPerPhDay),
      words.usdPerKwh(breakEvenUsdPerKwh),
      earned(margin, words),
    ];
  }),
)}`;
}

/** In words and in colour: a sign alone is easily missed. */
const earned = (usdPerPhDay: number, words: Words): Html =>
  html`<span class="${usdPerPhDay < 0 ? 'bad' : 'good'}">${words.say(usdPerPhDay < 0 ? 'fact.loss' : 'fact.profit', {})} ${words.usdPerPhDay(Math.abs(usdPerPhDay))}</span>`;

function costs({ costs: each, price }: Snapshot, visit: Visit): Html {
  const { words } = visit;
  const title = words.say('page.costs', {});
  return html`<h2>${title}</h2>
${table(
  visit,
  title,
  [
    { head: words.say('fact.model', {}) },
    { head: words.say('page.cost', {}), isNumber: true },
    { head: words.say('page.gap', {}), isNumber: true },
    { head: words.say('fact.modelSource', {}) },
  ],
  Object.values(COST_MODELS).map(({ name, lastChecked }) => [
    words.say(`answer.cost.${name}`, {}),
    words.usdPerBtc(each[name]),
    html`<span class="${price.usdPerBtc < each[name] ? 'bad' : 'good'}">${words.change(price.usdPerBtc / each[name] - 1)}</span>`,
    marked(words.say(`model.${name}.source`, {}), [`${words.say('page.checked', {})} ${lastChecked}`]),
  ]),
)}`;
}

function retarget(latest: Snapshot, visit: Visit): Html {
  const { words, now } = visit;
  const { forecast, hashprice, hashpriceAfterRetarget: after, network, epoch } = latest;
  const isEarly = forecast === undefined || forecast.blocksFound < FORECAST_FROM_BLOCKS;
  return html`<h2>${words.say('fact.retarget', {})}</h2>
<p>${
    isEarly
      ? words.say('answer.difficulty.early', {})
      : words.say('answer.difficulty.lead', {
          change: words.change(forecast.change),
          uncertainty: words.percent(forecast.uncertainty),
          day: words.day(forecast.at),
          left: words.duration(Math.max(0, elapsed(now, forecast.at))),
        })
  }</p>
${facts([
  fact(words.say('picture.legend.difficulty', {}), words.difficulty(network.difficulty)),
  ...(after === undefined
    ? []
    : [
        fact(
          words.say('answer.difficulty.hashpriceAfter', {}),
          words.say('answer.difficulty.after', {
            after: words.usdPerPhDay(after),
            change: words.change(after / hashprice.usdPerPhDay - 1),
          }),
        ),
      ]),
  fact(
    words.say('fact.progress', {}),
    words.say('fact.blocks', {
      found: words.count(network.height - epoch.firstHeight + 1),
      all: words.count(EPOCH_BLOCKS),
      height: words.count(epoch.firstHeight + EPOCH_BLOCKS),
    }),
  ),
])}`;
}

function whence(latest: Snapshot, words: Words): Html {
  const ignored = ignoredOf({ snapshot: latest }, words);
  return html`<h2>${words.say('label.sources', {})}</h2>
<ul>${sourcesOf({ snapshot: latest }, words).map(
    ({ what, names, at }) => html`<li>${words.say('source.line', { what, names, at: words.instant(at) })}</li>`,
  )}</ul>
${ignored === '' ? '' : html`<p>${words.say('label.ignored', {})}: ${ignored}</p>`}`;
}
