import { fact } from '../../delivery/tell/facts.ts';
import type { Fact } from '../../delivery/telling.ts';
import type { CompanyMemory, PeriodFacts, SaidOfDays } from '../../filings/memory.ts';
import { type Company, FILERS, type Filer, tickerOf } from '../../filings/watchlist.ts';
import { quantity } from '../../units/quantity.ts';
import type { Day } from '../../units/time.ts';
import { weekOf } from '../../units/week.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk, rowsOf } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** As many lines as a phone shows, and two rows of buttons. */
export const PAGE = 8;
/** With the row of pages, as many as Discord takes. */
export const MOST_BUTTONS = 16;

/** Companies that are watched and file with the SEC: of the others nothing is ever heard. */
export const LISTED: readonly Filer[] = FILERS.filter(({ until }) => until === undefined).toSorted((a, b) =>
  tickerOf(a) < tickerOf(b) ? -1 : 1,
);

/** What each company is known to hold and to have sold last, who holds most first; of whom nothing was read, last. */
export async function answerHolders(desk: Desk, page = 0): Promise<Reply> {
  const { deps, words } = desk;
  const known = await Promise.all(
    LISTED.map(async (company) => ({ company, memory: await deps.memory.recall(company.cik) })),
  );
  const isRead = ({ memory }: { memory: CompanyMemory }) =>
    lastHeld(memory) !== undefined || lastSold(memory) !== undefined;
  const sorted = known.filter(isRead).toSorted((a, b) => heldBy(b.memory) - heldBy(a.memory));
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE));
  const shown = Math.min(page, pages - 1);
  const some = sorted.slice(shown * PAGE, (shown + 1) * PAGE);
  const unread = shown === pages - 1 ? known.filter((one) => !isRead(one)) : [];
  return answer(
    desk,
    {
      title: words.say('answer.miners.title', { page: shown + 1, pages }),
      lead: words.say('answer.miners.lead', {}),
      facts: [
        ...some.map(({ company, memory }) => lineOf(company, memory, words)),
        ...(unread.length === 0
          ? []
          : [fact(words.say('answer.miners.unread', {}), words.list(unread.map(({ company }) => tickerOf(company))))]),
      ],
    },
    [
      ...rowsOf(
        [...some, ...unread]
          .slice(0, MOST_BUTTONS)
          .map(({ company }) => button(tickerOf(company), 'miner', tickerOf(company))),
        4,
      ),
      [
        ...pagesRow(shown, pages, (to) => button(to < shown ? '‹' : '›', 'holders', to)),
        button(words.say('button.byMargin', {}), 'miners', 0),
      ],
    ].filter((row) => row.length > 0),
  );
}

/** The way to the pages before and after, where there are any. */
export const pagesRow = <Made>(shown: number, pages: number, to: (page: number) => Made): Made[] => [
  ...(shown > 0 ? [to(shown - 1)] : []),
  ...(shown < pages - 1 ? [to(shown + 1)] : []),
];

const heldBy = (memory: CompanyMemory): number => lastHeld(memory)?.held.value ?? -1;

type Held = PeriodFacts & { held: NonNullable<PeriodFacts['held']> };
/** The newest holdings on record, by the day of the filing that says them; of treasuries, by the week. */
export const lastHeld = ({ periods, stretches }: CompanyMemory): Held | undefined =>
  [...stretches.map(heldInWeek), ...periods]
    .filter((one): one is Held => one.held !== undefined)
    .reduce<Held | undefined>(
      (newest, one) => (newest === undefined || one.held.from.filedOn > newest.held.from.filedOn ? one : newest),
      undefined,
    );

const heldInWeek = ({ to, held, source }: SaidOfDays): PeriodFacts => ({
  period: weekOf(to as Day),
  ...(held === undefined ? {} : { held: { value: held, from: source, implied: false } }),
});

type Sold = PeriodFacts & { sold: NonNullable<PeriodFacts['sold']> };
/** The newest period of which it is known how much was sold, even if that is nothing. */
export const lastSold = ({ periods }: CompanyMemory): Sold | undefined =>
  periods
    .filter((one): one is Sold => one.sold !== undefined)
    .reduce<Sold | undefined>(
      (newest, one) => (newest === undefined || one.sold.from.filedOn > newest.sold.from.filedOn ? one : newest),
      undefined,
    );

function lineOf(company: Company, memory: CompanyMemory, words: Words): Fact {
  const held = lastHeld(memory);
  const sold = lastSold(memory);
  const btc = (coins: number) => words.btc(quantity(coins));
  const pieces = [
    ...(held ? [words.say('answer.miners.holds', { btc: btc(held.held.value) })] : []),
    ...(sold
      ? [words.say('answer.miners.sold', { btc: btc(sold.sold.value), period: words.period(sold.period) })]
      : []),
  ];
  return fact(tickerOf(company), words.list(pieces));
}
