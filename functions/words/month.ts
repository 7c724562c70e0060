import type { Locale } from './preferences.ts';

const formats = new Map<Locale, Intl.DateTimeFormat>();

/** `March 2026`. Russian leaves out its "г.", whose full stop would meet the sentence's. */
export function monthName(locale: Locale, at: Date): string {
  const format =
    formats.get(locale) ?? new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  formats.set(locale, format);
  return format.format(at).replace(/\sг\.$/u, '');
}
