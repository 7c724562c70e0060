import * as z from 'zod';
import type { Clock } from '../kit/clock.ts';
import { Unreadable } from '../kit/errors.ts';
import type { Queue } from '../kit/queue.ts';
import { type Failure, tryEach } from '../kit/try-each.ts';
import type { History } from '../market/history.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { elapsed, instantShape, latestOf, type Milliseconds, minutes, seconds } from '../units/time.ts';
import { METRICS, type Metric, moneyOf, readMetric, readMoney, sidesOf } from './metric.ts';
import { planOf } from './plan.ts';
import type { Rule } from './rule.ts';
import type { StoredRule } from './rules.ts';
import { judge, type Look, type TransitionDeps } from './transition.ts';

/** One metric (or whatever is due by time) of one tick in one shard: the body of a message on `evaluate`. */
export const taskShape = z.object({
  v: z.literal(1),
  at: instantShape,
  ask: z.enum([...METRICS, 'due']),
  shard: z.int().nonnegative(),
});
export type Task = z.output<typeof taskShape>;
export type TaskJson = z.input<typeof taskShape>;

export type EvaluateDeps = TransitionDeps & {
  history: Pick<History, 'at'>;
  tasks: Queue<TaskJson>;
  clock: Clock;
};

/** Stop asking for more when this little of the invocation is left. */
const MARGIN = seconds(5);
/** Rules judged side by side; each is a handful of requests. */
const ABREAST = 25;

/**
 * Shows one tick to every rule that is on the wrong side of its threshold, or whose time has come.
 *
 * It asks for a level, not for a crossing, so a missed tick or a late index entry is healed by the next one, and a
 * worker that runs out of time needs no cursor: it puts its task back, and what is done is no longer on the wrong side.
 *
 * @throws the first failure, after everything else was tried: the message is repeated.
 */
export async function evaluate(
  deps: EvaluateDeps,
  task: Task,
  latest: Snapshot | undefined,
  deadline: Date,
): Promise<'done' | 'put back' | 'too old'> {
  if (latest === undefined || (latest.at > task.at && task.ask !== 'data-age')) return 'too old';
  const failures: Failure<StoredRule>[] = [];
  for (const query of await queriesOf(deps, task, latest)) {
    for await (const page of query.pages()) {
      failures.push(...(await judgeAll(deps, page, query.look)));
      if (elapsed(deps.clock.now(), deadline) > MARGIN) continue;
      await deps.tasks.put([{ ...task, at: task.at.toISOString() }]);
      return 'put back';
    }
  }
  if (failures[0] !== undefined) throw failures[0].error;
  return 'done';
}

type Query = { pages(): AsyncIterable<StoredRule[]>; look(rule: StoredRule): Look };

async function queriesOf(deps: EvaluateDeps, { at, ask, shard }: Task, latest: Snapshot): Promise<Query[]> {
  if (ask === 'data-age') return levelQueries(deps, ask, shard, ageLook(at, latest));
  const snapshot = latest.at.getTime() === at.getTime() ? latest : await deps.history.at(at);
  if (snapshot === undefined) throw new Unreadable('a task names a tick that nobody stored', { at: at.toISOString() });
  if (ask !== 'due') {
    const look = lookAt(snapshot, ask);
    // Whoever is under water already is not warned of it.
    const upTo = moneyOf(ask)?.metric === 'hashprice-after-retarget' ? look.market?.hashprice : undefined;
    return look.value === undefined ? [] : levelQueries(deps, ask, shard, { ...look, value: look.value }, upTo);
  }
  return [{ pages: () => deps.rules.ripe(shard, at), look: (rule) => lookFor(rule.definition, snapshot, deps.tickMs) }];
}

const levelQueries = (
  deps: EvaluateDeps,
  metric: Metric,
  shard: number,
  look: Look & { value: number },
  upTo?: number,
): Query[] =>
  sidesOf(metric).map((side) => ({
    pages: () =>
      deps.rules.wrongSide({ metric, side, value: look.value, shard, ...(upTo === undefined ? {} : { upTo }) }),
    look: () => look,
  }));

/** What a snapshot shows of one metric. */
export function lookAt(snapshot: Snapshot, metric: Exclude<Metric, 'data-age'>): Look {
  // Without a rate there is no value either, so that nothing is ever compared with dollars by mistake.
  const hashprice = readMoney('hashprice', snapshot, moneyOf(metric)?.currency ?? 'USD');
  return {
    at: snapshot.at,
    value: readMetric(metric, snapshot),
    continuousSince: snapshot.continuousSince,
    market: { hashprice: hashprice ?? 0, epoch: snapshot.epoch.firstHeight },
    snapshot,
  };
}

/** What a snapshot shows a rule of the metric it watches. */
export function lookFor(rule: Rule, snapshot: Snapshot, tickMs: Milliseconds): Look {
  const { metric } = planOf(rule, tickMs);
  return metric === 'data-age' ? ageLook(snapshot.at, snapshot) : lookAt(snapshot, metric);
}

/** Age is told at any minute, with or without a snapshot of that minute. */
const ageLook = (at: Date, latest: Snapshot): Look & { value: number } => ({
  at: latestOf(at, latest.at),
  value: Math.max(0, elapsed(latest.at, at)) / minutes(1),
  continuousSince: latest.continuousSince,
  snapshot: latest,
});

async function judgeAll(
  deps: EvaluateDeps,
  rules: readonly StoredRule[],
  look: Query['look'],
): Promise<Failure<StoredRule>[]> {
  const failures: Failure<StoredRule>[] = [];
  for (let from = 0; from < rules.length; from += ABREAST) {
    const some = rules.slice(from, from + ABREAST);
    failures.push(...(await tryEach(some, async (rule) => void (await judge(deps, rule, look(rule))))));
  }
  for (const { item, error } of failures) deps.log.error('a rule could not be judged', error, { rule: item.key });
  return failures;
}
