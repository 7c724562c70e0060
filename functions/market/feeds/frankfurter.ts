import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import type { Day } from '../../units/time.ts';
import { feed } from '../feed.ts';
import { decimal } from '../numerals.ts';

/** Units of each currency for one US dollar, as the European Central Bank fixed them on `day`. */
export type UsdRates = { day: Day; perUsd: Readonly<Record<string, number>> };

const CURRENCY = /^[A-Z]{3}$/;

/**
 * Reference rates of the ECB, through frankfurter's frozen v1.
 *
 * @param currencies ISO codes other than USD, at least one.
 * @throws {RangeError} for what is no ISO code. @see https://frankfurter.dev
 */
export const frankfurter = (currencies: readonly string[]) => ratesFeed(currencies, 'all');

/** The same for whoever has a use for some of them: one that is no longer fixed must not take the others away. */
export const frankfurterAny = (currencies: readonly string[]) => ratesFeed(currencies, 'some');

const ratesFeed = (currencies: readonly string[], wanted: 'all' | 'some') => {
  const wrong = currencies.find((code) => !CURRENCY.test(code) || code === 'USD');
  if (wrong !== undefined || currencies.length === 0) throw new RangeError(`not a currency to convert to: ${wrong}`);
  return feed({
    name: 'frankfurter',
    base: 'FRANKFURTER_URL',
    path: `v1/latest?base=USD&symbols=${currencies.join(',')}`,
    shape: z.object({
      amount: decimal.pipe(z.literal(1)),
      base: z.literal('USD'),
      date: z.iso.date(),
      rates: z.record(z.string(), decimal.pipe(z.number().min(1e-3).max(1e7))),
    }),
    read: ({ date, rates }): UsdRates => {
      // The set of currencies changes (the lev went in 2026): one that is missing is an answer to tell, not to guess.
      const missing = currencies.filter((code) => rates[code] === undefined);
      if (missing.length > (wanted === 'all' ? 0 : currencies.length - 1))
        throw new Unreadable(`frankfurter knows no rate for ${missing.join(', ')}`);
      return { day: date as Day, perUsd: rates };
    },
  });
};
