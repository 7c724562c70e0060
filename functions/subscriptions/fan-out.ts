import * as z from 'zod';
import { isOpening, type Notice, noticeShape } from '../alerts/notice.ts';
import type { Book, Subscription } from './book.ts';
import { type Recipient, type RecipientKey, recipientKey } from './recipient.ts';

/** A notice of a topic, and how far its recipients have been told: the body of a message on `notices`. */
export const broadcastShape = z.object({
  v: z.literal(1),
  notice: noticeShape,
  after: z
    .string()
    .transform((key) => key as RecipientKey)
    .optional(),
});
export type Broadcast = z.output<typeof broadcastShape>;

/** As many as one invocation hands over without hurry. */
export const PAGE = 1_000;

export type FanOutDeps = {
  book: Pick<Book, 'page'>;
  /** One delivery for each; the same one again is dropped by the delivery log. */
  hand(notice: Notice, recipients: readonly Recipient[]): Promise<void>;
  /** The rest, as another message. */
  goOn(broadcast: Broadcast): Promise<void>;
};

/** Turns a topic's notice into one delivery for each recipient, page by page, the cursor going back to the queue. */
export async function fanOut({ book, hand, goOn }: FanOutDeps, { notice, after }: Broadcast): Promise<number> {
  const page = await book.page(notice.rule, PAGE, after);
  const hearers = page.filter((subscription) => hears(subscription, notice)).map(({ recipient }) => recipient);
  await hand(notice, hearers);
  const last = page.at(-1);
  if (page.length === PAGE && last) await goOn({ v: 1, notice, after: recipientKey(last.recipient) });
  return hearers.length;
}

/** Who subscribed after an incident was told has no use for its end. */
const hears = ({ since }: Subscription, notice: Notice): boolean => isOpening(notice.event) || since <= notice.openedAt;
