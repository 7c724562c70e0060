import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';
import type { Locale } from './preferences.ts';

export type Key = keyof typeof en;
/** What a language must bring: every key, or the build fails. */
export type Catalogue = Readonly<Record<Key, string>>;

type Other = Exclude<Locale, 'en'>;
/** Fifty kilobytes each, and most functions speak one or two in all their life. */
const OTHERS: Readonly<Record<Other, () => Promise<Catalogue>>> = {
  es: async () => (await import('./es.ts')).es,
  ru: async () => (await import('./ru.ts')).ru,
  zh: async () => (await import('./zh.ts')).zh,
  pt: async () => (await import('./pt.ts')).pt,
  de: async () => (await import('./de.ts')).de,
};

/** English is always there: an apology must not have to be fetched first. */
const loaded = new Map<Locale, Catalogue>([['en', en]]);

/** Before anything is said in a language; at once where it has been. */
export async function loadWords(locale: Locale): Promise<void> {
  if (!loaded.has(locale)) loaded.set(locale, await OTHERS[locale as Other]());
}

/** @throws where {@link loadWords} was forgotten: another language instead would be found by readers only. */
export function catalogueOf(locale: Locale): Catalogue {
  const catalogue = loaded.get(locale);
  if (catalogue === undefined) throw new Error(`the words of '${locale}' were not loaded before they were needed`);
  return catalogue;
}

/** `{fleet} … {days, plural, one {# day} other {# days}}` → `'fleet' | 'days'`; what has a space in it is text of a branch. */
type Names<Text extends string> = Text extends `${string}{${infer After}`
  ? (After extends `${infer Argument}}${string}` ? NameOf<Argument> : never) | Names<After>
  : never;
type NameOf<Argument extends string> = Argument extends `${infer Name},${string}` ? Plain<Name> : Plain<Argument>;
type Plain<Name extends string> = Name extends `${string} ${string}` | `${string}#${string}` ? never : Name;

/** The values a message needs, read off its English text. */
export type Values<K extends Key> = Readonly<Record<Names<(typeof en)[K]>, string | number>>;

const compiled = new Map<string, IntlMessageFormat>();

/** A message in a language. Values are text or numbers already in words; escaping is the platform's business. */
export function say<K extends Key>(locale: Locale, key: K, values: Values<K>): string {
  return message(locale, key).format<string>(values) as string;
}

function message(locale: Locale, key: Key): IntlMessageFormat {
  const id = `${locale} ${key}`;
  const known = compiled.get(id);
  if (known) return known;
  const made = new IntlMessageFormat(catalogueOf(locale)[key], locale, undefined, { ignoreTag: true });
  compiled.set(id, made);
  return made;
}
