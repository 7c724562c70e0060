import { describe, expect, it } from 'vitest';
import { DynamoPace } from '../../functions/kit/pace.dynamodb.ts';
import { later, minutes, seconds } from '../../functions/units/time.ts';
import { emulatedTable } from '../support/table.ts';
import { paceContract } from './pace.ts';

paceContract('the embedded emulator', async () => {
  const { table } = await emulatedTable();
  return () => new DynamoPace(table);
});

describe('Pace on DynamoDB', () => {
  const now = new Date('2026-02-24T12:00:00Z');
  const budget = { key: 'platform', interval: seconds(1) };

  it('takes one request for a slot, free or not, and none to say no again', async () => {
    const { table, sent } = await emulatedTable();
    const pace = new DynamoPace(table);
    const requests = async (at: Date) => {
      sent.length = 0;
      await pace.lease([budget], seconds(2), at);
      return sent.length;
    };
    expect([await requests(now), await requests(now), await requests(now), await requests(now)]).toEqual([1, 1, 1, 0]);
    expect(await requests(later(now, minutes(1)))).toBe(1);
  });

  it('works on after its item has expired and was deleted', async () => {
    const { table } = await emulatedTable();
    const pace = new DynamoPace(table);
    await pace.lease([budget], seconds(2), now);
    const item = await table.get({ pk: 'PACE#platform', sk: 'PACE' });
    expect(item?.['expires']).toBe(Date.parse('2026-02-25T12:00:01Z') / 1_000);
    await table.delete({ pk: 'PACE#platform', sk: 'PACE' });
    const at = later(now, minutes(60 * 24 * 3));
    expect(await pace.lease([budget], seconds(2), at)).toEqual({ granted: true, at });
  });
});
