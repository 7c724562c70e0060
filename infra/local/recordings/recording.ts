import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { EPOCH_BLOCKS, TARGET_BLOCK_MS } from '../../../functions/market/retarget.ts';
import { type Day, dayOf } from '../../../functions/units/time.ts';
import type { World, WorldChain, WorldDay, WorldEpoch } from '../loopback/world.ts';

const day = z.iso.date().transform((text) => text as Day);
const dayRow = z.object({
  date: day,
  price_usd: z.coerce.number().positive(),
  fees_btc_per_block: z.coerce.number().nonnegative(),
});
const epochRow = z.object({
  height: z.coerce.number().int().positive(),
  date: day,
  difficulty: z.coerce.number().positive(),
});

/** What was recorded: a close and the fees of each day, and the epochs around them. */
export type Recording = { days: readonly WorldDay[]; epochs: readonly WorldEpoch[] };

/**
 * The block that opened the first epoch. The table names only days; this instant and the protocol's own arithmetic
 * (below) put every later epoch on its day too, without a correction. README.md says how that was checked.
 */
const FIRST_EPOCH_STARTED_AT = new Date('2025-05-31T00:00:00Z');

/** The tables beside this file. They are small: 296 days, 23 epochs. */
export function readRecording(): Recording {
  const rows = z.array(dayRow).parse(csv('market.csv'));
  return {
    days: rows.map((row) => ({ day: row.date, priceUsd: row.price_usd, feesBtcPerBlock: row.fees_btc_per_block })),
    epochs: withStarts(z.array(epochRow).parse(csv('epochs.csv'))),
  };
}

const csv = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url)), { columns: true });

/**
 * How long an epoch took is told by what followed: new difficulty = old · 14 days / (time of its 2,015 intervals). To
 * the first block of the next epoch it is one interval more.
 */
function withStarts(rows: readonly z.output<typeof epochRow>[]): WorldEpoch[] {
  let started = FIRST_EPOCH_STARTED_AT.getTime();
  return rows.map(({ height, difficulty }, i) => {
    const before = rows[i - 1];
    if (before) {
      const intervals = (EPOCH_BLOCKS * TARGET_BLOCK_MS * before.difficulty) / difficulty;
      started += (intervals * EPOCH_BLOCKS) / (EPOCH_BLOCKS - 1);
    }
    return { height, startedAt: wholeSecond(started), difficulty };
  });
}

/** Block times count whole seconds. */
const wholeSecond = (ms: number): Date => new Date(Math.floor(ms / 1_000) * 1_000);

/**
 * The recorded market and chain, told by the clock it is given.
 *
 * A day shows its own close and its own mean fees from midnight UTC to midnight: steps, never interpolated, so that no
 * price is shown that nobody paid. Blocks come at one pace within an epoch; difficulty moves only between epochs.
 *
 * After the last day its close and its fees stand; before the first there is nothing.
 *
 * @throws {RangeError} for a moment before the recording.
 */
export function recordedWorld(now: () => Date): World {
  const { days, epochs } = readRecording();
  const last = days.at(-1)!;
  const byDay = new Map(days.map((recorded) => [recorded.day, recorded]));
  const dayAt = (at: Date): WorldDay => {
    const found = byDay.get(dayOf(at)) ?? (dayOf(at) > last.day ? last : undefined);
    if (!found) throw new RangeError(`nothing was recorded for ${at.toISOString()}`);
    return found;
  };
  return {
    now,
    priceAt: (at) => dayAt(at).priceUsd,
    chainAt: (at) => ({ ...tipAt(epochs, at), feesBtcPerBlock: dayAt(at).feesBtcPerBlock }),
    days: () => days,
    epochs: () => epochs,
  };
}

function tipAt(epochs: readonly WorldEpoch[], at: Date): Omit<WorldChain, 'feesBtcPerBlock'> {
  const i = epochs.findLastIndex(({ startedAt }) => startedAt <= at);
  const epoch = epochs[i];
  if (!epoch) throw new RangeError(`no epoch was recorded for ${at.toISOString()}`);
  const pace = paceOf(epoch, epochs[i + 1]);
  const found = Math.min(EPOCH_BLOCKS - 1, Math.floor((at.getTime() - epoch.startedAt.getTime()) / pace));
  return {
    height: epoch.height + found,
    difficulty: epoch.difficulty,
    epochFirstHeight: epoch.height,
    epochStartedAt: epoch.startedAt,
    tipAt: wholeSecond(epoch.startedAt.getTime() + found * pace),
  };
}

/** Milliseconds from block to block; the protocol's own where the epoch's end was not recorded. */
const paceOf = (epoch: WorldEpoch, next: WorldEpoch | undefined): number =>
  next ? (next.startedAt.getTime() - epoch.startedAt.getTime()) / EPOCH_BLOCKS : TARGET_BLOCK_MS;
