import * as z from 'zod';

/** @see https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const LIMITS = { title: 256, description: 4_096, fields: 25, name: 256, value: 1_024, embed: 6_000 } as const;

const text = (most: number) => z.string().trim().min(1).max(most);

/** Everything Discord documents about the parts of an embed that we use; the sum is the one people forget. */
export const embedShape = z
  .strictObject({
    title: text(LIMITS.title),
    description: text(LIMITS.description),
    color: z.int().min(0).max(0xffffff),
    fields: z.array(z.strictObject({ name: text(LIMITS.name), value: text(LIMITS.value) })).max(LIMITS.fields),
    timestamp: z.iso.datetime(),
  })
  .refine((embed) => lengthOf(embed) <= LIMITS.embed, `an embed holds ${LIMITS.embed} characters in all`);
export type Embed = z.infer<typeof embedShape>;

type Counted = { title: string; description: string; fields: { name: string; value: string }[] };

const lengthOf = ({ title, description, fields }: Counted): number =>
  [title, description, ...fields.flatMap(({ name, value }) => [name, value])].reduce((n, part) => n + part.length, 0);

/** Whether the two limits that depend on how much is said are kept. */
export const fits = (embed: Counted): boolean =>
  embed.description.length <= LIMITS.description && lengthOf(embed) <= LIMITS.embed;
