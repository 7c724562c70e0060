import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Milliseconds } from '../units/time.ts';
import { Unreachable } from './errors.ts';
import { LONGEST_DELAY_SECONDS, type Queue } from './queue.ts';

/** SQS takes ten messages at a time. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const BATCH = 10;

/** The queue's URL says where it is; AWS_ENDPOINT_URL_SQS would lose to it anyway. */
export const openSqs = (): SQSClient => new SQSClient({ useQueueUrlAsEndpoint: true });

/** Bodies as JSON on one queue. The host in the URL decides where it goes, so a local URL names the emulator. */
export class SqsQueue<Body> implements Queue<Body> {
  readonly #url: string;
  readonly #client: SQSClient;

  constructor(url: string, client: SQSClient) {
    this.#url = url;
    this.#client = client;
  }

  async put(bodies: readonly Body[], delay?: Milliseconds): Promise<void> {
    const seconds = Math.min(LONGEST_DELAY_SECONDS, Math.ceil((delay ?? 0) / 1_000));
    for (let from = 0; from < bodies.length; from += BATCH) {
      await this.#putBatch(bodies.slice(from, from + BATCH), seconds);
    }
  }

  async #putBatch(bodies: readonly Body[], delaySeconds: number): Promise<void> {
    const { Failed: failed = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#url,
        Entries: bodies.map((body, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(body),
          ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
        })),
      }),
    );
    // 200 with failures inside: without this line they would be lost in silence.
    if (failed.length > 0)
      throw new Unreachable(`SQS did not take ${failed.length} of ${bodies.length} messages`, {
        codes: failed.map((entry) => entry.Code),
      });
  }
}
