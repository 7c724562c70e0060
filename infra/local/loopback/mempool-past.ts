import { dayOf, days, hours, later, startOfDay } from '../../../functions/units/time.ts';
import type { View } from './world.ts';

const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** Anything else means "all time", which is what mempool.space does with a misspelt period. */
const PERIODS: Readonly<Record<string, number>> = {
  '24h': 1,
  '3d': 3,
  '1w': 7,
  '1m': 30,
  '3m': 91,
  '6m': 182,
  '1y': 365,
  '2y': 730,
  '3y': 1_095,
  '4y': 1_460,
};
const startOf = (period: string, t: Date): Date => later(t, days(-(PERIODS[period] ?? 10_000)));

export function retargetsWithin(period: string, { world, t }: View) {
  const from = startOf(period, t);
  const epochs = world.epochs();
  return epochs.flatMap(({ startedAt, height, difficulty }, i) => {
    if (startedAt < from || startedAt > t) return [];
    const adjustment = difficulty / (epochs[i - 1]?.difficulty ?? difficulty);
    return [{ time: seconds(startedAt), height, difficulty, adjustment }];
  });
}

/** Middles of their eight-hour buckets. */
const BUCKETS = [hours(4), hours(12), hours(20)];

export function pastFees(period: string, { world, t }: View) {
  const from = startOf(period, t);
  return world.days().flatMap(({ day, priceUsd, feesBtcPerBlock }) =>
    BUCKETS.map((offset) => later(startOfDay(day), offset))
      .filter((at) => at >= from && at <= t)
      .map((at) => ({
        avgHeight: world.chainAt(at).height,
        timestamp: seconds(at),
        avgFees: Math.round(feesBtcPerBlock * 1e8),
        USD: priceUsd,
      })),
  );
}

const EXCHANGE_RATES = { USDEUR: 0.86, USDGBP: 0.76, USDCAD: 1.4, USDCHF: 0.8, USDAUD: 1.54, USDJPY: 155.3 };

/** Hourly, newest first; one entry, at or before `timestamp`, when that is given. */
export function pastPrices({ world, t }: View, timestamp: string | null) {
  const today = dayOf(t);
  const until = timestamp === null ? t : new Date(Math.min(Number(timestamp) * 1_000, t.getTime()));
  const prices = world
    .days()
    .filter(({ day }) => day <= today)
    .flatMap(({ day, priceUsd }) =>
      Array.from({ length: 24 }, (_, hour) => later(startOfDay(day), hours(hour)))
        .filter((at) => at <= until)
        .map((at) => ({ time: seconds(at), USD: day === today ? world.priceAt(at) : priceUsd })),
    )
    .toReversed();
  return { prices: timestamp === null ? prices : prices.slice(0, 1), exchangeRates: EXCHANGE_RATES };
}
