import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import { type Epoch, FEE_BLOCKS, type Fees, type Tip } from '../chain.ts';
import { feed } from '../feed.ts';
import { decimal, integer, unixSeconds } from '../numerals.ts';
import { plausibleFeesInSats, plausibleHeight } from '../plausible.ts';
import { EPOCH_BLOCKS } from '../retarget.ts';
import { subsidyAt } from '../subsidy.ts';
import { blocksShape, tipOf } from './esplora.ts';

const mempool = { name: 'mempool.space', base: 'MEMPOOL_URL' } as const;

/** The tip with its time. `tip/height` and `mining/hashrate` would give height and difficulty, and nothing to tell a frozen node by. */
export const mempoolTip = feed({
  ...mempool,
  path: 'api/v1/blocks',
  shape: blocksShape,
  read: (blocks): Tip => tipOf(blocks),
});

/** `previousTime` is in seconds, although its neighbours are in milliseconds. */
export const mempoolEpoch = feed({
  ...mempool,
  path: 'api/v1/difficulty-adjustment',
  shape: z.object({ nextRetargetHeight: integer, previousTime: unixSeconds }),
  read: ({ nextRetargetHeight, previousTime }): Epoch => {
    if (nextRetargetHeight % EPOCH_BLOCKS !== 0)
      throw new Unreadable(`a retarget at height ${nextRetargetHeight} is implausible: no multiple of ${EPOCH_BLOCKS}`);
    return { firstHeight: nextRetargetHeight - EPOCH_BLOCKS, startedAt: previousTime };
  },
});

/** A mean over fewer blocks than this is no mean of a day. */
const ENOUGH_BLOCKS = FEE_BLOCKS / 2;

/** Sums over the last 144 blocks, in satoshis, as strings (an SQL sum). */
export const mempoolFees = feed({
  ...mempool,
  path: `api/v1/mining/reward-stats/${FEE_BLOCKS}`,
  shape: z.object({ startBlock: integer, endBlock: integer, totalReward: decimal, totalFee: decimal }),
  read: ({ startBlock, endBlock, totalReward, totalFee }, receivedAt): Fees => {
    const blocks = Math.min(FEE_BLOCKS, endBlock - startBlock + 1);
    if (blocks < ENOUGH_BLOCKS) throw new Unreadable(`mempool.space knows the fees of ${blocks} blocks only`);
    const most = blocks * subsidyAt(plausibleHeight(startBlock)) * 1e8;
    const least = blocks * subsidyAt(plausibleHeight(endBlock)) * 1e8;
    const subsidy = totalReward - totalFee;
    return {
      btcPerBlock: plausibleFeesInSats(totalFee / blocks),
      at: receivedAt,
      upTo: endBlock,
      ...(subsidy < least * 0.999 || subsidy > most * 1.001
        ? { doubt: `fees of ${totalFee} sats leave ${subsidy} sats of subsidy for ${blocks} blocks` }
        : {}),
    };
  },
});

/** For 24 hours each item is one block. Nothing promises their order. */
export const mempoolBlockFees = feed({
  ...mempool,
  path: 'api/v1/mining/blocks/fees/24h',
  shape: z.array(z.object({ avgHeight: integer, timestamp: unixSeconds, avgFees: decimal.pipe(z.number().min(0)) })),
  read: (items): Fees => {
    const last = items.toSorted((a, b) => a.avgHeight - b.avgHeight).slice(-FEE_BLOCKS);
    const newest = last.at(-1);
    if (newest === undefined || last.length < ENOUGH_BLOCKS)
      throw new Unreadable(`mempool.space lists the fees of ${last.length} blocks only`);
    // One block may hold more than any mean may be: somebody once paid 83 BTC by mistake.
    const sum = last.reduce((sats, { avgFees }) => sats + avgFees, 0);
    return { btcPerBlock: plausibleFeesInSats(sum / last.length), at: newest.timestamp, upTo: newest.avgHeight };
  },
});

/** A price somewhere in the past; hourly since about 2022. */
export type PastPrice = { at: Date; usdPerBtc: number };

/** The whole series, about 1 MB. Prices of the early years are under any plausible range of today: the reader of one checks it. */
export const mempoolPastPrices = feed({
  ...mempool,
  path: 'api/v1/historical-price?currency=USD',
  shape: z.object({ prices: z.array(z.object({ time: unixSeconds, USD: decimal })) }),
  read: ({ prices }): PastPrice[] => prices.map(({ time, USD }) => ({ at: time, usdPerBtc: USD })),
});

/** `factor`: new over old difficulty, where the source tells. */
export type PastRetarget = { at: Date; height: number; difficulty: number; factor?: number };

const retarget = z.object({ height: integer, difficulty: decimal, adjustment: decimal.optional() });

/** The code of mempool says `time`, its documentation `timestamp`. */
export const mempoolPastRetargets = feed({
  ...mempool,
  path: 'api/v1/mining/hashrate/1y',
  shape: z.object({
    difficulty: z.array(
      z.union([
        retarget.extend({ time: unixSeconds }).transform(({ time: at, ...rest }) => ({ at, ...rest })),
        retarget.extend({ timestamp: unixSeconds }).transform(({ timestamp: at, ...rest }) => ({ at, ...rest })),
      ]),
    ),
  }),
  read: ({ difficulty }): PastRetarget[] =>
    difficulty.map(({ adjustment, ...rest }) => ({
      ...rest,
      ...(adjustment === undefined ? {} : { factor: adjustment }),
    })),
});

/** Mean fees of a bucket of eight hours; like past prices, for the reader of one to check. */
export type PastFees = { at: Date; height: number; btcPerBlock: number };

export const mempoolPastFees = feed({
  ...mempool,
  path: 'api/v1/mining/blocks/fees/1y',
  shape: z.array(z.object({ avgHeight: integer, timestamp: unixSeconds, avgFees: decimal })),
  read: (items): PastFees[] =>
    items.map(({ avgHeight, timestamp, avgFees }) => ({
      at: timestamp,
      height: avgHeight,
      btcPerBlock: avgFees / 1e8,
    })),
});
