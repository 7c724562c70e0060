import { expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import { DynamoLedger } from '../../functions/filings/ledger.dynamodb.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { emulatedTable } from '../support/table.ts';
import { ledgerContract } from './ledger.ts';

ledgerContract('memory', async () => new MemoryLedger());
ledgerContract('the embedded emulator', async () => new DynamoLedger((await emulatedTable()).table));

it('keeps a filing far longer than it is looked for, and takes one request for each word on it', async () => {
  const { table, sent } = await emulatedTable();
  const ledger = new DynamoLedger(table);
  const accession = accessionOf('0001507605-26-000029');
  const at = new Date('2026-03-26T12:00:00Z');
  await ledger.list(accession, at);
  await ledger.finish(accession, { state: 'read' }, at);
  await ledger.state(accession);
  expect(sent.map(({ command }) => command)).toEqual(['PutItemCommand', 'PutItemCommand', 'GetItemCommand']);
  const item = await table.get({ pk: `FILING#${accession}`, sk: 'LEDGER' });
  const days = (Number(item?.['expires']) * 1_000 - at.getTime()) / 86_400_000;
  expect(days).toBe(500);
});

it('says which item it cannot read', async () => {
  const { table } = await emulatedTable();
  const accession = accessionOf('0001507605-26-000029');
  await table.put({ pk: `FILING#${accession}`, sk: 'LEDGER', v: 2, state: 'read' });
  await expect(new DynamoLedger(table).state(accession)).rejects.toThrow(`stored item FILING#${accession} LEDGER: v`);
});
