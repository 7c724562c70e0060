import { quantity } from '../../units/quantity.ts';
import { elapsed, type Milliseconds, seconds } from '../../units/time.ts';
import { isMemo } from '../delivery.ts';
import type { Utterance } from '../sent.ts';
import type { DeliverDeps, Round } from '../stage.ts';
import { AFTERWARDS } from './slot.ts';

/** As long as a platform may take; the message has been said, so nothing waits for it. */
const WITHIN = seconds(5);

/**
 * Where a channel is for announcements and wants it, what was said there goes on to those who follow it. Once, whatever
 * becomes of it; and whatever becomes of it, it was said.
 */
export async function publish<Rendered>(deps: DeliverDeps<Rendered>, round: Round, messageId: string): Promise<void> {
  const { channel, clock, sent, log } = deps;
  const { delivery, settings, utterance, key } = round;
  const isForAll = !isMemo(delivery.notice) || delivery.notice.kind === 'digest';
  if (settings.crosspost !== true || channel.publish === undefined || !isForAll) return;
  const left = elapsed(clock.now(), round.deadline) - AFTERWARDS;
  if (left < 0) return;
  const published: Utterance = { ...utterance, incident: `published:${utterance.notice}`, event: 'fired' };
  const [before] = await sent.about(key, published.incident);
  if (before !== undefined) return;
  const within = quantity<Milliseconds>(Math.min(WITHIN, left));
  const because = await channel.publish(delivery.recipient, messageId, within);
  log.info('published', { recipient: key, notice: utterance.notice, because });
  await sent.record(
    published,
    { state: because === 'published' ? 'sent' : 'dropped', because, messageId },
    clock.now(),
  );
}

/** Of what was said before: whoever said it may have died before it was published. */
export async function publishSaid<Rendered>(deps: DeliverDeps<Rendered>, round: Round): Promise<void> {
  if (deps.channel.publish === undefined) return;
  const { delivery, key, utterance } = round;
  const settings = await deps.settings.read(delivery.recipient);
  if (settings.crosspost !== true) return;
  const said = (await deps.sent.about(key, utterance.incident)).find(({ notice }) => notice === utterance.notice);
  if (said?.state === 'sent' && said.messageId !== undefined)
    await publish(deps, { ...round, settings }, said.messageId);
}
