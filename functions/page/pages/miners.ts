import { marksOfToday, tellFigure, tellToday } from '../../delivery/tell/industry.ts';
import type { FigureName, MinerPanel, Panel } from '../../industry/panel.ts';
import { readPanel } from '../../industry/read-panel.ts';
import { quantity } from '../../units/quantity.ts';
import { chart } from '../chart.ts';
import { type Cell, type Html, html, marked, outwards, table, theirs, within } from '../html.ts';
import type { Section } from '../layout.ts';
import type { PageSources } from '../sources.ts';
import type { Visit } from '../visit.ts';

/** As much as can be compared side by side; the rest is on each miner's own page. */
const SHOWN = ['hashrateEhs', 'joulesPerTerahash', 'usdPerKwh', 'cashCostUsdPerBtc', 'btcHeld'] as const;

/** Who mines at a loss today, best first, and on what that rests. */
export async function minersPage(sources: PageSources, visit: Visit): Promise<Section> {
  const { words } = visit;
  const [panel, picture] = await Promise.all([readPanel(sources, visit.now), chart(sources, { of: 'panel' }, visit)]);
  const title = words.say('page.miners', {});
  const rest = panel.miners.filter((miner) => !hasNumbers(miner));
  return {
    title,
    body: html`<p>${leadOf(panel, visit)}</p>
${picture}
${table(
  visit,
  title,
  [
    { head: words.say('page.company', {}) },
    { head: words.say('industry.today', {}) },
    ...SHOWN.map((name) => ({ head: words.say(`industry.figure.${name}`, {}), isNumber: true })),
  ],
  panel.miners
    .filter(hasNumbers)
    .map((miner) => [
      html`${within(visit, `/miners/${encodeURIComponent(miner.ticker)}`, theirs(miner.ticker))} <small>${theirs(miner.name)}</small>`,
      todayCell(miner, visit),
      ...SHOWN.map((name) => figureCell(miner, name, visit)),
    ]),
)}
${rest.length === 0 ? '' : html`<h2>${words.say('panel.unknown', {})}</h2><ul class="tight">${rest.map((miner) => restItem(miner, visit))}</ul>`}`,
  };
}

const hasNumbers = ({ today, figures }: MinerPanel): boolean =>
  today !== undefined || SHOWN.some((name) => figures[name] !== undefined);

const restItem = ({ ticker, name, status, since }: MinerPanel, visit: Visit): Html =>
  html`<li>${within(visit, `/miners/${encodeURIComponent(ticker)}`, theirs(ticker))} ${theirs(name)}${
    status === 'reporting' || since === undefined
      ? ''
      : html` <small>${visit.words.say(`industry.status.${status}`, { day: since })}</small>`
  }</li>
`;

function leadOf({ usdPerPhDay, usdPerBtc, miners }: Panel, { words }: Visit): string {
  const known = miners.filter(({ today }) => today !== undefined);
  if (usdPerPhDay === undefined || usdPerBtc === undefined) return words.say('page.empty', {});
  return words.say('panel.lead', {
    hashprice: words.usdPerPhDay(usdPerPhDay),
    price: words.usdPerBtc(quantity(usdPerBtc)),
    known: known.length,
    losing: known.filter(({ today }) => today!.usdPerPhDay < 0).length,
  });
}

/** What it makes; or why there is nothing to say of that. */
function todayCell(miner: MinerPanel, { words }: Visit): Cell {
  const { today, status, since, figures } = miner;
  const gone =
    status === 'reporting' || since === undefined ? [] : [words.say(`industry.status.${status}`, { day: since })];
  if (today === undefined) return marked(words.say('panel.unknown', {}), gone);
  const source = figures[today.uses[0]!]?.source;
  const told = html`<span class="${today.usdPerPhDay < 0 ? 'bad' : 'good'}">${tellToday(today, words)}</span>`;
  const marks = marksOfToday(miner, words);
  const [basis = '', ...rest] = marks;
  return marked(told, [source === undefined ? basis : outwards(source.url, basis), ...rest, ...gone]);
}

function figureCell({ figures }: MinerPanel, name: FigureName, visit: Visit): Html | string {
  const figure = figures[name];
  if (figure === undefined) return html`<small>${visit.words.say('page.unknown', {})}</small>`;
  const { value, marks, source } = tellFigure(name, figure, visit.words);
  return marked(outwards(source.url, value), marks);
}
