import { eraseAll } from '../../subscriptions/erase.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { eraseSecond } from '../../subscriptions/second.ts';
import { answer, button, type Desk, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** Asks first, and says what would go. */
export async function answerDelete(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  const [own, subscriptions] = await Promise.all([deps.own.read(recipient), deps.book.of(recipient)]);
  return answer(
    desk,
    {
      severity: 'warning',
      title: words.say(titleKey(desk.recipient), {}),
      lead: words.say('answer.delete.lead', { fleets: own.fleets.length, alerts: subscriptions.length }),
    },
    [
      [
        button(words.say('answer.delete.yes', {}), 'erase', 'yes'),
        button(words.say('answer.delete.no', {}), 'erase', 'no'),
      ],
      [button(words.say('button.export', {}), 'command', 'export')],
    ],
  );
}

/** The answer to it. A repeat finds nothing left to remove, and says the same. */
export async function erase(desk: Desk, really: 'yes' | 'no'): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, snapshot, at, words } = desk;
  if (really === 'no') {
    return answer(desk, { title: words.say('answer.delete.kept', {}), lead: words.say('answer.delete.keptLead', {}) });
  }
  const also = [
    ...deps.erased,
    (chat: typeof recipient) => deps.conversations.forget(chat),
    (chat: typeof recipient) => eraseSecond(deps, chat),
  ];
  await eraseAll({ ...deps, also }, recipient, { latest: snapshot, now: at });
  return answer(desk, { title: words.say('answer.delete.done', {}), lead: words.say('answer.delete.doneLead', {}) });
}

const titleKey = (recipient: Recipient) =>
  recipient.platform !== 'discord'
    ? 'answer.delete.title'
    : 'channel' in recipient
      ? 'answer.delete.title.channel'
      : 'answer.delete.title.you';
