import * as z from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { TABLE } from '../../kit/names.contract.ts';
import { isLive, type Key, readItem, type Table } from '../../kit/table.dynamodb.ts';
import { days, epochSeconds, later } from '../../units/time.ts';
import type { Uploaded, Uploads } from './uploads.ts';

const shape = z.object({ v: z.literal(1), fileId: z.string().optional(), caption: z.string().optional() });

/** A key has a tick in it: after a day nobody asks for it again. */
const KEPT = days(1);

const keyOf = (key: string): Key => ({ pk: `PICTURE#${key}`, sk: 'UPLOAD' });
const EXPIRED = 'attribute_not_exists(pk) OR #expires <= :seconds';

/** One item for each picture: first a claim, then a file. */
export class DynamoUploads implements Uploads {
  readonly #table: Table;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(table: Table, clock: Pick<Clock, 'now'>) {
    this.#table = table;
    this.#clock = clock;
  }

  async find(key: string): Promise<Uploaded | undefined> {
    const item = await this.#table.get(keyOf(key));
    if (!item || !isLive(item, this.#clock.now())) return undefined;
    const { fileId, caption } = readItem(shape, item);
    return fileId === undefined || caption === undefined ? undefined : { fileId, caption };
  }

  claim(key: string, until: Date, now: Date): Promise<boolean> {
    return this.#put(
      key,
      { leaseUntil: until.toISOString() },
      now,
      '(attribute_not_exists(fileId) AND leaseUntil <= :now)',
      { ':now': now.toISOString() },
    );
  }

  async keep(key: string, { fileId, caption }: Uploaded, now: Date): Promise<void> {
    await this.#put(key, { fileId, caption }, now, 'attribute_not_exists(fileId)', {});
  }

  async release(key: string, fileId?: string): Promise<void> {
    await this.#table.delete(
      keyOf(key),
      fileId === undefined
        ? { ConditionExpression: 'attribute_not_exists(fileId)' }
        : { ConditionExpression: 'fileId = :fileId', ExpressionAttributeValues: { ':fileId': fileId } },
    );
  }

  #put(
    key: string,
    entry: { fileId?: string; caption?: string; leaseUntil?: string },
    now: Date,
    condition: string,
    values: Record<string, string>,
  ): Promise<boolean> {
    return this.#table.put(
      { ...keyOf(key), v: 1, ...entry, [TABLE.expires]: epochSeconds(later(now, KEPT)) },
      {
        ConditionExpression: `${EXPIRED} OR ${condition}`,
        ExpressionAttributeNames: { '#expires': TABLE.expires },
        ExpressionAttributeValues: { ':seconds': epochSeconds(now), ...values },
      },
    );
  }
}
