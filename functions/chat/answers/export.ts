import { everythingOf } from '../../subscriptions/everything.ts';
import { callsFor } from '../../subscriptions/second.ts';
import { answer, type Desk, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** Everything that is kept of a chat, as a file. */
export async function answerExport(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, at, words } = desk;
  const everything = await everythingOf(
    { ...deps, also: { ...deps.exported, calledFor: (chat) => callsFor(deps, chat) } },
    recipient,
    at,
  );
  const day = at.toISOString().slice(0, 10);
  return answer(desk, { title: words.say('answer.export.title', {}), lead: words.say('answer.export.lead', {}) }, [], {
    edits: false,
    personal: true,
    file: { name: `hashprice-${day}.json`, mime: 'application/json', text: `${JSON.stringify(everything, null, 2)}\n` },
  });
}
