import { recipientKey } from '../../subscriptions/recipient.ts';
import { dayOf } from '../../units/time.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { drop, handOn, wasSaid } from './leave.ts';

/** Whether the recipient can be reached, and where. One that cannot is let be, with the reason in the log. */
export async function findRecipient(round: Round, tools: Tools): Promise<Step> {
  const standing = await tools.book.standing(round.delivery.recipient);
  if (standing.state === 'active') return { on: round };
  const isAnotherDay =
    standing.state === 'paused' && standing.days && !standing.days.includes(dayOf(tools.clock.now()));
  if (standing.state === 'paused' && isAnotherDay) return { on: { ...round, trial: standing } };
  if (standing.state === 'moved' && recipientKey(standing.to) === round.key) return { on: round };
  // A copy of a message that was said before the chat went away must not turn the record into "dropped".
  if (await wasSaid(round, tools)) return { end: { send: false, because: 'already said' } };
  if (standing.state === 'moved') return handOn(round, tools, standing.to);
  return drop(
    round,
    tools,
    standing.state === 'gone' ? 'the chat is gone' : 'the chat will not let us write',
    standing.why,
  );
}
