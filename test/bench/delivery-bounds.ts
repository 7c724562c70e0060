import type { Crowd } from './crowds.ts';
import { type Bound, percent } from './report.ts';

/** By the simulated clock; `refused` counts 429s. */
export type Run = { refused: number; perSecond: number };
export type Compared = { crowd: Crowd; ours: Run; naive: Run; requestsEach: number; ms: number };

const LEAST_SHARE = 0.95;

export const boundsOf = ({ crowd, ours, naive }: Pick<Compared, 'crowd' | 'ours' | 'naive'>): Bound[] => [
  {
    says: `${crowd.name}: at least ${percent(LEAST_SHARE)} of ${crowd.permitted}, and no 429`,
    was: `${percent(ours.perSecond / crowd.perSecond)}, ${ours.refused} × 429`,
    holds: ours.perSecond >= LEAST_SHARE * crowd.perSecond && ours.refused === 0,
  },
  {
    says: `${crowd.name}: the naive client is refused`,
    was: `${naive.refused} × 429`,
    holds: naive.refused > 0,
  },
];
