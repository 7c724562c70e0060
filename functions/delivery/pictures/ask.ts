import type { Queue } from '../../kit/queue.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { seconds } from '../../units/time.ts';
import { type AskedFor, type Interaction, type PictureTaskJson, pictureTaskToJson } from './task.ts';

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

/**
 * Has the picture drawn that a command on Discord is "thinking" about. A second later: before Discord has taken the
 * deferral there is nothing to edit.
 *
 * @param recipient whose fleets, language and colours it is drawn with.
 */
export const answerWithPicture = (
  queue: Queue<PictureTaskJson>,
  asked: AskedFor,
  recipient: Recipient,
  interaction: Interaction,
  at: Date,
): Promise<void> =>
  queue.put(
    [
      pictureTaskToJson({
        v: 1,
        recipient,
        key: `interaction:${interaction.id}`,
        what: { asked },
        interaction,
        lane: 'direct',
        at,
        postponed: 0,
      }),
    ],
    seconds(1),
  );
