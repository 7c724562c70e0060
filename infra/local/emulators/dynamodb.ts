import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { Unreachable } from '../../../functions/kit/errors.ts';
import { TABLE } from '../../../functions/kit/names.contract.ts';

export type Emulator = { endpoint: string; stop(): Promise<void> };

/** Whatever credentials; the emulators accept any, and the SDK insists on some. */
export const FALSE_CREDENTIALS = {
  accessKeyId: 'local',
  secretAccessKey: 'local',
};

/**
 * DynamoDB in this process, with the table made as `infra/aws` makes it.
 *
 * @param path a folder to keep the data in; without one it lives in memory.
 */
export async function startDynamoDb(tableName: string, path?: string): Promise<Emulator> {
  const server = dynalite({
    createTableMs: 0,
    ...(path === undefined ? {} : { path }),
  });
  const answering = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    answering.add(response);
    response.once('finish', () => answering.delete(response));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  await ensureTable(endpoint, tableName);
  return {
    endpoint,
    stop: async () => {
      await ended(answering);
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}

const PATIENCE_MS = 2_000;

/** Its database closes with the server, and a request whose client has gone away is still being worked on then. */
async function ended(answering: ReadonlySet<ServerResponse>): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUp && [...answering].some((response) => !response.writableEnded)) await wait(5);
}

async function ensureTable(endpoint: string, tableName: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: FALSE_CREDENTIALS,
  });
  try {
    await client.send(new DescribeTableCommand({ TableName: tableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await createTable(client, tableName);
  } finally {
    client.destroy();
  }
}

/** The table as `infra/aws` makes it; there may be several in one emulator. */
export async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(new CreateTableCommand(tableDefinition(tableName)));
  // As on AWS, it is being made for a moment after the answer, and not found by a write that comes too soon.
  const giveUp = performance.now() + PATIENCE_MS;
  while ((await statusOf(client, tableName)) !== 'ACTIVE') {
    if (performance.now() > giveUp) throw new Unreachable(`the table ${tableName} is still not ready`);
    await wait(2);
  }
}

const statusOf = async (client: DynamoDBClient, tableName: string): Promise<string | undefined> =>
  (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table?.TableStatus;

const tableDefinition = (tableName: string) => {
  const { level, due } = TABLE.indexes;
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [
      ...[TABLE.partition, TABLE.sort, level.partition, due.partition, due.sort].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      { AttributeName: level.sort, AttributeType: 'N' as const },
    ],
    KeySchema: keys(TABLE.partition, TABLE.sort),
    GlobalSecondaryIndexes: [level, due].map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index.partition, index.sort),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  };
};

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];
