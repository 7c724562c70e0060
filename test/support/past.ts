import { hashprice } from '../../functions/market/hashprice.ts';
import type { PastDay } from '../../functions/market/relive.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, dayAfter } from '../../functions/units/time.ts';

const DIFFICULTY = 144.4e12;

/** A day with this hashprice: difficulty as in February 2026, no fees, and a price to match. */
export function aPastDay(day: string, usdPerPhDay: number, more: Partial<PastDay> = {}): PastDay {
  const perDollar = hashprice(quantity(1), quantity(DIFFICULTY), quantity(3.125)).usdPerPhDay;
  return {
    day: day as Day,
    usdPerBtc: quantity(usdPerPhDay / perDollar),
    difficulty: quantity(DIFFICULTY),
    feesBtcPerBlock: quantity(0),
    ...more,
  };
}

/** One day after the other; undefined leaves a gap. */
export const pastDays = (first: string, hashprices: readonly (number | undefined)[]): PastDay[] =>
  hashprices.flatMap((usd, i) => (usd === undefined ? [] : [aPastDay(dayAfter(first as Day, i), usd)]));
