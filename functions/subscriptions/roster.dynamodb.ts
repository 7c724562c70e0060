import * as z from 'zod';
import { readItem, type Table } from '../kit/table.dynamodb.ts';
import type { RecipientKey } from './recipient.ts';
import type { Roster } from './roster.ts';

const KEY = { pk: 'ROSTER', sk: 'ROSTER' };
const shape = z.object({ v: z.literal(1), recipients: z.array(z.string().transform((key) => key as RecipientKey)) });

export class DynamoRoster implements Roster {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<RecipientKey[]> {
    const item = await this.#table.get(KEY);
    return item ? readItem(shape, item).recipients : [];
  }

  async write(recipients: readonly RecipientKey[]): Promise<void> {
    await this.#table.put({ ...KEY, v: 1, recipients: [...recipients] });
  }
}
