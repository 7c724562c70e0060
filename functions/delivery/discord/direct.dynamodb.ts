import * as z from 'zod';
import { type Key, readItem, type Table } from '../../kit/table.dynamodb.ts';
import { recipientKey } from '../../subscriptions/recipient.ts';
import type { DirectChannels } from './direct.ts';

const shape = z.object({ v: z.literal(1), channel: z.string() });

const keyOf = (user: string): Key => ({ pk: `RECIPIENT#${recipientKey({ platform: 'discord', user })}`, sk: 'DIRECT' });

/** One item for each person who was ever written to. */
export class DynamoDirectChannels implements DirectChannels {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(user: string): Promise<string | undefined> {
    const item = await this.#table.get(keyOf(user));
    return item && readItem(shape, item).channel;
  }

  async keep(user: string, channel: string): Promise<void> {
    await this.#table.put({ ...keyOf(user), v: 1, channel });
  }

  async forget(user: string): Promise<void> {
    await this.#table.delete(keyOf(user));
  }
}
