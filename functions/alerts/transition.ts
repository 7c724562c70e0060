import { reasonOf } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { type Day, dayOf, type Milliseconds } from '../units/time.ts';
import { compose } from './compose.ts';
import type { Journal } from './journal.ts';
import type { RuleNotice, Sale } from './notice.ts';
import { planOf } from './plan.ts';
import type { Rules, StoredRule } from './rules.ts';
import { observe, type Sight, type Step, type Watch } from './watch.ts';

/** Where a notice goes next: its owner's lane, or the fan-out of its topic. May be told the same notice twice. */
export type HandOver = (notice: RuleNotice) => Promise<void>;

export type TransitionDeps = {
  rules: Rules;
  journal: Journal;
  handOver: HandOver;
  tickMs: Milliseconds;
  log: Log;
  /** Reserves that miners were reported to have sold on a day; an incident that begins on it mentions them. */
  salesOn?: (day: Day) => Promise<readonly Sale[]>;
};

/** What one tick shows to a rule, and the snapshot behind it. */
export type Look = Sight & { snapshot?: Snapshot };

/**
 * Shows one rule one tick, and does what follows: one conditional write, then its debt.
 *
 * Safe to repeat and to race: whoever is second fails the condition and goes away.
 */
export async function judge(deps: TransitionDeps, rule: StoredRule, look: Look): Promise<Step['because']> {
  const watch = rule.watch as Watch;
  const step = observe(planOf(rule.definition, deps.tickMs), watch, look);
  if (step.next === watch || look.value === undefined || rule.lastTick >= look.at || rule.owes || rule.removed) {
    return step.because;
  }
  const next = afterStep(deps, rule, step, { ...look, value: look.value }, await salesBeside(deps, rule, step));
  if (await deps.rules.save(rule, next, look.at)) await pay(deps, next);
  else deps.log.info('somebody else changed the rule first', { rule: rule.key });
  return step.because;
}

/**
 * What else happened on the day on which mining became a worse business. Nothing depends on it: without an answer it is
 * left out.
 */
async function salesBeside(
  { salesOn, log }: TransitionDeps,
  { definition }: StoredRule,
  { event, next }: Step,
): Promise<readonly Sale[]> {
  const isBadNews = definition.kind === 'margin' || definition.kind === 'cost' || definition.kind === 'lowest';
  if (salesOn === undefined || event !== 'fired' || !isBadNews) return [];
  try {
    return await salesOn(dayOf(next.openedAt ?? next.since));
  } catch (error) {
    log.warn('sales of the day could not be had', { why: reasonOf(error) });
    return [];
  }
}

function afterStep(
  deps: TransitionDeps,
  rule: StoredRule,
  step: Step,
  look: Look & { value: number },
  sales: readonly Sale[],
): StoredRule {
  const { at, value } = look;
  const { event, because } = step;
  const notice = event && compose(rule, { ...step, event }, planOf(rule.definition, deps.tickMs), { ...look, sales });
  return {
    ...rule,
    version: rule.version + 1,
    lastTick: at,
    watch: step.next as StoredRule['watch'],
    owes: { entry: { at, from: rule.watch.phase, to: step.next.phase, because, value }, ...(notice && { notice }) },
  };
}

/** Pays what a stored rule owes: history first, then the notice, then the record that both are done. */
export async function pay(deps: TransitionDeps, rule: StoredRule): Promise<void> {
  if (rule.owes === undefined) return;
  const { entry, notice } = rule.owes;
  await deps.journal.write({ rule: rule.key, ...entry, ...(notice && { notice: notice.key }) });
  if (notice !== undefined) await deps.handOver(notice);
  // Last on purpose: a crash before this line repeats a notice under the same key, one after an earlier clearing loses it.
  await deps.rules.clear(rule);
  deps.log.info('rule changed', { rule: rule.key, ...entry, at: entry.at.toISOString(), notice: notice?.key });
}
