import type { SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import type { Clock } from '../../../functions/kit/clock.ts';
import { QUEUES, type QueueName } from '../../../functions/kit/names.contract.ts';
import { queueSettings } from '../../../infra/local/cloud.ts';
import { sqsEvent } from '../../../infra/local/hosts/queue.ts';

type Message = { id: string; queue: QueueName; body: string; visibleAt: number; receives: number };
export type QueuesState = readonly Readonly<Message>[];
export type Batch = { event: SQSEvent; ids: readonly string[] };

const SETTINGS = queueSettings();

/**
 * Standard queues on the test's clock; the embedded SQS lives on the wall's, where a redelivery takes minutes.
 *
 * At least once: what was received and not removed comes back when its visibility ends, and is dead after as many
 * attempts as the topology gives it.
 */
export class VirtualSqs {
  #messages: Message[] = [];
  #sent = 0;
  readonly dead: { queue: QueueName; body: string }[] = [];
  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  urlOf = (name: QueueName): string => `http://127.0.0.1/000000000000/${name}`;

  /** What SendMessageBatch does. */
  take({ QueueUrl, Entries = [] }: SendMessageBatchCommandInput): void {
    const queue = QUEUES.find((name) => this.urlOf(name) === QueueUrl);
    if (queue === undefined) throw new RangeError(`no such queue: ${QueueUrl}`);
    if (Entries.length < 1 || Entries.length > 10) throw new RangeError(`a batch of ${Entries.length}`);
    for (const { MessageBody, DelaySeconds = 0 } of Entries) this.put(queue, MessageBody!, DelaySeconds * 1_000);
  }

  put(queue: QueueName, body: string, delayMs = 0): void {
    const visibleAt = this.#clock.now().getTime() + delayMs;
    this.#messages.push({ id: `m${++this.#sent}`, queue, body, visibleAt, receives: 0 });
  }

  receive(queue: QueueName, most: number): Batch | undefined {
    const now = this.#clock.now().getTime();
    const { attempts, visibilitySeconds } = SETTINGS[queue];
    const ready = this.#messages.filter((one) => one.queue === queue && one.visibleAt <= now);
    const spent = ready.filter(({ receives }) => receives >= attempts);
    this.dead.push(...spent.map(({ body }) => ({ queue, body })));
    this.remove(spent.map(({ id }) => id));
    const batch = ready.filter((one) => !spent.includes(one)).slice(0, most);
    if (batch.length === 0) return undefined;
    for (const one of batch)
      Object.assign(one, { receives: one.receives + 1, visibleAt: now + visibilitySeconds * 1_000 });
    const event = sqsEvent(
      queue,
      batch.map(({ id, body, receives }) => ({
        MessageId: id,
        ReceiptHandle: `${id}-${receives}`,
        Body: body,
        MD5OfBody: '',
        Attributes: { ApproximateReceiveCount: String(receives) },
      })),
    );
    return { event, ids: batch.map(({ id }) => id) };
  }

  remove(ids: readonly string[]): void {
    this.#messages = this.#messages.filter(({ id }) => !ids.includes(id));
  }

  /** What is in flight comes again before its time, as a standard queue may do. */
  comeBack(ids: readonly string[], at: Date): void {
    for (const one of this.#messages) if (ids.includes(one.id)) one.visibleAt = at.getTime();
  }

  /** When the next message can be received; undefined when there is none at all. */
  next(): Date | undefined {
    const earliest = Math.min(...this.#messages.map(({ visibleAt }) => visibleAt));
    return Number.isFinite(earliest) ? new Date(earliest) : undefined;
  }

  bodiesIn(queue: QueueName): string[] {
    return this.#messages.filter((one) => one.queue === queue).map(({ body }) => body);
  }

  save(): QueuesState {
    return structuredClone(this.#messages);
  }

  restore(state: QueuesState): void {
    this.#messages = structuredClone(state) as Message[];
    this.dead.length = 0;
  }
}
