import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { DynamoJournal } from '../alerts/journal.dynamodb.ts';
import { DynamoPlaces } from '../chat/places.dynamodb.ts';
import { placeOf } from '../chat/places.ts';
import { budgetsOf } from '../delivery/budgets.ts';
import { laneShape } from '../delivery/errand.ts';
import { type ReceiveDeps, receive } from '../delivery/receive.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import { DynamoShelf } from '../delivery/shelf.dynamodb.ts';
import type { DeliverDeps } from '../delivery/stage.ts';
import { DynamoAnnouncedLog } from '../filings/announced.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { leave, moveHouse } from '../subscriptions/leave.ts';
import { DynamoOwn } from '../subscriptions/own.dynamodb.ts';
import { DynamoSeen } from '../subscriptions/seen.dynamodb.ts';
import { DynamoSettings } from '../subscriptions/settings.dynamodb.ts';
import { bodyOf, deadlineOf, eachRecord, type Wired } from './wire.ts';
import { silent, wireTransitions } from './wire-alerts.ts';

type Voice<Rendered> = Pick<DeliverDeps<Rendered>, 'render' | 'lanes' | 'pictures' | 'idempotent'> & {
  /** With each event, so that a token that cannot be had fails messages, before any is claimed, and not the start. */
  open(): Promise<DeliverDeps<Rendered>['channel']>;
};

/** One platform's sender: everything but its voice is the same. */
export function wireDelivery<Name extends 'deliver-telegram' | 'deliver-discord', Rendered>(
  wired: Wired<Name>,
  { open, ...voice }: Voice<Rendered>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const { env, table, clock, log } = wired;
  const book = new DynamoBook(table);
  const own = new DynamoOwn(table, clock);
  const settings = new DynamoSettings(table);
  const transitions = wireTransitions(wired, silent);
  const history = new DynamoHistory(table, clock);
  const places = new DynamoPlaces(table);
  const tools: Omit<ReceiveDeps<Rendered>, 'channel'> = {
    ...voice,
    sent: new DynamoSentLog(table, clock),
    book,
    settings,
    shelf: new DynamoShelf(table, clock),
    seen: new DynamoSeen(table),
    rules: transitions.rules,
    journal: new DynamoJournal(table, clock),
    announced: new DynamoAnnouncedLog(table),
    memory: new DynamoMemory(table),
    history,
    pace: new DynamoPace(table),
    due: new DynamoDue(table, env.SHARDS),
    clock,
    log,
    budgets: budgetsOf,
    latest: () => history.latest(),
    moved: async (from, to) => {
      await moveHouse({ book, rules: transitions.rules, own, settings }, from, to, clock.now());
      await places.move(placeOf(from), placeOf(to), clock.now());
    },
    gone: async (recipient, why) => {
      await leave({ book, transitions, own, settings }, recipient, why, await history.latest(), clock.now());
      await places.leave(placeOf(recipient));
    },
  };

  return async (event, context) => {
    const deadline = deadlineOf(context, clock);
    const deps = { ...tools, channel: await open() };
    return eachRecord(event, log, async (record) => {
      await receive(deps, bodyOf(record, laneShape), deadline);
    });
  };
}
