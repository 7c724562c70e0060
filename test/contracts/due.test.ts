import { expect, it } from 'vitest';
import { DynamoDue } from '../../functions/kit/due.dynamodb.ts';
import { emulatedTable } from '../support/table.ts';
import { dueContract } from './due.ts';

for (const shards of [1, 16]) {
  dueContract(
    `the embedded emulator, ${shards} shards`,
    async () => new DynamoDue((await emulatedTable()).table, shards),
  );
}

it('reads no more than it was asked for, however much is ripe', async () => {
  const { table, sent } = await emulatedTable();
  const due = new DynamoDue(table, 1);
  for (let i = 0; i < 20; i += 1) {
    await due.remind({ key: `${i}`, at: new Date(i * 1_000), queue: 'notices', body: i });
  }
  sent.length = 0;
  expect(await due.ripe(new Date(), 5)).toHaveLength(5);
  expect(sent.map((request) => request.items)).toEqual([5]);
});
