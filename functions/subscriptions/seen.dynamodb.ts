import * as z from 'zod';
import { TABLE } from '../kit/names.contract.ts';
import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { days, epochSeconds, instantShape, later } from '../units/time.ts';
import { type Recipient, recipientKey } from './recipient.ts';
import type { IncidentMark, Seen, Sight } from './seen.ts';

const KEPT = days(30);

const shape = z
  .object({ v: z.literal(1), user: z.string(), at: instantShape })
  .transform(({ user, at }): Sight => ({ user, at }));

const seenIn = (recipient: Recipient): string => `SEEN#${recipientKey(recipient)}`;
const keyOf = (recipient: Recipient, mark: IncidentMark): Key => ({ pk: seenIn(recipient), sk: mark });

export class DynamoSeen implements Seen {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async mark(recipient: Recipient, mark: IncidentMark, sight: Sight): Promise<Sight> {
    const { user, at } = sight;
    const item = {
      ...keyOf(recipient, mark),
      v: 1,
      user,
      at: at.toISOString(),
      [TABLE.expires]: epochSeconds(later(at, KEPT)),
    };
    const isFirst = await this.#table.put(item, { ConditionExpression: 'attribute_not_exists(pk)' });
    return isFirst ? sight : ((await this.find(recipient, mark)) ?? sight);
  }

  async erase(recipient: Recipient): Promise<void> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :seen',
      ExpressionAttributeValues: { ':seen': seenIn(recipient) },
    });
    for (const { pk, sk } of items) await this.#table.delete({ pk, sk });
  }

  async find(recipient: Recipient, mark: IncidentMark): Promise<Sight | undefined> {
    const item = await this.#table.get(keyOf(recipient, mark));
    return item && readItem(shape, item);
  }
}
