import * as z from 'zod';
import { pictureShape, SPANS } from '../../pictures/picture.ts';
import { recipientShape } from '../../subscriptions/recipient.ts';
import { instantShape } from '../../units/time.ts';
import { LANES } from '../delivery.ts';

/** As somebody asked for it (chat/reply.ts): by the names of a fleet of theirs, or of a company. */
export const askedShape = z.object({
  of: z.enum(['hashprice', 'cost', 'difficulty', 'miner']),
  span: z.enum(SPANS),
  fleet: z.string().max(64).optional(),
  ticker: z.string().max(12).optional(),
});
export type AskedFor = z.output<typeof askedShape>;

/** A picture on its way to one recipient: the body of a message on the queue `pictures`. */
export const pictureTaskShape = z.object({
  v: z.literal(1),
  recipient: recipientShape,
  /** Of what it belongs to (a notice, a question): it is sent once for each, in each chat. */
  key: z.string().min(1).max(512),
  what: z.union([z.object({ picture: pictureShape }), z.object({ asked: askedShape })]),
  /** Id of the message that it is a reply to. */
  answering: z.string().max(32).optional(),
  /** Whose numbers are those of now; the newest without it. */
  tick: instantShape.optional(),
  lane: z.enum(LANES),
  /** When it was put here; a picture that comes hours late answers nothing any more. */
  at: instantShape,
  postponed: z.int().nonnegative().default(0),
});
export type PictureTask = z.output<typeof pictureTaskShape>;
export type PictureTaskJson = z.input<typeof pictureTaskShape>;

export const pictureTaskToJson = (task: PictureTask): PictureTaskJson =>
  JSON.parse(JSON.stringify(task)) as PictureTaskJson;
