import { beforeEach, describe, expect, it } from 'vitest';
import { utteranceOf } from '../../functions/delivery/sent.ts';
import type { Held, Shelf } from '../../functions/delivery/shelf.ts';
import { aNotice } from '../delivery/notices.ts';
import { aDelivery, ann } from '../delivery/world.ts';

const bob = { platform: 'telegram', chat: '7' } as const;
const SINCE = new Date('2026-02-25T02:00:00Z');

const held = (at: string, changes: Partial<Held> = {}, recipient: Parameters<typeof aDelivery>[1] = ann): Held => ({
  delivery: aDelivery(aNotice('margin', 'fired', { at: new Date(at), key: `notice of ${at}` }), recipient),
  because: 'quiet hours',
  since: SINCE,
  ...changes,
});

/** What every Shelf promises. */
export function shelfContract(name: string, open: () => Promise<Shelf>): void {
  describe(`Shelf, kept in ${name}`, () => {
    let shelf: Shelf;
    beforeEach(async () => {
      shelf = await open();
    });

    it('holds nothing at first', async () => {
      expect(await shelf.of(ann, 10)).toEqual([]);
    });

    it('gives back what was laid on it, in the order in which it happened, for each chat by itself', async () => {
      const [second, first, theirs] = [
        held('2026-02-25T03:00:00Z', { because: 'muted for now' }),
        held('2026-02-25T01:00:00Z'),
        held('2026-02-25T02:00:00Z', {}, bob),
      ];
      for (const one of [second, first, theirs]) await shelf.put(one);
      expect(await shelf.of(ann, 10)).toEqual([first, second]);
      expect(await shelf.of(ann, 1)).toEqual([first]);
      expect(await shelf.of(bob, 10)).toEqual([theirs]);
    });

    it('holds the same notice once', async () => {
      await shelf.put(held('2026-02-25T01:00:00Z'));
      await shelf.put(held('2026-02-25T01:00:00Z', { since: new Date('2026-02-25T02:30:00Z') }));
      expect(await shelf.of(ann, 10)).toHaveLength(1);
    });

    it('forgets what was taken down, however often it is taken', async () => {
      const one = held('2026-02-25T01:00:00Z');
      await shelf.put(one);
      await shelf.put(held('2026-02-25T02:00:00Z'));
      await shelf.remove(one);
      await shelf.remove(one);
      expect(await shelf.of(ann, 10)).toEqual([held('2026-02-25T02:00:00Z')]);
    });

    it('keeps nothing of a chat that is erased, and everything of others', async () => {
      const [mine, theirs] = [held('2026-02-25T01:00:00Z'), held('2026-02-25T01:00:00Z', {}, bob)];
      for (const one of [mine, theirs]) await shelf.put(one);
      await shelf.note({ recipient: ann, covers: [utteranceOf(mine.delivery)], messageId: '17' }, SINCE);
      await shelf.erase(ann);
      await shelf.erase(ann);
      expect([await shelf.of(ann, 10), await shelf.noted(ann), await shelf.of(bob, 10)]).toEqual([[], [], [theirs]]);
    });

    it('knows what was said in one message until it is recorded, apart from what it holds', async () => {
      const one = held('2026-02-25T01:00:00Z');
      const telltale = { recipient: ann, covers: [utteranceOf(one.delivery)], messageId: '17' };
      await shelf.put(one);
      await shelf.note(telltale, SINCE);
      await shelf.note(telltale, SINCE);
      await shelf.note({ ...telltale, recipient: bob, messageId: '18' }, SINCE);
      expect(await shelf.noted(bob)).toHaveLength(1);
      expect(await shelf.noted(ann)).toEqual([telltale]);
      expect(await shelf.of(ann, 10)).toEqual([one]);
      await shelf.forget(telltale);
      await shelf.forget(telltale);
      expect(await shelf.noted(ann)).toEqual([]);
      expect(await shelf.of(ann, 10)).toEqual([one]);
    });
  });
}
