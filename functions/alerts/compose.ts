import type { Snapshot } from '../market/snapshot.ts';
import type { RuleNotice, Sale } from './notice.ts';
import type { Plan } from './plan.ts';
import type { StoredRule } from './rules.ts';
import type { Step } from './watch.ts';

/** A change of phase in facts. Made once, when it happens, and kept with the rule until it has been handed over. */
export function compose(
  rule: StoredRule,
  step: Step & { event: RuleNotice['event'] },
  plan: Plan,
  sight: { at: Date; value: number; snapshot?: Snapshot; sales?: readonly Sale[] },
): RuleNotice {
  const { at, value, snapshot, sales = [] } = sight;
  const before = rule.watch;
  const opens = step.event === 'fired' || step.event === 'hovering';
  const since = opens ? step.next.since : before.since;
  const openedAt = (opens ? step.next.openedAt : before.openedAt) ?? at;
  return {
    v: 1,
    // A reminder may come again in the same incident; the tick tells one from the other.
    key: `${rule.key}@${since.toISOString()}#${step.event}${step.event === 'reminded' ? `@${at.toISOString()}` : ''}`,
    rule: rule.key,
    definition: rule.definition,
    ...(rule.owner === undefined ? {} : { owner: rule.owner }),
    event: step.event,
    since,
    openedAt,
    at,
    value,
    threshold: plan.enter,
    ...(plan.tellsEnd ? { ends: { value: plan.leave, holdMs: plan.calmHoldMs } } : {}),
    ...(step.event === 'settled' ? { settledAs: step.next.phase === 'firing' ? 'firing' : 'calm' } : {}),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(sales.length === 0 ? {} : { sales: [...sales] }),
  };
}
