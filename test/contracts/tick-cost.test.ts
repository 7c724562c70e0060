import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { type LevelQuery, type StoredRule, storedRuleShape } from '../../functions/alerts/rules.ts';
import { minutes } from '../../functions/units/time.ts';
import type { Cost, CountedTable } from '../support/counted-table.ts';
import { manyRules } from '../support/many-rules.ts';
import { emulatedTable } from '../support/table.ts';

const options = { shards: 1, tickMs: minutes(5) };
const CROSSINGS = 20;

type Open = (emulated: CountedTable) => DynamoRules;

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
async function costsOf(open: Open, count: number): Promise<{ crossing: Cost; firing: Cost }> {
  const emulated = await emulatedTable();
  const rules = await manyRules(emulated, open(emulated), options, { count, crossings: CROSSINGS });
  const crossing = await rules.crossing();
  const firing = await rules.firing();
  expect(rules.told).toHaveLength(CROSSINGS);
  return { crossing, firing };
}

it('costs the same with ten thousand and with a hundred thousand rules when twenty of them cross', async () => {
  const small = await costsOf(querying, 10_000);
  const large = await costsOf(querying, 100_000);
  expect(large).toEqual(small);
  for (const { items, requests } of [large.crossing, large.firing]) {
    expect(items).toBeLessThan(200);
    expect(requests).toBeLessThan(200);
  }
}, 240_000);

it('would cost more with more rules if the level query were a scan', async () => {
  const small = await costsOf(scanning, 40);
  const large = await costsOf(scanning, 400);
  expect(large.crossing.items).toBeGreaterThan(small.crossing.items + 300);
});
