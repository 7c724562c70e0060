import * as z from 'zod';
import { pictureShape, SPANS } from '../../pictures/picture.ts';
import { recipientShape } from '../../subscriptions/recipient.ts';
import { instantShape } from '../../units/time.ts';
import { LOCALES } from '../../words/preferences.ts';
import { LANES } from '../delivery.ts';
import { componentsShape } from '../discord/components.ts';
import { embedsShape } from '../discord/embed.ts';

/** As somebody asked for it (chat/reply.ts): by the names of a fleet of theirs, or of a company. */
export const askedShape = z.object({
  of: z.enum(['hashprice', 'cost', 'difficulty', 'miner', 'panel', 'ai', 'production']),
  span: z.enum(SPANS),
  fleet: z.string().max(64).optional(),
  ticker: z.string().max(12).optional(),
});
export type AskedFor = z.output<typeof askedShape>;

const snowflake = z.string().regex(/^\d{1,20}$/);

/**
 * A command on Discord whose answer is shown as "thinking…" until the picture is there. No bot's token is needed for it.
 *
 * @property token a secret for as long as it lives: whoever has it writes under the bot's name.
 */
export const interactionShape = z.object({
  application: snowflake,
  id: snowflake,
  token: z.string().min(1).max(1_024),
  /** Discord forgets it fifteen minutes after the interaction. */
  until: instantShape,
  /** Of the app of whoever asked; the recipient's own setting goes first. */
  language: z.enum(LOCALES).optional(),
  /** The words that the picture stands under, as they are shown, without allowed mentions and flags. */
  message: z.object({ embeds: embedsShape, components: componentsShape.optional() }).optional(),
});
export type Interaction = z.output<typeof interactionShape>;

/** A picture on its way to one recipient: the body of a message on the queue `pictures`. */
export const pictureTaskShape = z.object({
  v: z.literal(1),
  recipient: recipientShape,
  /** Of what it belongs to (a notice, a question): it is sent once for each, in each chat. */
  key: z.string().min(1).max(512),
  what: z.union([z.object({ picture: pictureShape }), z.object({ asked: askedShape })]),
  /** Id of the message that it is a reply to. */
  answering: z.string().max(32).optional(),
  /** It is the answer to this, and no message of its own. */
  interaction: interactionShape.optional(),
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
