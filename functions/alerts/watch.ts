import { elapsed, hours, later, latestOf } from '../units/time.ts';
import { isOnSide, type Metric, type Side } from './metric.ts';
import type { RuleEvent } from './notice.ts';
import type { Plan } from './plan.ts';

export const PHASES = ['calm', 'pending', 'firing', 'recovering', 'hovering'] as const;
export type Phase = (typeof PHASES)[number];

/** Where a rule stands. Total: every phase ends by a value, by an instant, or by both. */
export type Watch = {
  phase: Phase;
  /** When the running incident (or, when calm, this calm) began; with the rule it names the incident. */
  since: Date;
  /** recovering: since when the value has been past the leave line. */
  turned?: Date;
  /** The tick at which the incident was first told, and the tick at which it was last told. */
  openedAt?: Date;
  toldAt?: Date;
  /** Firings of the last 24 hours; the third one becomes hovering. */
  fired: readonly Date[];
  /** `oncePerEpoch`: the epoch that was told. */
  epoch?: number;
};

/** One look at the market. */
export type Sight = {
  at: Date;
  /** The plan's metric; undefined when this tick cannot tell. */
  value: number | undefined;
  /** First good snapshot after the last gap: what was pending before it must hold from here. */
  continuousSince: Date;
  /** Present where the market half of the tick was good; hashprice in the money of the plan's metric. */
  market?: { hashprice: number; epoch: number };
};

export type Reason =
  | 'no change'
  | 'this tick cannot tell'
  | 'value reached the line'
  | 'back over the line before the hold was over'
  | 'held long enough'
  | 'third firing in 24 hours'
  | 'value is past the leave line'
  | 'fell back before the hold was over'
  | 'stayed past the leave line long enough'
  | 'still so, and it is time to say it again'
  | 'a day of hovering is over'
  | 'already under water'
  | 'a new epoch began'
  | 'its owner changed it'
  | 'its owner removed it';

export type Step = { next: Watch; event?: RuleEvent; because: Reason };

const HOVERING_AFTER = 3;
const DAY = hours(24);

/** A rule nobody has looked at yet. */
export const calmSince = (at: Date): Watch => ({ phase: 'calm', since: at, fired: [] });

/**
 * One observation. Value and time are judged together; with a hold of zero, one look may pass through two phases.
 *
 * The incident's `since` survives from pending to firing to resolved, so every notice about it carries the same key.
 */
export function observe(plan: Plan, watch: Watch, sight: Sight): Step {
  const { value } = sight;
  if (plan.oncePerEpoch && watch.phase === 'firing') return endOfEpoch(watch, sight);
  if (value === undefined) return { next: watch, because: 'this tick cannot tell' };
  const bad = isOnSide(value, plan.bad, plan.enter);
  const over = !isOnSide(value, plan.bad, plan.leave);

  switch (watch.phase) {
    case 'calm':
      if (!bad) return stay(watch);
      if (plan.oncePerEpoch && (sight.market?.hashprice ?? 0) < plan.enter) {
        return { next: watch, because: 'already under water' };
      }
      return onwards(plan, { ...watch, phase: 'pending', since: sight.at }, sight, 'value reached the line');
    case 'pending':
      if (!bad) return { next: calmAfter(watch, sight), because: 'back over the line before the hold was over' };
      return sight.at < holdEnd(plan, watch, sight) ? stay(watch) : fire(plan, watch, sight);
    case 'firing':
      if (over) {
        const turned: Watch = { ...watch, phase: 'recovering', turned: sight.at };
        return onwards(plan, turned, sight, 'value is past the leave line');
      }
      // Between the lines it is neither so nor over: nothing that a reminder could say would be true.
      return bad && isTimeToRemind(plan, watch, sight) ? remind(watch, sight) : stay(watch);
    case 'recovering':
      if (bad) return { next: backToFiring(watch), because: 'fell back before the hold was over' };
      return sight.at < holdEnd(plan, watch, sight) ? stay(watch) : resolve(plan, watch, sight);
    case 'hovering':
      return sight.at < later(watch.since, DAY) ? stay(watch) : settle(watch, sight, bad);
  }
}

const stay = (watch: Watch): Step => ({ next: watch, because: 'no change' });

