import { expect, it } from 'vitest';
import { emulatedTable } from '../support/table.ts';

it('says whether the condition of a write held', async () => {
  const { table, sent } = await emulatedTable();
  const once = { ConditionExpression: 'attribute_not_exists(pk)' };
  expect(await table.put({ pk: 'a', sk: 'b', n: 1 }, once)).toBe(true);
  expect(await table.put({ pk: 'a', sk: 'b', n: 2 }, once)).toBe(false);
  expect(await table.get({ pk: 'a', sk: 'b' })).toEqual({
    pk: 'a',
    sk: 'b',
    n: 1,
  });
  expect(sent.map((request) => request.command)).toEqual(['PutItemCommand', 'PutItemCommand', 'GetItemCommand']);
});
