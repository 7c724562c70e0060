import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';

/** What the SDK sent, counted from its own command stream: one entry for each request. */
export type Sent = {
  command: string;
  input: Record<string, unknown>;
  items: number;
};

export type CountedTable = {
  table: Table;
  client: DynamoDBClient;
  name: string;
  sent: Sent[];
};

export type Cost = { requests: number; items: number };

/** What was sent costs: a request that finds nothing is still charged as one item. */
export const costOf = (sent: readonly Sent[]): Cost => ({
  requests: sent.length,
  items: sent.reduce((sum, { items }) => sum + Math.max(1, items), 0),
});

/** A fresh table on the embedded DynamoDB, in memory; `close` it. */
export async function openTable(): Promise<CountedTable & { close(): Promise<void> }> {
  const name = 'test-table';
  const emulator = await startDynamoDb(name);
  const client = new DynamoDBClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: FALSE_CREDENTIALS,
  });
  const sent: Sent[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const request: Sent = { command: String(context.commandName), input: args.input as Sent['input'], items: 1 };
      sent.push(request);
      const result = await next(args);
      request.items = (result.output as { Items?: unknown[] }).Items?.length ?? 1;
      return result;
    },
    { step: 'initialize' },
  );
  const close = async () => {
    client.destroy();
    await emulator.stop();
  };
  return { table: new Table(name, client), client, name, sent, close };
}
