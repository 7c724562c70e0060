import { fact } from '../../delivery/tell/facts.ts';
import { acceptSecond, dismissSecond, OFFER_STANDS, offerSecond, resign } from '../../subscriptions/second.ts';
import { answer, button, type Desk, openDesk, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { answerSetting } from './setting.ts';

/** A code by which somebody who may configure another chat has that called as well; it works once, and not for long. */
export async function answerOffer(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, asked, words, at } = desk;
  const code = await offerSecond(deps, recipient, asked.key, at);
  const typed = recipient.platform === 'telegram' ? `/start ${code}` : `/settings escalation ${code}`;
  return answer(
    desk,
    {
      title: words.say('second.title', {}),
      lead: words.say('second.lead', { lasts: words.duration(OFFER_STANDS) }),
      facts: [fact(words.say('second.type', {}), typed)],
    },
    [[button(words.say('button.back', {}), 'setting', 'escalation')]],
    { personal: true, edits: false },
  );
}

/** In the second chat: whoever brings the code there, and may configure it, agrees for it. */
export async function secondTyped(desk: Desk, code: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, asked, words, at } = desk;
  const became = await acceptSecond(deps, code, recipient, asked.key, at);
  if (became === 'accepted') {
    return answer(
      desk,
      { severity: 'good', title: words.say('second.done', {}), lead: words.say('second.doneLead', {}) },
      [[button(words.say('second.resign', {}), 'resign')]],
    );
  }
  return answer(desk, {
    severity: 'warning',
    title: words.say('chat.wrong', {}),
    lead: words.say(became === 'itself' ? 'second.itself' : 'second.notValid', {}),
  });
}

export async function answerDismissed(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  await dismissSecond(desk.deps, desk.recipient);
  return { ...(await answerSetting(await openDesk(desk.deps, desk.asked), 'escalation')), toast: saved(desk) };
}

export async function answerResigned(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  await resign(desk.deps, desk.recipient);
  return { ...(await answerSetting(desk, 'escalation')), toast: saved(desk) };
}

const saved = ({ words }: Desk): string => words.say('settings.saved', {});
