import * as z from 'zod';
import { type Item, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Day, instantShape } from '../units/time.ts';
import type { Book, Standing, Subscription } from './book.ts';
import { type Filter, filterShape } from './filter.ts';
import { type Recipient, type RecipientKey, recipientFromKey, recipientKey, recipientShape } from './recipient.ts';

/** The largest page a fan-out works through in one message. */
const LARGEST_PAGE = 1_000;

const subscriptionShape = z.object({
  v: z.literal(1),
  recipient: z.string().transform(recipientFromKey),
  topic: z.string(),
  since: instantShape,
  filter: filterShape.optional(),
});
const dayShape = z.iso.date().transform((text) => text as Day);
const standingShape = z.object({
  v: z.literal(1),
  standing: z.discriminatedUnion('state', [
    z.object({ state: z.literal('active') }),
    z.object({
      state: z.literal('paused'),
      why: z.string(),
      since: instantShape,
      days: z.array(dayShape).exactOptional(),
    }),
    z.object({ state: z.literal('gone'), why: z.string(), since: instantShape }),
    z.object({ state: z.literal('moved'), to: recipientShape, since: instantShape }),
  ]),
});

const ownOf = (recipient: Recipient) => `RECIPIENT#${recipientKey(recipient)}`;
const ownSide = (recipient: Recipient, topic: string): Key => ({ pk: ownOf(recipient), sk: `TOPIC#${topic}` });
const topicSide = (recipient: Recipient, topic: string): Key => ({ pk: `TOPIC#${topic}`, sk: recipientKey(recipient) });
const standingOf = (recipient: Recipient): Key => ({ pk: ownOf(recipient), sk: 'STANDING' });

const ABSENT = 'attribute_not_exists(pk)';

/**
 * Each subscription twice: on the recipient's side and on the topic's.
 *
 * The recipient's side is written first and removed last, so it always knows of the other: whatever dies in between,
 * a repeat of the same call, or a later `move` or `forget`, finds what is left to do.
 */
export class DynamoBook implements Book {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async subscribe(subscription: Subscription): Promise<void> {
    await this.#enter(subscription, { ConditionExpression: ABSENT });
  }

  async unsubscribe(recipient: Recipient, topic: string): Promise<void> {
    await this.#table.delete(topicSide(recipient, topic));
    await this.#table.delete(ownSide(recipient, topic));
  }

  async page(topic: string, limit: number, after?: RecipientKey): Promise<Subscription[]> {
    const most = Math.min(limit, LARGEST_PAGE);
    const found: Item[] = [];
    for await (const page of this.#table.pages({
      KeyConditionExpression: after === undefined ? 'pk = :topic' : 'pk = :topic AND sk > :after',
      ExpressionAttributeValues: { ':topic': `TOPIC#${topic}`, ...(after === undefined ? {} : { ':after': after }) },
      Limit: most,
    })) {
      found.push(...page);
      if (found.length >= most) break;
    }
    return found.slice(0, most).map(readSubscription);
  }

  async of(recipient: Recipient): Promise<Subscription[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :own AND begins_with(sk, :topics)',
      ExpressionAttributeValues: { ':own': ownOf(recipient), ':topics': 'TOPIC#' },
    });
    return items.map(readSubscription);
  }

  async standing(recipient: Recipient): Promise<Standing> {
    const item = await this.#table.get(standingOf(recipient));
    return item ? readItem(standingShape, item).standing : { state: 'active' };
  }

  async mark(recipient: Recipient, standing: Standing): Promise<void> {
    await this.#table.put({
      ...standingOf(recipient),
      v: 1,
      standing: JSON.parse(JSON.stringify(standing)) as unknown,
    });
  }

  async move(from: Recipient, to: Recipient, now: Date): Promise<void> {
    if (recipientKey(from) === recipientKey(to)) return;
    for (const subscription of await this.of(from)) {
      // Entered before it is removed: for a moment the chat may be found twice, never not at all.
      await this.#enter(
        { ...subscription, recipient: to },
        {
          ConditionExpression: `${ABSENT} OR since > :since`,
          ExpressionAttributeValues: { ':since': subscription.since.toISOString() },
        },
      );
      await this.unsubscribe(from, subscription.topic);
    }
    // Last on purpose: once it is marked, nobody would ask again for what a crash left behind.
    await this.mark(from, { state: 'moved', to, since: now });
  }

  async forget(recipient: Recipient, why: string, now: Date): Promise<void> {
    for (const { topic } of await this.of(recipient)) await this.unsubscribe(recipient, topic);
    await this.mark(recipient, { state: 'gone', why, since: now });
  }

  async erase(recipient: Recipient): Promise<void> {
    for (const { topic } of await this.of(recipient)) await this.unsubscribe(recipient, topic);
    await this.#table.delete(standingOf(recipient));
  }

  async #enter({ recipient, topic, since, filter }: Subscription, unless: Parameters<Table['put']>[1]): Promise<void> {
    const own = ownSide(recipient, topic);
    const entry = {
      v: 1,
      recipient: recipientKey(recipient),
      topic,
      since: since.toISOString(),
      ...(filter && { filter }),
    };
    const written = await this.#table.put({ ...own, ...entry }, unless);
    // Also when it was there: whoever wrote it may have died before this line. Its beginning counts, and our filter.
    const kept = written ? entry : { ...entry, since: await this.#sinceOf(own, entry, filter) };
    await this.#table.put({ ...topicSide(recipient, topic), ...kept });
  }

  /** Since when it is subscribed; the filter is brought up to date where it is another. */
  async #sinceOf(own: Key, entry: { since: string }, filter: Filter | undefined): Promise<string> {
    const item = await this.#table.get(own);
    if (item === undefined) return entry.since;
    const known = readSubscription(item);
    const since = known.since.toISOString();
    if (JSON.stringify(known.filter) !== JSON.stringify(filter)) await this.#table.put({ ...own, ...entry, since });
    return since;
  }
}

const readSubscription = (item: Item): Subscription => {
  const { recipient, topic, since, filter } = readItem(subscriptionShape, item);
  return { recipient, topic, since, ...(filter && { filter }) };
};
