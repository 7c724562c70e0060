import type { BlockHeight, Difficulty } from '../units/hashing.ts';
import type { Btc } from '../units/money.ts';
import type { AskFeed } from './ask.ts';
import type { Ignored } from './feed.ts';
import { findEpoch } from './find-epoch.ts';
import { findFees } from './find-fees.ts';
import { findTip } from './find-tip.ts';
import type { Snapshot } from './snapshot.ts';

/** The network's state, part by part, each with its source and time; and what was not used, and why. */
export type Network = {
  height: BlockHeight;
  difficulty: Difficulty;
  /** Time of the tip block. */
  measuredAt: Date;
  feesBtcPerBlock: Btc;
  feesMeasuredAt: Date;
  epoch: Snapshot['epoch'];
  from: Snapshot['network']['from'];
  ignored: Ignored[];
};

/**
 * Gathers tip, epoch and fees, each from the first source that is to be believed.
 *
 * Without the epoch's start there is no forecast, and the snapshot is good without one. Without fees the previous
 * snapshot's are carried for a day. Without a tip there is no snapshot.
 *
 * @param previous the newest snapshot on record: what the new numbers must be able to follow from.
 * @throws {Unreachable} {@link Unreadable} when there is no tip, or no fees and none to carry; names every source.
 */
export async function gatherNetwork(ask: AskFeed, previous: Snapshot | undefined, now: () => Date): Promise<Network> {
  const tip = await findTip(ask, previous?.network, now());
  const [{ firstHeight, startedAt, ...epoch }, fees] = await Promise.all([
    findEpoch(ask, previous, tip.reading),
    findFees(ask, previous?.network, tip.reading, now()),
  ]);
  return {
    height: tip.reading.height,
    difficulty: tip.reading.difficulty,
    measuredAt: tip.reading.at,
    feesBtcPerBlock: fees.reading.btcPerBlock,
    feesMeasuredAt: fees.reading.at,
    epoch: { firstHeight, ...(startedAt === undefined ? {} : { startedAt }) },
    from: { tip: tip.from, fees: fees.from, ...(epoch.from === undefined ? {} : { epoch: epoch.from }) },
    ignored: [...tip.ignored, ...epoch.ignored, ...fees.ignored],
  };
}
