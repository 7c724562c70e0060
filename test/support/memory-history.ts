import type { Clock } from '../../functions/kit/clock.ts';
import type { History, Rollup } from '../../functions/market/history.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, dayOf, days, hourOf, later } from '../../functions/units/time.ts';

const TICKS_KEPT = days(40);

/** History in memory. Rollups are reckoned when asked for, from the very snapshots. */
export class MemoryHistory implements History {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #snapshots = new Map<number, Snapshot>();
  readonly #backfilled = new Map<string, Rollup>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async put(snapshot: Snapshot): Promise<Snapshot> {
    const key = snapshot.at.getTime();
    const kept = this.#snapshots.get(key) ?? snapshot;
    this.#snapshots.set(key, kept);
    return kept;
  }

  async at(tick: Date): Promise<Snapshot | undefined> {
    return this.#live().find(({ at }) => at.getTime() === tick.getTime());
  }

  async latest(): Promise<Snapshot | undefined> {
    return this.#sorted().at(-1);
  }

  async between(from: Date, to: Date): Promise<Snapshot[]> {
    return this.#live().filter(({ at }) => at >= from && at <= to);
  }

  async hours(from: Date, to: Date): Promise<Rollup[]> {
    const [first, last] = [hourOf(from), hourOf(to)];
    return this.#rollups(hourOf).filter(({ period }) => period >= first && period <= last);
  }

  async days(from: Day, to: Day): Promise<Rollup[]> {
    return this.#days().filter(({ period }) => period >= from && period <= to);
  }

  async backfill(day: Rollup): Promise<boolean> {
    if (this.#rollups(dayOf).some(({ period }) => period === day.period)) return false;
    if ((this.#backfilled.get(day.period)?.ticks ?? 0) > day.ticks) return false;
    this.#backfilled.set(day.period, day);
    return true;
  }

  async since(): Promise<Day | undefined> {
    return this.#days()[0]?.period as Day | undefined;
  }

  #sorted(): Snapshot[] {
    return [...this.#snapshots.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }

  #live(): Snapshot[] {
    const now = this.#clock.now();
    return this.#sorted().filter(({ at }) => later(at, TICKS_KEPT) > now);
  }

  #days(): Rollup[] {
    const measured = this.#rollups(dayOf);
    const known = new Set(measured.map(({ period }) => period));
    const others = [...this.#backfilled.values()].filter(({ period }) => !known.has(period));
    return [...measured, ...others].toSorted((a, b) => (a.period < b.period ? -1 : 1));
  }

  #rollups(periodOf: (at: Date) => string): Rollup[] {
    return [...Map.groupBy(this.#sorted(), ({ at }) => periodOf(at))].map(([period, ticks]) => rollup(period, ticks));
  }
}

function rollup(period: string, ticks: readonly Snapshot[]): Rollup {
  const values = ticks.map((tick) => tick.hashprice.usdPerPhDay);
  const last = ticks.at(-1)!;
  return {
    v: 1,
    period,
    origin: 'measured',
    hashprice: {
      low: quantity(Math.min(...values)),
      high: quantity(Math.max(...values)),
      mean: quantity(values.reduce((sum, value) => sum + value, 0) / values.length),
      close: last.hashprice.usdPerPhDay,
    },
    usdPerBtc: last.price.usdPerBtc,
    difficulty: last.network.difficulty,
    feesBtcPerBlock: last.network.feesBtcPerBlock,
    ticks: ticks.length,
  };
}
