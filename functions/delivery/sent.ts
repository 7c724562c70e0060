import * as z from 'zod';
import { NOTICE_EVENTS } from '../alerts/notice.ts';
import { type RecipientKey, recipientKey } from '../subscriptions/recipient.ts';
import { instantShape } from '../units/time.ts';
import { type Delivery, threadOf } from './delivery.ts';

export const utteranceShape = z.object({
  recipient: z.string().transform((key) => key as RecipientKey),
  incident: z.string(),
  notice: z.string(),
  event: z.enum(NOTICE_EVENTS),
});
/** One thing said, or about to be said, in one chat about one incident. */
export type Utterance = z.output<typeof utteranceShape>;

/** What the delivery log knows it as; said again it is another thing said about the same. */
export const utteranceOf = ({ notice, recipient, insists }: Delivery): Utterance => ({
  recipient: recipientKey(recipient),
  incident: threadOf(notice),
  notice: insists ? `${notice.key}#insisted` : notice.key,
  event: insists ? 'insisted' : notice.event,
});

export const entryShape = z.object({
  v: z.literal(1),
  event: z.enum(NOTICE_EVENTS),
  notice: z.string(),
  /** `claimed` until `leaseUntil`; after that, somebody died between sending and recording. */
  state: z.enum(['claimed', 'sent', 'rejected', 'dropped']),
  leaseUntil: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .optional(),
  at: instantShape,
  because: z.string(),
  messageId: z.string().optional(),
});
export type Entry = z.output<typeof entryShape>;

export type Claim =
  | { granted: true }
  | {
      granted: false;
      because: 'already said' | 'somebody else is saying it';
      until?: Date;
    };

/** The delivery log, kept per chat and incident. */
export interface SentLog {
  /** What this chat has heard of this incident, in the order of {@link NOTICE_EVENTS}. */
  about(recipient: RecipientKey, incident: string): Promise<Entry[]>;
  /** Ours until `leaseUntil`, unless it was said, or somebody else's claim still holds. An expired claim is granted again. */
  claim(utterance: Utterance, leaseUntil: Date, now: Date): Promise<Claim>;
  /** The last word on it. Kept for 90 days. */
  record(
    utterance: Utterance,
    entry: {
      state: 'sent' | 'rejected' | 'dropped';
      because: string;
      messageId?: string;
    },
    now: Date,
  ): Promise<void>;
  /** Nothing was said after all: whoever comes next may claim at once. */
  release(utterance: Utterance): Promise<void>;
  /** Nothing of this chat remains. @returns the notices that were said in it, or let be, as far as they were kept. */
  erase(recipient: RecipientKey): Promise<string[]>;
}
