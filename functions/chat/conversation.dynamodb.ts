import type { Clock } from '../kit/clock.ts';
import { TABLE } from '../kit/names.contract.ts';
import { isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Recipient, recipientKey } from '../subscriptions/recipient.ts';
import { epochSeconds } from '../units/time.ts';
import { type Conversation, type Conversations, conversationShape } from './conversation.ts';

const keyOf = (recipient: Recipient, user: string): Key => ({
  pk: `TALK#${recipientKey(recipient)}`,
  sk: `USER#${user}`,
});

/** One short-lived item for each person in each chat. */
export class DynamoConversations implements Conversations {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async read(recipient: Recipient, user: string): Promise<Conversation | undefined> {
    const item = await this.#table.get(keyOf(recipient, user));
    return item && isLive(item, this.#clock.now()) ? readItem(conversationShape, item) : undefined;
  }

  async keep(recipient: Recipient, user: string, conversation: Conversation): Promise<void> {
    const { until, ...rest } = conversation;
    await this.#table.put({
      ...keyOf(recipient, user),
      ...rest,
      until: until.toISOString(),
      [TABLE.expires]: epochSeconds(until),
    });
  }

  async end(recipient: Recipient, user: string): Promise<void> {
    await this.#table.delete(keyOf(recipient, user));
  }

  async forget(recipient: Recipient): Promise<void> {
    const { pk } = keyOf(recipient, '');
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    });
    for (const { sk } of items) await this.#table.delete({ pk, sk });
  }
}
