import { referenceIn } from '../../delivery/tell/reference.ts';
import { COST_MODELS, COST_PARAMETERS, networkEfficiency } from '../../market/cost.ts';
import { breakEvenHashprice } from '../../market/margin.ts';
import { type Checked, checkPublished } from '../../market/published.ts';
import { REFERENCE_FLEETS } from '../../market/reference-fleets.ts';
import { type Day, days, elapsed, startOfDay } from '../../units/time.ts';
import type { Key } from '../../words/catalogue.ts';
import { FORMULAS } from '../formulas.ts';
import { type Html, html, marked, outwards, table, theirs } from '../html.ts';
import type { Section } from '../layout.ts';
import type { Visit } from '../visit.ts';
import { assumptionsTable } from './ai.ts';

/** Every formula and parameter, from the very values that are reckoned with, and how well they meet what others publish. */
export function methodPage(visit: Visit): Section {
  const { words } = visit;
  return {
    title: words.say('page.method', {}),
    body: html`<p>${words.say('page.method.lead', {})}</p>
<h2>${words.say('page.formulas', {})}</h2>
<dl class="facts">${FORMULAS.map(
      ({ name, formula }) => html`<div><dt>${words.say(name, {})}</dt><dd><code lang="en">${formula}</code></dd></div>
`,
    )}</dl>
<h2>${words.say('page.costs', {})}</h2>
${models(visit)}
${parameters(visit)}
<h2>${words.say('page.fleets', {})}</h2>
${fleets(visit)}
${
  // In the report they stand above.
  visit.isReport ? '' : html`<h2>${words.say('subject.switch-over', {})}</h2>${assumptionsTable(visit)}`
}
<h2>${words.say('page.check', {})}</h2>
${selfCheck(visit)}`,
  };
}

function models(visit: Visit): Html {
  const { words } = visit;
  const { usdPerKwh, electricityShare: share, usdPerTeraDifficulty: usd } = COST_PARAMETERS;
  const formulas: Record<keyof typeof COST_MODELS, string> = {
    electricity: words.say('model.electricity.formula', { usdPerKwh }),
    cash: words.say('model.cash.formula', { share }),
    regression: words.say('model.regression.formula', { usd }),
  };
  return table(
    visit,
    words.say('page.costs', {}),
    [
      { head: words.say('fact.model', {}) },
      { head: words.say('page.formula', {}) },
      { head: words.say('page.source', {}) },
    ],
    Object.values(COST_MODELS).map(({ name, lastChecked }) => [
      words.say(`answer.cost.${name}`, {}),
      formulas[name],
      marked(words.say(`model.${name}.source`, {}), [`${words.say('page.checked', {})} ${lastChecked}`]),
    ]),
  );
}

/** By the names that the API and the code give them. */
function parameters(visit: Visit): Html {
  const { words, now } = visit;
  const { efficiency, usdPerKwh, electricityShare, usdPerTeraDifficulty } = COST_PARAMETERS;
  const rows: [string, string][] = [
    ['efficiency.joulesPerTerahash', `${words.joulesPerTerahash(efficiency.joulesPerTerahash)} (${efficiency.on})`],
    ['efficiency.yearlyFactor', words.number(efficiency.yearlyFactor)],
    ['networkEfficiency(now)', words.joulesPerTerahash(networkEfficiency(now))],
    ['usdPerKwh', words.usdPerKwh(usdPerKwh)],
    ['electricityShare', words.percent(electricityShare)],
    ['usdPerTeraDifficulty', words.number(usdPerTeraDifficulty)],
  ];
  return table(
    visit,
    words.say('page.parameter', {}),
    [{ head: words.say('page.parameter', {}) }, { head: words.say('page.value', {}), isNumber: true }],
    rows.map(([name, value]) => [html`<code>${name}</code>`, value]),
  );
}

function fleets(visit: Visit): Html {
  const { words } = visit;
  return table(
    visit,
    words.say('page.fleets', {}),
    [
      { head: words.say('page.machine', {}) },
      { head: words.say('industry.figure.joulesPerTerahash', {}), isNumber: true },
      { head: words.say('industry.figure.usdPerKwh', {}), isNumber: true },
      { head: words.say('picture.legend.breakEven', {}), isNumber: true },
    ],
    REFERENCE_FLEETS.map((fleet) => [
      referenceIn(fleet.name, words),
      words.joulesPerTerahash(fleet.joulesPerTerahash),
      words.usdPerKwh(fleet.usdPerKwh),
      words.usdPerPhDay(breakEvenHashprice(fleet)),
    ]),
  );
}

function selfCheck(visit: Visit): Html {
  const { words, now } = visit;
  const checked = checkPublished().filter(({ day }) => startOfDay(day) <= now);
  const [newest] = checked;
  if (newest === undefined) return html``;
  const sizes = checked.map(({ error }) => Math.abs(error)).toSorted((a, b) => a - b);
  const title = words.say('page.check', {});
  return html`<p>${words.say('page.check.lead', { day: newest.day, days: daysSince(newest.day, now) })}</p>
<p>${words.say('page.check.found', {
    count: checked.length,
    median: words.percent(sizes[Math.floor(sizes.length / 2)]!),
    largest: words.percent(sizes.at(-1)!),
  })}</p>
${table(
  visit,
  title,
  [
    { head: words.say('page.day', {}) },
    { head: words.say('page.published', {}), isNumber: true },
    { head: words.say('page.ours', {}), isNumber: true },
    { head: words.say('page.difference', {}), isNumber: true },
    { head: words.say('page.inputs', {}) },
    { head: words.say('page.source', {}) },
  ],
  checked.map((one) => checkRow(one, visit)),
)}`;
}

const PRICE_WORDS = {
  'same-page': 'page.input.samePage',
  'daily-close': 'page.input.close',
} as const satisfies Record<Checked['priceFrom'], Key>;

function checkRow(
  { day, by, usdPerPhDay, ours, error, usdPerBtc, priceFrom, difficulty, feesBtcPerBlock, url }: Checked,
  visit: Visit,
) {
  const { words } = visit;
  return [
    day,
    words.usdPerPhDay(usdPerPhDay),
    words.usdPerPhDay(ours),
    words.change(error),
    marked(
      words.list([
        words.say('source.price', { price: words.usdPerBtc(usdPerBtc) }),
        words.difficulty(difficulty),
        words.say('source.fees', { fees: words.btc(feesBtcPerBlock) }),
      ]),
      [words.say(PRICE_WORDS[priceFrom], {})],
    ),
    outwards(url, theirs(by)),
  ];
}

const daysSince = (day: Day, now: Date): number => Math.floor(elapsed(startOfDay(day), now) / days(1));
