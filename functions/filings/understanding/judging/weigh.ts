import type { Claim } from '../claim.ts';
import { isSame, type Span } from '../period.ts';
import { weightOf } from './case.ts';

/** Two spellings of one number differ by less. */
const SAME_WITHIN = 0.005;

const slackOf = (b: number): number => Math.max(0.01, b * SAME_WITHIN);
export const isLike = (a: number, b: number): boolean => Math.abs(a - b) <= slackOf(b);

/** The number that most speaks for: of the very period, first, the issuer's by name; told twice it is surer than told once. */
export function best(claims: readonly Claim[], report: Span | undefined): Claim | undefined {
  const counted = claims.filter(({ btc }) => btc !== undefined);
  const sorted = counted.map(({ btc }) => btc!).toSorted((a, b) => a - b);
  const scored = counted.map((claim) => {
    const slack = slackOf(claim.btc!);
    const alike = firstOver(sorted, claim.btc! + slack) - firstOver(sorted, claim.btc! - slack, true);
    return { claim, score: scoreOf(claim, report) + 0.5 * (alike - 1) };
  });
  return scored.toSorted((a, b) => b.score - a.score)[0]?.claim;
}

/** Where the first number stands that is over `limit`, or at it too; by halves, since a long report has thousands. */
function firstOver(sorted: readonly number[], limit: number, orAt = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const n = sorted[middle]!;
    if (n > limit || (orAt && n === limit)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const scoreOf = (claim: Claim, report: Span | undefined): number =>
  nearness(claim, report) + Math.min(2, weightOf(claim)) + 1.5 * (claim.sure ?? 0.5) + (claim.own ? 1.2 : 0);

function nearness({ period, act }: Claim, report: Span | undefined): number {
  if (period === undefined) return 1;
  if (report === undefined) return 0.6;
  if (act === 'hold') return period.to === report.to ? 2 : 0.8;
  return isSame(period, report) ? 2 : 0;
}

/** Done in the period itself, or in no other that is named. */
export const isDuring = ({ mode, period }: Claim, report: Span | undefined): boolean =>
  mode === 'done' && (period === undefined || report === undefined || isSame(period, report));

/** Holdings are of a moment: when the period ended, or later; what was held before it is a comparison. */
export const isStanding = ({ mode, period }: Claim, report: Span | undefined): boolean =>
  mode === 'done' && (period === undefined || report === undefined || period.to >= report.to);
