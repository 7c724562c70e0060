import { beforeEach, describe, expect, it } from 'vitest';
import type { Due, Reminder } from '../../functions/kit/due.ts';

const reminder = (key: string, at: string, body: unknown = { v: 1, key }): Reminder => ({
  key,
  at: new Date(at),
  queue: 'telegram-direct',
  body,
});
const noon = new Date('2026-02-24T12:00:00Z');

/** What every Due promises. */
export function dueContract(name: string, open: () => Promise<Due>): void {
  describe(`Due, kept in ${name}`, () => {
    let due: Due;
    beforeEach(async () => {
      due = await open();
    });

    it('has nothing ripe at first', async () => {
      expect(await due.ripe(noon, 10)).toEqual([]);
    });

    it('gives a reminder back when its time has come, not before', async () => {
      const body = { v: 1, text: 'é', list: [1, 2.5], nested: { z: null, a: true } };
      await due.remind(reminder('a', '2026-02-24T12:00:00Z', body));
      expect(await due.ripe(new Date('2026-02-24T11:59:59.999Z'), 10)).toEqual([]);
      expect(await due.ripe(noon, 10)).toEqual([reminder('a', '2026-02-24T12:00:00Z', body)]);
    });

    it('gives the oldest first and no more than asked for, over all shards', async () => {
      const minutes = ['07', '03', '01', '08', '02', '06', '05', '04'];
      for (const minute of minutes) await due.remind(reminder(`key ${minute}`, `2026-02-24T11:${minute}:00Z`));
      expect((await due.ripe(noon, 5)).map(({ key }) => key)).toEqual(
        ['01', '02', '03', '04', '05'].map((m) => `key ${m}`),
      );
      expect(await due.ripe(noon, 100)).toHaveLength(8);
    });

    it('keeps giving it until it is forgotten, and forgetting may be repeated', async () => {
      const one = reminder('a', '2026-02-24T11:00:00Z');
      await due.remind(one);
      await due.remind(one);
      const [first] = await due.ripe(noon, 10);
      expect(await due.ripe(noon, 10)).toEqual([first]);
      await due.forget(first!);
      await due.forget(first!);
      expect(await due.ripe(noon, 10)).toEqual([]);
    });

    it.each([
      ['another time', reminder('a', '2026-02-24T11:30:00Z')],
      ['another body', reminder('a', '2026-02-24T11:00:00Z', { v: 1, key: 'new' })],
      ['another queue', { ...reminder('a', '2026-02-24T11:00:00Z'), queue: 'discord-direct' as const }],
    ])('the same key with %s replaces, and forgetting the replaced one leaves it', async (_, replacement) => {
      const replaced = reminder('a', '2026-02-24T11:00:00Z');
      await due.remind(replaced);
      await due.remind(replacement);
      await due.forget(replaced);
      expect(await due.ripe(noon, 10)).toEqual([replacement]);
    });

    it('cancels whatever waits under a key, however often, and nothing else', async () => {
      await due.remind(reminder('a', '2026-02-24T11:00:00Z'));
      await due.remind(reminder('b', '2026-02-24T11:00:00Z'));
      await due.cancel('a');
      await due.cancel('a');
      expect(await due.ripe(noon, 10)).toEqual([reminder('b', '2026-02-24T11:00:00Z')]);
    });

    it('a reminder put off is no longer ripe', async () => {
      await due.remind(reminder('a', '2026-02-24T11:00:00Z'));
      await due.remind(reminder('a', '2026-02-25T11:00:00Z'));
      expect(await due.ripe(noon, 10)).toEqual([]);
    });
  });
}
