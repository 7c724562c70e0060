import { fact } from '../../delivery/tell/facts.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** What is kept of a chat, for how long, and how to get at it. */
export function answerPrivacy(desk: Desk): Reply {
  const { words } = desk;
  const about = (what: 'kept' | 'notKept' | 'long' | 'others') =>
    fact(words.say(`answer.privacy.${what}`, {}), words.say(`answer.privacy.${what}.is`, {}));
  return answer(
    desk,
    {
      title: words.say('answer.privacy.title', {}),
      lead: words.say('answer.privacy.lead', {}),
      facts: [about('kept'), about('notKept'), about('long'), about('others')],
    },
    [
      [
        button(words.say('button.export', {}), 'command', 'export'),
        button(words.say('button.delete', {}), 'command', 'delete'),
      ],
    ],
    { personal: true },
  );
}
