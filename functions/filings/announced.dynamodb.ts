import * as z from 'zod';
import { TABLE } from '../kit/names.contract.ts';
import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Day, dayOf, days, epochSeconds, instantShape, later } from '../units/time.ts';
import type { Announced, AnnouncedLog, Composed } from './announced.ts';
import { announcementShape } from './announcement.ts';

/** Long enough for whoever asks what happened in the last year. */
const KEPT = days(400);

const shape = z.object({ v: z.literal(1), announcement: announcementShape, notice: z.string(), at: instantShape });
const composedShape = z.object({ v: z.literal(1), parts: z.array(announcementShape), at: instantShape });

const keyOf = (notice: string): Key => ({ pk: `ANNOUNCED#${notice}`, sk: 'PARTS' });
const partitionOf = (day: Day): string => `ANNOUNCED#${day}`;

/** A day's announcements lie together, one item each; what goes out under one key is one item, written once. */
export class DynamoAnnouncedLog implements AnnouncedLog {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async record({ announcement, notice, at }: Announced): Promise<void> {
    await this.#table.put({
      pk: partitionOf(dayOf(at)),
      sk: announcement.event,
      v: 1,
      announcement: plain(announcement),
      notice,
      ...stamp(at),
    });
  }

  async on(day: Day): Promise<Announced[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :day',
      ExpressionAttributeValues: { ':day': partitionOf(day) },
    });
    return items.map((item) => {
      const { announcement, notice, at } = readItem(shape, item);
      return { announcement, notice, at };
    });
  }

  async compose(notice: string, composed: Composed): Promise<Composed> {
    const { parts, at } = composed;
    const isFirst = await this.#table.put(
      { ...keyOf(notice), v: 1, parts: plain(parts), ...stamp(at) },
      { ConditionExpression: 'attribute_not_exists(pk)' },
    );
    return isFirst ? composed : ((await this.composed(notice)) ?? composed);
  }

  async composed(notice: string): Promise<Composed | undefined> {
    const item = await this.#table.get(keyOf(notice));
    if (item === undefined) return undefined;
    const { parts, at } = readItem(composedShape, item);
    return { parts, at };
  }
}

/** Times as text, and nothing that is undefined. */
const plain = (value: object): unknown => JSON.parse(JSON.stringify(value)) as unknown;
const stamp = (at: Date) => ({ at: at.toISOString(), [TABLE.expires]: epochSeconds(later(at, KEPT)) });
