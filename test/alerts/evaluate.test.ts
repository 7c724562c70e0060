import { describe, expect, it } from 'vitest';
import { lookAt } from '../../functions/alerts/evaluate.ts';
import { payDebts, staleTasks } from '../../functions/alerts/pay-debts.ts';
import { placeRule, removeRule } from '../../functions/alerts/place.ts';
import type { Rule, RuleKey } from '../../functions/alerts/rule.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { judge } from '../../functions/alerts/transition.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { minutes } from '../../functions/units/time.ts';
import { aRule } from '../contracts/rules.ts';
import { anEngine } from '../support/engine.ts';
import { aFleet, aSnapshot, type MarketFacts } from '../support/market.ts';
import { MemoryRules } from '../support/memory-rules.ts';
import { emulatedTable } from '../support/table.ts';

const START = Date.parse('2026-02-05T12:00:00Z');
const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const snap = (minute: number, hashprice: number, more: MarketFacts = {}) =>
  aSnapshot({ at: at(minute), hashprice, ...more });
const below: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) };
const margin: Rule = { kind: 'margin', fleet: aFleet() };
const OWNER = 'telegram:42';

describe.each([
  ['memory', async () => new MemoryRules(minutes(5))],
  ['memory whose indexes lag by two writes', async () => new MemoryRules(minutes(5), 2)],
  [
    'the embedded DynamoDB',
    async () => new DynamoRules((await emulatedTable()).table, { shards: 1, tickMs: minutes(5) }),
  ],
] as const)('the alert engine on %s', (_, open) => {
  const engineOn = async () => anEngine({ rules: await open() });

  it('tells a fleet owner once that the margin turned negative, and once that it recovered', async () => {
    const engine = await engineOn();
    await engine.tick(snap(0, 36));
    await engine.place(margin, OWNER);
    for (const [minute, hashprice] of [
      [5, 33],
      [10, 33],
      [15, 33],
      [20, 33],
      [25, 33],
      [30, 35],
      [35, 35],
      [40, 35],
      [45, 35],
      [50, 35],
    ] as const) {
      await engine.tick(snap(minute, hashprice));
    }
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'resolved']);
    expect(engine.told[0]).toMatchObject({ owner: OWNER, value: 33, definition: { kind: 'margin' } });
    expect(engine.told[0]?.threshold).toBeCloseTo(33.6, 9);
  });

  it('writes down every decision with its reason', async () => {
    const engine = await engineOn();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    for (const minute of [5, 10, 15, 20, 25]) await engine.tick(snap(minute, 39));
    const entries = await engine.deps.journal.of('hashprice<40' as RuleKey, 10);
    expect(entries.map(({ from, to, because }) => `${from} > ${to}: ${because}`)).toEqual([
      'pending > firing: held long enough',
      'calm > pending: value reached the line',
    ]);
  });

  it('heals a missed tick at the next one, since it asks for a level and not for a crossing', async () => {
    const engine = await engineOn();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    engine.keep(snap(5, 39));
    for (const minute of [10, 15, 20, 25, 30]) await engine.tick(snap(minute, 39));
    expect(engine.told).toHaveLength(1);
  });
});

