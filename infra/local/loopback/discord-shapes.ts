import * as z from 'zod';

/**
 * What https://discord.com/developers/docs says that requests hold, with the limits that it says only in words.
 *
 * Written from the pages, not from our own shapes: a double that shares a mistake with what it doubles finds nothing.
 * Discord lets an unknown field pass without a word; here it is refused, because it is a misspelling.
 */

const snowflake = z.string().regex(/^[1-9]\d{0,19}$/, 'is no snowflake');
export const words = (most: number) => z.string().trim().min(1).max(most);
const url = z.url({ protocol: /^https?$/ }).max(2_048);
const media = z.strictObject({ url: z.union([url, z.string().regex(/^attachment:\/\/[\w.-]{1,256}$/)]) });

const EMBEDS_IN_ALL = 6_000;
const embed = z.strictObject({
  title: words(256).optional(),
  description: words(4_096).optional(),
  url: url.optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  footer: z.strictObject({ text: words(2_048), icon_url: url.optional() }).optional(),
  author: z.strictObject({ name: words(256), url: url.optional(), icon_url: url.optional() }).optional(),
  image: media.optional(),
  thumbnail: media.optional(),
  fields: z
    .array(z.strictObject({ name: words(256), value: words(1_024), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
});
type Embed = z.output<typeof embed>;
const lengthOf = ({ title, description, footer, author, fields = [] }: Embed): number =>
  [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])].reduce(
    (n, part) => n + (part?.length ?? 0),
    0,
  );

const customId = z.string().min(1).max(100);
const emoji = z.strictObject({
  name: z.string().min(1).optional(),
  id: snowflake.optional(),
  animated: z.boolean().optional(),
});
const label = z.string().min(1).max(80).optional();
const disabled = z.boolean().optional();
const button = z
  .union([
    z.strictObject({
      type: z.literal(2),
      style: z.int().min(1).max(4),
      label,
      emoji: emoji.optional(),
      custom_id: customId,
      disabled,
    }),
    z.strictObject({
      type: z.literal(2),
      style: z.literal(5),
      label,
      emoji: emoji.optional(),
      url: z.url().max(512),
      disabled,
    }),
  ])
  .refine((one) => one.label !== undefined || one.emoji !== undefined, 'needs a label or an emoji');
const select = z.strictObject({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled,
  options: z
    .array(
      z.strictObject({
        label: words(100),
        value: z.string().min(1).max(100),
        description: words(100).optional(),
        emoji: emoji.optional(),
        default: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(25),
});
const row = z.strictObject({
  type: z.literal(1),
  components: z.union([z.array(button).min(1).max(5), z.array(select).length(1)]),
});
const rows = z
  .array(row)
  .max(5)
  .refine((all) => {
    const ids = all.flatMap(({ components }) =>
      components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])),
    );
    return new Set(ids).size === ids.length;
  }, 'has a custom_id twice');

const mentions = z
  .strictObject({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
    roles: z.array(snowflake).max(100).optional(),
    users: z.array(snowflake).max(100).optional(),
    replied_user: z.boolean().optional(),
  })
  .refine(
    ({ parse = [], roles = [], users = [] }) =>
      !(parse.includes('roles') && roles.length > 0) && !(parse.includes('users') && users.length > 0),
    'names some and lets all of them be parsed: one excludes the other',
  );

const SUPPRESS_EMBEDS = 1 << 2;
const EPHEMERAL = 1 << 6;
const SUPPRESS_NOTIFICATIONS = 1 << 12;
const flagsOf = (allowed: number) =>
  z.int().refine((flags) => (flags & ~allowed) === 0, 'has a flag that is not for here');

const said = {
  content: z.string().max(2_000).optional(),
  embeds: z
    .array(embed)
    .max(10)
    .refine((all) => all.reduce((n, one) => n + lengthOf(one), 0) <= EMBEDS_IN_ALL, `embeds hold 6,000 in all`)
    .optional(),
  components: rows.optional(),
  allowed_mentions: mentions.optional(),
  attachments: z
    .array(
      z.strictObject({
        id: z.union([z.int().min(0).max(9), snowflake, z.string().regex(/^\d$/)]),
        filename: z.string().min(1).max(1_024).optional(),
        description: z.string().max(1_024).optional(),
      }),
    )
    .max(10)
    .optional(),
};
export type Said = z.output<z.ZodObject<typeof said>>;

export const messageShape = z.strictObject({
  ...said,
  flags: flagsOf(SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS).optional(),
  tts: z.boolean().optional(),
  nonce: z.union([z.string().min(1).max(25), z.int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z
    .strictObject({
      type: z.literal(0).optional(),
      message_id: snowflake,
      channel_id: snowflake.optional(),
      guild_id: snowflake.optional(),
      fail_if_not_exists: z.boolean().optional(),
    })
    .optional(),
});
export const editShape = z.strictObject({ ...said, flags: flagsOf(SUPPRESS_EMBEDS).optional() });
/** What an interaction is answered with, and what follows it. */
export const answerShape = z.strictObject({
  ...said,
  flags: flagsOf(SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | EPHEMERAL).optional(),
  tts: z.boolean().optional(),
});

/** Whether there is anything to see. */
export const saysSomething = ({ content, embeds, components }: Said, files: number): boolean =>
  (content ?? '').trim() !== '' || (embeds ?? []).length > 0 || (components ?? []).length > 0 || files > 0;

const textInput = z.strictObject({
  type: z.literal(4),
  custom_id: customId,
  style: z.literal([1, 2]),
  label: words(45).optional(),
  min_length: z.int().min(0).max(4_000).optional(),
  max_length: z.int().min(1).max(4_000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4_000).optional(),
  placeholder: z.string().max(100).optional(),
});
const field = z.union([
  z.strictObject({
    type: z.literal(18),
    label: words(45),
    description: words(100).optional(),
    component: textInput.refine((input) => input.label === undefined, 'has its label around it'),
  }),
  z.strictObject({
    type: z.literal(1),
    components: z.array(textInput.refine((input) => input.label !== undefined, 'needs a label')).length(1),
  }),
]);
export const LOCALES = [
  ...['id', 'da', 'de', 'en-GB', 'en-US', 'es-ES', 'es-419', 'fr', 'hr', 'it', 'lt', 'hu', 'nl', 'no', 'pl', 'pt-BR'],
  ...['ro', 'fi', 'sv-SE', 'vi', 'tr', 'cs', 'el', 'bg', 'ru', 'uk', 'hi', 'th', 'zh-CN', 'ja', 'zh-TW', 'ko'],
] as const;
export const inLocales = <Text extends z.ZodType>(text: Text) =>
  z.partialRecord(z.enum(LOCALES), text).nullable().optional();

export const choice = z.strictObject({
  name: words(100),
  name_localizations: inLocales(words(100)),
  value: z.union([z.string().min(1).max(100), z.number()]),
});

/** A reply to an interaction, in the answer to the request or posted to its callback. */
export const callbackShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(1) }),
  z.strictObject({
    type: z.literal(4),
    data: answerShape.refine((data) => saysSomething(data, 0), 'says nothing'),
  }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: flagsOf(EPHEMERAL).optional() }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: answerShape }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(choice).max(25) }) }),
  z.strictObject({
    type: z.literal(9),
    data: z.strictObject({ custom_id: customId, title: words(45), components: z.array(field).min(1).max(5) }),
  }),
]);
export type Callback = z.output<typeof callbackShape>;

export const applicationEdit = z.strictObject({
  interactions_endpoint_url: z.union([z.url({ protocol: /^https$/ }), z.literal(''), z.null()]).optional(),
});
export const openDm = z.strictObject({ recipient_id: snowflake });
