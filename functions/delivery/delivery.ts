import * as z from 'zod';
import { noticeShape } from '../alerts/notice.ts';
import { recipientShape } from '../subscriptions/recipient.ts';

/** One-owner notices go `direct`; what a topic sends to many goes `broadcast`, which leaves room for the other. */
export const LANES = ['direct', 'broadcast'] as const;
export type Lane = (typeof LANES)[number];

/** A notice on its way to one recipient: the body of a lane's message. */
export const deliveryShape = z.object({
  v: z.literal(1),
  notice: noticeShape,
  recipient: recipientShape,
  lane: z.enum(LANES),
  /** How often it was put back to wait (for a slot, a `retry_after`, its "fired"); none of those is an attempt. */
  postponed: z.int().nonnegative().default(0),
});
export type Delivery = z.output<typeof deliveryShape>;

export const deliveryToJson = (delivery: Delivery): z.input<typeof deliveryShape> =>
  JSON.parse(JSON.stringify(delivery)) as z.input<typeof deliveryShape>;
