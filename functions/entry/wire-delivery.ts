import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { budgetsOf } from '../delivery/budgets.ts';
import { deliver } from '../delivery/deliver.ts';
import { deliveryShape } from '../delivery/delivery.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import type { DeliverDeps } from '../delivery/stage.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { leave, moveHouse } from '../subscriptions/leave.ts';
import { bodyOf, deadlineOf, eachRecord, type Wired } from './wire.ts';
import { silent, wireTransitions } from './wire-alerts.ts';

type Voice<Rendered> = Pick<DeliverDeps<Rendered>, 'render' | 'lanes' | 'idempotent'> & {
  /** Opened with the first message, so that a token that cannot be had fails messages and not the start. */
  open(): Promise<DeliverDeps<Rendered>['channel']>;
};

/** One platform's sender: everything but its voice is the same. */
export function wireDelivery<Name extends 'deliver-telegram' | 'deliver-discord', Rendered>(
  wired: Wired<Name>,
  { open, ...voice }: Voice<Rendered>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { env, table, clock, log } = wired;
  const book = new DynamoBook(table);
  const transitions = wireTransitions(wired, silent);
  const history = new DynamoHistory(table, clock);
  const tools: Omit<DeliverDeps<Rendered>, 'channel'> = {
    ...voice,
    sent: new DynamoSentLog(table, clock),
    book,
    pace: new DynamoPace(table),
    due: new DynamoDue(table, env.SHARDS),
    clock,
    log,
    budgets: budgetsOf,
    moved: (from, to) => moveHouse({ book, rules: transitions.rules }, from, to, clock.now()),
    gone: async (recipient, why) => leave({ book, transitions }, recipient, why, await history.latest(), clock.now()),
  };

  return async (event, context) => {
    const deadline = deadlineOf(context, clock);
    const deps = { ...tools, channel: await open() };
    return eachRecord(event, log, async (record) => {
      await deliver(deps, bodyOf(record, deliveryShape), deadline);
    });
  };
}
