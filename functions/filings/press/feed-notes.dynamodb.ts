import * as z from 'zod';
import { type Key, readItem, type Table } from '../../kit/table.dynamodb.ts';
import { instantShape } from '../../units/time.ts';
import type { FeedNotebook, FeedNotes } from './feed-notes.ts';

const shape = z.object({
  v: z.literal(1),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  seen: z.array(z.string()),
  heldUntil: instantShape.optional(),
  staleAfter: instantShape.optional(),
});

const keyOf = (feed: string): Key => ({ pk: 'PRESS', sk: `FEED#${feed}` });

export class DynamoFeedNotebook implements FeedNotebook {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(feed: string): Promise<FeedNotes | undefined> {
    const item = await this.#table.get(keyOf(feed));
    if (item === undefined) return undefined;
    const { v: _, ...notes } = readItem(shape, item);
    return notes as FeedNotes;
  }

  async write(feed: string, { heldUntil, staleAfter, ...notes }: FeedNotes): Promise<void> {
    await this.#table.put({
      ...keyOf(feed),
      v: 1,
      ...notes,
      ...(heldUntil && { heldUntil: heldUntil.toISOString() }),
      ...(staleAfter && { staleAfter: staleAfter.toISOString() }),
    });
  }
}
