import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import type { Fees, Tip } from '../chain.ts';
import { feed } from '../feed.ts';
import { decimal, integer, unixMilliseconds } from '../numerals.ts';
import { plausibleDifficulty, plausibleFeesInSats, plausibleHeight } from '../plausible.ts';

/** One page for both parts: they ask for at most one request in ten seconds. */
const stats = { name: 'blockchain.info', base: 'BLOCKCHAIN_INFO_URL', path: 'stats?format=json' } as const;

/** Its time is that of the statistics, not of the block. @see https://www.blockchain.com/explorer/api/charts_api */
export const blockchainInfoTip = feed({
  ...stats,
  shape: z.object({ timestamp: unixMilliseconds, n_blocks_total: integer, difficulty: decimal }),
  read: ({ timestamp, n_blocks_total: height, difficulty }): Tip => ({
    height: plausibleHeight(height),
    difficulty: plausibleDifficulty(difficulty),
    at: timestamp,
  }),
});

/** Over the last 24 hours. `total_fees_btc` is in satoshis, its name notwithstanding. */
export const blockchainInfoFees = feed({
  ...stats,
  shape: z.object({ timestamp: unixMilliseconds, total_fees_btc: decimal, n_blocks_mined: integer }),
  read: ({ timestamp, total_fees_btc: sats, n_blocks_mined: blocks }): Fees => {
    if (blocks < 1) throw new Unreadable(`${blocks} blocks in a day are implausible`);
    return { btcPerBlock: plausibleFeesInSats(sats / blocks), at: timestamp };
  },
});
