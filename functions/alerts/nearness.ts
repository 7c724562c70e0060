import type { Snapshot } from '../market/snapshot.ts';
import type { Milliseconds } from '../units/time.ts';
import { lookFor } from './evaluate.ts';
import { isOnSide, type Metric, type Side } from './metric.ts';
import { planOf } from './plan.ts';
import type { Rule } from './rule.ts';

/** How far a rule is from firing. Value and threshold are in the metric's own unit. */
export type Nearness = {
  metric: Metric;
  side: Side;
  value: number;
  threshold: number;
  /** By how much of itself the value must change for the rule to fire: −0.4 is a fall by 40 %. Zero when it has. */
  change: number;
  /** From 0, where it fires, to 1, the farthest: what rules of all kinds can be sorted by. */
  distance: number;
};

/** @returns undefined where this snapshot cannot tell: no rate for the rule's currency, no forecast, or an age. */
export function nearness(rule: Rule, snapshot: Snapshot, tickMs: Milliseconds): Nearness | undefined {
  const { metric, bad: side, enter: threshold } = planOf(rule, tickMs);
  const { value } = lookFor(rule, snapshot, tickMs);
  if (value === undefined || metric === 'data-age') return undefined;
  const isMet = isOnSide(value, side, threshold);
  const larger = Math.max(Math.abs(value), Math.abs(threshold));
  return {
    metric,
    side,
    value,
    threshold,
    change: isMet || value === 0 ? 0 : threshold / value - 1,
    distance: isMet || larger === 0 ? 0 : Math.abs(value - threshold) / larger,
  };
}
