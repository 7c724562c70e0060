import { LOCALES } from '../../words/preferences.ts';
import { plainly } from './read.ts';

/** A Monday; the names of days are the same in every week. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
/** `mon` and `monday` are one; two letters are Monday in one language and Tuesday in another. */
const SHORTEST = 3;

const NAMES: readonly (readonly string[])[] = Array.from({ length: 7 }, (_, i) =>
  LOCALES.map((locale) =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
      .format(new Date(MONDAY + i * DAY))
      .toLowerCase(),
  ),
);

/** 1 Monday to 7 Sunday, in any of our languages: `friday`, `Fri`, `viernes`, `пятница`. */
export function weekdayMeant(word: string): number | undefined {
  const said = plainly(word).toLowerCase().replace(/s$/, '');
  if (said.length < SHORTEST) return undefined;
  const found = NAMES.findIndex((names) => names.some((name) => name.startsWith(said)));
  return found < 0 ? undefined : found + 1;
}
