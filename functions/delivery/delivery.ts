import * as z from 'zod';
import { type AnnouncementNotice, incidentOf, type Notice, noticeShape, type RuleNotice } from '../alerts/notice.ts';
import { recipientShape } from '../subscriptions/recipient.ts';
import { type Memo, memoShape } from './memo.ts';

/** One-owner notices go `direct`; what a topic sends to many goes `broadcast`, which leaves room for the other. */
export const LANES = ['direct', 'broadcast'] as const;
export type Lane = (typeof LANES)[number];

/** Whatever can be said in a chat. */
export type Message = Notice | Memo;

/** A message on its way to one recipient: the body of a lane's message. */
export const deliveryShape = z.object({
  v: z.literal(1),
  notice: z.union([noticeShape, memoShape]),
  recipient: recipientShape,
  lane: z.enum(LANES),
  /** How often it was put back to wait (for a slot, a `retry_after`, its "fired"); none of those is an attempt. */
  postponed: z.int().nonnegative().default(0),
  /** Said before, in this chat or another, and seen by nobody: said again, loudly. */
  insists: z.literal(true).optional(),
});
export type Delivery = z.output<typeof deliveryShape>;

export const deliveryToJson = (delivery: Delivery): z.input<typeof deliveryShape> =>
  JSON.parse(JSON.stringify(delivery)) as z.input<typeof deliveryShape>;

export const isRuleNotice = (message: Message): message is RuleNotice => !('kind' in message);
export const isAnnouncement = (message: Message): message is AnnouncementNotice =>
  'kind' in message && message.kind === 'announcement';
export const isMemo = (message: Message): message is Memo => 'kind' in message && message.kind !== 'announcement';

/** What the delivery log files it under; a memo is an incident of its own. */
export const threadOf = (message: Message): string => (isMemo(message) ? message.key : incidentOf(message));
