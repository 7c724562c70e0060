import { type EvaluateDeps, evaluate, type Task } from '../../functions/alerts/evaluate.ts';
import type { Journal } from '../../functions/alerts/journal.ts';
import type { RuleNotice } from '../../functions/alerts/notice.ts';
import { tasksOf } from '../../functions/alerts/pay-debts.ts';
import { type Placed, placeRule } from '../../functions/alerts/place.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import type { Rules } from '../../functions/alerts/rules.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { hours, later, minutes } from '../../functions/units/time.ts';
import { TestClock } from './clock.ts';
import { MemoryJournal } from './journal.ts';
import { MemoryLog } from './log.ts';
import { MemoryRules } from './memory-rules.ts';

/** The alert engine without queues: place rules, show it snapshots, see what it hands over. */
export function anEngine<J extends Journal = MemoryJournal>(given: { rules?: Rules; journal?: J } = {}) {
  const tickMs = minutes(5);
  const clock = new TestClock('2026-02-05T12:00:00Z');
  const told: RuleNotice[] = [];
  const putBack: unknown[] = [];
  const snapshots = new Map<number, Snapshot>();
  let latest: Snapshot | undefined;
  const journal = given.journal ?? (new MemoryJournal() as unknown as J);
  const deps: EvaluateDeps & { journal: J; log: MemoryLog } = {
    rules: given.rules ?? new MemoryRules(tickMs),
    journal,
    handOver: async (notice) => void told.push(notice),
    tickMs,
    log: new MemoryLog(),
    history: { at: async (at) => snapshots.get(at.getTime()) },
    tasks: { put: async (bodies) => void putBack.push(...bodies) },
    clock,
  };

  const keep = (snapshot: Snapshot): void => {
    snapshots.set(snapshot.at.getTime(), snapshot);
    if (latest === undefined || snapshot.at > latest.at) latest = snapshot;
    clock.set(latest.at);
  };

  const run = (task: Task, deadline = later(clock.now(), hours(1))) => evaluate(deps, task, latest, deadline);

  return {
    deps,
    told,
    putBack,
    clock,
    keep,
    run,
    /** What every message of this tick does, one after the other. */
    async tick(snapshot: Snapshot): Promise<void> {
      keep(snapshot);
      for (const task of tasksOf(snapshot.at, await deps.rules.metrics(), 1)) await run({ ...task, at: snapshot.at });
    },
    place: (definition: Rule, owner?: string): Promise<Placed> =>
      placeRule(deps, { definition, ...(owner === undefined ? {} : { owner }) }, latest, clock.now()),
    latest: () => latest,
    said: () => told.map((notice) => `${notice.event} ${notice.key}`),
  };
}
