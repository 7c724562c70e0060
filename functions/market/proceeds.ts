import type { UsdPerPhDay } from '../units/hashing.ts';
import { type Quantity, quantity } from '../units/quantity.ts';
import { type Day, dayOf } from '../units/time.ts';
import type { Fleet } from './fleet.ts';
import { marginOf } from './margin.ts';
import type { Snapshot } from './snapshot.ts';

/** What one petahash per second earned or cost over a whole period. */
export type UsdPerPh = Quantity<'USD/(PH/s)'>;

/** What a fleet made of one day. */
export type DayProceeds = {
  day: Day;
  hashpriceUsdPerPhDay: UsdPerPhDay;
  revenueUsdPerPh: UsdPerPh;
  costUsdPerPh: UsdPerPh;
  marginUsdPerPh: UsdPerPh;
};

export type Proceeds = {
  days: number;
  revenueUsdPerPh: UsdPerPh;
  costUsdPerPh: UsdPerPh;
  marginUsdPerPh: UsdPerPh;
  best: DayProceeds;
  worst: DayProceeds;
  /** The days whose margin was below zero, and what stopping on just those would have saved. */
  atLoss: { days: number; savedUsdPerPh: UsdPerPh; savedWhileOpexGoesOnUsdPerPh: UsdPerPh };
};

/** One value stands all day, so a day's money is its margin per day. */
export function proceedsOfDay(fleet: Fleet, { at, hashprice, price }: Snapshot): DayProceeds {
  const made = marginOf(fleet, { hashprice: hashprice.usdPerPhDay, price: price.usdPerBtc });
  return {
    day: dayOf(at),
    hashpriceUsdPerPhDay: hashprice.usdPerPhDay,
    revenueUsdPerPh: quantity(made.revenueUsdPerPhDay),
    costUsdPerPh: quantity(made.hashcostUsdPerPhDay),
    marginUsdPerPh: quantity(made.marginUsdPerPhDay),
  };
}

/**
 * What a fleet made of a period.
 *
 * Whoever stops saves power at once; rent and wages may go on, so both savings are told. The second may be below zero:
 * then mining at a loss was the better of two losses.
 *
 * @param days at least one.
 * @throws {RangeError} for none: no worst day, no best one.
 */
export function proceeds(fleet: Fleet, days: readonly DayProceeds[]): Proceeds {
  const byMargin = days.toSorted((a, b) => a.marginUsdPerPh - b.marginUsdPerPh);
  const [worst, best] = [byMargin[0], byMargin.at(-1)];
  if (!worst || !best) throw new RangeError('a period without days has no proceeds');
  const losses = days.filter(({ marginUsdPerPh }) => marginUsdPerPh < 0);
  const saved = sum(losses, ({ marginUsdPerPh }) => -marginUsdPerPh);
  return {
    days: days.length,
    revenueUsdPerPh: sum(days, (day) => day.revenueUsdPerPh),
    costUsdPerPh: sum(days, (day) => day.costUsdPerPh),
    marginUsdPerPh: sum(days, (day) => day.marginUsdPerPh),
    best,
    worst,
    atLoss: {
      days: losses.length,
      savedUsdPerPh: saved,
      savedWhileOpexGoesOnUsdPerPh: quantity(saved - fleet.opexUsdPerPhDay * losses.length),
    },
  };
}

const sum = (days: readonly DayProceeds[], of: (day: DayProceeds) => number): UsdPerPh =>
  quantity(days.reduce((total, day) => total + of(day), 0));
