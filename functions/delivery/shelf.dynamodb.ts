import * as z from 'zod';
import type { Clock } from '../kit/clock.ts';
import { digestOf } from '../kit/digest.ts';
import { TABLE } from '../kit/names.contract.ts';
import { type Item, isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Recipient, recipientKey } from '../subscriptions/recipient.ts';
import { days, epochSeconds, instantShape, later } from '../units/time.ts';
import { type Delivery, deliveryShape, deliveryToJson } from './delivery.ts';
import { HOLD_BACKS } from './hold-back.ts';
import { type Utterance, utteranceShape } from './sent.ts';
import type { Held, Shelf, Telltale } from './shelf.ts';

/** Longer than any silence; what nobody has come for by then is old news. */
const KEPT = days(90);

const shape = z.object({
  v: z.literal(1),
  because: z.enum(HOLD_BACKS),
  since: instantShape,
  delivery: z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(deliveryShape),
});

const telltaleShape = z.object({
  v: z.literal(1),
  covers: z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.array(utteranceShape)),
  messageId: z.string(),
});

/** Sorts behind every instant. */
const TOLD = 'TOLD#';

const shelfOf = (recipient: Recipient): string => `SHELF#${recipientKey(recipient)}`;
const keyOf = ({ recipient, notice }: Delivery): Key => ({
  pk: shelfOf(recipient),
  sk: `${notice.at.toISOString()}#${short(notice.key)}`,
});
const toldOf = ({ recipient, covers }: Telltale): Key => ({
  pk: shelfOf(recipient),
  sk: `${TOLD}${short(covers.map(({ notice }: Utterance) => notice).join('\n'))}`,
});
const short = (text: string): string => digestOf(text, 22);

export class DynamoShelf implements Shelf {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async put({ delivery, because, since }: Held): Promise<void> {
    await this.#table.put({
      ...keyOf(delivery),
      v: 1,
      because,
      since: since.toISOString(),
      delivery: JSON.stringify(deliveryToJson(delivery)),
      [TABLE.expires]: epochSeconds(later(since, KEPT)),
    });
  }

  async of(recipient: Recipient, limit: number): Promise<Held[]> {
    const found: Item[] = [];
    const now = this.#clock.now();
    for await (const page of this.#table.pages({
      KeyConditionExpression: 'pk = :shelf AND sk < :told',
      ExpressionAttributeValues: { ':shelf': shelfOf(recipient), ':told': TOLD },
      Limit: limit,
    })) {
      found.push(...page.filter((item) => isLive(item, now)));
      if (found.length >= limit) break;
    }
    return found.slice(0, limit).map((item) => {
      const { delivery, because, since } = readItem(shape, item);
      return { delivery, because, since };
    });
  }

  async remove({ delivery }: Held): Promise<void> {
    await this.#table.delete(keyOf(delivery));
  }

  async note(telltale: Telltale, now: Date): Promise<void> {
    const { covers, messageId } = telltale;
    const expires = { [TABLE.expires]: epochSeconds(later(now, KEPT)) };
    await this.#table.put({ ...toldOf(telltale), v: 1, covers: JSON.stringify(covers), messageId, ...expires });
  }

  async noted(recipient: Recipient): Promise<Telltale[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :shelf AND begins_with(sk, :told)',
      ExpressionAttributeValues: { ':shelf': shelfOf(recipient), ':told': TOLD },
    });
    return items.map((item) => {
      const { covers, messageId } = readItem(telltaleShape, item);
      return { recipient, covers, messageId };
    });
  }

  async erase(recipient: Recipient): Promise<void> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :shelf',
      ExpressionAttributeValues: { ':shelf': shelfOf(recipient) },
    });
    for (const { pk, sk } of items) await this.#table.delete({ pk, sk });
  }

  async forget(telltale: Telltale): Promise<void> {
    await this.#table.delete(toldOf(telltale));
  }
}
