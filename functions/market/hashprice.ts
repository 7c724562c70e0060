import type { BtcPerPhDay, Difficulty, SatPerThDay, UsdPerPhDay } from '../units/hashing.ts';
import type { Btc, UsdPerBtc } from '../units/money.ts';
import { quantity } from '../units/quantity.ts';

/** Expected hashes for a block at difficulty one. */
export const HASHES_PER_DIFFICULTY = 2 ** 32;
const HASHES_PER_PETAHASH_DAY = 1e15 * 86_400;
/** 1e8 satoshi in a bitcoin, 1,000 terahashes in a petahash. */
const SAT_PER_TH_IN_BTC_PER_PH = 1e5;

export type Hashprice = { usdPerPhDay: UsdPerPhDay; btcPerPhDay: BtcPerPhDay; satPerThDay: SatPerThDay };

/**
 * What one petahash per second is expected to earn in a day, before power and pool fee.
 *
 * Difficulty-implied, as Luxor's Hashrate Index and FPPS pools reckon: it does not depend on how fast blocks really
 * came in, so a lucky day does not move it.
 *
 * @param reward of one block: the subsidy plus the mean fees of the last 144 blocks.
 */
export function hashprice(price: UsdPerBtc, difficulty: Difficulty, reward: Btc): Hashprice {
  const blocksPerPhDay = HASHES_PER_PETAHASH_DAY / (difficulty * HASHES_PER_DIFFICULTY);
  const btcPerPhDay = blocksPerPhDay * reward;
  return {
    usdPerPhDay: quantity(btcPerPhDay * price),
    btcPerPhDay: quantity(btcPerPhDay),
    satPerThDay: quantity(btcPerPhDay * SAT_PER_TH_IN_BTC_PER_PH),
  };
}
