import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Locale } from './preferences.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

export type Key = keyof typeof en;
/** What a language must bring: every key, or the build fails. */
export type Catalogue = Readonly<Record<Key, string>>;

export const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en, es, ru, zh, pt, de };

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
  const made = new IntlMessageFormat(CATALOGUES[locale][key], locale, undefined, { ignoreTag: true });
  compiled.set(id, made);
  return made;
}
