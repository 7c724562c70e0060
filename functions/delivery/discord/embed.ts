import * as z from 'zod';

/** @see https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const LIMITS = { title: 256, description: 4_096, fields: 25, name: 256, value: 1_024, footer: 2_048 } as const;
/** "The combined sum of characters … across all embeds attached to a message must not exceed 6000." */
const ALL_EMBEDS = 6_000;
const MOST_EMBEDS = 10;

/** Discord trims before it counts, and refuses what is then empty. */
const text = (most: number) => z.string().trim().min(1).max(most);

/** Everything Discord documents about the parts of an embed that we use. */
export const embedShape = z
  .strictObject({
    title: text(LIMITS.title),
    description: text(LIMITS.description),
    color: z.int().min(0).max(0xffffff),
    fields: z.array(z.strictObject({ name: text(LIMITS.name), value: text(LIMITS.value) })).max(LIMITS.fields),
    footer: z.strictObject({ text: text(LIMITS.footer) }).optional(),
    /** Of an attachment of the same message. */
    image: z.strictObject({ url: z.string().regex(/^attachment:\/\/[\w.-]{1,64}$/) }).optional(),
    timestamp: z.iso.datetime(),
  })
  .refine((embed) => lengthOf(embed) <= ALL_EMBEDS, `an embed holds ${ALL_EMBEDS} characters in all`);
export type Embed = z.infer<typeof embedShape>;

/** The embeds of one message; the sum over all of them is the limit that people forget. */
export const embedsShape = z
  .array(embedShape)
  .max(MOST_EMBEDS)
  .refine(
    (embeds) => embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) <= ALL_EMBEDS,
    `the embeds of a message hold ${ALL_EMBEDS} characters in all`,
  );

type Counted = {
  title: string;
  description: string;
  fields: { name: string; value: string }[];
  footer?: { text: string } | undefined;
};

const lengthOf = ({ title, description, fields, footer }: Counted): number =>
  [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])].reduce(
    (n, part) => n + part.length,
    0,
  );

/** Whether the two limits that depend on how much is said are kept. */
export const fits = (embed: Counted): boolean =>
  embed.description.length <= LIMITS.description && lengthOf(embed) <= ALL_EMBEDS;
