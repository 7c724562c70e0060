import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvaluateDeps, evaluate } from '../../functions/alerts/evaluate.ts';
import { incidentOf, isOpening, type RuleNotice } from '../../functions/alerts/notice.ts';
import { payDebts } from '../../functions/alerts/pay-debts.ts';
import { placeRule } from '../../functions/alerts/place.ts';
import type { Rule, RuleKey } from '../../functions/alerts/rule.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { hours, later, minutes } from '../../functions/units/time.ts';
import { anEngine } from '../support/engine.ts';
import { interleaved } from '../support/interleaved.ts';
import { aFleet, aSnapshot } from '../support/market.ts';
import { MemoryRules } from '../support/memory-rules.ts';

const START = new Date('2026-02-05T12:00:00Z');
const at = (minute: number) => later(START, minutes(minute));
const snap = (minute: number, hashprice: number) => aSnapshot({ at: at(minute).toISOString(), hashprice });
const MARGIN: Rule = { kind: 'margin', fleet: aFleet() };
const CHEAPER: Rule = { kind: 'margin', fleet: aFleet({ usdPerKwh: 0.05 }) };
const BELOW: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) };
const OWNER = 'telegram:42';
const KEY = 'margin:S21 at $0.08@telegram:42' as RuleKey;

/** Two rules that have been pending long enough at 12:15, in an index that is some writes behind. */
async function aboutToFire(scheduler: fc.Scheduler, lag: number) {
  const rules = new MemoryRules(minutes(5), lag);
  const engine = anEngine({ rules });
  await engine.tick(snap(0, 41));
  await engine.place(MARGIN, OWNER);
  await engine.place(BELOW);
  // The second and the third show a lagging index what the first wrote.
  for (const minute of [5, 6, 7]) await engine.tick(snap(minute, 33));
  engine.keep(snap(15, 33));

  const versions: number[][] = [];
  const watched = interleaved(scheduler, {
    get: (key: RuleKey) => rules.get(key),
    metrics: () => rules.metrics(),
    wrongSide: (query: Parameters<MemoryRules['wrongSide']>[0]) => rules.wrongSide(query),
    ripe: (shard: number, now: Date) => rules.ripe(shard, now),
    owing: (shard: number, since: Date) => rules.owing(shard, since),
    save: async (...given: Parameters<MemoryRules['save']>) => noting(await rules.save(...given)),
    clear: async (...given: Parameters<MemoryRules['clear']>) => noting(await rules.clear(...given)),
  });
  const noting = (kept: boolean): boolean => {
    versions.push([...rules.items.values()].map(({ rule }) => rule.version));
    return kept;
  };
  const handing = interleaved(scheduler, { over: engine.deps.handOver });
  const deps: EvaluateDeps = {
    ...engine.deps,
    rules: watched,
    journal: interleaved(scheduler, engine.deps.journal),
    handOver: handing.over,
  };
  /** One that looked at what was the latest when it began. */
  const worker = async (minute = 15) => {
    const latest = engine.latest();
    const deadline = later(engine.clock.now(), hours(1));
    for (const ask of ['hashprice', 'due'] as const) {
      await evaluate(deps, { v: 1, at: at(minute), ask, shard: 0 }, latest, deadline);
    }
  };
  return { engine, rules, deps, versions, worker };
}
type Meeting = Awaited<ReturnType<typeof aboutToFire>>;

/** What must be true whoever met whom, once the debts of the slow have been paid. */
function expectOrder({ engine, rules, versions }: Meeting): void {
  expect([...rules.items.values()].filter(({ rule }) => rule.owes !== undefined)).toEqual([]);
  for (const [i, now] of versions.entries()) {
    for (const [rule, version] of now.entries()) expect(version).toBeGreaterThanOrEqual(versions[i - 1]?.[rule] ?? 0);
  }
  const first = new Map<string, number>();
  for (const [i, { key }] of engine.told.entries()) if (!first.has(key)) first.set(key, i);
  for (const notice of engine.told.filter(({ event }) => !isOpening(event))) {
    const opening = engine.told.findIndex((one) => incidentOf(one) === incidentOf(notice) && isOpening(one.event));
    expect(opening).toBeGreaterThanOrEqual(0);
    expect(opening).toBeLessThan(first.get(notice.key)!);
  }
}

const distinct = (told: readonly RuleNotice[]) =>
  [...new Set(told.map(({ event, rule }) => `${event} ${rule}`))].sort();
const FIRED = ['fired hashprice<40', `fired ${KEY}`];

const meets = (
  name: string,
  workers: (meeting: Meeting) => Promise<unknown>[],
  after: (meeting: Meeting) => Promise<void>,
) =>
  it(name, async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 3 }), async (scheduler, lag) => {
        const meeting = await aboutToFire(scheduler, lag);
        await scheduler.waitFor(Promise.all(workers(meeting)));
        await after(meeting);
        expectOrder(meeting);
      }),
      { numRuns: 200 },
    );
  });

describe('workers that meet on the same rules, in any order', () => {
  meets(
    'evaluate × evaluate × evaluate: each change is told once',
    ({ worker }) => [worker(), worker(), worker()],
    async ({ engine }) => {
      // What the index did not show yet, it shows to the next tick.
      for (const minute of [20, 21, 22, 23]) await engine.tick(snap(minute, 33));
      expect(engine.told.map(({ event, rule }) => `${event} ${rule}`).sort()).toEqual(FIRED);
      expect(engine.deps.journal.entries.filter(({ to }) => to === 'firing')).toHaveLength(2);
    },
  );

  meets(
    'evaluate × an edit: an incident that was told is closed, and one that was not is never told',
    ({ worker, deps, engine }) => [
      worker(),
      worker(),
      placeRule(deps, { definition: CHEAPER, owner: OWNER }, engine.latest(), engine.clock.now()),
    ],
    async ({ engine, rules }) => {
      const mine = distinct(engine.told.filter(({ rule }) => rule === KEY));
      expect([[], [`closed ${KEY}`, `fired ${KEY}`]]).toContainEqual(mine);
      const rule = await rules.get(KEY);
      expect(rule).toMatchObject({ definition: CHEAPER, watch: { phase: 'calm' } });
    },
  );

  meets(
    'evaluate × the payment of its debts × the next tick: nothing owed is lost, and the end is told after the beginning',
    ({ worker, deps, engine }) => {
      const slow = worker();
      engine.keep(snap(20, 41));
      return [slow, payDebts(deps, 1, at(18)), payDebts(deps, 1, at(18)), worker(20)];
    },
    async ({ engine }) => {
      await payDebts(engine.deps, 1, at(22));
      for (const minute of [25, 26, 27, 28, 40, 41, 42, 43]) await engine.tick(snap(minute, 41));
      const told = distinct(engine.told);
      // Where the next tick was first, there was nothing to tell.
      const fired = told.filter((one) => one.startsWith('fired'));
      expect(told).toEqual([...fired, ...fired.map((one) => one.replace('fired', 'resolved'))]);
    },
  );
});
