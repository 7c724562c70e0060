import { LOCALES, type Locale } from './preferences.ts';

/**
 * The catalogue for a language as an app names it (IETF BCP 47): `pt-br` is Portuguese, `zh-hans` and `zh-TW` Chinese.
 *
 * @returns undefined for a language without a catalogue, which is not the same as English: who asked may know better.
 */
export function localeOf(code: string | undefined): Locale | undefined {
  const language = code?.trim().toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language);
}

/** The same for whoever has to write something: what is unknown is English. */
export const localeOr = (code: string | undefined): Locale => localeOf(code) ?? LOCALES[0];
