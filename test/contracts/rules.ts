import { beforeEach, describe, expect, it } from 'vitest';
import { type Rule, ruleKey } from '../../functions/alerts/rule.ts';
import type { Rules, StoredRule } from '../../functions/alerts/rules.ts';
import { calmSince, type Watch } from '../../functions/alerts/watch.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { minutes } from '../../functions/units/time.ts';
import { aFleet } from '../support/market.ts';

const NOW = new Date('2026-02-05T12:00:00Z');
const soon = (ms: number) => new Date(NOW.getTime() + ms);
const below = (usd: number): Rule => ({ kind: 'hashprice', side: 'below', usdPerPhDay: quantity(usd) });

export const aRule = (definition: Rule, more: Partial<StoredRule> = {}): StoredRule => ({
  v: 1,
  key: ruleKey(definition, more.owner),
  definition,
  version: 0,
  lastTick: new Date(0),
  removed: false,
  watch: calmSince(NOW) as StoredRule['watch'],
  ...more,
});

const watching = (watch: Partial<Watch>): StoredRule['watch'] =>
  ({ ...calmSince(NOW), ...watch }) as StoredRule['watch'];
const debt = (): NonNullable<StoredRule['owes']> => ({
  entry: { at: NOW, from: 'calm', to: 'pending', because: 'value reached the line', value: 39 },
});

async function all(pages: AsyncIterable<StoredRule[]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of pages) keys.push(...page.map((rule) => rule.key));
  return keys.sort();
}

/** What every keeper of Rules promises; `open` gives an empty one with one shard and ticks of five minutes. */
export function rulesContract(name: string, open: () => Promise<Rules>): void {
  describe(`Rules, kept in ${name}`, () => {
    let rules: Rules;
    beforeEach(async () => {
      rules = await open();
    });
    const level = (value: number, side: 'below' | 'above' = 'below', upTo?: number) =>
      all(rules.wrongSide({ metric: 'hashprice', side, value, shard: 0, ...(upTo === undefined ? {} : { upTo }) }));

    it('gives back what was saved, instants and all', async () => {
      const rule = aRule({ kind: 'margin', fleet: aFleet() }, { owner: 'telegram:42', owes: debt() });
      await rules.save(undefined, rule, NOW);
      expect(await rules.get(rule.key)).toEqual(rule);
    });

    it('makes a rule once', async () => {
      expect(await rules.save(undefined, aRule(below(40)), NOW)).toBe(true);
      expect(await rules.save(undefined, aRule(below(40)), NOW)).toBe(false);
    });

    it('refuses a writer who has not seen the current version', async () => {
      const rule = aRule(below(40));
      await rules.save(undefined, rule, NOW);
      expect(await rules.save(rule, { ...rule, version: 1 }, NOW)).toBe(true);
      expect(await rules.save(rule, { ...rule, version: 1 }, NOW)).toBe(false);
    });

    it('refuses a further change while something is owed', async () => {
      const owing = aRule(below(40), { owes: debt() });
      await rules.save(undefined, owing, NOW);
      expect(await rules.save(owing, { ...owing, version: 1 }, NOW)).toBe(false);
      expect(await rules.clear(owing)).toBe(true);
      expect(await rules.clear(owing)).toBe(false);
      const paid = await rules.get(owing.key);
      expect(paid?.owes).toBeUndefined();
      expect(await rules.save(paid, { ...aRule(below(40)), version: 2 }, NOW)).toBe(true);
    });

    it('finds every calm rule whose line the value has passed, and no other', async () => {
      for (const usd of [30, 39, 40, 41, 50]) await rules.save(undefined, aRule(below(usd)), NOW);
      expect(await level(40)).toEqual(['hashprice<41', 'hashprice<50']);
      expect(await level(25)).toHaveLength(5);
      expect(await level(51)).toEqual([]);
      expect(await level(40, 'below', 45)).toEqual(['hashprice<41']);
      expect(await level(40, 'above')).toEqual([]);
    });

    it('keeps lines in different money apart, however alike their numbers are', async () => {
      const euros: Rule = { kind: 'hashprice', side: 'below', currency: 'EUR', perPhDay: 40 };
      for (const rule of [below(40), euros]) await rules.save(undefined, aRule(rule), NOW);
      expect(await level(39)).toEqual(['hashprice<40']);
      const abroad = rules.wrongSide({ metric: 'hashprice:EUR', side: 'below', value: 39, shard: 0 });
      expect(await all(abroad)).toEqual(['hashprice:EUR<40']);
      expect((await rules.metrics()).sort()).toEqual(['hashprice', 'hashprice:EUR']);
    });

    it('finds a firing rule by its leave line, on the other side, a value on the line included', async () => {
      await rules.save(undefined, aRule(below(40), { watch: watching({ phase: 'firing', openedAt: NOW }) }), NOW);
      expect(await level(39)).toEqual([]);
      expect(await level(40.3, 'above')).toEqual([]);
      expect(await level(40.4, 'above')).toEqual(['hashprice<40']);
    });

    it('finds a pending rule when its hold is over', async () => {
      await rules.save(undefined, aRule(below(40), { watch: watching({ phase: 'pending' }) }), NOW);
      expect(await all(rules.ripe(0, soon(minutes(10) - 1)))).toEqual([]);
      expect(await all(rules.ripe(0, soon(minutes(10))))).toEqual(['hashprice<40']);
    });

    it('finds a rule that owes something only by its debt, and only when its writer had time to pay', async () => {
      await rules.save(undefined, aRule(below(40), { owes: debt(), watch: watching({ phase: 'pending' }) }), NOW);
      expect(await level(39)).toEqual([]);
      expect(await all(rules.ripe(0, soon(minutes(60))))).toEqual([]);
      expect(await all(rules.owing(0, soon(minutes(1) - 1)))).toEqual([]);
      expect(await all(rules.owing(0, soon(minutes(1))))).toEqual(['hashprice<40']);
    });

    it('forgets a removed rule when its debt is paid', async () => {
      const removed = aRule(below(40), { removed: true, owes: debt() });
      await rules.save(undefined, removed, NOW);
      expect(await level(39)).toEqual([]);
      await rules.clear(removed);
      expect(await rules.get(removed.key)).toBeUndefined();
    });

    it('knows which metrics have rules', async () => {
      expect(await rules.metrics()).toEqual([]);
      await rules.save(undefined, aRule(below(40)), NOW);
      await rules.save(undefined, aRule({ kind: 'retarget', fleet: aFleet() }, { owner: 'telegram:42' }), NOW);
      expect((await rules.metrics()).sort()).toEqual(['epoch', 'hashprice', 'hashprice-after-retarget']);
    });
  });
}
