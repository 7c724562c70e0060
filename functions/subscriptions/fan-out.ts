import * as z from 'zod';
import {
  type AnnouncementNotice,
  isAnnouncement,
  isOpening,
  type Notice,
  noticeShape,
  type Part,
  topicOf,
} from '../alerts/notice.ts';
import type { Book, Subscription } from './book.ts';
import { partsFor } from './filter.ts';
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
  const page = await book.page(topicOf(notice), PAGE, after);
  const hearers = page.filter((subscription) => hears(subscription, notice));
  let told = 0;
  for (const [some, group] of isAnnouncement(notice) ? byParts(notice, hearers) : [[notice, hearers] as const]) {
    await hand(
      some,
      group.map(({ recipient }) => recipient),
    );
    told += group.length;
  }
  const last = page.at(-1);
  if (page.length === PAGE && last) await goOn({ v: 1, notice, after: recipientKey(last.recipient) });
  return told;
}

/**
 * Whoever wants the same parts gets the same message; whoever wants none gets none. The key stays: it is one notice to
 * each. Of a correction that corrects nothing they heard, people hear as of anything new, and without waiting for what
 * it corrects.
 */
function byParts(notice: AnnouncementNotice, hearers: readonly Subscription[]): [Notice, readonly Subscription[]][] {
  const partsOf = ({ filter }: Subscription) => partsFor(notice, filter);
  const orderOf = (wanted: Part['announcement']) =>
    notice.parts.findIndex(({ announcement }) => announcement === wanted);
  const groups = Map.groupBy(hearers, (hearer) =>
    partsOf(hearer)
      .map(({ announcement, corrects }) => `${orderOf(announcement)} ${corrects !== undefined}`)
      .join(),
  );
  groups.delete('');
  return [...groups.values()].map((group) => {
    const parts = partsOf(group[0]!);
    const isNew = parts.every(({ corrects }) => corrects === undefined);
    return [{ ...notice, parts, ...(isNew ? { event: 'announced' as const } : {}) }, group];
  });
}

/** Who subscribed after an incident was told has no use for its end. */
const hears = ({ since }: Subscription, notice: Notice): boolean => isOpening(notice.event) || since <= notice.openedAt;
