import type { Rollup } from '../market/history.ts';
import { pastDay, relive } from '../market/relive.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { type Day, dayOf, days, elapsed, later, latestOf, type Milliseconds, startOfDay } from '../units/time.ts';
import { lookAt } from './evaluate.ts';
import { isOpening } from './notice.ts';
import { type Plan, planOf } from './plan.ts';
import type { Rule } from './rule.ts';
import { calmSince, endsOf, observe, type Sight, type Step, type Watch } from './watch.ts';

/** From being told to being over. */
export type Incident = {
  firedAt: Date;
  /** When it was over, whether that is worth a message or not; absent while it goes on. */
  resolvedAt?: Date;
  /** The rule's metric when it fired, and the line it was held against, both in the metric's unit. */
  value: number;
  threshold: number;
  reminders: number;
};

/** `judged`: days on which this history could tell at all; with none of them, no incident proves nothing. */
export type Firings = { incidents: Incident[]; judged: number };

/**
 * When a rule would have fired: "three times in the last 90 days".
 *
 * Daily grain: each day's close stands all day. A dip that was over by midnight is not seen, so a real bot may have
 * fired more often.
 *
 * @param history days on record, ascending ({@link History.days}).
 * @param from the first day to judge; earlier ones only count as record, for "lowest in 90 days".
 */
export const firings = (rule: Rule, history: readonly Rollup[], tickMs: Milliseconds, from?: Day): Firings =>
  backtest(
    rule,
    relive(history.map(pastDay)).filter(({ at }) => from === undefined || dayOf(at) >= from),
    tickMs,
  );

/**
 * Shows a rule past days as the engine would have: every tick of a day sees the same snapshot, so a hold of two ticks is
 * over ten minutes after midnight, and not two days later. Only the ticks that can change something are shown.
 *
 * @param lived one snapshot a day, dated at its start, ascending.
 */
export function backtest(rule: Rule, lived: readonly Snapshot[], tickMs: Milliseconds): Firings {
  const plan = planOf(rule, tickMs);
  const incidents: Incident[] = [];
  let watch = calmSince(lived[0]?.at ?? new Date(0));
  let judged = 0;
  for (const snapshot of lived) {
    const sight = sightOf(plan, snapshot);
    if (canTell(plan, snapshot, sight)) judged++;
    for (const { step, at } of ticksThatMatter(plan, watch, sight, tickMs)) {
      watch = step.next;
      note(incidents, step, { at, value: sight.value ?? plan.enter, threshold: plan.enter });
    }
  }
  return { incidents, judged };
}

/** How old the data was cannot be told from days. */
const sightOf = ({ metric }: Plan, snapshot: Snapshot): Sight =>
  metric === 'data-age' ? { ...lookAt(snapshot, 'epoch'), value: undefined } : lookAt(snapshot, metric);

/** In a record of 30 days nothing can be the lowest in 90. */
const canTell = ({ metric, enter }: Plan, { at, standing }: Snapshot, { value }: Sight): boolean =>
  value !== undefined && (metric !== 'days-since-lower' || elapsed(startOfDay(standing.since), at) >= days(enter));

type Shown = { at: Date; step: Step };

/** The first tick of the day, the one after each change, and those at which a hold or a reminder is due. */
function* ticksThatMatter(plan: Plan, before: Watch, day: Sight, tickMs: Milliseconds): Generator<Shown> {
  const midnight = later(day.at, days(1));
  let watch = before;
  for (let at = ceilTo(day.at, tickMs); at < midnight; ) {
    const step = observe(plan, watch, { ...day, at });
    yield { at, step };
    const next = later(at, tickMs);
    const isSettled = step.next === watch;
    const due = endsOf(plan, step.next).due ?? midnight;
    watch = step.next;
    at = isSettled ? latestOf(next, ceilTo(due, tickMs)) : next;
  }
}

const ceilTo = (at: Date, step: Milliseconds): Date => new Date(Math.ceil(at.getTime() / step) * step);

function note(
  incidents: Incident[],
  { next, event }: Step,
  seen: { at: Date; value: number; threshold: number },
): void {
  const { at: firedAt, ...met } = seen;
  if (event !== undefined && isOpening(event)) incidents.push({ firedAt, ...met, reminders: 0 });
  const open = incidents.at(-1);
  if (open === undefined || open.resolvedAt !== undefined) return;
  if (event === 'reminded') open.reminders++;
  if (next.phase === 'calm') open.resolvedAt = seen.at;
}
