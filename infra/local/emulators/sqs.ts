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
};

type App = ReturnType<typeof buildApp>;
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type Persistence = { loadSqsAndSns(sqs: Stores['sqsStore'], sns: Stores['snsStore']): void; close(): void };

const deadNameOf = (name: QueueName) => `${name}-dead`;

/**
 * SQS in this process, with every queue and its dead letters made as `infra/aws` makes them.
 *
 * @param dataDir a folder to keep the messages in; without one they live in memory. Settings may change between runs.
 */
export async function startSqs(settings: QueueSettings, dataDir?: string): Promise<QueueEmulator> {
  const app = dataDir === undefined ? buildApp({ logger: false }) : await lasting(dataDir);
  // Not fauxqs' own start: whatever host it is given, that one listens on every interface.
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const urlOf = (name: string) => `${endpoint}/${ACCOUNT}/${name}`;
  try {
    await ensureQueues(endpoint, settings, urlOf);
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    endpoint,
    urlOf,
    deadUrlOf: (name) => urlOf(deadNameOf(name)),
    stop: async () => {
      await app.close();
    },
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

/** What fauxqs' own start does with a `dataDir`: loads what was kept, then writes every change through to SQLite. */
async function lasting(dataDir: string): Promise<App> {
  const [{ PersistenceManager }, { SqsStore }, { SnsStore }, { S3Store }] = await Promise.all([
    inside<{ PersistenceManager: new (dir: string) => Persistence }>('persistence.js'),
    inside<{ SqsStore: new () => Stores['sqsStore'] }>('sqs/sqsStore.js'),
    inside<{ SnsStore: new () => Stores['snsStore'] }>('sns/snsStore.js'),
    inside<{ S3Store: new () => Stores['s3Store'] }>('s3/s3Store.js'),
  ]);
  const persistence = new PersistenceManager(dataDir);
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  persistence.loadSqsAndSns(stores.sqsStore, stores.snsStore);
  Object.assign(stores.sqsStore, { persistence });
  for (const queue of stores.sqsStore.allQueues()) Object.assign(queue, { persistence });
  const app = buildApp({ logger: false, stores });
  app.addHook('preClose', async () => persistence.close());
  return app;
}

/** A part of fauxqs that it does not export. Its version is pinned, and a test restarts the emulator. */
async function inside<Module>(file: string): Promise<Module> {
  const manifest = findPackageJSON('fauxqs', import.meta.url)!;
  return (await import(pathToFileURL(join(dirname(manifest), 'dist', file)).href)) as Module;
}
