import type { ScheduledEvent } from 'aws-lambda';
import { tasksOf } from '../alerts/pay-debts.ts';
import { DynamoRules } from '../alerts/rules.dynamodb.ts';
import { FetchHttp } from '../kit/http.fetch.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { rememberDays } from '../market/remember-days.ts';
import { takeSnapshot } from '../market/take-snapshot.ts';
import { type Overrides, onFirstEvent, type Source, scheduledTime, tickOf, wire } from './wire.ts';

/**
 * Every tick: one snapshot of the market, and one task for each metric that has rules.
 *
 * The scheduled time dates the snapshot: a retried or late invocation goes on with the row that is there.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const { env, clock, log, table, queue } = wire('take-snapshot', source, overrides);
  const tickMs = tickOf(env);
  const history = rememberDays(new DynamoHistory(table, clock));
  const rules = new DynamoRules(table, { shards: env.SHARDS, tickMs });
  const tasks = queue(env.EVALUATE_QUEUE_URL);
  const http = new FetchHttp();

  return async (event: Pick<ScheduledEvent, 'time'>): Promise<void> => {
    const at = scheduledTime(event);
    try {
      const [{ snapshot }, metrics] = await Promise.all([
        takeSnapshot({ http, bases: env, history, clock, tickMs, log }, at),
        rules.metrics(),
      ]);
      await tasks.put(tasksOf(snapshot.at, metrics, env.SHARDS));
      log.count('SnapshotTaken');
      const { hashprice, price, network, ignored } = snapshot;
      log.info('snapshot taken', { at: event.time, ...hashprice, ...price, difficulty: network.difficulty, ignored });
    } catch (error) {
      log.error('no snapshot', error, { at: event.time });
      throw error;
    }
  };
};

export const handler = onFirstEvent(create);
