import type { Difficulty, JoulesPerTerahash, SatPerThDay } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import type { UsdPerKwh, UsdPerMwh } from '../units/power.ts';
import { type Key, type Locale, say, type Values } from './catalogue.ts';
import { duration } from './duration.ts';
import { monthName } from './month.ts';
import { type Digits, decimals, largeMoney, money, percent } from './number.ts';

/** A language with its numbers, units and dates. Knows no clock: "how long" is always between two given instants. */
export type Words = ReturnType<typeof wordsOf>;

/** Enough to tell apart two numbers that are not the same: $28.001 is not "under $28". */
const MOST_DIGITS = 6;

export const wordsOf = (locale: Locale) => ({
  say: <K extends Key>(key: K, values: Values<K>): string => say(locale, key, values),

  /** `$28.06/PH/day`: hashprice, and whatever is compared with it. */
  usdPerPhDay: (amount: number, digits?: Digits): string => `${money(locale, amount, digits)}/PH/day`,

  /** Two numbers to be compared by eye: with as many digits as it takes to see which is larger. */
  apart(a: number, b: number): [string, string] {
    for (let most = 2; most < MOST_DIGITS; most++) {
      const pair = [a, b].map((n) => this.usdPerPhDay(n, { least: 2, most })) as [string, string];
      if (a === b || a.toFixed(most) !== b.toFixed(most)) return pair;
    }
    return [a, b].map((n) => this.usdPerPhDay(n, { least: 2, most: MOST_DIGITS })) as [string, string];
  },

  /** `$63,012`: one bitcoin. */
  usdPerBtc: (price: UsdPerBtc): string => money(locale, price, { least: 0, most: 0 }),
  /** `$0.0668/kWh`. */
  usdPerKwh: (price: UsdPerKwh): string => `${money(locale, price, { least: 2, most: 4 })}/kWh`,
  usdPerMwh: (price: UsdPerMwh): string => `${money(locale, price)}/MWh`,
  /** `44.53 sat/TH/day`. */
  satPerThDay: (amount: SatPerThDay): string => `${decimals(locale, amount, { least: 2, most: 2 })} sat/TH/day`,
  /** `$1.1 billion`, `$28.45 million`, `$940,000`. */
  usd: (amount: number): string => largeMoney(locale, amount),
  btc: (amount: Btc): string => `${decimals(locale, amount, { least: 0, most: 4 })} BTC`,
  joulesPerTerahash: (efficiency: JoulesPerTerahash): string => `${decimals(locale, efficiency)} J/TH`,
  /** `141.67 T`: tera, as miners write it. */
  difficulty: (difficulty: Difficulty): string => `${decimals(locale, difficulty / 1e12, { least: 2, most: 2 })} T`,
  count: (n: number): string => decimals(locale, n, { least: 0, most: 0 }),
  number: (n: number): string => decimals(locale, n),

  /** `19.7 %` of a ratio of 0.197. */
  percent: (ratio: number): string => percent(locale, ratio, 'auto'),
  /** `+14.7 %`, `−5.1 %`. */
  change: (ratio: number): string => percent(locale, ratio, 'exceptZero'),

  /** `2026-02-24 13:05 UTC`. */
  instant: (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  /** `2026-02-24`. */
  day: (at: Date): string => at.toISOString().slice(0, 10),
  /** `March 2026` of `2026-03`, `Q1 2026` of `2026-Q1`, `2026`. */
  period(period: string): string {
    const [year = '', part = ''] = period.split('-');
    if (part === '') return year;
    if (part.startsWith('Q')) return say(locale, 'time.quarter', { quarter: part.slice(1), year });
    const at = new Date(`${period}-01T00:00:00Z`);
    return Number.isNaN(at.getTime()) ? period : monthName(locale, at);
  },
  /** `3 h 20 min`. */
  duration: (ms: number): string => duration(locale, ms),
});
