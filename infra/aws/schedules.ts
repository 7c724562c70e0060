import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { type Start, TICK_SECONDS } from '../topology.ts';
import { constructId } from './construct-id.ts';
import { makeDeadLetters } from './queues.ts';

export type Every = Extract<Start, { every: unknown }>['every'];

/** A failed run is tried again only while its result is still of use; the next minute makes up for the last. */
const RUN_AGAIN: Readonly<Record<Every, { retryAttempts: number; maxEventAge: Duration }>> = {
  tick: { retryAttempts: 2, maxEventAge: Duration.seconds(TICK_SECONDS) },
  minute: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
  day: { retryAttempts: 2, maxEventAge: Duration.hours(1) },
};

/** The clocks of the topology; the twin of infra/local/hosts/schedule.ts. */
export class Schedules {
  readonly dead: Queue;
  readonly #scope: Construct;

  constructor(scope: Construct) {
    this.#scope = scope;
    this.dead = makeDeadLetters(scope, 'Schedules');
  }

  /** Two retries within five minutes: a broken permission must not cause a day of stale ticks. */
  start(fn: Lambda, name: FunctionName, every: Every): void {
    fn.configureAsyncInvoke(RUN_AGAIN[every]);
    new Schedule(this.#scope, `${constructId(name)}Schedule`, {
      schedule: expressionOf(every),
      target: new LambdaInvoke(fn, {
        input: scheduledEvent(Stack.of(fn)),
        retryAttempts: 2,
        maxEventAge: Duration.minutes(5),
        deadLetterQueue: this.dead,
      }),
    });
    acknowledgeVersions(fn);
  }
}

/**
 * Ticks are whole steps of the clock, so that hours and days begin with one. A day is a rate on purpose: the first run
 * comes with the first deployment, and does not wait for midnight.
 */
export function expressionOf(every: Every, tickSeconds = TICK_SECONDS): ScheduleExpression {
  if (every === 'minute') return ScheduleExpression.cron({ minute: '*' });
  if (every === 'day') return ScheduleExpression.rate(Duration.days(1));
  const minutes = tickSeconds / 60;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 30 || 60 % minutes !== 0)
    throw new RangeError(`a tick of ${tickSeconds} seconds does not divide the hour into whole minutes`);
  return ScheduleExpression.cron({ minute: `0/${minutes}` });
}

/** The envelope EventBridge would send, with the *scheduled* time: an event that comes twice is the same tick. */
const scheduledEvent = ({ account, region }: Stack) =>
  ScheduleTargetInput.fromObject({
    version: '0',
    id: ContextAttribute.executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: ContextAttribute.scheduledTime,
    region,
    resources: [ContextAttribute.scheduleArn],
    detail: '{}',
  });

/** The CDK's target lets the scheduler start every version of the function; there is only one. */
function acknowledgeVersions(fn: Lambda): void {
  const stack = Stack.of(fn);
  const id = `AwsSolutions-IAM5[Resource::<${stack.getLogicalId(fn.node.defaultChild as never)}.Arn>:*]`;
  Validations.of(stack).acknowledge({
    id,
    reason: 'The versions of one function, which only the scheduler may start.',
  });
}
