import { expect, it } from 'vitest';
import { DynamoSentLog } from '../../functions/delivery/sent.dynamodb.ts';
import type { RecipientKey } from '../../functions/subscriptions/recipient.ts';
import { TestClock } from '../support/clock.ts';
import { emulatedTable } from '../support/table.ts';
import { sentContract } from './sent.ts';

sentContract('the embedded emulator', async (clock) => new DynamoSentLog((await emulatedTable()).table, clock));

it('claims, records and releases with one request each', async () => {
  const { table, sent } = await emulatedTable();
  const clock = new TestClock('2026-02-24T12:00:00Z');
  const log = new DynamoSentLog(table, clock);
  const utterance = {
    recipient: 'telegram:42' as RecipientKey,
    incident: 'i',
    notice: 'i#fired',
    event: 'fired',
  } as const;
  await log.claim(utterance, new Date('2026-02-24T12:02:00Z'), clock.now());
  await log.release(utterance);
  await log.claim(utterance, new Date('2026-02-24T12:02:00Z'), clock.now());
  await log.record(utterance, { state: 'sent', because: 'first' }, clock.now());
  expect(sent.map(({ command }) => command)).toEqual([
    'PutItemCommand',
    'DeleteItemCommand',
    'PutItemCommand',
    'PutItemCommand',
  ]);
});
