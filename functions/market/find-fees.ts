import { BotError, reasonOf, Unreadable } from '../kit/errors.ts';
import { elapsed, hours } from '../units/time.ts';
import type { AskFeed } from './ask.ts';
import { FEE_BLOCKS, type Fees, type Tip } from './chain.ts';
import { blockchainInfoFees } from './feeds/blockchain-info.ts';
import { mempoolBlockFees, mempoolFees } from './feeds/mempool-space.ts';
import type { Snapshot } from './snapshot.ts';
import { type Doubt, eachOf, type Found, firstCredible } from './stand-in.ts';

/** Fees are a small part of a block's reward, so a day-old mean is better than no hashprice. */
const CARRY = hours(24);
/** From tick to tick a mean of 144 blocks changes by less, in normal times; and less than this much is no matter. */
const STEP = { factor: 3, btc: 0.02 };

/**
 * Mean fees of the last 144 blocks: mempool.space's sums, or its list, or blockchain.info's day; or, when no source is
 * to be believed, those of the previous snapshot for up to a day.
 *
 * @throws {Unreachable} {@link Unreadable} when there is nothing to carry either.
 */
export async function findFees(
  ask: AskFeed,
  before: Snapshot['network'] | undefined,
  tip: Tip,
  now: Date,
): Promise<Found<Fees>> {
  const recent = before && elapsed(before.feesMeasuredAt, now) <= CARRY ? before : undefined;
  try {
    return await firstCredible({
      part: 'fees',
      alternatives: eachOf([mempoolFees, mempoolBlockFees, blockchainInfoFees], ask, (fees) => mustReach(tip, fees)),
      judge: (fees) => doubtFees(fees, recent),
      agree: (a, b) => areSimilar(a.btcPerBlock, b.btcPerBlock),
    });
  } catch (error) {
    if (!(error instanceof BotError) || recent === undefined) throw error;
    const why = `carried from ${recent.feesMeasuredAt.toISOString()}: ${reasonOf(error)}`;
    const reading = { btcPerBlock: recent.feesBtcPerBlock, at: recent.feesMeasuredAt };
    return { reading, from: recent.from.fees, ignored: [{ feed: 'fees', why }] };
  }
}

function mustReach(tip: Tip, { upTo, at }: Fees): void {
  if (upTo !== undefined && upTo < tip.height - FEE_BLOCKS)
    throw new Unreadable(`stale: it counts up to block ${upTo}, and the tip is ${tip.height}`);
  if (elapsed(at, tip.at) > CARRY) throw new Unreadable(`stale: it is of ${at.toISOString()}`);
}

function doubtFees(fees: Fees, before: Snapshot['network'] | undefined): Doubt | undefined {
  if (before !== undefined && !areSimilar(fees.btcPerBlock, before.feesBtcPerBlock))
    return { why: `a leap from ${before.feesBtcPerBlock} to ${fees.btcPerBlock} BTC a block`, goodAlone: false };
  return fees.doubt === undefined ? undefined : { why: fees.doubt, goodAlone: true };
}

const areSimilar = (a: number, b: number): boolean =>
  Math.abs(a - b) <= STEP.btc || Math.max(a, b) <= STEP.factor * Math.min(a, b);
