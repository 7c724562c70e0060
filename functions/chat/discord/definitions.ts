import { clip } from '../../delivery/clip.ts';
import type { Key } from '../../words/catalogue.ts';
import { LOCALES, type Locale } from '../../words/preferences.ts';
import { speak, type Words } from '../../words/words.ts';
import { SETTINGS, type Setting, SPANS, type Span } from '../command.ts';
import { CATALOGUE, type CommandEntry, type OptionEntry } from '../commands.ts';

/** The languages of Discord's own clients that ours are for. @see https://discord.com/developers/docs/reference#locales */
const CLIENTS: Readonly<Record<Exclude<Locale, 'en'>, readonly string[]>> = {
  es: ['es-ES', 'es-419'],
  ru: ['ru'],
  zh: ['zh-CN'],
  pt: ['pt-BR'],
  de: ['de'],
};

/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
const TYPES = { text: 3, 'yes or no': 5, role: 8 } as const;
const CHAT_INPUT = 1;
/** To a server and to a person; asked in a server, in a direct message with the bot, and between other people. */
const INSTALLED = [0, 1] as const;
const ASKED = [0, 1, 2] as const;
const MANAGE_GUILD = '32';
const LONGEST = 100;

/** Words that stand for themselves, with no value in them. */
type Plain =
  | Extract<Key, `slash.${string}` | `command.${string}` | `option.${string}`>
  | `settings.${Setting}`
  | `chart.span.${Span}`;
type Localised = Readonly<Record<string, string>>;
type Named = { name: string; name_localizations?: Localised };
type Described = Named & { description: string; description_localizations?: Localised };
type Choice = Named & { value: string };
type Option = Described & { type: number; choices?: Choice[]; autocomplete?: true };
export type Definition = Described & {
  type: typeof CHAT_INPUT;
  options: Option[];
  integration_types: readonly number[];
  contexts: readonly number[];
  default_member_permissions: string | null;
};

/**
 * The commands as Discord lists them, in every language there is.
 *
 * What an interaction brings are the English names and the values of choices, whatever its reader saw. Whoever manages a
 * server may give a command to others than those who manage it; who may change what a channel is told is asked again.
 */
export async function commandDefinitions(): Promise<Definition[]> {
  const spoken = await Promise.all(LOCALES.map(async (locale) => ({ locale, words: await speak(locale) })));
  return CATALOGUE.filter(({ listed }) => listed).map((entry) => definition(entry, spoken));
}

type Spoken = readonly { locale: Locale; words: Words }[];

const definition = (entry: CommandEntry, spoken: Spoken): Definition => ({
  type: CHAT_INPUT,
  ...described(`slash.${entry.name}` as Plain, entry.describedBy, spoken),
  options: entry.options.filter(isHere).map((one) => option(one, spoken)),
  integration_types: INSTALLED,
  contexts: ASKED,
  // A fleet is everybody's own; what else may be changed is the channel's.
  default_member_permissions: entry.who === 'configure' && entry.usually === 'channel' ? MANAGE_GUILD : null,
});

const isHere = ({ only }: OptionEntry): boolean => only === undefined || only === 'discord';

const option = ({ name, describedBy, choices, suggests, takes }: OptionEntry, spoken: Spoken): Option => ({
  type: TYPES[takes ?? 'text'],
  ...described(`slash.option.${name}` as Plain, describedBy, spoken),
  ...(choices && { choices: choices.map((value) => ({ ...named(choiceKey(value), spoken), value })) }),
  ...(suggests && { autocomplete: true }),
});

const isSpan = (value: string): value is Span => SPANS.some((span) => span === value);
const isSetting = (value: string): value is Setting => SETTINGS.some((setting) => setting === value);

/** Settings and spans are called as the answers call them. */
function choiceKey(value: string): Plain {
  if (isSpan(value)) return `chart.span.${value}`;
  return isSetting(value) ? `settings.${value}` : (`slash.choice.${value}` as Plain);
}

const described = (name: Plain, description: Plain, spoken: Spoken): Described => {
  const { text, others } = inAll(description, spoken);
  return { ...named(name, spoken), description: text, ...(others && { description_localizations: others }) };
};

const named = (name: Plain, spoken: Spoken): Named => {
  const { text, others } = inAll(name, spoken);
  return { name: text, ...(others && { name_localizations: others }) };
};

/** English is what every other client shows; a language that says the same needs no line of its own. */
function inAll(key: Plain, spoken: Spoken): { text: string; others?: Localised } {
  const english = spoken.find(({ locale }) => locale === 'en')!.words;
  const text = clip(english.say(key, {}), LONGEST);
  const others = spoken.flatMap(({ locale, words }) => {
    const said = clip(words.say(key, {}), LONGEST);
    return locale === 'en' || said === text ? [] : CLIENTS[locale].map((client) => [client, said] as const);
  });
  return { text, ...(others.length > 0 && { others: Object.fromEntries(others) }) };
}
