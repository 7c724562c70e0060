import * as z from 'zod';
import type { BlockHeight, BtcPerPhDay, Difficulty, SatPerThDay, UsdPerPhDay } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import { positiveShape, quantityShape } from '../units/quantity.ts';
import { type Day, instantShape } from '../units/time.ts';
import { FOREIGN_CURRENCIES } from './fleet.ts';

const day = z.iso.date().transform((text) => text as Day);

/** What the retarget at the end of the running epoch is expected to do. */
const forecast = z.object({
  /** Height of the first block of the next epoch. */
  height: positiveShape<BlockHeight>(),
  at: instantShape,
  /** Ratio: 0.05 is +5 %. */
  change: z.number(),
  /** One standard error of `change`, as a ratio. */
  uncertainty: z.number().nonnegative(),
  /** Blocks of this epoch found so far; below 500 the forecast is not worth acting on. */
  blocksFound: z.int().nonnegative(),
});
export type Forecast = z.output<typeof forecast>;

/** Reference rates: fixed once a day, and good for some days (rates.ts). */
const rates = z.object({
  /** On which they were fixed. */
  day,
  /** Units of each currency for one dollar. */
  perUsd: z.partialRecord(z.enum(FOREIGN_CURRENCIES), z.number().positive()),
  /** The tick at which they were last asked for, with or without success. */
  askedAt: instantShape.optional(),
});
export type Rates = z.output<typeof rates>;

/**
 * The market at one scheduled tick: every number with its source and time, and what was ignored and why.
 *
 * Stored as it is (instants as ISO text); `v` is the version that a reader migrates from.
 */
export const snapshotShape = z.object({
  v: z.literal(1),
  /** The scheduled time, not the wall clock: a retried tick is the same snapshot. */
  at: instantShape,
  /** When the numbers were really asked for. */
  takenAt: instantShape,
  /** First good snapshot after the last gap of more than two ticks; holds count from here at the earliest. */
  continuousSince: instantShape,
  price: z.object({
    usdPerBtc: positiveShape<UsdPerBtc>(),
    from: z.array(z.string()).min(1),
    /** Oldest of the ticks that agreed. */
    measuredAt: instantShape,
  }),
  network: z.object({
    height: positiveShape<BlockHeight>(),
    difficulty: positiveShape<Difficulty>(),
    subsidyBtc: positiveShape<Btc>(),
    /** Mean of the last 144 blocks. */
    feesBtcPerBlock: quantityShape<Btc>(),
    /** Time of the tip block. */
    measuredAt: instantShape,
    feesMeasuredAt: instantShape,
    from: z.object({
      tip: z.string(),
      fees: z.string(),
      epoch: z.string().optional(),
    }),
  }),
  epoch: z.object({
    firstHeight: z.int().nonnegative(),
    startedAt: instantShape.optional(),
  }),
  forecast: forecast.optional(),
  hashprice: z.object({
    usdPerPhDay: positiveShape<UsdPerPhDay>(),
    btcPerPhDay: positiveShape<BtcPerPhDay>(),
    satPerThDay: positiveShape<SatPerThDay>(),
  }),
  /** Hashprice in USD after the forecast retarget, at today's price; absent before 500 blocks of the epoch. */
  hashpriceAfterRetarget: positiveShape<UsdPerPhDay>().optional(),
  /** Network cost of one coin, by model (cost.ts). */
  costs: z.record(z.enum(['electricity', 'cash', 'regression']), positiveShape<UsdPerBtc>()),
  /** How this hashprice stands against the days on record. */
  standing: z.object({
    /** First day on record; "lowest on record" says since when. */
    since: day,
    /** Whole days since a lower value; counts from the first day on record when there is none. */
    daysSinceLower: z.int().nonnegative(),
    /** Lowest of the days before this one; absent on the first day. */
    recordLow: z.object({ usdPerPhDay: positiveShape<UsdPerPhDay>(), day }).optional(),
  }),
  /** Absent before they could be had for the first time, and from snapshots of days without them. */
  rates: rates.optional(),
  ignored: z.array(z.object({ feed: z.string(), why: z.string() })),
});
export type Snapshot = z.output<typeof snapshotShape>;

/** As stored and as sent in messages: the schema's input, with instants as text. */
export const snapshotToJson = (snapshot: Snapshot): z.input<typeof snapshotShape> =>
  JSON.parse(JSON.stringify(snapshot)) as z.input<typeof snapshotShape>;
