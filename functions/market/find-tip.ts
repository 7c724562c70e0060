import { Unreadable } from '../kit/errors.ts';
import { elapsed, hours, minutes } from '../units/time.ts';
import type { AskFeed } from './ask.ts';
import { sameDifficulty, type Tip } from './chain.ts';
import { blockchainInfoTip } from './feeds/blockchain-info.ts';
import { blockstreamTip } from './feeds/blockstream.ts';
import { mempoolTip } from './feeds/mempool-space.ts';
import { EPOCH_BLOCKS, epochStart } from './retarget.ts';
import type { Snapshot } from './snapshot.ts';
import { type Doubt, eachOf, type Found, firstCredible } from './stand-in.ts';

/** Three hours without a block happen once in 65 million blocks; an older tip is a node that stands still. */
const STALE = hours(3);
/** Nodes take a block dated up to two hours ahead of them. */
const AHEAD = hours(2);
/** A reorganisation replaces a block or two; a tip further back than this is a node that lost its way. */
const REORGANISATION = 6;
/** The protocol's own limit for one retarget, either way. */
const RETARGET_LIMIT = 4;

/**
 * The chain's newest block: mempool.space, or blockstream.info, or blockchain.info.
 *
 * @param before what the previous snapshot knew of the network.
 * @throws {Unreachable} {@link Unreadable} when no source is to be believed.
 */
export const findTip = (ask: AskFeed, before: Snapshot['network'] | undefined, now: Date): Promise<Found<Tip>> =>
  firstCredible({
    part: 'tip',
    alternatives: eachOf([mempoolTip, blockstreamTip, blockchainInfoTip], ask, (tip) => mustBePresent(tip, now)),
    judge: (tip) => doubtTip(tip, before),
    agree: (a, b) => sameDifficulty(a.difficulty, b.difficulty) && Math.abs(a.height - b.height) <= REORGANISATION,
  });

function mustBePresent({ at }: Tip, now: Date): void {
  const age = elapsed(at, now);
  const inMinutes = Math.round(Math.abs(age) / minutes(1));
  if (age > STALE) throw new Unreadable(`stale: its newest block is ${inMinutes} min old`);
  if (age < -AHEAD) throw new Unreadable(`its newest block is dated ${inMinutes} min ahead of now`);
}

/** Difficulty is fixed within an epoch and bounded from one to the next, so what it was tells what it can be. */
function doubtTip(tip: Tip, before: Snapshot['network'] | undefined): Doubt | undefined {
  const said = `height ${tip.height}, difficulty ${tip.difficulty}`;
  if (before !== undefined) {
    const retargets = (epochStart(tip.height) - epochStart(before.height)) / EPOCH_BLOCKS;
    const backwards = tip.height < before.height - REORGANISATION;
    if (backwards || !canFollow(tip.difficulty / before.difficulty, retargets)) {
      const why = `${said} cannot follow height ${before.height}, difficulty ${before.difficulty}`;
      return { why, goodAlone: tip.bitsAgree === true && !backwards };
    }
    if (retargets === 0) return undefined;
  }
  return tip.bitsAgree === false ? { why: `${said}: its bits say another difficulty`, goodAlone: true } : undefined;
}

function canFollow(change: number, retargets: number): boolean {
  if (retargets === 0) return sameDifficulty(change, 1);
  const limit = RETARGET_LIMIT ** Math.abs(retargets);
  return change <= limit && change >= 1 / limit;
}
