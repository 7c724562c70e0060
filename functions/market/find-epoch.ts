import { BotError, reasonOf, Unreadable } from '../kit/errors.ts';
import { elapsed, hours } from '../units/time.ts';
import type { AskFeed } from './ask.ts';
import type { Epoch, Tip } from './chain.ts';
import type { Ignored } from './feed.ts';
import { blockstreamEpoch, blockstreamHashAt, blockstreamTip } from './feeds/blockstream.ts';
import { mempoolEpoch } from './feeds/mempool-space.ts';
import { epochStart, TARGET_BLOCK_MS } from './retarget.ts';
import type { Snapshot } from './snapshot.ts';
import { firstCredible } from './stand-in.ts';

/** `startedAt` and `from` are absent when nobody knows: the snapshot is good without a forecast. */
export type FoundEpoch = { firstHeight: number; startedAt?: Date; from?: string; ignored: Ignored[] };

/** When the running epoch began: mempool.space, or blockstream.info, or what the previous snapshot knew of the same epoch. */
export async function findEpoch(ask: AskFeed, previous: Snapshot | undefined, tip: Tip): Promise<FoundEpoch> {
  const firstHeight = epochStart(tip.height);
  const checked = async (epoch: Epoch) => {
    mustFit(epoch, firstHeight, tip);
    return epoch;
  };
  try {
    const { reading, from, ignored } = await firstCredible({
      part: 'epoch',
      alternatives: [
        { source: mempoolEpoch.name, ask: async () => checked(await ask(mempoolEpoch)) },
        {
          source: blockstreamTip.name,
          ask: async () => checked(await ask(blockstreamEpoch(await ask(blockstreamHashAt(firstHeight)), firstHeight))),
        },
      ],
      judge: () => undefined,
      agree: () => false,
    });
    return { ...reading, from, ignored };
  } catch (error) {
    if (!(error instanceof BotError)) throw error;
    const ignored = [{ feed: 'epoch', why: reasonOf(error) }];
    const known = previous?.epoch.firstHeight === firstHeight ? previous.epoch.startedAt : undefined;
    if (known === undefined) return { firstHeight, ignored };
    // A fact of the past: carried, it is as good as asked for.
    return { firstHeight, startedAt: known, ...fromOf(previous), ignored };
  }
}

const fromOf = (previous: Snapshot | undefined): { from?: string } =>
  previous?.network.from.epoch === undefined ? {} : { from: previous.network.from.epoch };

/** Block times wander by two hours, and the first blocks of an epoch say little about its pace. */
const SLACK = hours(24);

/** @throws {Unreadable} another epoch, or a pace beyond the fourfold that the protocol reckons with. */
function mustFit({ firstHeight, startedAt }: Epoch, expected: number, tip: Tip): void {
  if (firstHeight !== expected) throw new Unreadable(`about the epoch from ${firstHeight}, not ${expected}`);
  const blocks = tip.height - firstHeight;
  const spent = elapsed(startedAt, tip.at);
  const usual = blocks * TARGET_BLOCK_MS;
  if (spent > usual * 4 + SLACK || spent < usual / 4 - SLACK)
    throw new Unreadable(`${blocks} blocks since ${startedAt.toISOString()} are implausible`);
}
