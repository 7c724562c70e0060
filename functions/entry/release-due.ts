import type { Context, ScheduledEvent } from 'aws-lambda';
import { payDebts, staleTasks } from '../alerts/pay-debts.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import type { QueueName } from '../kit/names.contract.ts';
import type { Queue } from '../kit/queue.ts';
import { release } from '../kit/release.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { deadlineOf, type Overrides, onFirstEvent, type Source, scheduledTime, tickOf, wire } from './wire.ts';
import { handOverTo, wireBroadcast, wireDirect, wireTransitions } from './wire-alerts.ts';

/** Every minute: what has waited long enough, what a dead worker still owed, and a word about old data. */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('release-due', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const history = new DynamoHistory(table, clock);
  const due = new DynamoDue(table, env.SHARDS);
  const direct = wireDirect(env, queue);
  const broadcast = wireBroadcast(env, queue);
  const notices = queue(env.NOTICES_QUEUE_URL);
  const queues: Record<QueueName, Queue<unknown>> = {
    evaluate: queue(env.EVALUATE_QUEUE_URL),
    notices,
    filings: queue(env.FILINGS_QUEUE_URL),
    'telegram-direct': direct.telegram,
    'telegram-broadcast': broadcast.telegram,
    'discord-direct': direct.discord,
    'discord-broadcast': broadcast.discord,
    pictures: queue(env.PICTURES_QUEUE_URL),
  };
  const transitions = wireTransitions(wired, handOverTo(direct, notices));

  const tellOfOldData = async (now: Date): Promise<number> => {
    const tasks = staleTasks(await history.latest(), tickOf(env), env.SHARDS, now);
    if (tasks.length > 0) await queues.evaluate.put(tasks);
    return tasks.length;
  };

  return async (event: Pick<ScheduledEvent, 'time'>, context?: Context): Promise<void> => {
    const now = scheduledTime(event);
    const deadline = context ? deadlineOf(context, clock) : clock.now();
    const [released, paid, stale] = await Promise.all([
      release({ due, queues, clock }, deadline),
      payDebts(transitions, env.SHARDS, clock.now()),
      tellOfOldData(now),
    ]);
    // Last on purpose: a run that failed, or took too long, is one that was missed.
    log.count('DueReleased');
    if (released + paid + stale > 0) log.info('released', { released, paid, stale });
  };
};

export const handler = onFirstEvent(create);
