import { type Recipient, recipientKey } from '../../subscriptions/recipient.ts';
import type { Drop } from '../decide.ts';
import { type Delivery, deliveryToJson } from '../delivery.ts';
import { type Utterance, utteranceOf } from '../sent.ts';
import type { Round, Step, Tools } from '../stage.ts';

/** All that this round says: of a night, each thing in it. */
export const utterancesOf = ({ night, utterance }: Round): readonly Utterance[] => night?.covers ?? [utterance];
const deliveriesOf = ({ night, delivery }: Round): readonly Delivery[] => night?.deliveries ?? [delivery];

/** It will not be said here; the log keeps why. */
export async function drop(round: Round, { sent, clock, log }: Tools, because: Drop, why?: string): Promise<Step> {
  for (const utterance of utterancesOf(round)) {
    await sent.record(utterance, { state: 'dropped', because: why ?? because }, clock.now());
  }
  log.count('NoticeHeldBack');
  return { end: { send: false, because } };
}

/**
 * To the id under which the chat lives on.
 *
 * What was said under the old id about this incident goes along, or its end would wait for a beginning that was said.
 */
export async function handOn(round: Round, tools: Tools, to: Recipient): Promise<Step> {
  for (const delivery of deliveriesOf(round)) await handOver(delivery, tools, to);
  return { end: { send: false, because: 'the chat lives on under another id' } };
}

export async function handOver(delivery: Delivery, { sent, lanes, clock }: Tools, to: Recipient): Promise<void> {
  const utterance = utteranceOf(delivery);
  const key = utterance.recipient;
  const recipient = recipientKey(to);
  const now = clock.now();
  for (const entry of await sent.about(key, utterance.incident)) {
    if (entry.state !== 'sent') continue;
    const { notice, event, messageId } = entry;
    const said = {
      state: 'sent' as const,
      because: `said as ${key}`,
      ...(messageId === undefined ? {} : { messageId }),
    };
    await sent.record({ recipient, incident: utterance.incident, notice, event }, said, now);
  }
  await lanes[delivery.lane].put([deliveryToJson({ ...delivery, recipient: to })]);
  // Last on purpose: a crash before this line hands it on twice, and the log of the new id makes that once.
  await sent.record(utterance, { state: 'dropped', because: `lives on as ${recipient}` }, now);
}

export const wasSaid = async ({ key, utterance }: Round, { sent }: Tools): Promise<boolean> =>
  (await sent.about(key, utterance.incident)).some(
    ({ notice, state }) => notice === utterance.notice && state === 'sent',
  );
