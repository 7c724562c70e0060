import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import { FALSE_CREDENTIALS } from '../../infra/local/emulators/dynamodb.ts';
import { type QueueEmulator, type QueueSettings, startSqs } from '../../infra/local/emulators/sqs.ts';

export const anySettings = (more: Partial<QueueSettings['evaluate']> = {}): QueueSettings =>
  Object.fromEntries(QUEUES.map((name) => [name, { visibilitySeconds: 30, attempts: 5, ...more }])) as Record<
    QueueName,
    QueueSettings['evaluate']
  >;

export type Queues = QueueEmulator & {
  client: SQSClient;
  /** At most ten messages of a queue URL, without waiting; they stay in flight. */
  receive(url: string): Promise<Message[]>;
  /** What lies in a queue, seen without touching it. */
  inside(name: QueueName): Promise<{ ready: string[]; delayed: { body: string; seconds: number }[] }>;
};

/** A client as the functions have it, that goes where a queue's URL says; without the SDK's warning that it does. */
export const clientByUrl = (): SQSClient =>
  new SQSClient({
    region: 'us-east-1',
    credentials: FALSE_CREDENTIALS,
    useQueueUrlAsEndpoint: true,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });

/** Every queue of the topology on the embedded SQS, gone when the test is over. */
export async function emulatedQueues(settings: QueueSettings = anySettings(), dataDir?: string): Promise<Queues> {
  const emulator = await startSqs(settings, dataDir);
  const client = clientByUrl();
  onTestFinished(async () => {
    client.destroy();
    await emulator.stop();
  });
  return {
    ...emulator,
    client,
    receive: async (QueueUrl) => {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
      });
      return (await client.send(command)).Messages ?? [];
    },
    inside: async (name) => {
      const reply = await fetch(`${emulator.endpoint}/_fauxqs/queues/${name}`);
      const { messages } = (await reply.json()) as { messages: Inspected };
      return {
        ready: messages.ready.map(({ body }) => body),
        delayed: messages.delayed.map(({ body, delayUntil, sentTimestamp }) => ({
          body,
          seconds: Math.round((delayUntil - sentTimestamp) / 1_000),
        })),
      };
    },
  };
}

type Inspected = {
  ready: { body: string }[];
  delayed: { body: string; delayUntil: number; sentTimestamp: number }[];
};
