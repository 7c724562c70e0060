import * as z from 'zod';
import { componentsShape } from '../../delivery/discord/components.ts';
import { embedsShape } from '../../delivery/discord/embed.ts';

const EPHEMERAL = 1 << 6;
/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure */
export const MOST_CHOICES = 25;
export const LONGEST_CHOICE = 100;
/** @see https://discord.com/developers/docs/components/reference#label */
export const LONGEST_LABEL = 45;
export const LONGEST_PLACEHOLDER = 100;
/** As much as anybody types; the answer reads no more of it. */
const LONGEST_TYPED = 400;

const flags = z.literal(EPHEMERAL).optional();
/** Nothing that somebody typed may ping anybody. */
const mentions = z.strictObject({ parse: z.tuple([]) });
const messageShape = z.strictObject({
  embeds: embedsShape.min(1),
  components: componentsShape,
  allowed_mentions: mentions,
});
const choiceShape = z.strictObject({
  name: z.string().trim().min(1).max(LONGEST_CHOICE),
  value: z.string().min(1).max(LONGEST_CHOICE),
});
const fieldShape = z.strictObject({
  type: z.literal(18),
  label: z.string().trim().min(1).max(LONGEST_LABEL),
  component: z.strictObject({
    type: z.literal(4),
    custom_id: z.string().min(1).max(100),
    style: z.literal(1),
    placeholder: z.string().min(1).max(LONGEST_PLACEHOLDER).optional(),
    required: z.literal(true),
    min_length: z.literal(1),
    max_length: z.literal(LONGEST_TYPED),
  }),
});

/**
 * Everything that we answer an interaction with, within every limit that Discord publishes.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object
 */
export const responseShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(1) }),
  z.strictObject({
    type: z.literal(4),
    data: messageShape.extend({
      flags,
      attachments: z.tuple([z.strictObject({ id: z.literal('0'), filename: z.string().min(1).max(64) })]).optional(),
    }),
  }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: messageShape }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(choiceShape).max(MOST_CHOICES) }) }),
  z.strictObject({
    type: z.literal(9),
    data: z.strictObject({
      custom_id: z.string().min(1).max(100),
      title: z.string().trim().min(1).max(LONGEST_LABEL),
      components: z.tuple([fieldShape]),
    }),
  }),
]);
export type Response = z.output<typeof responseShape>;
export type Message = z.output<typeof messageShape>;
export type Choice = z.output<typeof choiceShape>;

/** Words, for everybody or for whoever asked alone. */
export const said = (message: Message, isSecret: boolean): Response => ({
  type: 4,
  data: { ...message, ...(isSecret && { flags: EPHEMERAL }) },
});
/** The tapped message becomes this. */
export const edited = (message: Message): Response => ({ type: 7, data: message });
/** "Thinking…", until somebody edits it: who may see that is decided here. */
export const deferred = (isSecret: boolean): Response => ({
  type: 5,
  ...(isSecret && { data: { flags: EPHEMERAL } }),
});
/** The tapped message stays as it is, until somebody edits it. */
export const LEFT: Response = { type: 6 };
export const offered = (choices: readonly Choice[]): Response => ({ type: 8, data: { choices: [...choices] } });

/** A form of one line. */
export const form = (
  customId: string,
  title: string,
  label: string,
  field: string,
  placeholder?: string,
): Response => ({
  type: 9,
  data: {
    custom_id: customId,
    title,
    components: [
      {
        type: 18,
        label,
        component: {
          type: 4,
          custom_id: field,
          style: 1,
          ...(placeholder !== undefined && { placeholder }),
          required: true,
          min_length: 1,
          max_length: LONGEST_TYPED,
        },
      },
    ],
  },
});
