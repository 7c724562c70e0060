import { quantity } from '../units/quantity.ts';
import type { Point } from './points.ts';
import type { Reader } from './reader.ts';

/** In what something is drawn: numbers for the axis, and how they are written. */
export type Scale<From> = {
  of(from: From): number;
  /** A round number of the axis. */
  tick(n: number): string;
  /** With its unit. */
  write(from: From): string;
};

const SATS_PER_BTC = 1e8;
const TH_PER_PH = 1_000;

type Hashprice = Pick<Point, 'usdPerPhDay' | 'usdPerBtc'>;

/** Hashprice in the reader's unit; in satoshis by the price of its own moment. */
export function hashpriceScale({ words, perUsd }: Reader): Scale<Hashprice> {
  const { locale, currency, unit } = words.reader;
  const sats = ({ usdPerPhDay, usdPerBtc }: Hashprice) => ((usdPerPhDay / usdPerBtc) * SATS_PER_BTC) / TH_PER_PH;
  if (unit === 'sat/TH')
    return {
      of: sats,
      tick: (n) => plain(locale, n),
      write: (from) => words.satPerThDay(quantity(sats(from))),
    };
  const share = unit === 'money/TH' ? TH_PER_PH : 1;
  return {
    of: ({ usdPerPhDay }) => (usdPerPhDay * perUsd) / share,
    tick: (n) => money(locale, currency, n),
    write: ({ usdPerPhDay }) => words.usdPerPhDay(usdPerPhDay),
  };
}

/** The price of a coin in the reader's currency; its axis goes by thousands. */
export const priceScale = ({ words, perUsd }: Reader): Scale<number> => ({
  of: (usd) => usd * perUsd,
  tick: (n) => money(words.reader.locale, words.reader.currency, n, 'compact'),
  write: (usd) => words.usdPerBtc(quantity(usd)),
});

export const difficultyScale = ({ words }: Reader): Scale<number> => ({
  of: (difficulty) => difficulty / 1e12,
  tick: (n) => `${plain(words.reader.locale, n)} T`,
  write: (difficulty) => words.difficulty(quantity(difficulty)),
});

export const coinScale = ({ words }: Reader): Scale<number> => ({
  of: (btc) => btc,
  tick: (n) => plain(words.reader.locale, n),
  write: (btc) => words.btc(quantity(btc)),
});

type Notation = 'standard' | 'compact';

const plain = (locale: string, n: number, notation: Notation = 'standard'): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 3, notation }).format(n).replace('-', '−');

const money = (locale: string, currency: string, n: number, notation: Notation = 'standard'): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
    maximumFractionDigits: 3,
    notation,
  })
    .format(n)
    .replace('-', '−');
