import { fact } from '../../delivery/tell/facts.ts';
import { inALine, marksOfToday, tellToday } from '../../delivery/tell/industry.ts';
import type { Fact } from '../../delivery/telling.ts';
import type { MinerPanel, Panel } from '../../industry/panel.ts';
import { readPanel } from '../../industry/read-panel.ts';
import { quantity } from '../../units/quantity.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk, type Rows, rowsOf } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { MOST_BUTTONS, PAGE, pagesRow } from './miners.ts';

/** Who mines at a loss today, best first, each on what that rests; then those of whom no cost is known, and who left. */
export async function answerPanel(desk: Desk, page = 0): Promise<Reply> {
  const { deps, words, at } = desk;
  const panel = await readPanel(deps, at);
  const known = panel.miners.filter(({ today }) => today !== undefined);
  const others = panel.miners.filter(({ today, status }) => today === undefined && status !== 'left');
  const left = panel.miners.filter(({ status }) => status === 'left');
  const pages = pagesOf(known, others);
  const shown = Math.min(page, pages.length - 1);
  const { lines, rest } = pages[shown]!;
  return answer(
    desk,
    {
      title: words.say('panel.title', { page: shown + 1, pages: pages.length }),
      lead: leadOf(panel, known, words),
      facts: [
        ...lines.map((miner) => lineOf(miner, words)),
        ...restOf([...rest, ...(shown === pages.length - 1 ? left : [])], words),
      ],
    },
    [
      ...rowsOf(
        [...lines, ...rest].map(({ ticker }) => button(ticker, 'miner', ticker)),
        4,
      ),
      [
        ...pagesRow(shown, pages.length, (to) => button(to < shown ? '‹' : '›', 'miners', to)),
        ...(known.length === 0 ? [] : [button(words.say('button.chart', {}), 'chart', 'panel', '1y', '')]),
        button(words.say('button.byHoldings', {}), 'holders', 0),
      ],
    ] satisfies Rows,
  );
}

type Page = { lines: readonly MinerPanel[]; rest: readonly MinerPanel[] };

/** A line for each whose margin is known; of the others as many as there are buttons for, each one tap away. */
function pagesOf(known: readonly MinerPanel[], others: readonly MinerPanel[]): Page[] {
  const pages: Page[] = rowsOf(known, PAGE).map((lines) => ({ lines, rest: [] }));
  const last = pages.pop() ?? { lines: [], rest: [] };
  const room = MOST_BUTTONS - last.lines.length;
  return [
    ...pages,
    { ...last, rest: others.slice(0, room) },
    ...rowsOf(others.slice(room), MOST_BUTTONS).map((rest) => ({ lines: [], rest })),
  ];
}

function leadOf({ usdPerPhDay, usdPerBtc }: Panel, known: readonly MinerPanel[], words: Words): string {
  if (usdPerPhDay === undefined || usdPerBtc === undefined) return words.say('panel.stale', {});
  return words.say('panel.lead', {
    hashprice: words.usdPerPhDay(usdPerPhDay),
    price: words.usdPerBtc(quantity(usdPerBtc)),
    known: known.length,
    losing: losingOf(known),
  });
}

const losingOf = (miners: readonly MinerPanel[]): number =>
  miners.filter(({ today }) => today !== undefined && today.usdPerPhDay < 0).length;

/** Where the number that decides was published is one tap away. */
function lineOf(miner: MinerPanel, words: Words): Fact {
  const { ticker, today, figures, status } = miner;
  const marks = [...marksOfToday(miner, words), ...(status === 'silent' ? [words.say('industry.silent', {})] : [])];
  const line = fact(ticker, inALine({ value: tellToday(today!, words), marks }, words));
  const source = figures[today!.uses[0]!]?.source;
  return source === undefined ? line : { ...line, url: source.url };
}

/** One line for all of whom the same is to be said. */
function restOf(rest: readonly MinerPanel[], words: Words): Fact[] {
  const line = (label: string, some: readonly MinerPanel[], one: (miner: MinerPanel) => string) =>
    some.length === 0 ? [] : [fact(label, words.list(some.map(one)))];
  const on = ({ ticker, since }: MinerPanel) =>
    since === undefined ? ticker : words.say('panel.of', { ticker, day: since });
  const of = (status: MinerPanel['status']) => rest.filter((one) => one.status === status);
  return [
    ...line(words.say('panel.unknown', {}), of('reporting'), ({ ticker }) => ticker),
    ...line(words.say('panel.silent', {}), of('silent'), on),
    ...line(words.say('panel.left', {}), of('left'), on),
  ];
}
