import type { BlockHeight } from '../units/hashing.ts';
import { quantity } from '../units/quantity.ts';
import { elapsed } from '../units/time.ts';
import { TARGET_BLOCK_MS } from './retarget.ts';

/** The heights whose times everybody knows. */
const HALVINGS = [
  { height: 420_000, at: new Date('2016-07-09T16:46:13Z') },
  { height: 630_000, at: new Date('2020-05-11T19:23:43Z') },
  { height: 840_000, at: new Date('2024-04-20T00:09:27Z') },
];

/**
 * The height of the chain at a moment, where only the date is known.
 *
 * Between two halvings blocks are spread evenly, so the subsidy that follows is right to the second. After the last
 * one blocks are counted at the protocol's pace: good to a week or two in four years.
 */
export function heightAbout(at: Date): BlockHeight {
  const i = Math.max(
    0,
    HALVINGS.findLastIndex((halving) => halving.at <= at),
  );
  const from = HALVINGS[i]!;
  const to = HALVINGS[i + 1];
  const pace = to ? elapsed(from.at, to.at) / (to.height - from.height) : TARGET_BLOCK_MS;
  return quantity(Math.max(0, from.height + Math.floor(elapsed(from.at, at) / pace)));
}
