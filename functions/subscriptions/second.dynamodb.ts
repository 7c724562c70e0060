import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { isSameSecret } from '../kit/digest.ts';
import { TABLE } from '../kit/names.contract.ts';
import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { epochSeconds, instantShape } from '../units/time.ts';
import { type Recipient, recipientFromKey, recipientKey } from './recipient.ts';
import type { Seconds } from './second.ts';

const offerShape = z.object({
  v: z.literal(1),
  secret: z.string(),
  /** The question that it answered. */
  by: z.string(),
  until: instantShape,
  acceptedBy: z.string().optional(),
});

const MOST_ASKED = 200;
const offerOf = (first: Recipient): Key => ({ pk: `RECIPIENT#${recipientKey(first)}`, sk: 'SECOND-OFFER' });
const CALLED = 'CALLED-FOR#';
const calledBy = (second: Recipient, first: Recipient): Key => ({
  pk: `RECIPIENT#${recipientKey(second)}`,
  sk: `${CALLED}${recipientKey(first)}`,
});

export class DynamoSeconds implements Seconds {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async offer(first: Recipient, by: string, until: Date, now: Date): Promise<string> {
    const asked = by.slice(0, MOST_ASKED);
    const known = await this.#offered(first);
    if (known?.by === asked && known.until > now) return known.secret;
    const secret = randomBytes(12).toString('base64url');
    const times = { until: until.toISOString(), [TABLE.expires]: epochSeconds(until) };
    await this.#table.put({ ...offerOf(first), v: 1, secret, by: asked, ...times });
    return secret;
  }

  async accept(first: Recipient, secret: string, by: string, now: Date): Promise<boolean> {
    const known = await this.#offered(first);
    if (known === undefined || known.until <= now || !isSameSecret(secret, known.secret)) return false;
    const accepted = await this.#table.update(offerOf(first), {
      UpdateExpression: 'SET acceptedBy = :by',
      ConditionExpression: 'secret = :secret AND (attribute_not_exists(acceptedBy) OR acceptedBy = :by)',
      ExpressionAttributeValues: { ':secret': known.secret, ':by': by.slice(0, MOST_ASKED) },
    });
    return accepted !== undefined;
  }

  async withdraw(first: Recipient): Promise<void> {
    await this.#table.delete(offerOf(first));
  }

  async note(second: Recipient, first: Recipient): Promise<void> {
    await this.#table.put({ ...calledBy(second, first), v: 1 });
  }

  async strike(second: Recipient, first: Recipient): Promise<void> {
    await this.#table.delete(calledBy(second, first));
  }

  async notedFor(second: Recipient): Promise<Recipient[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :second AND begins_with(sk, :called)',
      ExpressionAttributeValues: { ':second': `RECIPIENT#${recipientKey(second)}`, ':called': CALLED },
    });
    return items.map(({ sk }) => recipientFromKey(sk.slice(CALLED.length)));
  }

  async #offered(first: Recipient): Promise<z.output<typeof offerShape> | undefined> {
    const item = await this.#table.get(offerOf(first));
    return item && readItem(offerShape, item);
  }
}
