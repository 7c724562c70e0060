import { distance } from 'fastest-levenshtein';
import { composeAnnouncement } from '../../alerts/announce.ts';
import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import { fact } from '../../delivery/tell/facts.ts';
import {
  inALine,
  marksOfToday,
  type ToldFigure,
  tellDeal,
  tellFigure,
  tellPolicy,
  tellResult,
  tellStatus,
  tellToday,
} from '../../delivery/tell/industry.ts';
import { type Evidence, type Fact, type Section, tell } from '../../delivery/telling.ts';
import type { Announcement } from '../../filings/announcement.ts';
import type { CompanyMemory } from '../../filings/memory.ts';
import { type Company, companyByName, companyByTicker, nameOf, tickerOf } from '../../filings/watchlist.ts';
import type { FigureName, MinerPanel, Result } from '../../industry/panel.ts';
import { readMiner } from '../../industry/read-panel.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, corrected, type Desk, expect, howToAnswer, inARow, leaveIt } from '../desk.ts';
import { wrong } from '../parse/read.ts';
import type { Reply } from '../reply.ts';
import { LISTED, lastHeld, lastSold } from './miners.ts';

/** The newest announcements are told whole; more would be a wall of text. */
const MOST = 3;

const tickerIn = (text: string): string => text.trim().replace(/^\$/, '').toUpperCase();

/** A company by its ticker or its name, spelt right. */
export const companyNamed = (text: string): Company | undefined =>
  companyByTicker(tickerIn(text)) ?? companyByName(text);

