import { describe, expect, it } from 'vitest';
import { taskShape } from '../../functions/alerts/evaluate.ts';
import { ruleNoticeShape } from '../../functions/alerts/notice.ts';
import { placeRule } from '../../functions/alerts/place.ts';
import { planOf } from '../../functions/alerts/plan.ts';
import { lineOf, type Rule, type RuleKey, ruleKey, ruleShape } from '../../functions/alerts/rule.ts';
import { storedRuleShape } from '../../functions/alerts/rules.ts';
import { anyFleetShape } from '../../functions/market/fleet.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aRule } from '../contracts/rules.ts';
import { anEngine } from '../support/engine.ts';
import { aFleet, aSnapshot, type MarketFacts } from '../support/market.ts';

const OWNER = 'telegram:42';
/** Breaks even at €33.60. */
const abroad = (perKwh = 0.08) =>
  anyFleetShape.parse({ name: 'Keller', joulesPerTerahash: 17.5, currency: 'EUR', perKwh });
const NOON = new Date('2026-02-05T12:00:00Z');
/** Minutes after noon, hashprice in dollars, euros for one. */
const snap = (minute: number, usd: number, eur: number | undefined, more: MarketFacts = {}) =>
  aSnapshot({
    at: later(NOON, minutes(minute)).toISOString(),
    hashprice: usd,
    ...(eur !== undefined && { rates: { perUsd: { EUR: eur } } }),
    ...more,
  });

describe('a rule in another currency', () => {
  it('fires when only the exchange rate moved, and nothing about the rule did', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 40, 0.9));
    const { key } = await engine.place({ kind: 'margin', fleet: abroad() }, OWNER);
    const placed = await engine.deps.rules.get(key);
    for (const [minute, rate] of [
      [5, 0.9],
      [10, 0.8],
      [15, 0.8],
      [20, 0.8],
    ] as const) {
      await engine.tick(snap(minute, 40, rate));
    }
    expect(engine.told).toMatchObject([{ event: 'fired', threshold: 33.6 }]);
    expect(engine.told[0]?.value).toBeCloseTo(32, 9);
    expect((await engine.deps.rules.get(key))?.definition).toEqual(placed?.definition);
    for (const minute of [25, 30, 35]) await engine.tick(snap(minute, 40, 0.9));
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'resolved']);
  });

  it('is asked about under a metric of its own, and only while there is such a rule', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 40, 0.9));
    await engine.place({ kind: 'margin', fleet: aFleet() }, OWNER);
    expect(await engine.deps.rules.metrics()).toEqual(['hashprice']);
    await engine.place({ kind: 'margin', fleet: abroad() }, 'telegram:43');
    expect((await engine.deps.rules.metrics()).sort()).toEqual(['hashprice', 'hashprice:EUR']);
    for (const ask of await engine.deps.rules.metrics()) {
      expect(taskShape.parse({ v: 1, at: NOON.toISOString(), ask, shard: 0 }).ask).toBe(ask);
    }
  });

  it.each([
    ['that are too old', { rates: { day: '2026-01-30', perUsd: { EUR: 0.7 } } }],
    ['of other currencies', { rates: { perUsd: { GBP: 0.7 } } }],
    ['at all', {}],
  ])('cannot tell by rates %s, or without any: it neither fires nor resolves', async (_, facts) => {
    const engine = anEngine();
    await engine.tick(snap(0, 40, 0.8));
    const { key } = await engine.place({ kind: 'margin', fleet: abroad() }, OWNER);
    for (const minute of [5, 10, 15]) await engine.tick(snap(minute, 40, undefined, facts));
    expect((await engine.deps.rules.get(key))?.watch.phase).toBe('pending');
    for (const minute of [20, 25]) await engine.tick(snap(minute, 40, 0.8));
    expect((await engine.deps.rules.get(key))?.watch.phase).toBe('firing');
    for (const minute of [30, 35, 40]) await engine.tick(snap(minute, 60, undefined, facts));
    expect(engine.told.map(({ event }) => event)).toEqual(['fired']);
  });

  it('is warned of a retarget by its own line, once, and not when it is under water already', async () => {
    const engine = anEngine();
    const ahead = { forecast: { change: 0.15, blocksFound: 600 } };
    await engine.tick(snap(0, 45, 0.8));
    await engine.place({ kind: 'retarget', fleet: abroad() }, OWNER);
    // At €0.07 it breaks even at €29.40, which is over neither; at €0.10 at €42, and it is under water today.
    await engine.place({ kind: 'retarget', fleet: abroad(0.07) }, 'telegram:43');
    await engine.place({ kind: 'retarget', fleet: abroad(0.1) }, 'telegram:44');
    for (const minute of [5, 10]) await engine.tick(snap(minute, 45, 0.8, ahead));
    expect(engine.told.map(({ owner }) => owner)).toEqual([OWNER]);
    expect(engine.told[0]?.value).toBeCloseTo((45 / 1.15) * 0.8, 9);
    const next = { ...ahead, height: 935_424 + 600 };
    for (const minute of [15, 20, 25]) await engine.tick(snap(minute, 45, 0.8, next));
    expect(engine.told).toHaveLength(2);
  });

  it('draws its line in the money it was drawn in', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 40, 0.9));
    const rule: Rule = { kind: 'hashprice', side: 'below', currency: 'EUR', perPhDay: 33 };
    expect(lineOf(rule)).toMatchObject({ currency: 'EUR', perPhDay: 33 });
    await engine.place(rule, OWNER);
    for (const minute of [5, 10, 15]) await engine.tick(snap(minute, 36, 0.9));
    expect(engine.said()).toEqual(['fired hashprice:EUR<33@telegram:42@2026-02-05T12:05:00.000Z#fired']);
  });
});

