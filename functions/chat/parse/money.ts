import type { Currency } from '../../words/preferences.ts';
import { CURRENCIES } from '../../words/preferences.ts';
import { NUMBER, readNumber } from './number.ts';

/** What stands for a currency; `¥` and `kr` are several people's, so the chat's own currency decides. */
const SIGNS: Readonly<Record<string, readonly Currency[]>> = {
  c$: ['CAD'],
  ca$: ['CAD'],
  a$: ['AUD'],
  au$: ['AUD'],
  r$: ['BRL'],
  mx$: ['MXN'],
  us$: ['USD'],
  'cn¥': ['CNY'],
  'jp¥': ['JPY'],
  '€': ['EUR'],
  '£': ['GBP'],
  '₹': ['INR'],
  '₺': ['TRY'],
  '¥': ['CNY', 'JPY'],
  元: ['CNY'],
  円: ['JPY'],
  kr: ['NOK', 'SEK'],
  fr: ['CHF'],
  $: ['USD', 'CAD', 'AUD', 'MXN'],
  euro: ['EUR'],
  euros: ['EUR'],
  dollar: ['USD', 'CAD', 'AUD'],
  dollars: ['USD', 'CAD', 'AUD'],
  usd: ['USD'],
};

/** Hundredths, of whichever currency it is. */
const CENTS = [
  'c',
  '¢',
  'ct',
  'cts',
  'cent',
  'cents',
  'centavos',
  'центов',
  'цент',
  'p',
  'pence',
  'øre',
  'öre',
  '美分',
];

/**
 * An amount, what it was said to be in, and whether in hundredths; what follows it is left to the caller.
 * @property orElse where `8,822` may be eight and not eight thousand: only the caller knows which can be.
 */
export type Amount = { amount: number; orElse?: number; currency?: Currency; cents: boolean; rest: string };

const LETTERS = String.raw`[\p{L}$€£¥₹₺¢]`;
const SHAPE = new RegExp(
  String.raw`^(${LETTERS}{1,4}\$?)? ?(-?${NUMBER}(?: ?k(?![\p{L}]))?) ?(${LETTERS}{1,8}\$?)?(.*)$`,
  'iu',
);

/**
 * `$0.07`, `7 c`, `0,07 €`, `EUR 0.07`, `7 cents`.
 * @param usual what a bare number, a `¥`, a `$` or a `kr` is in. @returns undefined where it is no amount of money.
 */
export function readMoney(text: string, usual: Currency): Amount | undefined {
  const [, before = '', digits = '', after = '', tail = ''] = SHAPE.exec(text) ?? [];
  const number = readNumber(digits);
  if (digits === '' || !number.ok || number.value < 0) return undefined;
  const first = currencyOf(before, usual);
  if (before !== '' && first === undefined) return undefined;
  const word = after.toLowerCase();
  const isCents = CENTS.includes(word);
  const second = isCents || after === '' ? undefined : currencyOf(after, usual);
  // Somebody else's word: a unit, and the caller's business.
  const rest = second === undefined && !isCents ? `${after}${tail}` : tail;
  const currency = first ?? second;
  const orElse = /^[1-9]\d{0,2},\d{3}$/.test(digits) ? Number(digits.replace(',', '.')) : undefined;
  return {
    amount: number.value,
    ...(orElse !== undefined && { orElse }),
    ...(currency && { currency }),
    cents: isCents,
    rest: rest.trim(),
  };
}

function currencyOf(word: string, usual: Currency): Currency | undefined {
  const code = word.toUpperCase();
  const named = CURRENCIES.find((currency) => currency === code);
  if (named) return named;
  const meant = SIGNS[word.toLowerCase()];
  return meant?.find((currency) => currency === usual) ?? meant?.[0];
}
