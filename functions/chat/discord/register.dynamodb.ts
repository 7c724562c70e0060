import * as z from 'zod';
import { type Key, readItem, type Table } from '../../kit/table.dynamodb.ts';
import type { Registered, Registry } from './register.ts';

const KEY: Key = { pk: 'PLATFORM#discord', sk: 'COMMANDS' };

const registeredShape = z.object({
  v: z.literal(1),
  application: z.string().regex(/^\d{1,20}$/),
  scope: z.string().regex(/^(global|\d{1,20})$/),
  hash: z.string().min(1).max(64),
});

/** One item; whoever registers last is right, since everybody registers the same. */
export class DynamoRegistry implements Registry {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(): Promise<Registered | undefined> {
    const item = await this.#table.get(KEY);
    if (item === undefined) return undefined;
    const { application, scope, hash } = readItem(registeredShape, item);
    return { application, scope, hash };
  }

  async keep({ application, scope, hash }: Registered, now: Date): Promise<void> {
    const item = registeredShape.parse({ v: 1, application, scope, hash });
    await this.#table.put({ ...KEY, ...item, keptAt: now.toISOString() });
  }
}
