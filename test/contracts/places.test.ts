import { describe, expect, it } from 'vitest';
import { DynamoPlaces } from '../../functions/chat/places.dynamodb.ts';
import type { Places } from '../../functions/chat/places.ts';
import { MemoryPlaces } from '../support/memory-places.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = new Date('2026-02-24T12:00:00Z');

function placesContract(name: string, open: () => Promise<Places>): void {
  describe(`places: ${name}`, () => {
    it('lets in as many as there is room for, each once', async () => {
      const places = await open();
      expect(await places.take('telegram:1', 2, NOW)).toBe(true);
      expect(await places.take('telegram:1', 2, NOW)).toBe(true);
      expect(await places.take('telegram:2', 2, NOW)).toBe(true);
      expect(await places.take('telegram:3', 2, NOW)).toBe(false);
      expect(await places.count()).toBe(2);
      expect([await places.has('telegram:2'), await places.has('telegram:3')]).toEqual([true, false]);
    });

    it('keeps those who are in when there is less room', async () => {
      const places = await open();
      await places.take('telegram:1', 2, NOW);
      expect(await places.take('telegram:1', 0, NOW)).toBe(true);
    });

    it('gives a place that became free to the next', async () => {
      const places = await open();
      await places.take('telegram:1', 1, NOW);
      await places.leave('telegram:1');
      await places.leave('telegram:1');
      expect(await places.count()).toBe(0);
      expect(await places.take('telegram:2', 1, NOW)).toBe(true);
    });

    it('follows a chat to its new id, also when it is full', async () => {
      const places = await open();
      await places.take('telegram:-1', 1, NOW);
      for (let twice = 0; twice < 2; twice++) await places.move('telegram:-1', 'telegram:-1001', NOW);
      expect([await places.has('telegram:-1'), await places.has('telegram:-1001')]).toEqual([false, true]);
      expect(await places.count()).toBe(1);
    });

    it('counts right when many come together', async () => {
      const places = await open();
      const came = await Promise.all(Array.from({ length: 20 }, (_, i) => places.take(`telegram:${i}`, 12, NOW)));
      expect(came.filter(Boolean)).toHaveLength(12);
      expect(await places.count()).toBe(12);
      const inside = await Promise.all(Array.from({ length: 20 }, (_, i) => places.has(`telegram:${i}`)));
      expect(inside).toEqual(came);
    });
  });
}

placesContract('memory', async () => new MemoryPlaces());
placesContract('the embedded emulator', async () => new DynamoPlaces((await emulatedTable()).table));

describe('places, when whoever counts dies between any two requests, and does it again', () => {
  type Work = (places: Places) => Promise<unknown>;
  const kill = async (last: number, work: Work, before: string[] = [], next: Work = work) => {
    const { table, client } = await emulatedTable();
    const places = new DynamoPlaces(table);
    for (const place of before) await places.take(place, 9, NOW);
    let left = last;
    client.middlewareStack.add((send) => (args) => (left-- > 0 ? send(args) : Promise.reject(new Error('killed'))), {
      step: 'initialize',
      name: 'kill',
    });
    await work(places).catch(() => undefined);
    client.middlewareStack.remove('kill');
    await next(places);
    return { places };
  };

  it.each([0, 1, 2, 3, 4])('after %i requests of coming', async (last) => {
    const { places } = await kill(last, (one) => one.take('telegram:1', 1, NOW));
    expect(await places.has('telegram:1')).toBe(true);
    expect(await places.count()).toBe(1);
  });

  it.each([0, 1, 2, 3, 4])('after %i requests of leaving', async (last) => {
    const { places } = await kill(last, (one) => one.leave('telegram:1'), ['telegram:1', 'telegram:2']);
    expect(await places.has('telegram:1')).toBe(false);
    expect(await places.count()).toBe(1);
  });

  it.each([0, 1, 2, 3, 4])('after %i requests of coming, and then leaves', async (last) => {
    const come = (one: Places) => one.take('telegram:1', 1, NOW);
    const { places } = await kill(last, come, [], async (one) => {
      await come(one);
      await one.leave('telegram:1');
    });
    expect(await places.count()).toBe(0);
  });

  it.each([0, 1, 2, 3, 4])('after %i requests of leaving, and then comes again', async (last) => {
    const go = (one: Places) => one.leave('telegram:1');
    const { places } = await kill(last, go, ['telegram:1'], (one) => one.take('telegram:1', 1, NOW));
    expect(await places.has('telegram:1')).toBe(true);
    expect(await places.count()).toBeGreaterThanOrEqual(0);
    await go(places);
    expect(await places.count()).toBe(0);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('after %i requests of moving', async (last) => {
    const { places } = await kill(last, (one) => one.move('telegram:-1', 'telegram:-1001', NOW), ['telegram:-1']);
    expect([await places.has('telegram:-1'), await places.has('telegram:-1001')]).toEqual([false, true]);
    expect(await places.count()).toBe(1);
  });
});
