import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { evaluate, type TaskJson, taskShape } from '../alerts/evaluate.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { bodyOf, deadlineOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { handOverTo, wireDirect, wireTransitions } from './wire-alerts.ts';

/** Shows a tick to the rules that it concerns, one metric and shard at a time. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('evaluate', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const history = new DynamoHistory(table, clock);
  const handOver = handOverTo(wireDirect(env, queue), queue(env.NOTICES_QUEUE_URL));
  const deps = { ...wireTransitions(wired, handOver), history, tasks: queue<TaskJson>(env.EVALUATE_QUEUE_URL), clock };

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = deadlineOf(context, clock);
    const latest = await history.latest();
    return eachRecord(event, log, async (record) => {
      const task = bodyOf(record, taskShape);
      const became = await evaluate(deps, task, latest, deadline);
      if (became !== 'done') log.info('task not finished here', { ...task, became });
    });
  };
};

export const handler = onFirstEvent(create);
