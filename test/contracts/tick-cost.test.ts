import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { type LevelQuery, type StoredRule, storedRuleShape } from '../../functions/alerts/rules.ts';
import { minutes } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { anEngine } from '../support/engine.ts';
import { aFleet, aSnapshot } from '../support/market.ts';
import { seedRules } from '../support/seed-rules.ts';
import { emulatedTable } from '../support/table.ts';
import { aRule } from './rules.ts';

const options = { shards: 1, tickMs: minutes(5) };
const CROSSINGS = 20;

type Cost = { requests: number; items: number };
type Emulated = Awaited<ReturnType<typeof emulatedTable>>;
type Open = (emulated: Emulated) => DynamoRules;

const querying: Open = ({ table }) => new DynamoRules(table, options);

/** What somebody might write instead of the level query. */
const scanning: Open = ({ table, client, name }) =>
  new (class extends DynamoRules {
    override async *wrongSide({ value }: LevelQuery): AsyncIterable<StoredRule[]> {
      const { Items: items = [] } = await DynamoDBDocumentClient.from(client).send(
        new ScanCommand({ TableName: name }),
      );
      const rules = items.filter((item) => item['sk'] === 'RULE');
      yield rules.filter((item) => Number(item['threshold']) > value).map((item) => storedRuleShape.parse(item));
    }
  })(table, options);

/** What the ticks cost at which 20 of `count` personal rules begin to be under water, and at which they fire. */
async function costOf(open: Open, count: number): Promise<{ crossing: Cost; firing: Cost }> {
  const emulated = await emulatedTable();
  const { table, client, name, sent } = emulated;
  const engine = anEngine({
    rules: open(emulated),
    journal: new DynamoJournal(table, new TestClock('2026-02-05T12:00:00Z')),
  });
  await engine.tick(aSnapshot({ at: '2026-02-05T12:00:00Z', hashprice: 36 }));
  // Break-evens far below the market for all but twenty, whose line lies between the first two ticks.
  const rules = Array.from({ length: count }, (_, i) => {
    const fleet = aFleet({ name: `fleet ${i}`, usdPerKwh: i < CROSSINGS ? 0.084 : 0.03 + (i % 1_000) * 1e-5 });
    return aRule({ kind: 'margin', fleet }, { owner: 'telegram:42' });
  });
  await seedRules(client, name, options, rules.slice(1));
  await engine.place(rules[0]!.definition, 'telegram:42');

  const tick = async (at: string): Promise<Cost> => {
    sent.length = 0;
    await engine.tick(aSnapshot({ at, hashprice: 35 }));
    return { requests: sent.length, items: sent.reduce((sum, { items }) => sum + Math.max(1, items), 0) };
  };
  const crossing = await tick('2026-02-05T12:05:00Z');
  const firing = await tick('2026-02-05T12:15:00Z');
  expect(engine.told).toHaveLength(CROSSINGS);
  return { crossing, firing };
}

it('costs the same with ten thousand and with a hundred thousand rules when twenty of them cross', async () => {
  const small = await costOf(querying, 10_000);
  const large = await costOf(querying, 100_000);
  expect(large).toEqual(small);
  for (const { items, requests } of [large.crossing, large.firing]) {
    expect(items).toBeLessThan(200);
    expect(requests).toBeLessThan(200);
  }
}, 240_000);

it('would cost more with more rules if the level query were a scan', async () => {
  const small = await costOf(scanning, 40);
  const large = await costOf(scanning, 400);
  expect(large.crossing.items).toBeGreaterThan(small.crossing.items + 300);
});
