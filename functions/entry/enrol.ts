import type { ScheduledEvent } from 'aws-lambda';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { enrol } from '../subscriptions/enrol.ts';
import { parseRecipients } from '../subscriptions/enrolment.ts';
import { DynamoOwn } from '../subscriptions/own.dynamodb.ts';
import { DynamoRoster } from '../subscriptions/roster.dynamodb.ts';
import { type Overrides, onFirstEvent, type Source, scheduledTime, wire } from './wire.ts';
import { handOverTo, wireDirect, wireTransitions } from './wire-alerts.ts';

/** Every day, and locally at every start: rules and subscriptions as RECIPIENTS says. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('enrol', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const list = parseRecipients(env.RECIPIENTS);
  const history = new DynamoHistory(table, clock);
  const handOver = handOverTo(wireDirect(env, queue), queue(env.NOTICES_QUEUE_URL));
  const transitions = wireTransitions(wired, handOver);
  const deps = {
    book: new DynamoBook(table),
    roster: new DynamoRoster(table),
    own: new DynamoOwn(table, clock),
    transitions,
    log,
  };

  return async (event: Pick<ScheduledEvent, 'time'>): Promise<void> => {
    await enrol(deps, list, await history.latest(), scheduledTime(event));
    log.info('enrolled', { recipients: list.length });
  };
};

export const handler = onFirstEvent(create);
