import { Duration, Validations } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { constructId } from '../construct-id.ts';
import type { Spec, Start } from '../topology.ts';

/** @property dead where the letters of its reader lie: of each of its queues, if it reads several. */
export type QueueWithDead = { queue: Queue; dead: Queue };
export type Queues = Readonly<Record<QueueName, QueueWithDead>>;

type Reads = Extract<Start, { queues: unknown }>;

/** AWS recommends it: a batch that is retried must not come back while it is still being worked on. */
const VISIBILITY_PER_FUNCTION_SECOND = 6;

/**
 * How many functions may read one queue at a time, where more would do harm, and nowhere else.
 *
 * A crowd in a broadcast lane would be brought by as many functions as Lambda gives, for a platform that takes 30 to 50
 * messages a second, which two can send; the others would hold sandboxes that the webhooks need, and wait for slots. All
 * other queues are short, or paced by what their readers do: EDGAR's and the platforms' slots are leased, and work that
 * finds none is put back. Behind a maximum Lambda asks an idle queue five at a time, and two at a time without: 0.16 USD
 * a month for each queue.
 *
 * What that leaves open: in an account of ten sandboxes, as new ones are, a crash of the market may take all of them for
 * its decisions. Telegram repeats what is then turned away, Discord does not; FunctionsThrottled says so, and more is
 * free to ask for. (Reserved concurrency is not to be had there at all.)
 */
const MOST_READERS: Partial<Record<QueueName, number>> = { 'telegram-broadcast': 2, 'discord-broadcast': 2 };
/** Letters are many at once, and nobody is in a hurry any more. */
const MOST_READERS_OF_LETTERS = 2;

/** Every queue, made for the function that reads it, with the dead letters of that function. */
export function makeQueues(scope: Construct, specs: readonly (readonly [string, Spec])[]): Queues {
  const queues = specs.flatMap(([reader, { start, seconds }]) => {
    if (!('queues' in start)) return [];
    const visibilityTimeout = Duration.seconds(VISIBILITY_PER_FUNCTION_SECOND * seconds);
    // One for all that a function reads: an alarm is paid by the queue, the page to read is the same, and SQS knows
    // where each letter came from.
    const dead = makeDeadLetters(scope, constructId(reader), visibilityTimeout);
    return start.queues.map((name) => {
      const queue = new Queue(scope, `${constructId(name)}Queue`, {
        ...KEPT_AND_SEALED,
        visibilityTimeout,
        deadLetterQueue: { queue: dead, maxReceiveCount: start.attempts },
      });
      return [name, { queue, dead }] as const;
    });
  });
  const made = Object.fromEntries(queues) as Partial<Record<QueueName, QueueWithDead>>;
  for (const name of QUEUES) if (made[name] === undefined) throw new RangeError(`nobody reads the queue ${name}`);
  return made as Queues;
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

/** Lets a function work through its queues, and keeps one more source, switched off, ready for the dead letters. */
export function workThrough(fn: Lambda, queues: Queues, { queues: names, batch }: Reads): void {
  const usual = { batchSize: batch, reportBatchItemFailures: true };
  for (const name of names) {
    const maxConcurrency = MOST_READERS[name];
    fn.addEventSourceMapping(`${constructId(name)}Source`, {
      ...usual,
      eventSourceArn: queues[name].queue.queueArn,
      ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    });
    queues[name].queue.grantConsumeMessages(fn);
  }
  for (const dead of new Set(names.map((name) => queues[name].dead))) {
    fn.addEventSourceMapping('RedriveSource', {
      ...usual,
      eventSourceArn: dead.queueArn,
      maxConcurrency: MOST_READERS_OF_LETTERS,
      enabled: false,
    });
    dead.grantConsumeMessages(fn);
  }
}

const KEPT_AND_SEALED = {
  retentionPeriod: Duration.days(14),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
};
