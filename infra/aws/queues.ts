import { Duration, Validations } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import type { Spec } from '../topology.ts';
import { constructId } from './construct-id.ts';

export type QueueWithDead = { queue: Queue; dead: Queue };
export type Queues = Readonly<Record<QueueName, QueueWithDead>>;

/** AWS recommends it: a batch that is retried must not come back while it is still being worked on. */
const VISIBILITY_PER_FUNCTION_SECOND = 6;

/**
 * How many functions may read one lane at a time. Platforms take 30 to 50 messages a second, which two functions can
 * send; more would only wait for a slot. It costs a little (Lambda then never polls less often), so the others, which
 * should grow with a crash of the market, have no maximum.
 */
const LANE_CONCURRENCY = 2;
const isLane = (queue: QueueName) => queue === 'pictures' || /-(?:direct|broadcast)$/.test(queue);

/** Every queue with its dead letters, made for the function that reads it. */
export function makeQueues(scope: Construct, specs: readonly (readonly [string, Spec])[]): Queues {
  return Object.fromEntries(
    QUEUES.map((name) => {
      const reader = specs.find(([, { start }]) => 'queues' in start && start.queues.includes(name))?.[1];
      if (!reader || !('queues' in reader.start)) throw new RangeError(`nobody reads the queue ${name}`);
      const visibilityTimeout = Duration.seconds(VISIBILITY_PER_FUNCTION_SECOND * reader.seconds);
      const dead = makeDeadLetters(scope, constructId(name), visibilityTimeout);
      const queue = new Queue(scope, `${constructId(name)}Queue`, {
        ...KEPT_AND_SEALED,
        visibilityTimeout,
        deadLetterQueue: { queue: dead, maxReceiveCount: reader.start.attempts },
      });
      return [name, { queue, dead }];
    }),
  ) as Record<QueueName, QueueWithDead>;
}

/** @param visibilityTimeout as long as the living queue's, for the day its letters are worked through again. */
export function makeDeadLetters(scope: Construct, id: string, visibilityTimeout?: Duration): Queue {
  const dead = new Queue(scope, `${id}DeadLetters`, {
    ...KEPT_AND_SEALED,
    ...(visibilityTimeout ? { visibilityTimeout } : {}),
  });
  Validations.of(dead).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is where dead letters go; what dies here stays for a person to see.',
  });
  return dead;
}

/** Lets a function work through a queue, and keeps a second source, switched off, ready for the dead letters. */
export function workThrough(fn: Lambda, name: QueueName, { queue, dead }: QueueWithDead, batchSize: number): void {
  const usual = { batchSize, reportBatchItemFailures: true };
  fn.addEventSource(
    new SqsEventSource(queue, { ...usual, ...(isLane(name) ? { maxConcurrency: LANE_CONCURRENCY } : {}) }),
  );
  fn.addEventSource(new SqsEventSource(dead, { ...usual, enabled: false }));
}

const KEPT_AND_SEALED = {
  retentionPeriod: Duration.days(14),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
};
