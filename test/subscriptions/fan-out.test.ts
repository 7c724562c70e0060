import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import {
  type AnnouncementNotice,
  incidentOf,
  isAnnouncement,
  type Notice,
  type RuleNotice,
} from '../../functions/alerts/notice.ts';
import type { Book, Subscription } from '../../functions/subscriptions/book.ts';
import { type Broadcast, fanOut, PAGE } from '../../functions/subscriptions/fan-out.ts';
import type { Filter } from '../../functions/subscriptions/filter.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { later, minutes } from '../../functions/units/time.ts';
import { aTelling, corrects } from '../delivery/announcements.ts';
import { anEngine } from '../support/engine.ts';
import { aSnapshot } from '../support/market.ts';

const OPENED = new Date('2026-02-05T12:05:00Z');

/** A notice as the engine makes it, of a shared rule. */
async function aNotice(event: RuleNotice['event']): Promise<RuleNotice> {
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
  const messages: { notice: Notice; recipients: readonly Recipient[] }[] = [];
  const further: Broadcast[] = [];
  const keyOf = (subscription: Subscription) => recipientKey(subscription.recipient);
  const sorted = subscriptions.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const book: Pick<Book, 'page'> = {
    page: async (_, limit, after) => sorted.filter((one) => after === undefined || keyOf(one) > after).slice(0, limit),
  };
  const count = await fanOut(
    {
      book,
      hand: async (notice, recipients) => void messages.push({ notice, recipients }),
      goOn: async (rest) => void further.push(rest),
    },
    broadcast,
  );
  return { messages, handed: messages.flatMap(({ recipients }) => recipients), further, count };
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

describe('what companies announce', () => {
  const at = new Date('2026-03-26T12:31:00Z');
  const sale = aTelling({ btcSold: 15_133 });
  const production = aTelling({ cik: 827876, ticker: 'CLSK', class: 'production-sale', btcSold: 568 });
  const policy = aTelling({ cik: 1725123, ticker: 'CANG', class: 'policy', scope: 'reserve', step: 'permission' });
  const notice = composeAnnouncement('filings:one', [sale, production, policy], at);

  const follower = (chat: number, filter?: Filter, since = new Date(0)): Subscription => ({
    ...subscribed(chat, since),
    topic: 'filings',
    ...(filter && { filter }),
  });
  const told = async (subscriptions: readonly Subscription[], of: AnnouncementNotice = notice) => {
    const { messages } = await run(subscriptions, { v: 1, notice: of });
    return messages.map(({ notice, recipients }) => ({
      to: recipients.map(recipientKey).map((key) => key.replace('telegram:', '')),
      of: isAnnouncement(notice) ? notice.parts.map(({ announcement }) => announcement.ticker).join() : '',
      notice,
    }));
  };
  const plain = (messages: Awaited<ReturnType<typeof told>>) => messages.map(({ to, of }) => `${to} hear ${of}`);

  it('is asked for under its own topic', async () => {
    const topics: string[] = [];
    const page = async (topic: string) => {
      topics.push(topic);
      return [];
    };
    await fanOut({ book: { page }, hand: async () => {}, goOn: async () => {} }, { v: 1, notice });
    expect(topics).toEqual(['filings']);
  });

  it('goes to each as far as it was asked for: the same parts are the same message, and none is none', async () => {
    const messages = await told([
      follower(1),
      follower(2, { classes: ['production-sale'] }),
      follower(3, {}),
      follower(4, { ciks: [827876], classes: ['production-sale', 'purchase'] }),
      follower(5, { classes: ['purchase'] }),
      follower(6, { ciks: [1725123] }),
    ]);
    expect(plain(messages)).toEqual(['1,3 hear MARA,CANG', '2,4 hear CLSK', '6 hear CANG']);
  });

  it('is one notice to each, whatever is in it', async () => {
    const messages = await told([follower(1), follower(2, { classes: ['production-sale'] })]);
    for (const { notice: some } of messages) {
      expect(some.key).toBe(notice.key);
      expect(incidentOf(some)).toBe(incidentOf(notice));
    }
  });

  it('counts whom it was handed to, and goes on where it stopped also when nobody of a page wanted it', async () => {
    const nobody = Array.from({ length: PAGE }, (_, i) => follower(i + 1, { classes: ['purchase'] }));
    const last = follower(999_999);
    const { further, messages, count } = await run([...nobody, last], { v: 1, notice });
    expect([messages.length, further.length, count]).toEqual([0, 1, 0]);
    const { messages: rest, count: heard } = await run([...nobody, last], further[0]!);
    expect([rest.length, heard]).toEqual([1, 1]);
  });

  describe('and corrects later', () => {
    const correction = (was: Partial<typeof corrects> = {}) =>
      composeAnnouncement('filings:one', [{ ...sale, corrects: { ...corrects, ...was, at } }], later(at, minutes(30)));

    it('is heard by whoever was there when it was told first, and by nobody who came later', async () => {
      const messages = await told(
        [follower(1, {}, at), follower(2, {}, later(at, minutes(1)))],
        correction({ class: 'reserve-sale' }),
      );
      expect(plain(messages)).toEqual(['1 hear MARA']);
      expect(messages[0]?.notice).toMatchObject({ event: 'corrected', parts: [{ corrects: { btcSold: 568.6 } }] });
    });

    it('is news to whoever did not want to hear what it corrects, and waits for nothing', async () => {
      const one = correction({ class: 'production-sale' });
      const messages = await told([follower(1, {}, at), follower(2, { classes: ['production-sale'] }, at)], one);
      expect(plain(messages)).toEqual(['1 hear MARA', '2 hear MARA']);
      expect(messages.map(({ notice }) => [notice.event, notice.key])).toEqual([
        ['announced', one.key],
        ['corrected', one.key],
      ]);
      expect(messages[0]?.notice).not.toHaveProperty('parts.0.corrects');
    });
  });
});
