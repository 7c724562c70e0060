import { tryEach } from '../kit/try-each.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { elapsed, type Milliseconds, minutes } from '../units/time.ts';
import type { TaskJson } from './evaluate.ts';
import { planOf } from './plan.ts';
import { pay, type TransitionDeps } from './transition.ts';

/** Pays what workers wrote down and did not live to do. @throws the first failure, after everything else was tried. */
export async function payDebts(deps: TransitionDeps, shards: number, now: Date): Promise<number> {
  let paid = 0;
  for (let shard = 0; shard < shards; shard++) {
    for await (const page of deps.rules.owing(shard, now)) {
      const failures = await tryEach(page, (rule) => pay(deps, rule));
      paid += page.length - failures.length;
      for (const { item, error } of failures) deps.log.error('a debt could not be paid', error, { rule: item.key });
      if (failures[0] !== undefined) throw failures[0].error;
    }
  }
  return paid;
}

/**
 * Whether subscribers are owed a word about old data, judged by a function other than the one that may be dead.
 *
 * @param now the scheduled time, so that an event that comes twice asks for the same tick twice.
 * @returns the tasks to put; none while data are fresh or there has never been any.
 */
export function staleTasks(latest: Snapshot | undefined, tickMs: Milliseconds, shards: number, now: Date): TaskJson[] {
  if (latest === undefined || elapsed(latest.at, now) / minutes(1) < planOf({ kind: 'data' }, tickMs).enter) return [];
  const at = now.toISOString();
  return Array.from({ length: shards }, (_, shard) => ({ v: 1, at, ask: 'data-age', shard }));
}

/** What a good tick asks for: each metric that has rules, and what is due, in every shard. */
export const tasksOf = (at: Date, metrics: readonly TaskJson['ask'][], shards: number): TaskJson[] =>
  Array.from({ length: shards }, (_, shard) =>
    [...metrics, 'due' as const].map((ask): TaskJson => ({ v: 1, at: at.toISOString(), ask, shard })),
  ).flat();
