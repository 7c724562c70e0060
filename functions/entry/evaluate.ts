import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { evaluate, type TaskJson, taskShape } from '../alerts/evaluate.ts';
import type { Sale } from '../alerts/notice.ts';
import { salesIn } from '../alerts/sales.ts';
import { DynamoAnnouncedLog } from '../filings/announced.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import type { Day } from '../units/time.ts';
import { bodyOf, deadlineOf, eachRecord, type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { handOverTo, wireDirect, wireTransitions } from './wire-alerts.ts';

/** Shows a tick to the rules that it concerns, one metric and shard at a time. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('evaluate', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const history = new DynamoHistory(table, clock);
  const handOver = handOverTo(wireDirect(env, queue), queue(env.NOTICES_QUEUE_URL));
  const deps = { ...wireTransitions(wired, handOver), history, tasks: queue<TaskJson>(env.EVALUATE_QUEUE_URL), clock };
  const announced = new DynamoAnnouncedLog(table);

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const deadline = deadlineOf(context, clock);
    const latest = await history.latest();
    const salesOn = onceEach(async (day) => salesIn(await announced.on(day)));
    return eachRecord(event, log, async (record) => {
      const task = bodyOf(record, taskShape);
      const became = await evaluate({ ...deps, salesOn }, task, latest, deadline);
      if (became !== 'done') log.info('task not finished here', { ...task, became });
    });
  };
};

/** However many rules a tick fires, a day is looked up once. */
function onceEach(look: (day: Day) => Promise<readonly Sale[]>): (day: Day) => Promise<readonly Sale[]> {
  const known = new Map<Day, Promise<readonly Sale[]>>();
  return (day) => {
    const answer = known.get(day) ?? look(day);
    known.set(day, answer);
    return answer;
  };
}

export const handler = onFirstEvent(create);
