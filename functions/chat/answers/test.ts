import { recipientKey } from '../../subscriptions/recipient.ts';
import { answer, type Desk, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** Sends a test the way every alert goes; the question's own key makes a repeat the same test. */
export async function answerTest(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk, 'now');
  if (refused) return refused;
  const { deps, recipient, asked, snapshot, at, words } = desk;
  await deps.deliver(
    {
      v: 1,
      kind: 'test',
      key: `test:${recipientKey(recipient)}:${asked.key.slice(0, 200)}`,
      event: 'told',
      at,
      ...(snapshot && { snapshot }),
    },
    recipient,
  );
  return answer(desk, { title: words.say('answer.test.title', {}), lead: words.say('answer.test.lead', {}) }, [], {
    promises: true,
  });
}
