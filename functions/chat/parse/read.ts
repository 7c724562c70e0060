import type { Key } from '../../words/catalogue.ts';
import type { Words } from '../../words/words.ts';

/** Why something could not be read: a message of the catalogue that has a right example in it, and what it is about. */
export type Wrong = { key: WrongKey; values: Readonly<Record<string, string | number>> };
type WrongKey = Extract<Key, `wrong.${string}`>;

/** What somebody meant, or what was wrong with it. Parsers never throw and never guess in silence. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; wrong: Wrong };

export const read = <Value>(value: Value): Read<Value> => ({ ok: true, value });

/** More of what was typed than this says nothing to whoever typed it. */
const SHOWN = 40;

/** @param given what was typed, shown back in the answer. */
export const wrong = (
  key: WrongKey,
  given: string,
  values: Readonly<Record<string, string | number>> = {},
): { ok: false; wrong: Wrong } => ({
  ok: false,
  wrong: { key, values: { given: shown(given), ...values } },
});

/** Catalogue messages are typed by their arguments, which a union of keys cannot carry; the test says every one. */
export const inWords = ({ key, values }: Wrong, words: Words): string => words.say(key, values as never);

const shown = (given: string): string => {
  const line = given.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${[...line].slice(0, SHOWN).join('').toWellFormed()}…` : line;
};

/** What people type, before anything looks at it: full-width digits, odd spaces, odd dashes and capitals are one. */
export const plainly = (text: string): string =>
  text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** Longer than anything that is asked for; what follows is not read. */
const LONGEST = 500;
