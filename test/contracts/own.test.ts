import { expect, it } from 'vitest';
import { DynamoOwn } from '../../functions/subscriptions/own.dynamodb.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryOwn } from '../support/memory-own.ts';
import { emulatedTable } from '../support/table.ts';
import { ownContract } from './own.ts';

ownContract('memory', async (clock) => new MemoryOwn(clock));
ownContract('the embedded DynamoDB', async (clock) => new DynamoOwn((await emulatedTable()).table, clock));

it('says which item broke when it has a version that nobody knows', async () => {
  const { table } = await emulatedTable();
  await table.put({ pk: 'RECIPIENT#telegram:42', sk: 'OWN', v: 99 });
  const keeper = new DynamoOwn(table, new TestClock('2026-02-24T12:00:00Z'));
  await expect(keeper.read({ platform: 'telegram', chat: '42' })).rejects.toThrow('RECIPIENT#telegram:42 OWN');
});
