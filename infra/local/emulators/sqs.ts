import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { QUEUES, type QueueName } from '../../../functions/kit/names.contract.ts';
import { ACCOUNT, REGION } from '../context.ts';
import { type Emulator, FALSE_CREDENTIALS } from './dynamodb.ts';

/** How long a message is out of sight while somebody works on it, and how often it is tried before it is dead. */
export type QueueSettings = Readonly<Record<QueueName, { visibilitySeconds: number; attempts: number }>>;

export type QueueEmulator = Emulator & {
  /** A URL that names this machine, for clients with `useQueueUrlAsEndpoint`. */
  urlOf(name: QueueName): string;
  /** Where the messages end up that were tried in vain. */
  deadUrlOf(name: QueueName): string;
  /** How many messages could be received now, wait for their time, or are being worked on. */
  count(name: QueueName): { ready: number; delayed: number; inFlight: number };
  ready(name: QueueName): number;
  /** Their bodies, seen without touching them. */
  deadLetters(name: QueueName): string[];
};

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type ContainedQueue = NonNullable<ReturnType<Stores['sqsStore']['getQueueByName']>>;
type Persistence = { loadSqsAndSns(sqs: Stores['sqsStore'], sns: Stores['snsStore']): void; close(): void };

const deadNameOf = (name: QueueName) => `${name}-dead`;

/**
 * SQS in this process, with every queue and its dead letters made as `infra/aws` makes them.
 *
 * @param dataDir a folder to keep the messages in; without one they live in memory. Settings may change between runs.
 */
export async function startSqs(settings: QueueSettings, dataDir?: string): Promise<QueueEmulator> {
  const stores = await openStores();
  const app = buildApp({ logger: false, stores });
  if (dataDir !== undefined) {
    const persistence = await persist(stores, dataDir);
    app.addHook('preClose', async () => persistence.close());
  }
  // Not fauxqs' own start: whatever host it is given, that one listens on every interface.
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const urlOf = (name: string) => `${endpoint}/${ACCOUNT}/${name}`;
  try {
    await ensureQueues(endpoint, settings, urlOf);
  } catch (error) {
    await app.close();
    throw error;
  }
  const count = (name: QueueName) => countOf(stores.sqsStore.getQueueByName(name)!);
  return {
    endpoint,
    urlOf,
    deadUrlOf: (name) => urlOf(deadNameOf(name)),
    count,
    ready: (name) => count(name).ready,
    deadLetters: (name) =>
      stores.sqsStore.inspectQueue(deadNameOf(name))!.messages.ready.map((message) => message.body),
    stop: async () => {
      await app.close();
    },
  };
}

function countOf(queue: ContainedQueue) {
  const number = (name: string) => Number(queue.getAllAttributes([name])[name]);
  // What waited may be ready by now; fauxqs looks only when somebody receives.
  queue.processTimers();
  return {
    ready: number('ApproximateNumberOfMessages'),
    delayed: number('ApproximateNumberOfMessagesDelayed'),
    inFlight: number('ApproximateNumberOfMessagesNotVisible'),
  };
}

async function ensureQueues(endpoint: string, settings: QueueSettings, urlOf: (name: string) => string): Promise<void> {
  const client = new SQSClient({ endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  const create = (name: string) => client.send(new CreateQueueCommand({ QueueName: name }));
  try {
    await Promise.all(QUEUES.flatMap((name) => [create(deadNameOf(name)), create(name)]));
    // Apart from creating: a queue of an earlier run may have been made with other settings, and creating refuses that.
    await Promise.all(
      QUEUES.map((name) =>
        client.send(new SetQueueAttributesCommand({ QueueUrl: urlOf(name), Attributes: attributesOf(name, settings) })),
      ),
    );
  } finally {
    client.destroy();
  }
}

const attributesOf = (name: QueueName, settings: QueueSettings) => ({
  VisibilityTimeout: String(settings[name].visibilitySeconds),
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${deadNameOf(name)}`,
    maxReceiveCount: settings[name].attempts,
  }),
});

async function openStores(): Promise<Stores> {
  const [{ SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    inside<{ SqsStore: new () => Stores['sqsStore'] }>('sqs/sqsStore.js'),
    inside<{ SnsStore: new () => Stores['snsStore'] }>('sns/snsStore.js'),
    inside<{ S3Store: new () => Stores['s3Store'] }>('s3/s3Store.js'),
  ]);
  return { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
}

/** What fauxqs' own start does with a `dataDir`: loads what was kept, then writes every change through to SQLite. */
async function persist({ sqsStore, snsStore }: Stores, dataDir: string): Promise<Persistence> {
  const { PersistenceManager } = await inside<{ PersistenceManager: new (dir: string) => Persistence }>(
    'persistence.js',
  );
  const persistence = new PersistenceManager(dataDir);
  persistence.loadSqsAndSns(sqsStore, snsStore);
  // After loading, or loading would write everything again.
  for (const keeper of [sqsStore, ...sqsStore.allQueues()]) Object.assign(keeper, { persistence });
  return persistence;
}

/** A part of fauxqs that it does not export. Its version is pinned, and a test restarts the emulator. */
async function inside<Module>(file: string): Promise<Module> {
  const manifest = findPackageJSON('fauxqs', import.meta.url)!;
  return (await import(pathToFileURL(join(dirname(manifest), 'dist', file)).href)) as Module;
}
