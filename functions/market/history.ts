import * as z from 'zod';
import type { BlockHeight, Difficulty, UsdPerPhDay } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import { positiveShape, quantityShape } from '../units/quantity.ts';
import type { Day } from '../units/time.ts';
import type { Snapshot } from './snapshot.ts';

/** An hour or a day of snapshots in one item. */
export const rollupShape = z.object({
  v: z.literal(1),
  /** `2026-02-24` or `2026-02-24T13`, UTC. */
  period: z.string().min(10).max(13),
  origin: z.enum(['measured', 'backfilled']),
  hashprice: z.object({
    low: positiveShape<UsdPerPhDay>(),
    high: positiveShape<UsdPerPhDay>(),
    mean: positiveShape<UsdPerPhDay>(),
    close: positiveShape<UsdPerPhDay>(),
  }),
  /** The last of the period. */
  usdPerBtc: positiveShape<UsdPerBtc>(),
  difficulty: positiveShape<Difficulty>(),
  feesBtcPerBlock: quantityShape<Btc>(),
  /** Of the chain at its end; of a backfilled day within some blocks. Days that were kept before have none. */
  height: positiveShape<BlockHeight>().optional(),
  /** Snapshots inside; an item is only ever replaced by one that saw at least as many. */
  ticks: z.int().positive(),
});
export type Rollup = z.output<typeof rollupShape>;

/** Everything that was measured, at three grains: ticks (expiring), hours, days. */
export interface History {
  /**
   * Keeps a snapshot and brings its hour, its day and "latest" up to date; each write may be repeated.
   *
   * The first one of a tick stays: a retry gets back what is stored, and goes on with that.
   */
  put(snapshot: Snapshot): Promise<Snapshot>;
  at(tick: Date): Promise<Snapshot | undefined>;
  /** The newest by scheduled time, whatever the order of writing. */
  latest(): Promise<Snapshot | undefined>;
  /** Ascending, `from` and `to` included. */
  between(from: Date, to: Date): Promise<Snapshot[]>;
  hours(from: Date, to: Date): Promise<Rollup[]>;
  /** Ascending; one query for each calendar year touched. */
  days(from: Day, to: Day): Promise<Rollup[]>;
  /** Fills a day that nobody measured. A measured day stays as it is. @returns whether it was written. */
  backfill(day: Rollup): Promise<boolean>;
  /** First day on record. */
  since(): Promise<Day | undefined>;
}
