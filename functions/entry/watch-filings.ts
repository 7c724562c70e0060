import type { ScheduledEvent } from 'aws-lambda';
import { DynamoLedger } from '../filings/ledger.dynamodb.ts';
import { watchFilings } from '../filings/watch-filings.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { type Overrides, onFirstEvent, type Source, scheduledTime, wire } from './wire.ts';
import { wireEdgar } from './wire-edgar.ts';

/** Every minute: what was filed, for whoever reads it. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('watch-filings', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const deps: Parameters<typeof watchFilings>[0] = {
    edgar: wireEdgar(wired),
    ledger: new DynamoLedger(table),
    tasks: queue(env.FILINGS_QUEUE_URL),
    due: new DynamoDue(table, env.SHARDS),
    clock,
    log,
  };

  return async (event: Pick<ScheduledEvent, 'time'>): Promise<void> => {
    const { closed, ...watched } = await watchFilings(deps, scheduledTime(event));
    // At night, too: what an alarm waits for is that somebody looked, not that there was something to see. A list that
    // stays unreadable while others can be read is one that nobody looks at.
    if (watched.failed === 0) log.count('FilingsChecked');
    if (!closed) log.info('filings checked', watched);
  };
};

export const handler = onFirstEvent(create);
