import type { Locale } from './preferences.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-02-24 14:05 CET`: written the same way in every language, with what people there call their time. */
export function instantIn(locale: Locale, zone: string, at: Date): string {
  if (zone === 'UTC') return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const part = Object.fromEntries(
    format(locale, zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, timeZoneName: name } = part;
  return `${year}-${month}-${day} ${hour}:${minute} ${name}`;
}

function format(locale: Locale, zone: string): Intl.DateTimeFormat {
  const id = `${locale} ${zone}`;
  const known = formats.get(id);
  if (known) return known;
  const two = '2-digit';
  const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, timeZoneName: 'short' } as const;
  const made = new Intl.DateTimeFormat(locale, {
    ...fields,
    timeZone: zone,
    hourCycle: 'h23',
    numberingSystem: 'latn',
  });
  formats.set(id, made);
  return made;
}
