import * as z from 'zod';
import { type Key, readItem, type Table } from '../../kit/table.dynamodb.ts';
import type { App, PlatformFacts } from './platform.ts';

const KEY: Key = { pk: 'PLATFORM#discord', sk: 'APP' };

const appShape = z.object({
  v: z.literal(1),
  id: z.string().regex(/^\d{1,20}$/),
  publicKey: z.string().regex(/^[0-9a-f]{64}$/i),
});

/** One item; the same again is the same item. */
export class DynamoPlatformFacts implements PlatformFacts {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<App | undefined> {
    const item = await this.#table.get(KEY);
    if (item === undefined) return undefined;
    const { id, publicKey } = readItem(appShape, item);
    return { id, publicKey };
  }

  async keep({ id, publicKey }: App, now: Date): Promise<void> {
    await this.#table.put({ ...KEY, ...appShape.parse({ v: 1, id, publicKey }), keptAt: now.toISOString() });
  }
}