describe('the alert engine', () => {
  it('judges a new rule at once against the latest good snapshot', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 30));
    await engine.place(margin, OWNER);
    const rule = await engine.deps.rules.get('margin:S21 at $0.08@telegram:42' as RuleKey);
    expect(rule?.watch.phase).toBe('pending');
  });

  it('judges at the repeat what its writer did not live to judge', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 30));
    await engine.deps.rules.save(undefined, aRule(margin, { owner: OWNER }), new Date(START));
    expect(await engine.place(margin, OWNER)).toMatchObject({ outcome: 'as it was' });
    const rule = await engine.deps.rules.get('margin:S21 at $0.08@telegram:42' as RuleKey);
    expect(rule?.watch.phase).toBe('pending');
  });

  it('owes no farewell where none may be said, so that nobody says it later', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 36));
    const { key } = await engine.place(margin, OWNER);
    for (const minute of [5, 15]) await engine.tick(snap(minute, 33));
    const dying = {
      ...engine.deps,
      journal: { ...engine.deps.journal, write: () => Promise.reject(new Error('died')) },
    };
    const removed = removeRule(dying as never, key, engine.latest(), engine.clock.now(), false);
    await expect(removed).rejects.toThrow('died');
    await payDebts(engine.deps, 1, new Date(at(30)));
    expect(engine.told.map(({ event }) => event)).toEqual(['fired']);
    expect(await engine.deps.rules.get(key)).toBeUndefined();
  });

  it('does the same for a tick that comes twice', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    for (const minute of [5, 5, 10, 10, 15, 15]) await engine.tick(snap(minute, 39));
    expect(engine.said()).toEqual([`fired hashprice<40@${at(5)}#fired`]);
    expect(engine.deps.journal.entries).toHaveLength(2);
  });

  it('lets a late, older tick change nothing', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    await engine.tick(snap(20, 41));
    await engine.tick(snap(5, 39));
    const rule = await engine.deps.rules.get('hashprice<40' as RuleKey);
    expect(rule?.watch.phase).toBe('calm');
  });

  it('lets one of two workers win, and says it once', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    await engine.tick(snap(5, 39));
    const seen = await engine.deps.rules.get('hashprice<40' as RuleKey);
    const look = lookAt(snap(15, 39), 'hashprice');
    await Promise.all([judge(engine.deps, seen!, look), judge(engine.deps, seen!, look)]);
    expect(engine.said()).toEqual([`fired hashprice<40@${at(5)}#fired`]);
  });

  it('drops a decision about a rule that was edited while it was being judged', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 34));
    await engine.place(margin, OWNER);
    await engine.tick(snap(5, 33));
    const seen = await engine.deps.rules.get('margin:S21 at $0.08@telegram:42' as RuleKey);
    await engine.place({ kind: 'margin', fleet: aFleet({ usdPerKwh: 0.05 }) }, OWNER);
    await judge(engine.deps, seen!, lookAt(snap(15, 33), 'hashprice'));
    expect(engine.told).toEqual([]);
    expect((await engine.deps.rules.get(seen!.key))?.watch.phase).toBe('calm');
  });

  it('closes a firing incident when its owner changes the rule, and judges the new one', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 36));
    await engine.place(margin, OWNER);
    await engine.tick(snap(5, 33));
    await engine.tick(snap(15, 33));
    await engine.place({ kind: 'margin', fleet: aFleet({ usdPerKwh: 0.05 }) }, OWNER);
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'closed']);
    const [fired, closed] = engine.told;
    expect(closed?.since).toEqual(fired?.since);
  });

  it('closes a firing incident when its owner removes the rule, and forgets the rule', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 36));
    const { key } = await engine.place(margin, OWNER);
    await engine.tick(snap(5, 33));
    await engine.tick(snap(15, 33));
    await removeRule(engine.deps, key, engine.latest(), engine.clock.now());
    await removeRule(engine.deps, key, engine.latest(), engine.clock.now());
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'closed']);
    expect(await engine.deps.rules.get(key)).toBeUndefined();
  });

  it('changes nothing when the same rule is placed again', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 36));
    expect(await engine.place(margin, OWNER)).toMatchObject({ outcome: 'new' });
    expect(await engine.place(margin, OWNER)).toMatchObject({ outcome: 'as it was' });
    expect(await engine.place({ kind: 'margin', fleet: aFleet({ pue: 1.1 }) }, OWNER)).toMatchObject({
      outcome: 'changed',
    });
  });

  it('owes a notice until it is handed over, makes no further transition meanwhile, and somebody else pays', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    await engine.tick(snap(5, 39));
    const dead = { ...engine.deps, handOver: () => Promise.reject(new Error('died here')) };
    const seen = await engine.deps.rules.get('hashprice<40' as RuleKey);
    await expect(judge(dead, seen!, lookAt(snap(15, 39), 'hashprice'))).rejects.toThrow('died here');
    await engine.tick(snap(20, 42));
    expect(engine.told).toEqual([]);

    await payDebts(engine.deps, 1, new Date(at(16)));
    await payDebts(engine.deps, 1, new Date(at(16)));
    expect(engine.said()).toEqual([`fired hashprice<40@${at(5)}#fired`]);
    for (const minute of [25, 30, 35]) await engine.tick(snap(minute, 42));
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'resolved']);
  });

  it('judges the others when one rule fails, and asks for the message again', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    await engine.place({ kind: 'hashprice', side: 'below', usdPerPhDay: quantity(39.5) });
    const save = engine.deps.rules.save.bind(engine.deps.rules);
    engine.deps.rules.save = (seen, next, now) =>
      next.key === 'hashprice<40' ? Promise.reject(new Error('throttled')) : save(seen, next, now);
    await expect(engine.tick(snap(5, 39))).rejects.toThrow('throttled');
    expect((await engine.deps.rules.get('hashprice<39.5' as RuleKey))?.watch.phase).toBe('pending');
  });

  it('puts its task back when time runs out', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    engine.keep(snap(5, 39));
    const task = { v: 1, at: new Date(at(5)), ask: 'hashprice', shard: 0 } as const;
    expect(await engine.run(task, new Date(engine.clock.now().getTime() + 4_000))).toBe('put back');
    expect(engine.putBack).toEqual([{ ...task, at: at(5) }]);
  });

  it('refuses a task about a tick that nobody stored', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await expect(engine.run({ v: 1, at: new Date(at(5)), ask: 'hashprice', shard: 0 })).rejects.toThrow(
      /nobody stored/,
    );
  });
});

