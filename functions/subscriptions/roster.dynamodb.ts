import * as z from 'zod';
import { readItem, type Table } from '../kit/table.dynamodb.ts';
import type { RecipientKey } from './recipient.ts';
import type { Listed, Roster } from './roster.ts';

const KEY = { pk: 'ROSTER', sk: 'ROSTER' };
const recipient = z.string().transform((key) => key as RecipientKey);
/** Version 1 had no topics. */
const shape = z.discriminatedUnion('v', [
  z
    .object({ v: z.literal(1), recipients: z.array(recipient) })
    .transform(({ recipients }): Listed => new Map(recipients.map((key) => [key, undefined]))),
  z
    .object({
      v: z.literal(2),
      recipients: z.array(z.object({ recipient, topics: z.array(z.string()).optional() })),
    })
    .transform(({ recipients }): Listed => new Map(recipients.map((one) => [one.recipient, one.topics]))),
]);

export class DynamoRoster implements Roster {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<Listed> {
    const item = await this.#table.get(KEY);
    return item ? readItem(shape, item) : new Map();
  }

  async write(listed: Listed): Promise<void> {
    const recipients = [...listed].map(([key, topics]) => ({ recipient: key, ...(topics && { topics: [...topics] }) }));
    await this.#table.put({ ...KEY, v: 2, recipients });
  }
}
