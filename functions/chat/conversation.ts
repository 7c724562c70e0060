import * as z from 'zod';
import type { Recipient } from '../subscriptions/recipient.ts';
import { instantShape, minutes } from '../units/time.ts';

export const FIELDS = ['machine', 'power', 'name', 'fee', 'pue', 'opex'] as const;
export type Field = (typeof FIELDS)[number];

/** A machine as it was chosen: one of the table, or what it draws. */
export const draftShape = z.union([
  z.object({ rig: z.string().min(1).max(64) }),
  z.object({ joulesPerTerahash: z.number().min(1).max(200) }),
]);
export type Draft = z.output<typeof draftShape>;

/** What somebody is about to type, and what it is for. References are looked up again when it comes. */
export const stepShape = z.discriminatedUnion('awaits', [
  z.object({ awaits: z.literal('machine') }),
  z.object({ awaits: z.literal('power'), machine: draftShape }),
  z.object({ awaits: z.literal('field'), fleet: z.string().max(9), field: z.enum(FIELDS) }),
  z.object({ awaits: z.literal('line'), instead: z.string().max(9).optional() }),
  z.object({ awaits: z.literal('ticker') }),
  z.object({ awaits: z.literal('mute') }),
  z.object({ awaits: z.literal('least') }),
  z.object({ awaits: z.literal('setting'), setting: z.enum(['zone', 'quiet', 'digest']) }),
]);
export type Step = z.output<typeof stepShape>;

export const conversationShape = z.object({
  v: z.literal(1),
  step: stepShape,
  until: instantShape,
  /** The question that answered it. To a repeat of that very question it is still open; to any other it is over. */
  answeredBy: z.string().max(128).optional(),
});
export type Conversation = z.output<typeof conversationShape>;

/** What is typed later than this is not the answer any more. */
export const OPEN_FOR = minutes(15);

/** What one person in one chat was asked to type. Of several questions the last one counts. */
export interface Conversations {
  read(recipient: Recipient, user: string): Promise<Conversation | undefined>;
  keep(recipient: Recipient, user: string, conversation: Conversation): Promise<void>;
  end(recipient: Recipient, user: string): Promise<void>;
  /** Everybody's in this chat. */
  forget(recipient: Recipient): Promise<void>;
}

/** The step that waits for this question, if one does. */
export const waiting = (conversation: Conversation | undefined, key: string, now: Date): Step | undefined => {
  if (conversation === undefined || conversation.until <= now) return undefined;
  const { answeredBy, step } = conversation;
  return answeredBy === undefined || answeredBy === key ? step : undefined;
};
