import { type Day, dayAfter } from '../units/time.ts';
import type { History, Rollup } from './history.ts';

/** The last days may still change: a late tick belongs to yesterday. */
const OPEN_DAYS = 1;

/**
 * A history that keeps the days it was asked for last, so that every tick of a day does not read the whole record.
 *
 * Yesterday and today are always read; what lies before is read again when it is asked for from or to another day: at
 * midnight, and when a backfill has moved the first day on record.
 */
export function rememberDays(history: History): History {
  let known: { from: Day; to: Day; days: readonly Rollup[] } | undefined;

  const closedDays = async (from: Day, to: Day): Promise<readonly Rollup[]> => {
    if (known?.from !== from || known.to !== to) known = { from, to, days: await history.days(from, to) };
    return known.days;
  };

  return {
    put: (snapshot) => history.put(snapshot),
    at: (tick) => history.at(tick),
    latest: () => history.latest(),
    between: (from, to) => history.between(from, to),
    hours: (from, to) => history.hours(from, to),
    backfill: (day) => history.backfill(day),
    since: () => history.since(),
    days: async (from, to) => {
      const firstOpen = dayAfter(to, -OPEN_DAYS);
      if (from >= firstOpen) return history.days(from, to);
      const [closed, open] = await Promise.all([
        closedDays(from, dayAfter(firstOpen, -1)),
        history.days(firstOpen, to),
      ]);
      return [...closed, ...open];
    },
  };
}
