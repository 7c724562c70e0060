import { expect, it } from 'vitest';
import { DynamoAnnouncedLog } from '../../functions/filings/announced.dynamodb.ts';
import type { Day } from '../../functions/units/time.ts';
import { anAnnouncement } from '../support/filings.ts';
import { MemoryAnnouncedLog } from '../support/memory-announced.ts';
import { emulatedTable } from '../support/table.ts';
import { announcedContract } from './announced.ts';

announcedContract('memory', async () => new MemoryAnnouncedLog());
announcedContract('the embedded emulator', async () => new DynamoAnnouncedLog((await emulatedTable()).table));

it('keeps a day for 400 days, in one partition that one question reads', async () => {
  const { table, sent } = await emulatedTable();
  const log = new DynamoAnnouncedLog(table);
  const at = new Date('2026-03-26T12:00:00Z');
  for (let i = 0; i < 3; i++) {
    await log.record({ announcement: anAnnouncement({ event: `1507605:sale:2026-0${i + 1}` }), notice: 'n', at });
  }
  const item = await table.get({ pk: 'ANNOUNCED#2026-03-26', sk: '1507605:sale:2026-01' });
  expect(item?.['expires']).toBe(Date.parse('2027-04-30T12:00:00Z') / 1_000);
  sent.length = 0;
  expect(await log.on('2026-03-26' as Day)).toHaveLength(3);
  expect(sent).toHaveLength(1);
});
