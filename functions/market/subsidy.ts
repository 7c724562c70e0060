import type { BlockHeight } from '../units/hashing.ts';
import { type Btc, btcFromSats } from '../units/money.ts';
import { quantity } from '../units/quantity.ts';

export const HALVING_BLOCKS = 210_000;
const FIRST_SUBSIDY_SATS = 50 * 1e8;

/** What the blocks above `from` and up to `to` may create together. */
export function issuedBetween(from: BlockHeight, to: BlockHeight): Btc {
  let sum = 0;
  for (let first = from + 1; first <= to; ) {
    const last = Math.min(to, (Math.floor(first / HALVING_BLOCKS) + 1) * HALVING_BLOCKS - 1);
    sum += (last - first + 1) * subsidyAt(quantity(first));
    first = last + 1;
  }
  return quantity(sum);
}

/** What the block at `height` may create: 50 BTC, halved every 210,000 blocks, whole satoshis rounded down. */
export function subsidyAt(height: BlockHeight): Btc {
  const halvings = Math.floor(height / HALVING_BLOCKS);
  // Division and not a shift: 5e9 does not fit the 32 bits that `>>` works on.
  return btcFromSats(quantity(Math.floor(FIRST_SUBSIDY_SATS / 2 ** halvings)));
}
