import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import type { RuleNotice } from '../../functions/alerts/notice.ts';
import type { DynamoRules, RulesOptions } from '../../functions/alerts/rules.dynamodb.ts';
import { aRule } from '../contracts/rules.ts';
import { TestClock } from './clock.ts';
import { type Cost, type CountedTable, costOf } from './counted-table.ts';
import { anEngine } from './engine.ts';
import { aFleet, aSnapshot } from './market.ts';
import { seedRules } from './seed-rules.ts';

const START = '2026-02-05T12:00:00Z';
const OWNER = 'telegram:42';

export type ManyRules = {
  /** The price falls through the line of those that cross: what this tick costs. */
  crossing(): Promise<Cost>;
  /** Ten minutes later they fire. */
  firing(): Promise<Cost>;
  told: readonly RuleNotice[];
};

/** `count` personal rules in a table, of which `crossings` have their line between the first tick and the next. */
export async function manyRules(
  { table, client, name, sent }: CountedTable,
  rules: DynamoRules,
  options: RulesOptions,
  { count, crossings }: { count: number; crossings: number },
): Promise<ManyRules> {
  const engine = anEngine({ rules, journal: new DynamoJournal(table, new TestClock(START)) });
  await engine.tick(aSnapshot({ at: START, hashprice: 36 }));
  // Break-evens far below the market for all but those that cross. dynalite tells items at one place of an index apart
  // by 24 bits of a hash: among the first 5,000 that are named so none hides another, and of 5,000 named "fleet" one does.
  const stored = Array.from({ length: count }, (_, i) => {
    const fleet = aFleet({ name: `site ${i}`, usdPerKwh: i < crossings ? 0.084 : 0.03 + (i % 1_000) * 1e-5 });
    return aRule({ kind: 'margin', fleet }, { owner: OWNER });
  });
  await seedRules(client, name, options, stored.slice(1));
  await engine.place(stored[0]!.definition, OWNER);

  const tick = async (at: string): Promise<Cost> => {
    sent.length = 0;
    await engine.tick(aSnapshot({ at, hashprice: 35 }));
    return costOf(sent);
  };
  return {
    crossing: () => tick('2026-02-05T12:05:00Z'),
    firing: () => tick('2026-02-05T12:15:00Z'),
    told: engine.told,
  };
}
