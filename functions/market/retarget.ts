import type { BlockHeight, UsdPerPhDay } from '../units/hashing.ts';
import { quantity } from '../units/quantity.ts';
import { elapsed, later, latestOf } from '../units/time.ts';
import type { Forecast } from './snapshot.ts';

/** Blocks between two changes of difficulty. */
export const EPOCH_BLOCKS = 2016;
/** Before so many blocks of an epoch its forecast is off by 4.5 % or more, one standard error, and nobody is alerted on it. */
export const FORECAST_FROM_BLOCKS = 500;
/** The pace the protocol aims at. */
export const TARGET_BLOCK_MS = 600_000;
/** Bitcoin never moves the target further than this in one step. */
const LIMITS = { low: 1 / 4, high: 4 };

/** Height of the block that opened the epoch of `height`. */
export const epochStart = (height: BlockHeight): number => height - (height % EPOCH_BLOCKS);

/**
 * What the next retarget will do, as far as the blocks between the epoch's first and the tip can tell.
 *
 * The pace is measured from block to block and not to `now`: a feed that lags is then late, not wrong. `now` only
 * keeps the expected instant from lying in the past. Where the tip carries the present time this is mempool's
 * `difficultyChange` (dated vector in the test).
 *
 * @throws {RangeError} when the tip is not in the epoch, is its first block, or is not later than it: no pace yet.
 */
export function forecastRetarget(
  epoch: { firstHeight: number; startedAt: Date },
  tip: { height: BlockHeight; at: Date },
  now: Date,
): Forecast {
  const found = tip.height - epoch.firstHeight;
  const spent = elapsed(epoch.startedAt, tip.at);
  if (found < 1 || found >= EPOCH_BLOCKS)
    throw new RangeError(`${found} blocks are no part of an epoch to forecast from`);
  if (spent <= 0) throw new RangeError('the tip is not later than the first block of its epoch');
  // One more than the intervals we saw: the protocol holds 2,015 intervals against 2,016 targets.
  const ratio = clamp((TARGET_BLOCK_MS * (found + 1)) / spent, LIMITS.low, LIMITS.high);
  return {
    height: quantity(epoch.firstHeight + EPOCH_BLOCKS),
    at: latestOf(now, later(tip.at, quantity(((EPOCH_BLOCKS - found) * spent) / found))),
    change: ratio - 1,
    // Blocks arrive by chance: n of them tell the pace to one part in √n (Poisson).
    uncertainty: 1 / Math.sqrt(found),
    blocksFound: found,
  };
}

/** Hashprice after difficulty changed by the ratio `change`, all else as it is: it moves at once, by 1/(1 + change). */
export const hashpriceAfter = (now: UsdPerPhDay, change: number): UsdPerPhDay => quantity(now / (1 + change));

const clamp = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, n));
