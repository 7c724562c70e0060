import { isOpening } from '../../alerts/notice.ts';
import { type Recipient, recipientKey } from '../../subscriptions/recipient.ts';
import { markOf } from '../../subscriptions/seen.ts';
import { later, minutes } from '../../units/time.ts';
import { isOver } from '../attend.ts';
import { type Delivery, deliveryToJson, isRuleNotice, threadOf } from '../delivery.ts';
import { directLane, insistOn, reminderOf } from '../errand.ts';
import type { Round, Tools } from '../stage.ts';
import { markIn } from '../tell/taps.ts';

const deliveriesIn = ({ delivery, night }: Round): readonly Delivery[] =>
  night ? night.told.map(({ notice }) => ({ ...delivery, notice })) : [delivery];

/**
 * Where a chat wants to be called again until somebody has seen an alert: the reminder for each that begins here. Where
 * it wants a second chat called, that chat hears the end of what it was called about.
 */
export async function keepCalling(round: Round, tools: Tools): Promise<void> {
  const { escalation } = round.settings;
  if (escalation === undefined || round.delivery.insists || round.silent) return;
  for (const delivery of deliveriesIn(round)) {
    const { notice } = delivery;
    if (!isRuleNotice(notice)) continue;
    if (isOpening(notice.event)) {
      const at = later(tools.clock.now(), minutes(escalation.afterMinutes));
      await tools.due.remind(reminderOf(insistOn(delivery, markIn(round) ?? markOf(threadOf(notice))), at));
    } else if (isOver(notice) && escalation.to) await tellSecond(delivery, escalation.to, tools);
  }
}

async function tellSecond(delivery: Delivery, to: Recipient, tools: Tools): Promise<void> {
  const heard = await tools.sent.about(recipientKey(to), threadOf(delivery.notice));
  if (heard.some(({ event, state }) => event === 'insisted' && state === 'sent')) {
    await sendElsewhere({ ...delivery, recipient: to, lane: 'direct', postponed: 0 }, tools);
  }
}

/** To a chat that may be on the other platform, whose lanes are not ours: by way of whatever waits. */
export async function sendElsewhere(delivery: Delivery, { due, clock }: Pick<Tools, 'due' | 'clock'>): Promise<void> {
  const { recipient, notice, insists } = delivery;
  await due.remind({
    key: `elsewhere:${recipientKey(recipient)}:${notice.key}${insists ? '#insisted' : ''}`,
    at: clock.now(),
    queue: directLane(recipient),
    body: deliveryToJson(delivery),
  });
}
