import type { BlockHeight, Difficulty } from '../units/hashing.ts';
import type { Btc } from '../units/money.ts';

/** The newest block a source knows. */
export type Tip = {
  height: BlockHeight;
  difficulty: Difficulty;
  /** The block's own time; miners may set it up to two hours ahead, and it may precede its parent's. */
  at: Date;
  /** Whether the difficulty is what the block's `bits` say, where the source sends both. */
  bitsAgree?: boolean;
};

/** The running epoch's first block. */
export type Epoch = { firstHeight: number; startedAt: Date };

/** Mean fees of about the last 144 blocks. */
export type Fees = {
  btcPerBlock: Btc;
  at: Date;
  /** The last block counted, where the source tells. */
  upTo?: number;
  /** Why the reply contradicts itself, when it does. */
  doubt?: string;
};

/** Fees are averaged over so many blocks, a day at the pace the protocol aims at. */
export const FEE_BLOCKS = 144;

const EASIEST = { mantissa: 0xffff, exponent: 0x1d };

/** The difficulty written in a block header as compact `bits`. @see https://developer.bitcoin.org/reference/block_chain.html#target-nbits */
export function difficultyFromBits(bits: number): number {
  const exponent = bits >>> 24;
  const mantissa = bits & 0xff_ff_ff;
  return (EASIEST.mantissa / mantissa) * 256 ** (EASIEST.exponent - exponent);
}

/** A mantissa has 16 bits at least, so difficulty from `bits` is exact to 1.5e-5; a source may round what it sends. */
const ROUNDING = 1e-4;

export const sameDifficulty = (a: number, b: number): boolean => Math.abs(a / b - 1) <= ROUNDING;
