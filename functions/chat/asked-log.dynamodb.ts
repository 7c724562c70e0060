import * as z from 'zod';
import { TABLE } from '../kit/names.contract.ts';
import { type Item, isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { days, epochSeconds, instantShape, later } from '../units/time.ts';
import { type AskedLog, type Call, type Claim, callShape } from './asked-log.ts';

const KEPT = days(2);
/** An item holds 400 KB at most. What is longer is found out again by a repeat. */
const MOST_BYTES = 300_000;

const shape = z.object({
  v: z.literal(1),
  since: instantShape,
  leaseUntil: instantShape,
  tries: z.int().positive(),
  done: z.boolean(),
  said: z.int().nonnegative(),
  /** As text: maps and lists come back as they went. */
  answer: z.string().optional(),
});
const answerShape = z.array(callShape);

const keyOf = (key: string): Key => ({ pk: `ASKED#${key}`, sk: 'ASKED' });

/** One item for each question. */
export class DynamoAskedLog implements AskedLog {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async claim(key: string, leaseUntil: Date, now: Date): Promise<Claim> {
    // Almost every question is new: one write, and nothing to read.
    const first = { v: 1, since: now.toISOString(), tries: 1, done: false, said: 0 };
    const isNew = await this.#table.put(
      { ...keyOf(key), ...first, leaseUntil: leaseUntil.toISOString(), ...expiry(now) },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR #expires <= :seconds',
        ExpressionAttributeNames: { '#expires': TABLE.expires },
        ExpressionAttributeValues: { ':seconds': epochSeconds(now) },
      },
    );
    if (isNew) return { state: 'ours', since: now, tries: 1, said: 0 };
    const again = await this.#table.update(keyOf(key), {
      UpdateExpression: 'SET leaseUntil = :until, tries = tries + :one',
      ConditionExpression: '#done = :no AND leaseUntil <= :now',
      ExpressionAttributeNames: { '#done': 'done' },
      ExpressionAttributeValues: {
        ':until': leaseUntil.toISOString(),
        ':one': 1,
        ':no': false,
        ':now': now.toISOString(),
      },
    });
    return again ? oursOf(again) : this.#refusal(key, now);
  }

  async answered(key: string, answer: readonly Call[], now: Date): Promise<void> {
    const text = JSON.stringify(answer);
    if (Buffer.byteLength(text) > MOST_BYTES) return;
    await this.#change(key, now, 'SET answer = :value', { ':value': text });
  }

  async said(key: string, count: number, now: Date): Promise<void> {
    await this.#change(key, now, 'SET said = :value', { ':value': count });
  }

  async done(key: string, now: Date): Promise<void> {
    await this.#change(key, now, 'SET #done = :value REMOVE answer', { ':value': true });
  }

  async release(key: string, now: Date): Promise<void> {
    await this.#change(key, now, 'SET leaseUntil = :value', { ':value': now.toISOString() });
  }

  /** A lease outlives the function that took it, so whoever can still write holds it; what is done stays done. */
  async #change(key: string, now: Date, change: string, values: Record<string, unknown>): Promise<void> {
    await this.#table.update(keyOf(key), {
      UpdateExpression: change.replace('SET ', 'SET #expires = :expires, '),
      ConditionExpression: 'attribute_exists(pk) AND #done = :no',
      ExpressionAttributeNames: { '#done': 'done', '#expires': TABLE.expires },
      ExpressionAttributeValues: { ...values, ':no': false, ':expires': expiry(now)[TABLE.expires] },
    });
  }

  async #refusal(key: string, now: Date): Promise<Claim> {
    const item = await this.#table.get(keyOf(key));
    // It expired between the requests: whoever asks again finds its place free.
    if (item === undefined || !isLive(item, now)) return { state: 'taken', until: now };
    const { done, leaseUntil } = readItem(shape, item);
    return done ? { state: 'done' } : { state: 'taken', until: leaseUntil };
  }
}

function oursOf(item: Item): Claim {
  const { since, tries, said, answer } = readItem(shape, item);
  const calls = answer === undefined ? undefined : answerShape.parse(JSON.parse(answer));
  return { state: 'ours', since, tries, said, ...(calls && { answer: calls }) };
}

const expiry = (now: Date) => ({ [TABLE.expires]: epochSeconds(later(now, KEPT)) });
