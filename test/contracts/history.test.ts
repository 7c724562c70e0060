import { describe, expect, it } from 'vitest';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { type Day, dayAfter } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { emulatedTable } from '../support/table.ts';
import { aBackfilledDay, historyContract } from './history.ts';

historyContract('memory', async (clock) => new MemoryHistory(clock));
historyContract('the embedded emulator', async (clock) => new DynamoHistory((await emulatedTable()).table, clock));

const clock = new TestClock('2026-02-24T12:00:00Z');
const today = '2026-02-24' as Day;
const open = async () => {
  const { table, sent } = await emulatedTable();
  return { table, sent, history: new DynamoHistory(table, clock), restarted: () => new DynamoHistory(table, clock) };
};

describe('History on DynamoDB', () => {
  const [first, second] = [aSnapshot({ at: '2026-02-24T11:00:00Z' }), aSnapshot({ at: '2026-02-24T11:05:00Z' })];

  it.each([
    ['the hour', [{ pk: 'HOUR#2026-02', sk: '2026-02-24T11' }]],
    ['the day', [{ pk: 'DAY#2026', sk: '2026-02-24' }]],
    ['the latest', [{ pk: 'MARKET', sk: 'latest' }]],
    ['the first day', [{ pk: 'MARKET', sk: 'since' }]],
    [
      'everything after the tick',
      [
        { pk: 'HOUR#2026-02', sk: '2026-02-24T11' },
        { pk: 'DAY#2026', sk: '2026-02-24' },
        { pk: 'MARKET', sk: 'latest' },
        { pk: 'MARKET', sk: 'since' },
      ],
    ],
  ])('a retry finishes what a crash before writing %s left undone', async (_, missing) => {
    const { table, history, restarted } = await open();
    await history.put(first);
    const whole = await Promise.all(missing.map((key) => table.get(key)));
    for (const key of missing) await table.delete(key);
    await restarted().put(first);
    expect(await Promise.all(missing.map((key) => table.get(key)))).toEqual(whole);
  });

  it('a tick whose writer died before the hour is counted with the next one', async () => {
    const { table, history } = await open();
    await history.put(first);
    await table.delete({ pk: 'HOUR#2026-02', sk: '2026-02-24T11' });
    await table.delete({ pk: 'DAY#2026', sk: '2026-02-24' });
    await history.put(second);
    expect(await history.days(today, today)).toMatchObject([{ ticks: 2 }]);
  });

  it('begins the record before it writes a backfilled day, so that no crash leaves a day outside of it', async () => {
    const { history, sent } = await open();
    await history.backfill(aBackfilledDay('2025-02-24'));
    expect(sent.map(({ input }) => (input['Item'] as { pk: string }).pk)).toEqual(['MARKET', 'DAY#2025']);
  });

  it('a slow writer that saw less does not replace a fuller hour or day', async () => {
    const { table, history } = await open();
    await history.put(first);
    await history.put(second);
    // What a writer sees whose reads were made before the second tick.
    await table.delete({ pk: 'TICK#2026-02-24', sk: second.at.toISOString() });
    await history.put(first);
    expect(await history.hours(first.at, first.at)).toMatchObject([{ ticks: 2 }]);
    expect(await history.days(today, today)).toMatchObject([{ ticks: 2 }]);
  });

  it('writers at the same time leave a day that has seen all their ticks', async () => {
    const { history, restarted } = await open();
    const ticks = Array.from({ length: 12 }, (_, i) =>
      aSnapshot({ at: new Date(Date.UTC(2026, 1, 24, 8, i * 15)).toISOString() }),
    );
    await Promise.all(ticks.map((tick, i) => (i % 2 ? history : restarted()).put(tick)));
    expect(await history.days(today, today)).toMatchObject([{ ticks: 12 }]);
    expect((await history.latest())?.at).toEqual(ticks.at(-1)!.at);
  });

  it('reads a year of days in at most two queries', async () => {
    const { history, sent } = await open();
    for (let i = 0; i < 366; i += 1) await history.backfill(aBackfilledDay(dayAfter('2025-02-24' as Day, i)));
    sent.length = 0;
    expect(await history.days('2025-02-24' as Day, today)).toHaveLength(366);
    expect(sent.map((request) => request.command)).toEqual(['QueryCommand', 'QueryCommand']);
  });

  it('keeps a snapshot in six requests, and backfills a day in one', async () => {
    const { history, sent } = await open();
    await history.put(first);
    sent.length = 0;
    await history.put(second);
    expect(sent).toHaveLength(6);
    await history.backfill(aBackfilledDay('2025-02-24'));
    sent.length = 0;
    await history.backfill(aBackfilledDay('2025-02-25'));
    expect(sent).toHaveLength(1);
  });

  it('asks only for the days whose ticks can still be there', async () => {
    const { history, sent } = await open();
    await history.between(new Date('2020-01-01T00:00:00Z'), clock.now());
    expect(sent).toHaveLength(41);
  });
});
