import { expect, it } from 'vitest';
import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { Unreadable } from '../../functions/kit/errors.ts';
import { minutes } from '../../functions/units/time.ts';
import { MemoryRules } from '../support/memory-rules.ts';
import { emulatedTable } from '../support/table.ts';
import { rulesContract } from './rules.ts';

const options = { shards: 1, tickMs: minutes(5) };

rulesContract('memory', async () => new MemoryRules(options.tickMs));
rulesContract('the embedded DynamoDB', async () => new DynamoRules((await emulatedTable()).table, options));

it('says which item broke when a stored rule has a version nobody knows', async () => {
  const { table } = await emulatedTable();
  await table.put({ pk: 'RULE#hashprice<40', sk: 'RULE', v: 99 });
  const rules = new DynamoRules(table, options);
  await expect(rules.get('hashprice<40' as never)).rejects.toThrow(Unreadable);
  await expect(rules.get('hashprice<40' as never)).rejects.toThrow(/RULE#hashprice<40/);
});
