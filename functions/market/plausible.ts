import { Unreadable } from '../kit/errors.ts';
import type { BlockHeight, Difficulty } from '../units/hashing.ts';
import { type Btc, btcFromSats, type UsdPerBtc } from '../units/money.ts';
import { type Quantity, quantity } from '../units/quantity.ts';

/**
 * The first sieve: numbers that cannot be what they claim to be, whatever happened to the market.
 *
 * Wide on purpose. It stops a wrong unit, a `-1` for "unknown", a testnet; whether a plausible number is also right is
 * for other sources to say (price.ts, stand-in.ts).
 */
const plausible =
  <Q extends Quantity<string>>(what: string, low: number, high: number) =>
  (n: number): Q => {
    if (!(n >= low && n <= high)) throw new Unreadable(`${what} of ${n} is implausible: not within ${low} to ${high}`);
    return quantity<Q>(n);
  };

/** Last under 1,000 USD in January 2017; a hundred times the highest so far leaves room for the future. */
export const plausiblePrice = plausible<UsdPerBtc>('a price in USD', 1_000, 10_000_000);

/** Over 1e12 since 2017, so that a testnet is noticed; 1e16 is sixty times the highest so far. */
export const plausibleDifficulty = plausible<Difficulty>('a difficulty', 1e12, 1e16);

/** Passed in July 2023; the other is the 2040s. */
export const plausibleHeight = plausible<BlockHeight>('a block height', 800_000, 2_000_000);

/** The mean of a day's blocks; the dearest day so far (2024-04-20) had about 9 BTC a block. */
export const plausibleFees = plausible<Btc>('mean fees in BTC per block', 0, 50);

export const plausibleFeesInSats = (sats: number): Btc => plausibleFees(btcFromSats(quantity(sats)));
