import * as z from 'zod';
import { TABLE } from '../../kit/names.contract.ts';
import { readItem, type Table } from '../../kit/table.dynamodb.ts';
import { epochSeconds, hours, later } from '../../units/time.ts';
import { type Refusals, WINDOW_MS } from './refusals.ts';

const shape = z.object({ count: z.int().positive() });

/** One item for each window of ten minutes, kept for an hour. */
export class DynamoRefusals implements Refusals {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async count(now: Date): Promise<{ count: number; until: Date }> {
    const from = Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS;
    const until = new Date(from + WINDOW_MS);
    const item = await this.#table.update(
      { pk: 'DISCORD#REFUSALS', sk: new Date(from).toISOString() },
      {
        UpdateExpression: 'SET #expires = :expires ADD #count :one',
        ExpressionAttributeNames: { '#expires': TABLE.expires, '#count': 'count' },
        ExpressionAttributeValues: { ':expires': epochSeconds(later(until, hours(1))), ':one': 1 },
      },
    );
    return { count: item ? readItem(shape, item).count : 1, until };
  }
}
