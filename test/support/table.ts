import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';

/** What the SDK sent, counted from its own command stream: one entry for each request. */
export type Sent = {
  command: string;
  input: Record<string, unknown>;
  items: number;
};

/** A fresh table on the embedded DynamoDB, gone when the test is over. */
export async function emulatedTable(): Promise<{
  table: Table;
  client: DynamoDBClient;
  name: string;
  sent: Sent[];
}> {
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
  onTestFinished(async () => {
    client.destroy();
    await emulator.stop();
  });
  return { table: new Table(name, client), client, name, sent };
}
