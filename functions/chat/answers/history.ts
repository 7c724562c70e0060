import { historyOf, type Past } from '../../delivery/history-of.ts';
import { fact } from '../../delivery/tell/facts.ts';
import type { Fact } from '../../delivery/telling.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { titleOfRule } from './rule-words.ts';
import { isWorthTelling, whyIn } from './why.ts';

/** What a phone shows without scrolling far; more is looked at, since much makes no message. */
const SHOWN = 8;
const LOOKED_AT = 30;

/** What fired and ended, what companies said, and what became of each message: delivered, held back and why. */
export async function answerHistory(desk: Desk): Promise<Reply> {
  const { deps, recipient, words, at } = desk;
  const all = await historyOf(deps, recipient, LOOKED_AT, at);
  const worth = all.filter(({ fate, because }) => fate !== 'not told' || isWorthTelling(because)).slice(0, SHOWN);
  return answer(
    desk,
    {
      title: words.say('history.title', {}),
      lead: worth.length === 0 ? words.say('history.none', {}) : words.say('history.lead', {}),
      facts: worth.map((past) => factOf(past, desk)),
    },
    [[button(words.say('button.alerts', {}), 'alerts', 0)]],
  );
}

const factOf = (past: Past, { words }: Desk): Fact =>
  fact(
    words.say('history.what', { at: words.instant(past.at), what: whatIn(past, words) }),
    past.of === 'rule' && past.event !== undefined
      ? words.say('history.line', { event: words.say(`history.event.${past.event}`, {}), fate: fateIn(past, words) })
      : fateIn(past, words),
  );

const whatIn = (past: Past, words: Desk['words']): string =>
  past.of === 'rule'
    ? titleOfRule(past.rule, words)
    : words.say('history.company', { ticker: past.announcement.ticker });

function fateIn({ fate, because }: Past, words: Desk['words']): string {
  const why = whyIn(because, words);
  switch (fate) {
    case 'delivered':
      return words.say('history.sent', {});
    case 'on its way':
      return words.say('history.onItsWay', {});
    case 'waiting':
      return words.say('history.waiting', { why });
    case 'dropped':
      return words.say('history.dropped', { why });
    case 'refused':
      return words.say('history.rejected', { why });
    case 'not told':
      return words.say('history.untold', { why });
  }
}