/** A company by its ticker, its name, or nearly so. */
export function companyMeant(text: string): Company | undefined {
  const exact = companyNamed(text);
  if (exact) return exact;
  const wanted = tickerIn(text);
  const near = LISTED.filter((company) => wanted.length >= 3 && distance(tickerOf(company), wanted) === 1);
  if (near.length === 1) return near[0];
  const begun = LISTED.filter((company) => wanted.length >= 3 && nameOf(company).toUpperCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
}

/** What one company announced lately, with its own words and where they stand; and every number that is on record of it. */
export async function answerMiner(desk: Desk, ticker: string | undefined): Promise<Reply> {
  const { words, deps, recipient, at } = desk;
  if (ticker === undefined) return askTicker(desk);
  const company = companyMeant(ticker);
  if (company === undefined) {
    return corrected(desk, wrong('wrong.ticker', ticker), [[button(words.say('button.miners', {}), 'miners', 0)]]);
  }
  const symbol = tickerOf(company);
  if (company.cik === null) {
    return answer(desk, {
      title: nameOf(company),
      lead: words.say('answer.miner.noFilings', { who: nameOf(company) }),
    });
  }
  const cik = company.cik;
  const [memory, panel, subscriptions] = await Promise.all([
    deps.memory.recall(cik),
    readMiner(deps, cik, at),
    deps.book.of(recipient),
  ]);
  const announced = await announcedBy(desk, memory, cik);
  const filings = subscriptions.find(({ topic }) => topic === FILINGS_TOPIC);
  const follows = filings !== undefined && (filings.filter?.ciks?.includes(cik) ?? true);
  const who = words.say('filing.who', { company: nameOf(company), ticker: symbol });
  const sections = announced.flatMap((announcement) => sectionOf(announcement, desk));
  const said = {
    title: who,
    lead: inARow(
      words,
      ...(panel === undefined ? [] : tellStatus(panel, words)),
      sections.length > 0
        ? words.say('answer.miner.lead', { count: sections.length })
        : words.say('answer.miner.quiet', {}),
    ),
    facts: [...(panel === undefined ? coinsOf(memory, desk) : figuresOf(panel, words)), ...policyOf(memory, words)],
  };
  return answer(desk, sections.length > 0 ? { ...said, sections } : { ...said, evidence: evidenceOf(memory, desk) }, [
    [
      ...(company.until === undefined
        ? [
            button(
              words.say(follows ? 'button.unfollow' : 'button.follow', {}),
              'followOne',
              symbol,
              follows ? 'off' : 'on',
            ),
          ]
        : []),
      button(words.say('button.chart', {}), 'chart', 'miner', '1y', symbol),
    ],
    [button(words.say('button.miners', {}), 'miners', 0)],
  ]);
}

async function askTicker(desk: Desk): Promise<Reply> {
  const { words } = desk;
  await expect(desk, { awaits: 'ticker' });
  return answer(
    desk,
    {
      title: words.say('answer.miner.ask', {}),
      lead: words.say('answer.miner.askLead', { how: howToAnswer(desk) }),
    },
    [[button(words.say('button.miners', {}), 'miners', 0), ...leaveIt(desk)]],
  );
}

/** Newest first. What went out under one key may have been of several companies. */
async function announcedBy({ deps }: Desk, memory: CompanyMemory, cik: number): Promise<Announcement[]> {
  const keys = [...new Set(memory.told.map(({ notice }) => notice))].slice(0, MOST);
  const composed = await Promise.all(keys.map((key) => deps.announced.composed(key)));
  return composed
    .flatMap((one) => one?.parts ?? [])
    .filter((announcement) => announcement.cik === cik)
    .slice(0, MOST);
}

/** As it was told: told once more, with today's words. */
function sectionOf(announcement: Announcement, { words, at }: Desk): Section[] {
  const {
    title,
    lead,
    facts,
    evidence = [],
  } = tell(composeAnnouncement('again', [{ announcement, notice: 'again' }], at), words);
  return [
    { title: `${announcement.filedOn}: ${title}`, lead, facts: facts.slice(0, 3), evidence, url: announcement.url },
  ];
}

/** What is told of whom no panel is made: of an accumulator, coins alone. */
function coinsOf(memory: CompanyMemory, { words }: Desk): Fact[] {
  const held = lastHeld(memory);
  const sold = lastSold(memory);
  const btc = (coins: number) => words.btc(quantity(coins));
  return [
    ...(held
      ? [
          {
            ...fact(words.say('filing.fact.heldAt', { period: words.period(held.period) }), btc(held.held.value)),
            url: held.held.from.url,
          },
        ]
      : []),
    ...(sold
      ? [
          {
            ...fact(
              words.say('filing.fact.periodBefore', { period: words.period(sold.period) }),
              soldIn(sold, btc, words),
            ),
            url: sold.sold.from.url,
          },
        ]
      : []),
  ];
}

/** In the order in which they matter: what does not fit is left out from the end. */
const ORDER = [
  'btcHeld',
  'btcPledged',
  'btcSold',
  'btcMined',
  'hashcostUsdPerPhDay',
  'cashCostUsdPerBtc',
  'allInCostUsdPerBtc',
  'usdPerKwh',
  'joulesPerTerahash',
  'hashrateEhs',
] as const satisfies readonly FigureName[];

/** As many contracts as a chat is told of; the page has them all. */
const MOST_DEALS = 3;

/** Today's margin first; then every number that is on record, each with its period, its age and where it stands. */
function figuresOf(panel: MinerPanel, words: Words): Fact[] {
  const { figures, today, revenue, netResult, deals } = panel;
  const told = (one: ToldFigure): Fact => ({ ...fact(one.label, inALine(one, words)), url: one.source.url });
  const marks = marksOfToday(panel, words);
  return [
    ...(today
      ? [fact(words.say('industry.today', {}), inALine({ value: tellToday(today, words), marks }, words))]
      : []),
    ...ORDER.flatMap((name) => (figures[name] ? [told(tellFigure(name, figures[name], words))] : [])),
    ...newestOf(revenue).map((one) => told(tellResult('revenue', one, words))),
    ...newestOf(netResult).map((one) => told(tellResult('netResult', one, words))),
    ...deals
      .slice(0, MOST_DEALS)
      .map((deal) => ({ ...fact(words.say('industry.deals', {}), tellDeal(deal, words)), url: deal.source.url })),
  ];
}

/** The newest quarter, and the newest year. */
function newestOf(results: readonly Result[]): Result[] {
  const isYear = ({ period }: Result) => /^\d{4}$/.test(period);
  const [quarter, year] = [results.find((one) => !isYear(one)), results.find(isYear)];
  return [...(quarter ? [quarter] : []), ...(year ? [year] : [])];
}

const policyOf = ({ policies: [policy] }: CompanyMemory, words: Words): Fact[] =>
  policy === undefined
    ? []
    : [{ ...fact(words.say('answer.miner.policy', {}), tellPolicy(policy, policy.from, words)), url: policy.from.url }];

function soldIn(
  { sold, mined }: NonNullable<ReturnType<typeof lastSold>>,
  btc: (coins: number) => string,
  words: Words,
): string {
  return mined === undefined
    ? words.say('filing.fact.periodSoldBare', { sold: btc(sold.value) })
    : words.say('filing.fact.periodSold', { sold: btc(sold.value), mined: btc(mined.value) });
}

/** Where nothing was ever announced, the words it is known by. */
function evidenceOf({ policies }: CompanyMemory, { words }: Desk): Evidence[] {
  const [policy] = policies;
  if (policy === undefined) return [];
  return [{ quote: policy.quote, label: words.say('filing.open', { form: policy.from.form }), url: policy.from.url }];
}
