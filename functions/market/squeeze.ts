import * as z from 'zod';
import type { UsdPerPhDay } from '../units/hashing.ts';
import { positiveShape } from '../units/quantity.ts';
import { dayAfter, dayOf, instantShape } from '../units/time.ts';
import type { History } from './history.ts';
import { breakEvenHashprice } from './margin.ts';
import { REFERENCE_FLEETS } from './reference-fleets.ts';

/** Reference fleets that hashprice has turned unprofitable on one day. */
export const squeezeShape = z.object({
  /** Of the snapshot. */
  at: instantShape,
  hashpriceUsdPerPhDay: positiveShape<UsdPerPhDay>(),
  fleets: z.array(z.object({ name: z.string(), breakEvenUsdPerPhDay: positiveShape<UsdPerPhDay>() })).min(1),
});
export type Squeeze = z.output<typeof squeezeShape>;

/**
 * The fleets that earned something when yesterday ended and earn nothing now.
 * @returns undefined when there are none, or today or yesterday is not on record.
 */
export async function squeezeOn(history: Pick<History, 'latest' | 'days'>, at: Date): Promise<Squeeze | undefined> {
  const today = dayOf(at);
  const yesterday = dayAfter(today, -1);
  const latest = await history.latest();
  if (latest === undefined || dayOf(latest.at) !== today) return undefined;
  const [before] = await history.days(yesterday, yesterday);
  if (before === undefined) return undefined;
  const now = latest.hashprice.usdPerPhDay;
  const fleets = REFERENCE_FLEETS.map((fleet) => ({
    name: fleet.name,
    breakEvenUsdPerPhDay: breakEvenHashprice(fleet),
  })).filter(({ breakEvenUsdPerPhDay: line }) => before.hashprice.close >= line && now < line);
  return fleets.length === 0 ? undefined : { at: latest.at, hashpriceUsdPerPhDay: now, fleets };
}
