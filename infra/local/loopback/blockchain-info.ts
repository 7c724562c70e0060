import { FEE_BLOCKS } from '../../../functions/market/chain.ts';
import { EPOCH_BLOCKS } from '../../../functions/market/retarget.ts';
import type { MarketServer } from './world.ts';

const GIGA = 1e9;
const BLOCK_SECONDS = 600;

export const blockchainInfo: MarketServer = {
  errorInside: { status: 'not-found', error: 'not-found', message: 'Not found' },
  page: (path, _query, { world, t }) => {
    const { height, difficulty, epochFirstHeight, feesBtcPerBlock } = world.chainAt(t);
    if (path === 'q/getblockcount') return { text: String(height) };
    if (path === 'q/getdifficulty') return { text: difficulty.toExponential().replace('e+', 'E') };
    if (path !== 'stats') return undefined;
    return {
      json: {
        timestamp: t.getTime(),
        market_price_usd: world.priceAt(t),
        // GH/s, unlike everybody else.
        hash_rate: (difficulty * 2 ** 32) / BLOCK_SECONDS / GIGA,
        // Satoshis, whatever the name says.
        total_fees_btc: Math.round(feesBtcPerBlock * FEE_BLOCKS * 1e8),
        n_btc_mined: 45_000_000_000,
        n_tx: 435_667,
        n_blocks_mined: FEE_BLOCKS,
        minutes_between_blocks: 9.9507,
        totalbc: 1_995_400_000_000_000,
        n_blocks_total: height,
        nextretarget: epochFirstHeight + EPOCH_BLOCKS - 1,
        difficulty,
      },
    };
  },
};
