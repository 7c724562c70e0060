import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import { fact } from '../../delivery/tell/facts.ts';
import { nameOf, tickerOf } from '../../filings/watchlist.ts';
import type { Subscription } from '../../subscriptions/book.ts';
import { answer, button, corrected, type Desk, type Rows, refusal, rowsOf } from '../desk.ts';
import { wrong } from '../parse/read.ts';
import type { Reply } from '../reply.ts';
import { filingsOf, filterIn } from './filings-filter.ts';
import { companyMeant } from './miner.ts';
import { LISTED, pagesRow } from './miners.ts';
import { subscribe } from './topics.ts';

const COMPANIES_PAGE = 20;

/** Every company with a tick at those that are heard of. */
export async function answerCompanies(desk: Desk, page = 0): Promise<Reply> {
  const { words } = desk;
  const filings = await filingsOf(desk);
  const hears = (cik: number) => filings !== undefined && (filings.filter?.ciks?.includes(cik) ?? true);
  const pages = Math.ceil(LISTED.length / COMPANIES_PAGE);
  const shown = Math.min(page, pages - 1);
  const some = LISTED.slice(shown * COMPANIES_PAGE, (shown + 1) * COMPANIES_PAGE);
  const toggles: Rows = rowsOf(
    some.map((company) =>
      button(
        `${hears(company.cik) ? '✓ ' : ''}${tickerOf(company)}`,
        'follow',
        company.cik,
        hears(company.cik) ? 'off' : 'on',
        shown,
      ),
    ),
    4,
  );
  return answer(
    desk,
    {
      title: words.say('companies.title', {}),
      lead: words.say('companies.lead', {}),
      facts: [fact(words.say('settings.now', {}), hearingIn(desk, filings))],
    },
    [
      ...toggles,
      [
        ...pagesRow(shown, pages, (to) => button(to < shown ? '‹' : '›', 'companies', to)),
        button(words.say('companies.all', {}), 'topic', 'filings', 'on'),
      ],
      ...(filings === undefined ? [] : [[button(words.say('button.kinds', {}), 'kinds')]]),
      [button(words.say('button.back', {}), 'topics')],
    ],
  );
}

const hearingIn = ({ words }: Desk, filings: Subscription | undefined): string =>
  filings === undefined ? words.say('companies.noneNow', {}) : filterIn(filings.filter, words);

/** Hears of one company more, or of one less. Of all but one is the others by name; of none is no subscription. */
async function follow(desk: Desk, cik: number, turn: 'on' | 'off'): Promise<void> {
  const { deps, recipient, at } = desk;
  const filings = await filingsOf(desk);
  const before = filings === undefined ? [] : (filings.filter?.ciks ?? LISTED.map((one) => one.cik));
  const isAll = filings !== undefined && filings.filter?.ciks === undefined;
  if (turn === 'on' && isAll) return;
  const ciks = turn === 'on' ? [...new Set([...before, cik])] : before.filter((one) => one !== cik);
  if (ciks.length === 0) return deps.book.unsubscribe(recipient, FILINGS_TOPIC);
  const { ciks: _, ...rest } = filings?.filter ?? {};
  await subscribe(desk, {
    recipient,
    topic: FILINGS_TOPIC,
    since: at,
    filter: { ...rest, ciks: ciks.toSorted((a, b) => a - b) },
  });
}

export async function toggleCompany(desk: Desk, cik: number, turn: 'on' | 'off', page: number): Promise<Reply> {
  const refused = await refusal(desk, turn === 'on' ? 'more' : 'any');
  if (refused) return refused;
  if (LISTED.some((company) => company.cik === cik)) await follow(desk, cik, turn);
  return answerCompanies(desk, page);
}

/** From an answer about one company, or a link to it. */
export async function followOne(desk: Desk, ticker: string, turn: 'on' | 'off'): Promise<Reply> {
  const refused = await refusal(desk, turn === 'on' ? 'more' : 'any');
  if (refused) return refused;
  const { words } = desk;
  const company = companyMeant(ticker);
  if (company === undefined || company.cik === null) return corrected(desk, wrong('wrong.ticker', ticker));
  await follow(desk, company.cik, turn);
  const who = words.say('filing.who', { company: nameOf(company), ticker: tickerOf(company) });
  return answer(
    desk,
    {
      severity: turn === 'on' ? 'good' : 'info',
      title: words.say(turn === 'on' ? 'follow.on' : 'follow.off', { who: tickerOf(company) }),
      lead: words.say(turn === 'on' ? 'follow.onLead' : 'follow.offLead', { who }),
    },
    [
      [
        button(words.say('button.latest', {}), 'miner', tickerOf(company)),
        button(words.say('button.companies', {}), 'companies', 0),
      ],
      [button(words.say('button.addFleet', {}), 'newFleet')],
    ],
    { promises: turn === 'on' },
  );
}

export const followFromLink = (desk: Desk, ticker: string): Promise<Reply> => followOne(desk, ticker, 'on');
