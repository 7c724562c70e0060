import type { Difficulty, JoulesPerTerahash, SatPerThDay } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import type { UsdPerKwh, UsdPerKwMonth, UsdPerMwh, UsdPerMwYear } from '../units/power.ts';
import { type Key, loadWords, say, type Values } from './catalogue.ts';
import { duration, stretch } from './duration.ts';
import { instantIn } from './instant.ts';
import { monthName } from './month.ts';
import { type Digits, decimals, largeMoney, money, percent } from './number.ts';
import { type Currency, type HashpriceUnit, type Locale, type Preferences, USUAL } from './preferences.ts';

/** A reader's language with its numbers, units and dates. Knows no clock: "how long" is always between two given instants. */
export type Words = ReturnType<typeof inOneCurrency> & {
  /** Words for amounts that are in `currency` already: what somebody pays for power is not converted. */
  pricedIn(currency: Currency): Words;
};

/**
 * What turns dollars into what the reader counts in.
 *
 * @property perUsd units of the reader's currency that one dollar buys; without it amounts stay in dollars, and say so.
 * @property usdPerBtc for hashprice in satoshis; without it hashprice stays in money.
 */
export type Exchange = { perUsd?: number; usdPerBtc?: number };

/** Enough to tell apart two numbers that are not the same: $28.001 is not "under $28". */
const MOST_DIGITS = 6;
const TWO: Digits = { least: 2, most: 2 };
const SATS_PER_BTC = 1e8;
const TH_PER_PH = 1_000;

/** The words of a reader whose language may not have been spoken yet. */
export async function speak(reader: Locale | Preferences, exchange: Exchange = {}): Promise<Words> {
  await loadWords(typeof reader === 'string' ? reader : reader.locale);
  return wordsOf(reader, exchange);
}

/**
 * Every amount goes in as dollars, whatever it comes out as.
 *
 * For English, and for a language that has been loaded; {@link speak} is for all others.
 */
export function wordsOf(reader: Locale | Preferences, exchange: Exchange = {}): Words {
  const wanted: Preferences = typeof reader === 'string' ? { ...USUAL, locale: reader } : reader;
  return {
    ...inOneCurrency(wanted, exchange),
    pricedIn: (currency) => wordsOf({ ...wanted, currency, unit: 'money/PH' }, { perUsd: 1 }),
  };
}

