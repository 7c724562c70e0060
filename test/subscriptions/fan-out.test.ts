import { expect, it } from 'vitest';
import type { Notice } from '../../functions/alerts/notice.ts';
import type { Book, Subscription } from '../../functions/subscriptions/book.ts';
import { type Broadcast, fanOut, PAGE } from '../../functions/subscriptions/fan-out.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { anEngine } from '../support/engine.ts';
import { aSnapshot } from '../support/market.ts';

const OPENED = new Date('2026-02-05T12:05:00Z');

/** A notice as the engine makes it, of a shared rule. */
async function aNotice(event: Notice['event']): Promise<Notice> {
  const engine = anEngine();
  await engine.tick(aSnapshot({ at: '2026-02-05T12:00:00Z', hashprice: 35 }));
  await engine.place({ kind: 'lowest', days: 90 });
  await engine.tick(aSnapshot({ at: OPENED.toISOString(), standing: { daysSinceLower: 91 } }));
  return { ...engine.told[0]!, event };
}

const subscribed = (chat: number, since: Date): Subscription => ({
  recipient: { platform: 'telegram', chat: String(chat) },
  topic: 'lowest:90',
  since,
});

async function run(subscriptions: readonly Subscription[], broadcast: Broadcast) {
  const handed: Recipient[] = [];
  const further: Broadcast[] = [];
  const keyOf = (subscription: Subscription) => recipientKey(subscription.recipient);
  const sorted = subscriptions.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const book: Pick<Book, 'page'> = {
    page: async (_, limit, after) => sorted.filter((one) => after === undefined || keyOf(one) > after).slice(0, limit),
  };
  await fanOut(
    {
      book,
      hand: async (_, recipients) => void handed.push(...recipients),
      goOn: async (rest) => void further.push(rest),
    },
    broadcast,
  );
  return { handed, further };
}

it('hands a notice to everybody who subscribed, a page at a time, the cursor going back to the queue', async () => {
  const everybody = Array.from({ length: PAGE * 2 + 5 }, (_, i) => subscribed(i + 1, new Date(0)));
  const notice = await aNotice('fired');
  const heard: Recipient[] = [];
  const waiting: Broadcast[] = [{ v: 1, notice }];
  let rounds = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { handed, further } = await run(everybody, next);
    heard.push(...handed);
    waiting.push(...further);
    rounds++;
  }
  expect(rounds).toBe(3);
  expect(new Set(heard.map(recipientKey)).size).toBe(everybody.length);
  expect(heard).toHaveLength(everybody.length);
});

it.each([
  ['fired', new Date('2026-02-05T12:30:00Z'), 1],
  ['resolved', new Date('2026-02-05T12:30:00Z'), 0],
  ['resolved', OPENED, 1],
] as const)('%s: who subscribed at %s hears it %d times', async (event, since, times) => {
  const { handed } = await run([subscribed(42, since)], { v: 1, notice: await aNotice(event) });
  expect(handed).toHaveLength(times);
});
