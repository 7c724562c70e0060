import type { Currency, Locale } from './preferences.ts';

export type Digits = { least: number; most: number };
const TWO: Digits = { least: 2, most: 2 };
type Sign = 'auto' | 'exceptZero';

const formats = new Map<string, Intl.NumberFormat>();

/** `$28.06`, `−$5.54`, and `$40` for a line that somebody drew; what was measured at 0.998 is `$1.00`. */
export function money(locale: Locale, amount: number, digits: Digits = TWO, currency: Currency = 'USD'): string {
  const shown = isZero(amount, digits.most) ? 0 : amount;
  const trailingZeroDisplay = Number.isInteger(shown) ? 'stripIfInteger' : 'auto';
  return write(locale, shown, digits, { style: 'currency', currency, trailingZeroDisplay });
}

const MILLION = 1e6;

/** `$1.1 billion`, `$28.45 million`, `$940,000`: as many digits as a reader keeps in mind. */
export function largeMoney(locale: Locale, amount: number, currency: Currency = 'USD'): string {
  const one = money(locale, 1, { least: 0, most: 0 }, currency);
  if (Math.round(amount) < MILLION) return money(locale, amount, { least: 0, most: 0 }, currency);
  // With a currency, the long notation comes out as the short one: `$1.1B`.
  const { display, link = '' } = LARGE[locale];
  const words = write(locale, amount, { least: 0, most: 2 }, { notation: 'compact', compactDisplay: display });
  return one.replace(decimals(locale, 1), `${words}${link}`);
}

/** How people write millions beside a sign: in words, or as "млн" and "Mio."; in Spanish they are millions "of" it. */
const LARGE: Readonly<Record<Locale, { display: 'long' | 'short'; link?: string }>> = {
  en: { display: 'long' },
  es: { display: 'long', link: ' de' },
  ru: { display: 'short' },
  zh: { display: 'short' },
  pt: { display: 'long' },
  de: { display: 'short' },
};

/** `17.5`, `0.0312`. */
export const decimals = (locale: Locale, amount: number, digits: Digits = { least: 0, most: 3 }): string =>
  write(locale, amount, digits, {});

/** `+14.7 %` of a ratio of 0.147; without the space where the language has none. */
export const percent = (locale: Locale, ratio: number, sign: Sign): string =>
  `${write(locale, ratio * 100, { least: 0, most: 1 }, { signDisplay: sign })}${PERCENT[locale]}`;

/** English keeps the space that the SI asks for. */
const PERCENT: Readonly<Record<Locale, string>> = {
  en: ' %',
  es: '\u00a0%',
  ru: '\u00a0%',
  zh: '%',
  pt: '%',
  de: '\u00a0%',
};

function write(locale: Locale, amount: number, { least, most }: Digits, more: Intl.NumberFormatOptions): string {
  const options = { minimumFractionDigits: least, maximumFractionDigits: most, ...more };
  const id = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(id) ?? new Intl.NumberFormat(locale, options);
  formats.set(id, format);
  // A true minus: a hyphen before a number is easily read as a dash. And never "−0".
  return format.format(isZero(amount, most) ? 0 : amount).replace('-', '−');
}

const isZero = (amount: number, digits: number): boolean => Math.abs(amount) < 0.5 * 10 ** -digits;
