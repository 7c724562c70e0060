import type { UsdPerPhDay } from '../units/hashing.ts';
import { type Day, days, elapsed, startOfDay } from '../units/time.ts';
import type { Rollup } from './history.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * How a hashprice stands against the days on record.
 *
 * @param record the days, ascending; today's too, with the ticks it has so far. Later ones are no business of `today`.
 */
export function standing(record: readonly Rollup[], today: Day, now: UsdPerPhDay): Snapshot['standing'] {
  const before = record.filter((day) => day.period < today);
  const since = dayOfRollup(before[0]) ?? today;
  const lower = record.findLast((day) => day.period <= today && day.hashprice.low < now);
  const lowest = before.reduce<Rollup | undefined>(
    (low, day) => (low === undefined || day.hashprice.low < low.hashprice.low ? day : low),
    undefined,
  );
  return {
    since,
    daysSinceLower: wholeDays(dayOfRollup(lower) ?? since, today),
    ...(lowest === undefined ? {} : { recordLow: { usdPerPhDay: lowest.hashprice.low, day: lowest.period as Day } }),
  };
}

const dayOfRollup = (rollup: Rollup | undefined): Day | undefined => rollup?.period as Day | undefined;

const wholeDays = (from: Day, to: Day): number => Math.round(elapsed(startOfDay(from), startOfDay(to)) / days(1));
