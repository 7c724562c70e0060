import type { MarketFacts } from '../../functions/market/compute-snapshot.ts';
import { type Rollup, rollupShape } from '../../functions/market/history.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { type Day, dayAfter, dayOf } from '../../functions/units/time.ts';

/** `count` days up to yesterday, ascending. */
export const daysBefore = (today: Day, count: number): Rollup[] =>
  Array.from({ length: count }, (_, i) => {
    const usdPerPhDay = 45 + 15 * Math.sin(i / 60);
    return rollupShape.parse({
      v: 1,
      period: dayAfter(today, i - count),
      origin: 'backfilled',
      hashprice: { low: usdPerPhDay, high: usdPerPhDay, mean: usdPerPhDay, close: usdPerPhDay },
      usdPerBtc: 62_810,
      difficulty: 141.668e12,
      feesBtcPerBlock: 0.021,
      ticks: 1,
    });
  });

/** What a snapshot was computed from, had there been so many days on record. */
export function factsOf(snapshot: Snapshot, daysOnRecord: number): MarketFacts {
  const { at, takenAt, continuousSince, price, network, epoch, ignored } = snapshot;
  return {
    at,
    takenAt,
    continuousSince,
    quote: { ...price, ignored: [] },
    network: { ...network, epoch, ignored },
    record: daysBefore(dayOf(at), daysOnRecord),
  };
}
