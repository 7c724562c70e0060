import * as z from 'zod';
import { choice, inLocales, LOCALES, words } from './discord-shapes.ts';

/** Letters of any case, of any script; those that have a lower case are in it. */
const name = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'has signs that a name must not have, or is too long')
  .refine((text) => text === text.toLowerCase(), 'is not in lower case');
const named = { name, name_localizations: inLocales(name) };
const described = { description: words(100), description_localizations: inLocales(words(100)) };

const option = z
  .strictObject({
    type: z.int().min(3).max(11),
    ...named,
    ...described,
    required: z.boolean().optional(),
    choices: z.array(choice).min(1).max(25).optional(),
    autocomplete: z.boolean().optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
    min_length: z.int().min(0).max(6_000).optional(),
    max_length: z.int().min(1).max(6_000).optional(),
    channel_types: z.array(z.int()).optional(),
  })
  .refine(({ choices, autocomplete }) => choices === undefined || autocomplete !== true, 'has choices and autocomplete')
  .refine(
    ({ type, choices, autocomplete }) => [3, 4, 10].includes(type) || (choices === undefined && !autocomplete),
    'is of a type without choices',
  )
  .refine(({ type, min_length, max_length }) => type === 3 || (min_length ?? max_length) === undefined, 'has no length')
  .refine(
    ({ choices = [] }) => new Set(choices.map(({ value }) => value)).size === choices.length,
    'has a value twice',
  );
type Option = z.output<typeof option>;

/** A name twice in one of its languages is the same name to whoever types it. */
function areUnique(
  all: readonly { name: string; name_localizations?: Partial<Record<string, string>> | null | undefined }[],
) {
  return [undefined, ...LOCALES].every((locale) => {
    const seen = all.map((one) => (locale && one.name_localizations?.[locale]) ?? one.name);
    return new Set(seen).size === seen.length;
  });
}

const requiredFirst = (options: readonly Option[]): boolean =>
  options.every((one, i) => !one.required || options.slice(0, i).every((before) => before.required));

const LONGEST_COMMAND = 8_000;
/** The longest wording of each text counts. */
function sizeOf(command: { name: string; description: string; options?: Option[] | undefined }): number {
  const longest = (text: string, others: Partial<Record<string, string>> | null | undefined) =>
    Math.max(text.length, ...Object.values(others ?? {}).map((other) => other?.length ?? 0));
  const own = (one: z.output<typeof option> | typeof command) => {
    const { name_localizations, description_localizations } = one as Option;
    return longest(one.name, name_localizations) + longest(one.description, description_localizations);
  };
  const ofChoices = (one: Option) =>
    (one.choices ?? []).reduce((n, c) => n + longest(c.name, c.name_localizations) + String(c.value).length, 0);
  return own(command) + (command.options ?? []).reduce((n, one) => n + own(one) + ofChoices(one), 0);
}

const chatInput = z
  .strictObject({
    type: z.literal(1).optional(),
    ...named,
    ...described,
    options: z
      .array(option)
      .max(25)
      .refine(requiredFirst, 'has a required option behind one that is not')
      .refine(areUnique, 'has an option twice')
      .optional(),
    default_member_permissions: z
      .string()
      .regex(/^\d{1,20}$/)
      .nullable()
      .optional(),
    integration_types: z
      .array(z.literal([0, 1]))
      .min(1)
      .optional(),
    contexts: z
      .array(z.literal([0, 1, 2]))
      .min(1)
      .nullable()
      .optional(),
    nsfw: z.boolean().optional(),
  })
  .refine((command) => sizeOf(command) <= LONGEST_COMMAND, 'holds more than 8,000 characters');

/** The body of a bulk overwrite. */
export const commandsShape = z.array(chatInput).max(100).refine(areUnique, 'has a command twice');
export type DiscordCommand = z.output<typeof chatInput>;
