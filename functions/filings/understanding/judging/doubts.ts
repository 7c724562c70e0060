import type { Docket } from './case.ts';
import { RESERVE_RATIO } from './sales.ts';

/** What is in doubt is said, and lowers how sure it is. */
type Doubt = { why: string; factor: number };

/** Price times number may differ from the proceeds by so much: fees, rounding, sales that settle later. */
const DISAGREES_BEYOND = 0.1;

export function doubtsOf({ c, amounts }: Docket): Doubt[] {
  const { sold, mined, priceUsd, proceedsUsd } = amounts;
  const doubts: Doubt[] = [];
  if (sold !== undefined && mined !== undefined && sold > mined && sold <= mined * RESERVE_RATIO)
    doubts.push({ why: 'hardly more than it mined: it may be rounding, or a little of what was held', factor: 0.75 });
  if (sold && priceUsd && proceedsUsd && Math.abs((sold * priceUsd) / proceedsUsd - 1) > DISAGREES_BEYOND)
    doubts.push({ why: 'number, price and proceeds do not agree', factor: 0.6 });
  if (c.fused && sold === undefined)
    doubts.push({ why: 'cells of a table ran together, and its numbers are left out', factor: 0.8 });
  if (sold === undefined && c.facts.some(({ is, doubt }) => is === 'sold' && doubt !== undefined))
    doubts.push({ why: 'a row of a table tells of a sale, and no head of which period', factor: 0.8 });
  return doubts;
}
