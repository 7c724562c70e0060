import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { EventInvokeConfigOptions, Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { ALARMS, type Alarm } from '../alarms.ts';
import { constructId } from '../construct-id.ts';
import type { Start } from '../topology.ts';
import { makeDeadLetters } from './queues.ts';

export type Every = Extract<Start, { every: unknown }>['every'];

/** A failed run is tried again only while its result is still of use; the next minute makes up for the last. */
const runAgain = (tickSeconds: number): Record<Every, { retryAttempts: number; maxEventAge: Duration }> => ({
  tick: { retryAttempts: 2, maxEventAge: Duration.seconds(tickSeconds) },
  minute: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
  day: { retryAttempts: 2, maxEventAge: Duration.hours(1) },
});

/** The clocks of the topology; the twin of infra/local/hosts/schedule.ts. */
export class Schedules {
  readonly dead: Queue;
  readonly #scope: Construct;
  readonly #tickSeconds: number;
  readonly #role: Role;

  constructor(scope: Construct, tickSeconds: number) {
    this.#scope = scope;
    this.#tickSeconds = tickSeconds;
    this.dead = makeDeadLetters(scope, 'Schedules');
    this.#role = new Role(scope, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
      }),
    });
    this.#may('sqs:SendMessage', this.dead.queueArn);
  }

  /**
   * Two retries within five minutes: a broken permission must not cause a day of stale ticks.
   *
   * The target is written out, because the CDK's own lets the scheduler start every version of a function, too.
   */
  start(fn: Lambda, name: FunctionName, every: Every): void {
    const isMissedAtOnce = Object.values<Alarm>(ALARMS).some(
      (alarm) => 'below' in alarm && 'countOf' in alarm.metric && alarm.metric.by.includes(name),
    );
    fn.configureAsyncInvoke({
      ...runAgain(this.#tickSeconds)[every],
      ...(isMissedAtOnce ? {} : this.#layAside(fn)),
    });
    new Schedule(this.#scope, `${constructId(name)}Schedule`, {
      schedule: expressionOf(every, this.#tickSeconds),
      target: {
        bind: () => ({
          arn: fn.functionArn,
          role: this.#role,
          input: scheduledEvent(Stack.of(fn)),
          retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
          deadLetterConfig: { arn: this.dead.queueArn },
        }),
      },
    });
    this.#may('lambda:InvokeFunction', fn.functionArn);
  }

  /**
   * What failed at every try lies where a person sees it, unless an alarm already waits for what the function counts when
   * it is done: then the next tick or minute makes up for this one, and if it does not, that alarm says so.
   */
  #layAside(fn: Lambda): EventInvokeConfigOptions {
    fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.dead.queueArn] }));
    return { onFailure: { bind: () => ({ destination: this.dead.queueArn }) } };
  }

  #may(action: string, resource: string): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  }
}

/**
 * Ticks are whole steps of the clock, so that hours and days begin with one. A day is a rate on purpose: the first run
 * comes with the first deployment, and does not wait for midnight.
 */
export function expressionOf(every: Every, tickSeconds: number): ScheduleExpression {
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
