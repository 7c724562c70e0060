import type { Locale } from './catalogue.ts';

const formats = new Map<Locale, Intl.DateTimeFormat>();

/** `March 2026`. */
export function monthName(locale: Locale, at: Date): string {
  const format =
    formats.get(locale) ?? new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  formats.set(locale, format);
  return format.format(at);
}
