import { Unreachable } from '../kit/errors.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { compose } from './compose.ts';
import { lookFor } from './evaluate.ts';
import { planOf } from './plan.ts';
import { type Rule, type RuleKey, ruleKey } from './rule.ts';
import type { StoredRule } from './rules.ts';
import { judge, pay, type TransitionDeps } from './transition.ts';
import { calmSince, type Reason, type Watch } from './watch.ts';

/** How often to look again when somebody else writes the same rule at the same time. */
const TRIES = 5;

/** @property key where it is not the one that follows from definition and owner: a chat that moved keeps its rules' keys. */
export type Wanted = { definition: Rule; owner?: string; key?: RuleKey };

export type Placed = { key: RuleKey; outcome: 'new' | 'changed' | 'as it was' };

/**
 * Makes a rule, or changes it to this definition; it is judged at once against the latest good snapshot.
 *
 * A change is the same conditional write as a transition (version + 1, phase calm); an incident that was being told is
 * closed with "because you changed it". What is only called something else goes on where it stands. Repeating it
 * changes nothing.
 */
export async function placeRule(
  deps: TransitionDeps,
  wanted: Wanted,
  latest: Snapshot | undefined,
  now: Date,
): Promise<Placed> {
  const key = wanted.key ?? ruleKey(wanted.definition, wanted.owner);
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await settled(deps, key);
    if (seen && !seen.removed && isSame(seen, wanted)) {
      // Whoever wrote it may have died before it was judged.
      if (seen.lastTick <= BEFORE_EVERYTHING) await judgeAtOnce(deps, key, latest);
      return { key, outcome: 'as it was' };
    }
    const next = nextOf(deps, key, seen, wanted, now, latest);
    if (!(await deps.rules.save(seen, next, now))) continue;
    await pay(deps, next);
    await judgeAtOnce(deps, key, latest);
    return { key, outcome: seen ? 'changed' : 'new' };
  }
  throw new Unreachable('the rule kept changing while it was being placed', { rule: key });
}

/**
 * Removes a rule; an incident that was being told is closed. Removing what is not there is fine.
 *
 * @param farewell whether that is told. If not, it is not owed either: a debt outlives the function that may not speak.
 */
export async function removeRule(
  deps: TransitionDeps,
  key: RuleKey,
  latest: Snapshot | undefined,
  now: Date,
  farewell = true,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = await settled(deps, key);
    if (seen === undefined) return;
    const next = closed(deps, seen, { ...seen, removed: true }, now, 'its owner removed it', latest);
    if (!farewell) delete next.owes?.notice;
    if (!(await deps.rules.save(seen, next, now))) continue;
    await pay(deps, next);
    return;
  }
  throw new Unreachable('the rule kept changing while it was being removed', { rule: key });
}

/** The rule with nothing owed: a debt that somebody left is paid first, since nothing may overtake it. */
async function settled(deps: TransitionDeps, key: RuleKey): Promise<StoredRule | undefined> {
  const rule = await deps.rules.get(key);
  if (rule?.owes === undefined) return rule;
  await pay(deps, rule);
  return deps.rules.get(key);
}

const BEFORE_EVERYTHING = new Date(0);

/** Definitions come through one schema, so their fields are in one order. */
const isSame = (seen: StoredRule, { definition, owner }: Wanted): boolean =>
  seen.owner === owner && JSON.stringify(seen.definition) === JSON.stringify(definition);

/** Whether it is the same to the engine, and only called something else: nothing that is being told ends by that. */
const isRenamed = ({ tickMs }: TransitionDeps, seen: StoredRule, { definition, owner }: Wanted): boolean =>
  !seen.removed &&
  seen.owner === owner &&
  seen.definition.kind === definition.kind &&
  JSON.stringify(planOf(seen.definition, tickMs)) === JSON.stringify(planOf(definition, tickMs));

function nextOf(
  deps: TransitionDeps,
  key: RuleKey,
  seen: StoredRule | undefined,
  wanted: Wanted,
  now: Date,
  latest: Snapshot | undefined,
): StoredRule {
  if (seen === undefined) return fresh(key, wanted, now);
  return isRenamed(deps, seen, wanted) ? renamed(seen, wanted) : restarted(deps, seen, wanted, now, latest);
}

const renamed = (seen: StoredRule, { definition }: Wanted): StoredRule => ({
  ...seen,
  definition,
  version: seen.version + 1,
});

const fresh = (key: RuleKey, { definition, owner }: Wanted, now: Date): StoredRule => ({
  v: 1,
  key,
  definition,
  ...(owner === undefined ? {} : { owner }),
  version: 0,
  lastTick: BEFORE_EVERYTHING,
  removed: false,
  watch: calmSince(now) as StoredRule['watch'],
});

const restarted = (
  deps: TransitionDeps,
  seen: StoredRule,
  { definition, owner }: Wanted,
  now: Date,
  latest: Snapshot | undefined,
): StoredRule => {
  const { owner: _, ...rest } = seen;
  const changed = { ...rest, definition, ...(owner && { owner }), removed: false, lastTick: BEFORE_EVERYTHING };
  return closed(deps, seen, changed, now, 'its owner changed it', latest);
};

/** The next version, calm, owing the end of whatever was being told. */
function closed(
  deps: TransitionDeps,
  seen: StoredRule,
  next: StoredRule,
  now: Date,
  because: Reason,
  snapshot: Snapshot | undefined,
): StoredRule {
  const plan = planOf(seen.definition, deps.tickMs);
  const calm: Watch = calmSince(now);
  const told = seen.watch.phase === 'firing' || seen.watch.phase === 'recovering' || seen.watch.phase === 'hovering';
  const value = (snapshot && lookFor(seen.definition, snapshot, deps.tickMs).value) ?? plan.enter;
  const step = { next: calm, event: 'closed' as const, because };
  const sight = { at: now, value, ...(snapshot && { snapshot }) };
  return {
    ...next,
    version: seen.version + 1,
    watch: calm as StoredRule['watch'],
    owes: {
      entry: { at: now, from: seen.watch.phase, to: 'calm', because, value },
      ...(told && plan.tellsEnd && { notice: compose(seen, step, plan, sight) }),
    },
  };
}

async function judgeAtOnce(deps: TransitionDeps, key: RuleKey, latest: Snapshot | undefined): Promise<void> {
  const rule = latest && (await deps.rules.get(key));
  if (rule && latest) await judge(deps, rule, lookFor(rule.definition, latest, deps.tickMs));
}
