import type { Queue } from '../../kit/queue.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { type AskedFor, type PictureTaskJson, pictureTaskToJson } from './task.ts';

/**
 * Has a picture drawn and sent; for `/chart`, after its words have been said.
 *
 * @param key the platform's id of the question: the same question again brings no second picture.
 * @param answering id of the message under which it is to stand.
 */
export const askForPicture = (
  queue: Queue<PictureTaskJson>,
  asked: AskedFor,
  recipient: Recipient,
  key: string,
  at: Date,
  answering?: string,
): Promise<void> =>
  queue.put([
    pictureTaskToJson({
      v: 1,
      recipient,
      key,
      what: { asked },
      ...(answering === undefined ? {} : { answering }),
      lane: 'direct',
      at,
      postponed: 0,
    }),
  ]);
