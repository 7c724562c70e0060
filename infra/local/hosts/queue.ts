import { setTimeout } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { QueueName } from '../../../functions/kit/names.contract.ts';
import { ACCOUNT, REGION } from '../context.ts';

export type Work = (event: SQSEvent) => Promise<SQSBatchResponse>;
/** Told of what a handler threw; the messages stay in the queue whatever is done with it. */
export type Complain = (error: unknown) => void;
export type Source = { queue: QueueName; url: string; batch: number; client: SQSClient };

/** SQS waits at most this long for a message. */
const LONGEST_POLL_SECONDS = 20;
const PAUSE_AFTER_FAILURE_MS = 1_000;

export const sqsEvent = (queue: QueueName, messages: readonly Message[]): SQSEvent => ({
  Records: messages.map((message) => sqsRecord(queue, message)),
});

const sqsRecord = (queue: QueueName, message: Message): SQSRecord => ({
  messageId: message.MessageId!,
  receiptHandle: message.ReceiptHandle!,
  body: message.Body!,
  attributes: {
    ApproximateReceiveCount: message.Attributes?.ApproximateReceiveCount ?? '1',
    SentTimestamp: message.Attributes?.SentTimestamp ?? '0',
    SenderId: message.Attributes?.SenderId ?? ACCOUNT,
    ApproximateFirstReceiveTimestamp: message.Attributes?.ApproximateFirstReceiveTimestamp ?? '0',
  },
  messageAttributes: {},
  md5OfBody: message.MD5OfBody!,
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue}`,
  awsRegion: REGION,
});

/**
 * One turn of what Lambda's event source mapping does: receive a batch, hand it over, delete what was done.
 *
 * What a handler names in `batchItemFailures`, and everything when it throws or answers in another shape, comes back
 * when its visibility ends; counting receipts and moving to the dead letters is the queue's own business.
 *
 * @returns how many were received.
 */
export async function takeBatch(
  { queue, url, batch, client }: Source,
  work: Work,
  complain: Complain,
  waitSeconds: number,
  abortSignal?: AbortSignal,
): Promise<number> {
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: batch,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
    }),
    abortSignal === undefined ? {} : { abortSignal },
  );
  if (messages.length === 0) return 0;
  const failed = await failedOf(messages, () => work(sqsEvent(queue, messages)), complain);
  const done = messages.filter((message) => !failed.has(message.MessageId!));
  if (done.length > 0) await remove(client, url, done);
  return messages.length;
}

/** Lambda takes no answer, or one without failures in it, as "all done". */
const answerShape = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

async function failedOf(
  messages: readonly Message[],
  work: () => Promise<SQSBatchResponse>,
  complain: Complain,
): Promise<Set<string>> {
  const all = new Set(messages.map((message) => message.MessageId!));
  try {
    const answer = answerShape.parse(await work());
    const failed = new Set(answer?.batchItemFailures?.map((item) => item.itemIdentifier));
    // Lambda's rule: a name it did not give out means that the answer cannot be trusted at all.
    return [...failed].every((id) => all.has(id)) ? failed : all;
  } catch (error) {
    complain(error);
    return all;
  }
}

async function remove(client: SQSClient, url: string, messages: readonly Message[]): Promise<void> {
  const { Failed: failed = [] } = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: messages.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle! })),
    }),
  );
  if (failed.length > 0) throw new Error(`${failed.length} messages could not be deleted from ${url}`);
}

/** Polls until stopped; `stop` waits for the batch in hand. The messages of a batch that failed stay where they are. */
export function serveQueue(source: Source, work: Work, complain: Complain): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await takeBatch(source, work, complain, LONGEST_POLL_SECONDS, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        complain(error);
        await setTimeout(PAUSE_AFTER_FAILURE_MS);
      }
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
