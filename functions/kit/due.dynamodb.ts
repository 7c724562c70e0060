import * as z from 'zod';
import { instantShape } from '../units/time.ts';
import { shardOf } from './digest.ts';
import type { Due, Reminder } from './due.ts';
import { QUEUES, TABLE } from './names.contract.ts';
import { type Item, type Key, readItem, type Table } from './table.dynamodb.ts';

const { due: byDue } = TABLE.indexes;

const shape = z.object({
  v: z.literal(1),
  key: z.string(),
  [byDue.sort]: instantShape,
  queue: z.enum(QUEUES),
  body: z.string(),
});

const keyOf = (key: string): Key => ({ pk: `DUE#${key}`, sk: 'DUE' });

/** Reminders in the due index, spread over its shards by their keys. */
export class DynamoDue implements Due {
  readonly #table: Table;
  readonly #shards: number;

  constructor(table: Table, shards: number) {
    this.#table = table;
    this.#shards = shards;
  }

  async remind(reminder: Reminder): Promise<void> {
    await this.#table.put({
      ...keyOf(reminder.key),
      v: 1,
      key: reminder.key,
      queue: reminder.queue,
      ...sameness(reminder),
      [byDue.partition]: `item#${shardOf(reminder.key, this.#shards)}`,
    });
  }

  async ripe(now: Date, limit: number): Promise<Reminder[]> {
    const shards = Array.from({ length: this.#shards }, (_, shard) => this.#ripeIn(shard, now, limit));
    const reminders = (await Promise.all(shards)).flat().map(readReminder);
    return reminders.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, limit);
  }

  async forget(reminder: Reminder): Promise<void> {
    const { queue } = reminder;
    const { due, body } = sameness(reminder);
    await this.#table.delete(keyOf(reminder.key), {
      ConditionExpression: '#due = :due AND #queue = :queue AND #body = :body',
      ExpressionAttributeNames: { '#due': byDue.sort, '#queue': 'queue', '#body': 'body' },
      ExpressionAttributeValues: { ':due': due, ':queue': queue, ':body': body },
    });
  }

  async cancel(key: string): Promise<void> {
    await this.#table.delete(keyOf(key));
  }

  async #ripeIn(shard: number, now: Date, limit: number): Promise<Item[]> {
    const found: Item[] = [];
    for await (const page of this.#table.pages({
      IndexName: byDue.name,
      KeyConditionExpression: '#as = :as AND #due <= :now',
      ExpressionAttributeNames: { '#as': byDue.partition, '#due': byDue.sort },
      ExpressionAttributeValues: { ':as': `item#${shard}`, ':now': now.toISOString() },
      Limit: limit,
    })) {
      found.push(...page);
      if (found.length >= limit) break;
    }
    return found;
  }
}

/** The body is kept as text: only so can "still the same" be a condition, whatever order a map comes back in. */
const sameness = ({ at, body }: Reminder) => ({ [byDue.sort]: at.toISOString(), body: JSON.stringify(body) });

function readReminder(item: Item): Reminder {
  const { key, due, queue, body } = readItem(shape, item);
  return { key, at: due, queue, body: JSON.parse(body) as unknown };
}
