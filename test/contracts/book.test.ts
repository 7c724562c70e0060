import { describe, expect, it } from 'vitest';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import type { Book } from '../../functions/subscriptions/book.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { dyingAt } from '../support/dying-table.ts';
import { emulatedTable } from '../support/table.ts';
import { bookContract } from './book.ts';

bookContract('the embedded emulator', async () => new DynamoBook((await emulatedTable()).table));

const from: Recipient = { platform: 'telegram', chat: '-42' };
const to: Recipient = { platform: 'telegram', chat: '-100042' };
const now = new Date('2026-02-24T12:00:00Z');
const topics = ['data', 'hashprice<40'];
const subscribeAll = async (book: Book) => {
  for (const topic of topics) await book.subscribe({ recipient: from, topic, since: now });
};
/** The same, later, and only what is large. */
const chooseAll = async (book: Book) => {
  const since = new Date('2026-02-24T13:00:00Z');
  for (const topic of topics) await book.subscribe({ recipient: from, topic, since, filter: { minBtc: 100 } });
};

const state = async (book: Book) => ({
  of: await Promise.all([from, to].map((recipient) => book.of(recipient))),
  pages: await Promise.all(topics.map((topic) => book.page(topic, 10))),
  standings: await Promise.all([from, to].map((recipient) => book.standing(recipient))),
});

describe('Book on DynamoDB', () => {
  it.each<[string, (book: Book) => Promise<void>, (book: Book) => Promise<void>]>([
    ['subscribe', async () => {}, subscribeAll],
    ['change of filter', subscribeAll, chooseAll],
    ['unsubscribe', subscribeAll, async (book) => book.unsubscribe(from, 'data')],
    ['move', chooseAll, async (book) => book.move(from, to, now)],
    ['forget', subscribeAll, async (book) => book.forget(from, 'blocked', now)],
  ])('a repeat finishes a %s that died before any of its writes', async (_, prepare, act) => {
    const undisturbed = new DynamoBook((await emulatedTable()).table);
    await prepare(undisturbed);
    await act(undisturbed);
    const expected = await state(undisturbed);

    for (let writes = 0; ; writes += 1) {
      const { table } = await emulatedTable();
      const book = new DynamoBook(table);
      await prepare(book);
      const died = await act(new DynamoBook(dyingAt(table, writes))).then(
        () => false,
        () => true,
      );
      if (!died) {
        expect(writes).toBeGreaterThan(0);
        break;
      }
      await act(book);
      expect(await state(book)).toEqual(expected);
    }
  });

  it.each<[string, (book: Book) => Promise<void>, (book: Book) => Promise<void>]>([
    ['subscribe', async () => {}, subscribeAll],
    ['unsubscribe', subscribeAll, async (book) => book.unsubscribe(from, 'data')],
  ])('what a %s left undone, a later forget finds', async (_, prepare, act) => {
    for (const writes of [1, 2, 3]) {
      const { table } = await emulatedTable();
      const book = new DynamoBook(table);
      await prepare(book);
      await act(new DynamoBook(dyingAt(table, writes))).catch(() => {});
      await book.forget(from, 'blocked', now);
      for (const topic of topics) expect(await book.page(topic, 10)).toEqual([]);
      expect(await book.of(from)).toEqual([]);
    }
  });

  it('never shows a moving chat in no place at all', async () => {
    for (let writes = 0; writes < 8; writes += 1) {
      const { table } = await emulatedTable();
      const book = new DynamoBook(table);
      await subscribeAll(book);
      await new DynamoBook(dyingAt(table, writes)).move(from, to, now).catch(() => {});
      for (const topic of topics) expect((await book.page(topic, 10)).length).toBeGreaterThan(0);
    }
  });

  it('reads a page in one request and no more items than were asked for', async () => {
    const { table, sent } = await emulatedTable();
    const book = new DynamoBook(table);
    for (let i = 0; i < 12; i += 1) {
      await book.subscribe({ recipient: { platform: 'telegram', chat: String(i) }, topic: 'data', since: now });
    }
    sent.length = 0;
    const page = await book.page('data', 5);
    await book.page('data', 5, recipientKey(page.at(-1)!.recipient));
    expect(sent.map(({ command, items }) => [command, items])).toEqual([
      ['QueryCommand', 5],
      ['QueryCommand', 5],
    ]);
  });
});
