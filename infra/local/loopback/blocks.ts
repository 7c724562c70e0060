import type { View } from './world.ts';

const BLOCK_MS = 600_000;
const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** A made-up hash that says its height, so that nothing has to be remembered: 64 hex digits, zeros first. */
export const hashAt = (height: number): string => height.toString(16).padStart(64, '0');
export const heightOf = (hash: string): number => Number.parseInt(hash, 16);

/** The block at a height, as esplora writes it; ten minutes apart below the tip. */
export function blockAt(height: number, { world, t }: View) {
  const chain = world.chainAt(t);
  const epoch = world.epochs().findLast((e) => e.height <= height);
  const difficulty = height >= chain.epochFirstHeight ? chain.difficulty : (epoch?.difficulty ?? chain.difficulty);
  const timestamp = seconds(timeOf(height, { world, t }));
  return {
    id: hashAt(height),
    height,
    version: 536_870_912,
    timestamp,
    tx_count: 3_000,
    size: 1_600_000,
    weight: 3_993_000,
    merkle_root: hashAt(height + 1),
    previousblockhash: hashAt(height - 1),
    mediantime: timestamp - 3_000,
    nonce: 3_580_664_066,
    bits: bitsOf(difficulty),
    difficulty,
  };
}

function timeOf(height: number, { world, t }: View): Date {
  const chain = world.chainAt(t);
  if (height === chain.epochFirstHeight) return chain.epochStartedAt;
  const first = world.epochs().find((epoch) => epoch.height === height);
  return first?.startedAt ?? new Date(chain.tipAt.getTime() - (chain.height - height) * BLOCK_MS);
}

/** The target of difficulty one, and enough binary places that none is lost. */
const EASIEST = 0xffffn << 208n;
const PLACES = 1e6;

/** Difficulty in a header's compact form: an exponent, and a mantissa whose top bit is a sign and so must be 0. */
export function bitsOf(difficulty: number): number {
  const target = (EASIEST * BigInt(PLACES)) / BigInt(Math.round(difficulty * PLACES));
  let exponent = Math.ceil(target.toString(2).length / 8);
  let mantissa = Number(target >> BigInt(8 * (exponent - 3)));
  if (mantissa > 0x7f_ff_ff) {
    mantissa >>= 8;
    exponent += 1;
  }
  return exponent * 2 ** 24 + mantissa;
}
