import { companyByCik, companyByTicker, nameOf, tickerOf } from '../../filings/watchlist.ts';
import { readProduction } from '../../industry/read-production.ts';
import { press } from '../button.ts';
import type { CommandOf, Span } from '../command.ts';
import { SPANS } from '../command.ts';
import { answer, button, corrected, type Desk } from '../desk.ts';
import { wrong } from '../parse/read.ts';
import type { PictureAsked, Reply } from '../reply.ts';
import { fleetNamed, fleetWith, ownOf } from './fleets-of.ts';
import { notThere } from './not-there.ts';

const SPAN_USUALLY: Readonly<Record<PictureAsked['of'], Span>> = {
  hashprice: '30d',
  cost: '1y',
  difficulty: '90d',
  miner: '1y',
  panel: '1y',
  ai: '30d',
  production: '1y',
};

/** A picture, and buttons for the other spans of it. What is typed behind it may be a company or a fleet. */
export async function answerChart(
  desk: Desk,
  { of, span, fleet, ticker }: Omit<CommandOf<'chart'>, 'name'>,
): Promise<Reply> {
  const company = companyByTicker(ticker ?? (of === undefined ? (fleet ?? '') : ''));
  if (of === 'miner' || ticker !== undefined || (of === undefined && company !== undefined)) {
    if (company === undefined) return corrected(desk, wrong('wrong.ticker', ticker ?? fleet ?? ''));
    return picture(desk, { of: 'miner', span: span ?? SPAN_USUALLY.miner, ticker: tickerOf(company) });
  }
  const kind = of ?? 'hashprice';
  const known = await fleetNamed(desk, fleet);
  if (fleet !== undefined && known === undefined) return corrected(desk, wrong('wrong.chart', fleet));
  const asked = { of: kind, span: span ?? SPAN_USUALLY[kind] };
  return kind === 'hashprice' && known
    ? picture(desk, { ...asked, fleet: known.id }, known.fleet.name)
    : picture(desk, asked);
}

/** From a button, which carries the fleet's id. */
export async function pictureOfFleet(desk: Desk, span: Span, id: string): Promise<Reply> {
  const known = fleetWith(await ownOf(desk), id);
  return known === undefined ? notThere(desk) : picture(desk, { of: 'hashprice', span, fleet: id }, known.fleet.name);
}

/** The caption carries what the picture is of; its numbers are written by whoever draws it. */
export async function picture(desk: Desk, asked: PictureAsked, called?: string): Promise<Reply> {
  const { words } = desk;
  const { of, span, ticker, fleet } = asked;
  const nothing = await nothingToDraw(desk, asked);
  if (nothing !== undefined) return answer(desk, { title: words.say('chart.nothing', {}), lead: nothing });
  const about = ticker ?? fleet ?? '';
  const spanName = words.say(`chart.span.${span}`, {});
  const title =
    of === 'miner'
      ? words.say('chart.miner', { who: nameIn(ticker), span: spanName })
      : isOfNow(of)
        ? words.say(`chart.${of}`, {})
        : words.say(`chart.${of}`, { span: spanName });
  return answer(
    desk,
    {
      title,
      lead: leadOf(desk, of, called),
    },
    of === 'ai' || of === 'panel'
      ? [[wayOn(of, words)]]
      : of === 'production'
        ? grains(span, words)
        : [
            SPANS.map((one) => {
              const label = words.say(`chart.tap.${one}`, {});
              return button(one === span ? `· ${label} ·` : label, 'chart', of, one, about);
            }),
          ],
    { edits: false, picture: asked, share: press('chart', of, span, about) },
  );
}

/** Whoever draws finds nothing in silence, as under an alert it should; whoever asked is told. */
async function nothingToDraw(
  { deps, snapshot, words }: Desk,
  { of, ticker }: PictureAsked,
): Promise<string | undefined> {
  if (of === 'production' && snapshot !== undefined) {
    const { weeks, quarters } = await readProduction(deps, snapshot.at);
    const isAny = [...weeks, ...quarters].some(
      ({ issuedBtc, mined, sold, bought }) => issuedBtc ?? mined ?? sold ?? bought,
    );
    return isAny ? undefined : words.say('chart.nothingSaid', {});
  }
  if (of !== 'miner') return snapshot === undefined ? words.say('chart.nothingYet', {}) : undefined;
  const cik = companyByTicker(ticker ?? '')?.cik;
  const known = typeof cik === 'number' && (await deps.memory.recall(cik)).periods.length > 0;
  return known ? undefined : words.say('chart.nothingOf', { who: nameIn(ticker) });
}

/** Of these the numbers tell when they are of. */
const isOfNow = (of: PictureAsked['of']): of is 'ai' | 'panel' | 'production' =>
  of === 'ai' || of === 'panel' || of === 'production';

/** By the week, or by the quarter. */
function grains(span: Span, words: Desk['words']) {
  const grain = (label: string, to: Span) =>
    button(to === span ? `· ${label} ·` : label, 'chart', 'production', to, '');
  return [
    [grain(words.say('button.byWeek', {}), '90d'), grain(words.say('button.byQuarter', {}), '1y')],
    [button(words.say('button.production', {}), 'command', 'production')],
  ];
}

/** From a picture of now, which goes no way back: to the words and numbers of it. */
const wayOn = (of: 'ai' | 'panel', words: Desk['words']) =>
  of === 'ai'
    ? button(words.say('button.ai', {}), 'command', 'ai')
    : button(words.say('button.miners', {}), 'miners', 0);

/** On Discord the picture stands in the same message, and is there when the words are. */
function leadOf({ recipient, words }: Desk, of: PictureAsked['of'], fleet: string | undefined): string {
  const isHere = recipient.platform === 'discord';
  if (isHere && isOfNow(of)) return words.say('chart.leadNow', {});
  if (fleet === undefined) return words.say(isHere ? 'chart.leadHere' : 'chart.lead', {});
  return words.say(isHere ? 'chart.leadFleetHere' : 'chart.leadFleet', { fleet });
}

const nameIn = (ticker = ''): string => {
  const company = companyByTicker(ticker);
  return company === undefined ? ticker : nameOf(company);
};

export const tickerOfCik = (cik: number): string => {
  const company = companyByCik(cik);
  return company === undefined ? String(cik) : tickerOf(company);
};