describe('what was stored before there were currencies and hours', () => {
  const old = {
    margin: {
      kind: 'margin',
      fleet: { name: 'S21', joulesPerTerahash: 17.5, usdPerKwh: 0.08, poolFee: 0, pue: 1, opexUsdPerPhDay: 0 },
    },
    hashprice: { kind: 'hashprice', side: 'below', usdPerPhDay: 40 },
  };

  it.each([
    [old.margin, 'margin:S21@telegram:42', 'hashprice', 33.6],
    [old.hashprice, 'hashprice<40@telegram:42', 'hashprice', 40],
  ])('%j is read as it was written, under its old key and metric', (definition, key, metric, enter) => {
    const rule = ruleShape.parse(definition);
    expect(rule).toEqual(definition);
    expect(ruleKey(rule, OWNER)).toBe(key);
    expect(planOf(rule, minutes(5))).toMatchObject({ metric, enter: expect.closeTo(enter, 9) });
  });

  it('is a stored rule, and a notice with a snapshot without rates and a field that is gone', () => {
    const stored = JSON.parse(JSON.stringify(aRule(ruleShape.parse(old.margin), { owner: OWNER })));
    expect(storedRuleShape.parse({ ...stored, definition: old.margin }).definition).toEqual(old.margin);
    const notice = {
      v: 1,
      key: 'margin:S21@telegram:42@2026-02-05T12:00:00.000Z#fired',
      rule: 'margin:S21@telegram:42',
      definition: old.margin,
      event: 'fired',
      since: NOON.toISOString(),
      openedAt: NOON.toISOString(),
      at: NOON.toISOString(),
      value: 28,
      threshold: 33.6,
      snapshot: JSON.parse(JSON.stringify(aSnapshot())) as unknown,
      marginAfterUsdPerPhDay: -2.3,
    };
    expect(ruleNoticeShape.parse(notice)).toMatchObject({ definition: old.margin, value: 28 });
  });
});

describe('a rule that is only called something else', () => {
  it('goes on where it stands, and nothing is closed', async () => {
    const engine = anEngine();
    await engine.tick(snap(0, 30, undefined));
    const key = 'margin/1@telegram:42' as RuleKey;
    const place = async (name: string, usdPerKwh = 0.08) => {
      const definition: Rule = { kind: 'margin', fleet: aFleet({ name, usdPerKwh }) };
      return placeRule(engine.deps, { definition, owner: OWNER, key }, engine.latest(), engine.clock.now());
    };
    await place('Garage');
    for (const minute of [5, 10, 15]) await engine.tick(snap(minute, 30, undefined));
    expect((await place('Barn')).outcome).toBe('changed');
    expect(await engine.deps.rules.get(key)).toMatchObject({
      definition: { fleet: { name: 'Barn' } },
      watch: { phase: 'firing' },
    });
    await place('Barn', 0.05);
    expect(engine.told.map(({ event }) => event)).toEqual(['fired', 'closed']);
  });
});
