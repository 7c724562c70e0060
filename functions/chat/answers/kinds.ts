import { fact } from '../../delivery/tell/facts.ts';
import type { Filter } from '../../subscriptions/filter.ts';
import {
  answer,
  button,
  corrected,
  type Desk,
  expect,
  howToAnswer,
  leaveIt,
  refusal,
  rowsOf,
  settle,
} from '../desk.ts';
import { readLeast } from '../parse/coins.ts';
import type { Reply } from '../reply.ts';
import { answerCompanies } from './companies.ts';
import { filingsOf, filterIn, KINDS, type Kind, kindsIn, leastIn, withKinds, withLeast } from './filings-filter.ts';
import { listen } from './topics.ts';

const LEAST = [0, 10, 100, 1_000] as const;

/** Which of the announcements, and of how many coins at least; what is chosen has a tick. */
export async function answerKinds(desk: Desk): Promise<Reply> {
  const { words } = desk;
  const filings = await filingsOf(desk);
  if (filings === undefined) return answerCompanies(desk);
  const chosen = kindsIn(filings.filter);
  const least = filings.filter?.minBtc;
  return answer(
    desk,
    {
      title: words.say('kinds.title', {}),
      lead: words.say('kinds.lead', {}),
      facts: [fact(words.say('settings.now', {}), filterIn(filings.filter, words))],
    },
    [
      ...KINDS.map((kind) => [
        button(
          `${chosen.includes(kind) ? '✓' : '○'} ${words.say(`kind.${kind}`, {})}`,
          'kind',
          kind,
          chosen.includes(kind) ? 'off' : 'on',
        ),
      ]),
      ...rowsOf(
        [
          ...LEAST.map((one) =>
            button(`${one === (least ?? 0) ? '✓ ' : ''}${leastIn(one || undefined, words)}`, 'least', one),
          ),
          button(words.say('button.other', {}), 'askLeast'),
        ],
        2,
      ),
      [button(words.say('button.back', {}), 'companies', 0)],
    ],
  );
}

/** What was never asked for begins with the first choice about it. */
async function change(desk: Desk, edit: (filter: Filter) => Filter): Promise<void> {
  const filings = await filingsOf(desk);
  if (filings === undefined) await listen(desk, 'filings');
  const { filter: before = {}, ...bare } = filings ?? (await filingsOf(desk)) ?? {};
  if (!('topic' in bare)) return;
  const filter = edit(before);
  await desk.deps.book.subscribe({ ...bare, ...(Object.keys(filter).length > 0 && { filter }) });
}

export async function toggleKind(desk: Desk, kind: Kind | 'unread', turn: 'on' | 'off'): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  if (kind !== 'unread') {
    await change(desk, (filter) => {
      const others = kindsIn(filter).filter((one) => one !== kind);
      return withKinds(filter, turn === 'on' ? [...others, kind] : others);
    });
  }
  return answerKinds(desk);
}

export async function setLeast(desk: Desk, least: number): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  await change(desk, (filter) => withLeast(filter, least));
  return { ...(await answerKinds(desk)), toast: desk.words.say('settings.saved', {}) };
}

export async function askLeast(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { words } = desk;
  await expect(desk, { awaits: 'least' });
  return answer(
    desk,
    { title: words.say('kinds.title', {}), lead: words.say('kinds.ask', { how: howToAnswer(desk) }) },
    [[button(words.say('button.back', {}), 'kinds'), ...leaveIt(desk)]],
  );
}

/** `100`, `at least 100 BTC`, `any`. */
export async function leastTyped(desk: Desk, text: string): Promise<Reply> {
  const least = readLeast(text);
  if (!least.ok) return corrected(desk, least.wrong);
  const reply = await setLeast(desk, least.value);
  await settle(desk);
  return reply;
}
