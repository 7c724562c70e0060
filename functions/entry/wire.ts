import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { Clock } from '../kit/clock.ts';
import { type EnvOf, type FunctionName, readEnv } from '../kit/env.contract.ts';
import { Unreadable } from '../kit/errors.ts';
import { parseJson } from '../kit/http.ts';
import { PowertoolsLog } from '../kit/log.powertools.ts';
import type { Log } from '../kit/log.ts';
import type { Queue } from '../kit/queue.ts';
import { Table } from '../kit/table.dynamodb.ts';
import { tryEach } from '../kit/try-each.ts';
import { quantity } from '../units/quantity.ts';
import { later, type Milliseconds } from '../units/time.ts';

/** What a host may replace: time, lines, and the clients (so that one connection pool serves every function). */
export type Overrides = { clock?: Clock; log?: Log; dynamodb?: DynamoDBClient; sqs?: SQSClient };
export type Source = Readonly<Record<string, string | undefined>>;

/** The wall clock; only this file may look at it. */
const wallClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => wait(ms),
};

type Bare<Name extends FunctionName> = { env: EnvOf<Name>; clock: Clock; log: Log };
export type Wired<Name extends FunctionName> = Bare<Name> & {
  table: Table;
  queue<Body>(url: string): Queue<Body>;
};
/** The functions that keep something. */
type Keeping = {
  [Name in FunctionName]: EnvOf<Name> extends { TABLE_NAME: string } ? Name : never;
}[FunctionName];

/** What every function needs. @throws {Misconfigured} naming every variable that is missing or wrong. */
export function wireBare<Name extends FunctionName>(name: Name, source: Source, overrides: Overrides): Bare<Name> {
  return {
    env: readEnv(name, source),
    clock: overrides.clock ?? wallClock,
    log: overrides.log ?? new PowertoolsLog(name, secretsIn(source)),
  };
}

/** What those need that keep something. @throws {Misconfigured} as above. */
export function wire<Name extends Keeping>(name: Name, source: Source, overrides: Overrides): Wired<Name> {
  const bare = wireBare(name, source, overrides);
  const dynamodb = overrides.dynamodb ?? new DynamoDBClient({});
  return {
    ...bare,
    table: new Table(bare.env.TABLE_NAME, dynamodb),
    queue: queuesOf(overrides.sqs),
  };
}

/** The SDK's client is read with the first message that is put: a door answers most questions without one. */
function queuesOf(given: SQSClient | undefined): <Body>(url: string) => Queue<Body> {
  let client = given;
  return (url) => ({
    put: async (bodies, delay) => {
      const { openSqs, SqsQueue } = await import('../kit/queue.sqs.ts');
      client ??= openSqs();
      await new SqsQueue(url, client).put(bodies, delay);
    },
  });
}

/** What must never be printed, where it was given by value; bot tokens are known by their looks wherever they come from. */
const secretsIn = (source: Source): string[] =>
  (['TELEGRAM_TOKEN', 'TELEGRAM_SECRET', 'TELEGRAM_INVITE', 'DISCORD_TOKEN'] as const).flatMap(
    (name) => source[name] ?? [],
  );

/** Wires on the first event of a sandbox, so that importing the module for its `create` asks for no environment. */
export function onFirstEvent<Event, Result>(
  create: (source: Source) => (event: Event, context: Context) => Promise<Result>,
): (event: Event, context: Context) => Promise<Result> {
  let handler: ReturnType<typeof create> | undefined;
  return (event, context) => {
    handler ??= create(process.env);
    return handler(event, context);
  };
}

export const tickOf = (env: { TICK_SECONDS: number }): Milliseconds => quantity(env.TICK_SECONDS * 1_000);

export const deadlineOf = (context: Context, clock: Clock): Date =>
  later(clock.now(), quantity<Milliseconds>(context.getRemainingTimeInMillis()));

/** The body of a queue's message in the shape that was promised. @throws {Unreadable} which in the end is a dead letter. */
export const bodyOf = <Shape extends z.ZodType>(record: SQSRecord, shape: Shape): z.output<Shape> =>
  parseJson(record.body, shape, `queue message ${record.messageId}`);

/** The time an event was scheduled for, never the wall clock: an event that comes twice is the same tick. */
export function scheduledTime(event: { time?: unknown }): Date {
  const at = new Date(typeof event.time === 'string' ? event.time : Number.NaN);
  if (Number.isNaN(at.getTime())) throw new Unreadable('a scheduled event without a time', { time: event.time });
  return at;
}

/** Works on each message by itself; only those that failed come back. One bad message must not repeat the other nine. */
export async function eachRecord(
  event: SQSEvent,
  log: Log,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failures = await tryEach(event.Records, work);
  for (const { item, error } of failures) {
    log.error('a message failed', error, { message: item.messageId, tries: item.attributes.ApproximateReceiveCount });
  }
  return { batchItemFailures: failures.map(({ item }) => ({ itemIdentifier: item.messageId })) };
}