describe('old data', () => {
  it('are told once after three ticks without a snapshot, and once when they are back', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place({ kind: 'data' });
    for (let minute = 1; minute <= 60; minute++) {
      engine.clock.set(at(minute));
      for (const task of staleTasks(engine.latest(), minutes(5), 1, engine.clock.now())) {
        await engine.run({ ...task, at: new Date(task.at) });
      }
    }
    await engine.tick(snap(65, 39, { continuousSince: at(65) }));
    expect(engine.said()).toEqual([`fired data@${at(15)}#fired`, `resolved data@${at(15)}#resolved`]);
    expect(engine.told[0]).toMatchObject({ value: 15, snapshot: { at: new Date(at(0)) } });
  });

  it('hold everything else back: what was pending before the gap must hold again after it', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 41));
    await engine.place(below);
    await engine.tick(snap(5, 39));
    await engine.tick(snap(65, 39, { continuousSince: at(65) }));
    await engine.tick(snap(70, 39, { continuousSince: at(65) }));
    expect(engine.told).toEqual([]);
    await engine.tick(snap(75, 39, { continuousSince: at(65) }));
    expect(engine.told).toHaveLength(1);
  });
});

describe('the kinds', () => {
  it('fires on a price under a named network cost', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 30, { usdPerBtc: 90_000 }));
    await engine.place({ kind: 'cost', model: 'regression' });
    for (const minute of [5, 10, 15]) await engine.tick(snap(minute, 28, { usdPerBtc: 70_000 }));
    expect(engine.told).toHaveLength(1);
    expect(engine.told[0]?.value).toBeCloseTo(70_000 / 87_126, 3);
  });

  it.each([
    ['lowest in 90 days', 90, { daysSinceLower: 91 }, 1],
    ['lowest in only 80 days', 90, { daysSinceLower: 80 }, 0],
    ['below the lowest day on record', 'record', { recordLow: { usdPerPhDay: 30, day: '2025-11-22' } }, 1],
    ['above the lowest day on record', 'record', { recordLow: { usdPerPhDay: 27, day: '2025-11-22' } }, 0],
    [
      'below the lowest day of a record that is a week old',
      'record',
      { since: '2026-01-29', recordLow: { usdPerPhDay: 30, day: '2026-02-01' } },
      0,
    ],
  ] as const)('%s', async (_, days, standing, notices) => {
    const engine = anEngine();
    await engine.tick(snap(0, 35));
    await engine.place({ kind: 'lowest', days });
    await engine.tick(snap(5, 28, { standing }));
    expect(engine.told).toHaveLength(notices);
  });

  it('warns of the retarget that will turn a fleet unprofitable, once, and not before 500 blocks of the epoch', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 36));
    await engine.place({ kind: 'retarget', fleet: aFleet() }, OWNER);
    const early = { forecast: { change: 0.15, blocksFound: 499 } };
    const late = { forecast: { change: 0.15, blocksFound: 500 } };
    await engine.tick(snap(5, 36, early));
    expect(engine.told).toEqual([]);
    await engine.tick(snap(10, 36, late));
    await engine.tick(snap(15, 36, late));
    expect(engine.told).toHaveLength(1);
    expect(engine.told[0]?.value).toBeCloseTo(36 / 1.15, 6);
    const nextEpoch = { ...late, height: 935_424 + 600 };
    await engine.tick(snap(20, 36, nextEpoch));
    await engine.tick(snap(25, 36, nextEpoch));
    expect(engine.told).toHaveLength(2);
  });
});

it('closes nothing for a placed rule that never fired', async () => {
  const engine = anEngine();
  await engine.tick(snap(0, 41));
  await engine.place(below);
  await removeRule(engine.deps, 'hashprice<40' as RuleKey, engine.latest(), engine.clock.now());
  expect(engine.told).toEqual([]);
});

it('keeps a rule in the shape it was asked for when a moved chat keeps its key', async () => {
  const engine = anEngine();
  const key = 'margin:S21 at $0.08@telegram:-400' as RuleKey;
  await placeRule(engine.deps, { definition: margin, owner: 'telegram:-1009', key }, undefined, engine.clock.now());
  expect(await engine.deps.rules.get(key)).toMatchObject({ key, owner: 'telegram:-1009' });
});