/** Enters a phase and, when its hold is already over (zero), goes on at once. */
function onwards(plan: Plan, entered: Watch, sight: Sight, because: Reason): Step {
  const step = observe(plan, entered, sight);
  return step.next === entered ? { next: entered, because } : step;
}

/** When the hold of a pending or recovering watch is over; after a gap it counts from the first good snapshot. */
function holdEnd(plan: Plan, watch: Watch, sight: { continuousSince: Date }): Date {
  const [from, hold] =
    watch.phase === 'recovering' ? [watch.turned ?? watch.since, plan.calmHoldMs] : [watch.since, plan.holdMs];
  return later(latestOf(from, sight.continuousSince), hold);
}

function fire(plan: Plan, watch: Watch, { at, market }: Sight): Step {
  const fired = [...watch.fired.filter((instant) => elapsed(instant, at) < DAY), at];
  const told = { openedAt: at, toldAt: at };
  if (fired.length >= HOVERING_AFTER) {
    const next: Watch = { phase: 'hovering', since: at, fired: [], ...told };
    return { next, event: 'hovering', because: 'third firing in 24 hours' };
  }
  const next: Watch = { ...watch, phase: 'firing', fired, ...told };
  if (plan.oncePerEpoch && market !== undefined) next.epoch = market.epoch;
  return { next, event: 'fired', because: 'held long enough' };
}

const isTimeToRemind = (plan: Plan, watch: Watch, { at }: Sight): boolean =>
  plan.remindMs !== undefined && elapsed(watch.toldAt ?? watch.since, at) >= plan.remindMs;

const remind = (watch: Watch, { at }: Sight): Step => ({
  next: { ...watch, toldAt: at },
  event: 'reminded',
  because: 'still so, and it is time to say it again',
});

const resolve = (plan: Plan, watch: Watch, sight: Sight): Step => ({
  next: calmAfter(watch, sight),
  ...(plan.tellsEnd ? { event: 'resolved' as const } : {}),
  because: 'stayed past the leave line long enough',
});

const settle = (watch: Watch, sight: Sight, bad: boolean): Step => ({
  next: bad ? { ...watch, phase: 'firing', toldAt: sight.at } : calmAfter(watch, sight),
  event: 'settled',
  because: 'a day of hovering is over',
});

function endOfEpoch(watch: Watch, sight: Sight): Step {
  const epoch = sight.market?.epoch;
  if (epoch === undefined) return { next: watch, because: 'this tick cannot tell' };
  return epoch > (watch.epoch ?? 0) ? { next: calmAfter(watch, sight), because: 'a new epoch began' } : stay(watch);
}

const calmAfter = (watch: Watch, { at }: Sight): Watch => ({ phase: 'calm', since: at, fired: watch.fired });

function backToFiring({ turned: _, ...watch }: Watch): Watch {
  return { ...watch, phase: 'firing' };
}

/** What ends this phase: by value (for the level index) and by instant (for the due index). */
export type Ends = { level?: { metric: Metric; side: Side; threshold: number }; due?: Date };

const other = (side: Side): Side => (side === 'below' ? 'above' : 'below');

/** A tick asks the level index for every rule that is now on `side` of `threshold`, and the due index for what is over. */
export function endsOf(plan: Plan, watch: Watch): Ends {
  const { metric, bad, enter, leave } = plan;
  switch (watch.phase) {
    case 'calm':
      return { level: { metric, side: bad, threshold: enter } };
    case 'pending':
      return { level: { metric, side: other(bad), threshold: enter }, due: later(watch.since, plan.holdMs) };
    case 'firing':
      if (plan.oncePerEpoch) return { level: { metric: 'epoch', side: 'above', threshold: (watch.epoch ?? 0) + 1 } };
      return {
        level: { metric, side: other(bad), threshold: leave },
        ...(plan.remindMs === undefined ? {} : { due: later(watch.toldAt ?? watch.since, plan.remindMs) }),
      };
    case 'recovering':
      return {
        level: { metric, side: bad, threshold: enter },
        due: later(watch.turned ?? watch.since, plan.calmHoldMs),
      };
    case 'hovering':
      return { due: later(watch.since, DAY) };
  }
}
