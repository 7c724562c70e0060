import { recipientKey } from '../subscriptions/recipient.ts';
import { USUAL_SETTINGS } from '../subscriptions/settings.ts';
import type { Decision } from './decide.ts';
import type { Delivery } from './delivery.ts';
import { illustrate } from './pictures/illustrate.ts';
import { utteranceOf } from './sent.ts';
import { type DeliverDeps, inOrder, type Round } from './stage.ts';
import { consultLog } from './stages/consult.ts';
import { heedSettings } from './stages/heed.ts';
import { publishSaid } from './stages/publish.ts';
import { say } from './stages/say.ts';
import { takeSlot } from './stages/slot.ts';
import { findRecipient } from './stages/whereabouts.ts';

/**
 * Says one thing in one chat, once.
 *
 * When it returns, the message is done with: said, let be, put back to wait as another message, or laid by until the
 * chat's night is over.
 *
 * @param deadline when this invocation ends; nothing is begun that could not be finished before.
 * @throws {Unreachable} perhaps said, or a keeper failed: to be tried again by the queue.
 * @throws {Refused} the platform refused what we wrote; each repeat throws again until the message is a dead letter.
 */
export async function deliver<Rendered>(
  deps: DeliverDeps<Rendered>,
  delivery: Delivery,
  deadline: Date,
): Promise<Decision> {
  // Read it aloud: this is the whole policy of delivery.
  const policy = inOrder<DeliverDeps<Rendered>>(findRecipient, heedSettings, consultLog, takeSlot, say);
  const round = begin(delivery, deadline);
  const decision = await policy(round, deps);
  if (!decision.send && decision.because === 'already said') await publishSaid(deps, round);
  await illustrate(deps, delivery, round.key, decision);
  deps.log.info('delivery', {
    ...decision,
    recipient: round.key,
    notice: round.utterance.notice,
    postponed: delivery.postponed,
  });
  return decision;
}

export function begin(delivery: Delivery, deadline: Date): Round {
  return {
    delivery,
    key: recipientKey(delivery.recipient),
    utterance: utteranceOf(delivery),
    deadline,
    verdict: { to: 'say', as: 'itself', because: 'its first word on this' },
    settings: USUAL_SETTINGS,
  };
}
