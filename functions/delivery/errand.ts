import * as z from 'zod';
import type { Reminder } from '../kit/due.ts';
import type { QueueName } from '../kit/names.contract.ts';
import { type Recipient, recipientKey, recipientShape } from '../subscriptions/recipient.ts';
import { type Delivery, deliveryShape } from './delivery.ts';

const errand = { v: z.literal(1), recipient: recipientShape, postponed: z.int().nonnegative().default(0) };

/**
 * Something to do for a chat when its time has come: the body of a reminder, and then of a lane's message.
 *
 * `wake`: tell what its night, or its silence, held back. `digest`: sum up until the day of its own calendar. `insist`:
 * unless somebody has seen it, say it again.
 */
export const errandShape = z.discriminatedUnion('errand', [
  z.object({ ...errand, errand: z.literal('wake') }),
  z.object({ ...errand, errand: z.literal('digest'), day: z.iso.date() }),
  z.object({
    ...errand,
    errand: z.literal('insist'),
    /** What was said, as it was said; and the mark on its button. */
    delivery: deliveryShape,
    mark: z.string().max(16),
  }),
]);
export type Errand = z.output<typeof errandShape>;
export type ErrandOf<Kind extends Errand['errand']> = Extract<Errand, { errand: Kind }>;

/** Whatever may lie in a lane. */
export const laneShape = z.union([errandShape, deliveryShape]);
export type LaneBody = z.output<typeof laneShape>;

export const isErrand = (body: LaneBody): body is Errand => 'errand' in body;

export const errandToJson = (one: Errand): z.input<typeof errandShape> =>
  JSON.parse(JSON.stringify(one)) as z.input<typeof errandShape>;

/** Where everything goes that concerns one chat alone. */
export const directLane = ({ platform }: Recipient): QueueName => `${platform}-direct`;

export const wakeKey = (recipient: Recipient): string => `wake:${recipientKey(recipient)}`;
export const digestKey = (recipient: Recipient): string => `digest:${recipientKey(recipient)}`;
export const insistKey = (recipient: Recipient, notice: string): string =>
  `insist:${recipientKey(recipient)}:${notice}`;

function keyOf(one: Errand): string {
  switch (one.errand) {
    case 'wake':
      return wakeKey(one.recipient);
    case 'digest':
      return digestKey(one.recipient);
    case 'insist':
      return insistKey(one.recipient, one.delivery.notice.key);
  }
}

/** One of each kind waits for a chat, and of `insist` one for each alert: the next takes the place of the one before. */
export const reminderOf = (one: Errand, at: Date): Reminder => ({
  key: keyOf(one),
  at,
  queue: directLane(one.recipient),
  body: errandToJson(one),
});

export const wakeOf = (recipient: Recipient): ErrandOf<'wake'> => ({ v: 1, errand: 'wake', recipient, postponed: 0 });
export const insistOn = (delivery: Delivery, mark: string): ErrandOf<'insist'> => ({
  v: 1,
  errand: 'insist',
  recipient: delivery.recipient,
  delivery,
  mark,
  postponed: 0,
});
