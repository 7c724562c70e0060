import { Duration, Validations } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
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
 * How many functions may read one queue at a time, in place of reserved concurrency, of which a new account has none to
 * give: whatever floods a queue, the webhooks find room. Platforms take 30 to 50 messages a second, which two functions
 * can send, and EDGAR two requests; more of them would only wait for a slot. It costs a little: Lambda polls an idle
 * queue with a maximum five at a time, and two at a time without.
 */
const USUAL_MOST_READERS = 2;
/** What a crash of the market makes at once is worked through by more: each takes ten tasks, or a thousand recipients. */
const MOST_READERS: Partial<Record<QueueName, number>> = { evaluate: 5, notices: 5 };

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
  const id = constructId(name);
  const usual = { batchSize, reportBatchItemFailures: true, maxConcurrency: MOST_READERS[name] ?? USUAL_MOST_READERS };
  fn.addEventSourceMapping(`${id}Source`, { ...usual, eventSourceArn: queue.queueArn });
  fn.addEventSourceMapping(`${id}RedriveSource`, { ...usual, eventSourceArn: dead.queueArn, enabled: false });
  for (const read of [queue, dead]) read.grantConsumeMessages(fn);
}

const KEPT_AND_SEALED = {
  retentionPeriod: Duration.days(14),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
};
