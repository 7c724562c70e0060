import { beforeEach, describe, expect, it } from 'vitest';
import type { Book, Standing, Subscription } from '../../functions/subscriptions/book.ts';
import type { Filter } from '../../functions/subscriptions/filter.ts';
import { type Recipient, type RecipientKey, recipientKey } from '../../functions/subscriptions/recipient.ts';

const chat = (id: string): Recipient => ({ platform: 'telegram', chat: id });
const thread: Recipient = { platform: 'telegram', chat: '-1001234567890', thread: 77 };
const channel: Recipient = { platform: 'discord', channel: '645027906669510667' };
const topic = 'hashprice<40';
const noon = new Date('2026-02-24T12:00:00Z');
const one = new Date('2026-02-24T13:00:00Z');

const subscription = (recipient: Recipient, more: Partial<Subscription> = {}): Subscription => ({
  recipient,
  topic,
  since: noon,
  ...more,
});

/** What every Book promises. */
export function bookContract(name: string, open: () => Promise<Book>): void {
  describe(`Book, kept in ${name}`, () => {
    let book: Book;
    beforeEach(async () => {
      book = await open();
    });

    it('knows nobody at first, and takes everybody for reachable', async () => {
      expect(await book.page(topic, 10)).toEqual([]);
      expect(await book.of(channel)).toEqual([]);
      expect(await book.standing(channel)).toEqual({ state: 'active' });
    });

    it.each([
      ['a chat', chat('42')],
      ['a forum topic', thread],
      ['a public name', chat('@miners')],
      ['a channel', channel],
    ])('finds %s by topic and by recipient', async (_, recipient) => {
      await book.subscribe(subscription(recipient));
      expect(await book.page(topic, 10)).toEqual([subscription(recipient)]);
      expect(await book.of(recipient)).toEqual([subscription(recipient)]);
    });

    it('keeps the first since, on both sides, however often somebody subscribes', async () => {
      await book.subscribe(subscription(channel));
      await book.subscribe(subscription(channel, { since: one }));
      expect(await book.of(channel)).toEqual([subscription(channel)]);
      expect(await book.page(topic, 10)).toEqual([subscription(channel)]);
    });

    it.each<[string, Filter | undefined, Filter | undefined]>([
      ['another', { classes: ['reserve-sale'] }, { classes: ['policy', 'purchase'], ciks: [1507605], minBtc: 100 }],
      ['one where there was none', undefined, { minBtc: 100 }],
      ['none any more', { minBtc: 100 }, undefined],
      ['the same', { ciks: [7, 8] }, { ciks: [7, 8] }],
    ])('takes the last filter, on both sides, and keeps the first since: %s', async (_, first, last) => {
      const filtered = (filter: Filter | undefined, since: Date) =>
        subscription(channel, { since, ...(filter && { filter }) });
      await book.subscribe(filtered(first, noon));
      for (const again of [one, one]) await book.subscribe(filtered(last, again));
      expect(await book.of(channel)).toEqual([filtered(last, noon)]);
      expect(await book.page(topic, 10)).toEqual([filtered(last, noon)]);
    });

    it('keeps the filters of two recipients of one topic apart', async () => {
      await book.subscribe(subscription(channel, { filter: { minBtc: 100 } }));
      await book.subscribe(subscription(chat('42'), { filter: { minBtc: 5 } }));
      expect((await book.page(topic, 10)).map(({ filter }) => filter?.minBtc)).toEqual([100, 5]);
    });

    it('keeps topics apart, also those that begin alike', async () => {
      await book.subscribe(subscription(channel));
      await book.subscribe(subscription(channel, { topic: 'hashprice<4' }));
      expect(await book.of(channel)).toHaveLength(2);
      await book.unsubscribe(channel, topic);
      expect(await book.page(topic, 10)).toEqual([]);
      expect(await book.page('hashprice<4', 10)).toHaveLength(1);
    });

    it('unsubscribes, as often as it is told to, and may then begin anew', async () => {
      await book.subscribe(subscription(channel));
      await book.unsubscribe(channel, topic);
      await book.unsubscribe(channel, topic);
      expect(await book.of(channel)).toEqual([]);
      await book.subscribe(subscription(channel, { since: one }));
      expect(await book.page(topic, 10)).toEqual([subscription(channel, { since: one })]);
    });

    it('pages through a topic in the order of the keys, each recipient once', async () => {
      const everybody = ['5', '1', '44', '3', '2', '-7', '10'].map(chat);
      for (const recipient of everybody) await book.subscribe(subscription(recipient));
      const seen: RecipientKey[] = [];
      const sizes: number[] = [];
      for (;;) {
        const page = await book.page(topic, 3, seen.at(-1));
        if (page.length === 0) break;
        sizes.push(page.length);
        seen.push(...page.map(({ recipient }) => recipientKey(recipient)));
      }
      expect(sizes).toEqual([3, 3, 1]);
      expect(seen).toEqual(everybody.map(recipientKey).toSorted());
    });

    it.each<[string, Standing]>([
      ['paused', { state: 'paused', why: 'not enough rights', since: noon }],
      ['gone', { state: 'gone', why: 'blocked', since: noon }],
      ['moved', { state: 'moved', to: chat('-1001'), since: noon }],
      ['active again', { state: 'active' }],
    ])('remembers that a recipient is %s; the last word counts', async (_, standing) => {
      await book.mark(channel, { state: 'paused', why: 'earlier', since: noon });
      await book.mark(channel, standing);
      await book.mark(channel, standing);
      expect(await book.standing(channel)).toEqual(standing);
      expect(await book.of(channel)).toEqual([]);
    });

    it('moves everything to the new id, since kept, and marks the old one, however often', async () => {
      const [from, to] = [chat('-42'), chat('-100042')];
      await book.subscribe(subscription(from));
      await book.subscribe(subscription(from, { topic: 'data', since: one }));
      for (const when of [one, one]) await book.move(from, to, when);
      expect(await book.of(from)).toEqual([]);
      expect(await book.of(to)).toEqual([subscription(to, { topic: 'data', since: one }), subscription(to)]);
      expect(await book.page(topic, 10)).toEqual([subscription(to)]);
      expect(await book.standing(from)).toEqual({ state: 'moved', to, since: one });
      expect(await book.standing(to)).toEqual({ state: 'active' });
    });

    it('keeps the earlier since when the new id had subscribed itself', async () => {
      const [from, to] = [chat('-42'), chat('-100042')];
      await book.subscribe(subscription(to, { since: one }));
      await book.subscribe(subscription(from));
      await book.subscribe(subscription(from, { topic: 'data', since: one }));
      await book.subscribe(subscription(to, { topic: 'data' }));
      await book.move(from, to, one);
      expect(await book.of(to)).toEqual([subscription(to, { topic: 'data' }), subscription(to)]);
      expect(await book.page(topic, 10)).toEqual([subscription(to)]);
    });

    it('moves a filter along, and lets it take the place of one that the new id had', async () => {
      const [from, to] = [chat('-42'), chat('-100042')];
      const filter: Filter = { classes: ['reserve-sale'], minBtc: 100 };
      await book.subscribe(subscription(from, { filter }));
      await book.subscribe(subscription(from, { topic: 'data', filter, since: one }));
      await book.subscribe(subscription(to, { topic: 'data', filter: { minBtc: 5 } }));
      for (const when of [one, one]) await book.move(from, to, when);
      const moved = [subscription(to, { topic: 'data', filter }), subscription(to, { filter })];
      expect(await book.of(to)).toEqual(moved);
      expect(await book.page('data', 10)).toEqual(moved.slice(0, 1));
      expect(await book.page(topic, 10)).toEqual(moved.slice(1));
    });

    it('loses nothing when a chat is said to have moved to itself', async () => {
      await book.subscribe(subscription(channel));
      await book.move(channel, channel, one);
      expect(await book.page(topic, 10)).toEqual([subscription(channel)]);
      expect(await book.standing(channel)).toEqual({ state: 'active' });
    });

    it('forgets a recipient and only that one, as often as it is told to', async () => {
      for (const recipient of [channel, chat('42')]) await book.subscribe(subscription(recipient));
      await book.subscribe(subscription(channel, { topic: 'data' }));
      await book.forget(channel, 'unknown channel', one);
      await book.forget(channel, 'unknown channel', one);
      expect(await book.of(channel)).toEqual([]);
      expect(await book.page(topic, 10)).toEqual([subscription(chat('42'))]);
      expect(await book.page('data', 10)).toEqual([]);
      expect(await book.standing(channel)).toEqual({ state: 'gone', why: 'unknown channel', since: one });
    });

    it('erases a recipient as if it had never been, and only that one, as often as it is told to', async () => {
      for (const recipient of [channel, chat('42')]) await book.subscribe(subscription(recipient));
      await book.mark(channel, { state: 'paused', why: 'not enough rights', since: noon });
      for (let i = 0; i < 2; i++) await book.erase(channel);
      expect(await book.of(channel)).toEqual([]);
      expect(await book.standing(channel)).toEqual({ state: 'active' });
      expect(await book.page(topic, 10)).toEqual([subscription(chat('42'))]);
    });
  });
}