function inOneCurrency(wanted: Preferences, { perUsd, usdPerBtc }: Exchange) {
  const { locale, zone } = wanted;
  const currency: Currency = wanted.currency === 'USD' || perUsd === undefined ? 'USD' : wanted.currency;
  const rate = currency === 'USD' ? 1 : perUsd!;
  const unit = wanted.unit === 'sat/TH' && usdPerBtc === undefined ? 'money/PH' : wanted.unit;
  const cash = (amount: number, digits?: Digits) => money(locale, amount * rate, digits, currency);

  const { by, more } = scaleOf(unit, rate, usdPerBtc);

  function hashprice(amount: number, { least, most }: Digits = TWO): string {
    const digits = { least: least + more.least, most: most + more.most };
    const written =
      unit === 'sat/TH' ? decimals(locale, amount * by, digits) : money(locale, amount * by, digits, currency);
    return say(locale, UNIT_KEYS[unit], { amount: written });
  }

  return {
    /** How the reader wants to be told; `currency` is what amounts really are in. */
    reader: { ...wanted, currency, unit } as Preferences,
    say: <K extends Key>(key: K, values: Values<K>): string => say(locale, key, values),

    /** `$28.06/PH/day`: hashprice, and whatever is compared with it, in the reader's unit. */
    usdPerPhDay: hashprice,

    /** Two numbers to be compared by eye: with as many digits as it takes to see which is larger. */
    apart(a: number, b: number): [string, string] {
      // By their digits, not by how they are written: a round 28 has no cents, and is no other number than 28.00.
      const isSeen = (most: number) => (a * by).toFixed(most + more.most) !== (b * by).toFixed(most + more.most);
      for (let most = 2; most < MOST_DIGITS; most++) {
        if (a === b || isSeen(most)) return [a, b].map((n) => hashprice(n, { least: 2, most })) as [string, string];
      }
      return [a, b].map((n) => hashprice(n, { least: 2, most: MOST_DIGITS })) as [string, string];
    },

    /** `$63,012`: one bitcoin. */
    usdPerBtc: (price: UsdPerBtc): string => cash(price, { least: 0, most: 0 }),
    /** `$0.0668/kWh`. */
    usdPerKwh: (price: UsdPerKwh): string => say(locale, 'unit.perKwh', { amount: cash(price, { least: 2, most: 4 }) }),
    usdPerMwh: (price: UsdPerMwh): string => say(locale, 'unit.perMwh', { amount: cash(price) }),
    /** `$1.78 million per MW-year`, and `$148 per kW-month`, as rents are quoted. */
    usdPerMwYear: (rent: UsdPerMwYear): string =>
      say(locale, 'unit.perMwYear', { amount: largeMoney(locale, rent * rate, currency) }),
    usdPerKwMonth: (rent: UsdPerKwMonth): string =>
      say(locale, 'unit.perKwMonth', { amount: cash(rent, { least: 0, most: 0 }) }),
    /** `44.53 sat/TH/day`. */
    satPerThDay: (amount: SatPerThDay): string =>
      say(locale, 'unit.satPerThDay', { amount: decimals(locale, amount, TWO) }),
    /** `$1.1 billion`, `$28.45 million`, `$940,000`. */
    usd: (amount: number): string => largeMoney(locale, amount * rate, currency),
    btc: (amount: Btc): string => `${decimals(locale, amount, { least: 0, most: 4 })} BTC`,
    joulesPerTerahash: (efficiency: JoulesPerTerahash): string => `${decimals(locale, efficiency)} J/TH`,
    /** `141.67 T`: tera, as miners write it. */
    difficulty: (difficulty: Difficulty): string => `${decimals(locale, difficulty / 1e12, { least: 2, most: 2 })} T`,
    count: (n: number): string => decimals(locale, n, { least: 0, most: 0 }),
    number: (n: number): string => decimals(locale, n),

    /** `debt, machines`: things beside each other, without an "and". */
    list: (items: readonly string[]): string => items.join(locale === 'zh' ? '、' : ', '),

    /** `19.7 %` of a ratio of 0.197. */
    percent: (ratio: number): string => percent(locale, ratio, 'auto'),
    /** `+14.7 %`, `−5.1 %`. */
    change: (ratio: number): string => percent(locale, ratio, 'exceptZero'),

    /** `2026-02-24 13:05 UTC`, on the reader's clock. */
    instant: (at: Date): string => instantIn(locale, zone, at),
    /** `2026-02-24`, in UTC as whoever filed or published it. */
    day: (at: Date): string => at.toISOString().slice(0, 10),
    /** `March 2026` of `2026-03`, `Q1 2026` of `2026-Q1`, `week 11 of 2026` of `2026-W11`, `2026`. */
    period(period: string): string {
      const [year = '', part = ''] = period.split('-');
      if (part === '') return say(locale, 'time.year', { year });
      if (part.startsWith('W')) return say(locale, 'time.week', { week: String(Number(part.slice(1))), year });
      if (part.startsWith('Q')) return say(locale, 'time.quarter', { quarter: part.slice(1), year });
      const at = new Date(`${period}-01T00:00:00Z`);
      return Number.isNaN(at.getTime()) ? period : monthName(locale, at);
    },
    /** `3 h 20 min`. */
    duration: (ms: number): string => duration(locale, ms),
    /** `20 s`, `10 min`: how long something must last. */
    stretch: (ms: number): string => stretch(locale, ms),
  };
}

const UNIT_KEYS = {
  'money/PH': 'unit.perPhDay',
  'money/TH': 'unit.perThDay',
  'sat/TH': 'unit.satPerThDay',
} as const satisfies Record<HashpriceUnit, Key>;

/** What a hashprice in dollars is multiplied by; and with a thousandth of the number, three digits more say as much. */
function scaleOf(unit: HashpriceUnit, rate: number, usdPerBtc = 1): { by: number; more: Digits } {
  switch (unit) {
    case 'money/PH':
      return { by: rate, more: { least: 0, most: 0 } };
    case 'money/TH':
      return { by: rate / TH_PER_PH, more: { least: 2, most: 3 } };
    case 'sat/TH':
      return { by: SATS_PER_BTC / TH_PER_PH / usdPerBtc, more: { least: 0, most: 0 } };
  }
}
