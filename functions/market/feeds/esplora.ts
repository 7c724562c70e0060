import * as z from 'zod';
import { difficultyFromBits, sameDifficulty, type Tip } from '../chain.ts';
import { decimal, integer, unixSeconds } from '../numerals.ts';
import { plausibleDifficulty, plausibleHeight } from '../plausible.ts';

/** A block as esplora writes it, and mempool.space after it. */
export const blockShape = z.object({
  height: integer,
  timestamp: unixSeconds,
  difficulty: decimal,
  bits: integer.optional(),
});

export const blocksShape = z.array(blockShape).min(1, 'no blocks');

/** The highest of them; they come newest first, and nothing depends on it. */
export function tipOf(blocks: readonly z.output<typeof blockShape>[]): Tip {
  const tip = blocks.reduce((highest, block) => (block.height > highest.height ? block : highest));
  return {
    height: plausibleHeight(tip.height),
    difficulty: plausibleDifficulty(tip.difficulty),
    at: tip.timestamp,
    ...(tip.bits === undefined ? {} : { bitsAgree: sameDifficulty(difficultyFromBits(tip.bits), tip.difficulty) }),
  };
}
