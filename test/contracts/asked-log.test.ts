import { expect, it } from 'vitest';
import { DynamoAskedLog } from '../../functions/chat/asked-log.dynamodb.ts';
import { MemoryAskedLog } from '../support/memory-asked-log.ts';
import { emulatedTable } from '../support/table.ts';
import { askedLogContract } from './asked-log.ts';

askedLogContract('memory', async () => new MemoryAskedLog());
askedLogContract('the embedded emulator', async () => new DynamoAskedLog((await emulatedTable()).table));

const NOW = new Date('2026-02-24T12:00:00Z');
const LEASE = new Date('2026-02-24T12:00:15Z');

it('a question that is answered at once costs three writes, and what was said is not kept', async () => {
  const { table, sent } = await emulatedTable();
  const log = new DynamoAskedLog(table);
  await log.claim('telegram:1', LEASE, NOW);
  await log.answered('telegram:1', [{ method: 'sendMessage', payload: { text: 'a secret margin' } }], NOW);
  await log.done('telegram:1', NOW);
  expect(sent.map(({ command }) => command)).toEqual(['PutItemCommand', 'UpdateItemCommand', 'UpdateItemCommand']);
  expect(JSON.stringify(await table.get({ pk: 'ASKED#telegram:1', sk: 'ASKED' }))).not.toContain('margin');
});

it('an answer that is too long to be kept is found out again', async () => {
  const { table } = await emulatedTable();
  const log = new DynamoAskedLog(table);
  await log.claim('telegram:1', LEASE, NOW);
  await log.answered('telegram:1', [{ method: 'sendDocument', payload: { text: 'x'.repeat(400_000) } }], NOW);
  const again = await log.claim('telegram:1', new Date('2026-02-24T12:01:00Z'), LEASE);
  expect(again).toMatchObject({ state: 'ours', tries: 2 });
  expect(again).not.toHaveProperty('answer');
});

it('after two days nobody repeats it any more, and its place is free', async () => {
  const { table } = await emulatedTable();
  const log = new DynamoAskedLog(table);
  await log.claim('telegram:1', LEASE, NOW);
  await log.done('telegram:1', NOW);
  const late = new Date('2026-02-26T12:00:01Z');
  expect(await log.claim('telegram:1', new Date('2026-02-26T12:00:16Z'), late)).toMatchObject({
    state: 'ours',
    tries: 1,
  });
});
