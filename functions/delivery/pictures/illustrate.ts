import type { Clock } from '../../kit/clock.ts';
import type { Queue } from '../../kit/queue.ts';
import type { RecipientKey } from '../../subscriptions/recipient.ts';
import type { Decision } from '../decide.ts';
import { type Delivery, threadOf } from '../delivery.ts';
import type { SentLog } from '../sent.ts';
import { pictureOfMessage } from './of-notice.ts';
import { type PictureTaskJson, pictureTaskToJson } from './task.ts';

export type Illustrator = {
  pictures?: Queue<PictureTaskJson>;
  sent: Pick<SentLog, 'about'>;
  clock: Pick<Clock, 'now'>;
};

/**
 * Has the picture of a message follow it. Only after its words have been said, so that no picture delays any.
 *
 * Also of one that was said before: whoever said it may have died before this line. Twice is once by the picture's key.
 */
export async function illustrate(
  { pictures, sent, clock }: Illustrator,
  { notice, recipient, lane, insists }: Delivery,
  chat: RecipientKey,
  decision: Decision,
): Promise<void> {
  if (pictures === undefined || insists || !(decision.send || decision.because === 'already said')) return;
  const picture = pictureOfMessage(notice);
  if (picture === undefined) return;
  const entry = (await sent.about(chat, threadOf(notice))).find((one) => one.notice === notice.key);
  if (entry?.state !== 'sent' || entry.messageId === undefined) return;
  await pictures.put([
    pictureTaskToJson({
      v: 1,
      recipient,
      key: notice.key,
      what: { picture },
      answering: entry.messageId,
      tick: notice.at,
      lane,
      at: clock.now(),
      postponed: 0,
    }),
  ]);
}
