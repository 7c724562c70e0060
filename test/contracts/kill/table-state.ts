import { BatchWriteCommand, type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../../functions/kit/table.dynamodb.ts';

export type TableState = ReadonlyMap<string, Item>;

/** Everything in the table, by key. */
export async function readAll(client: DynamoDBDocumentClient, TableName: string): Promise<TableState> {
  const items: Item[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const ExclusiveStartKey = from === undefined ? {} : { ExclusiveStartKey: from };
    const page = await client.send(new ScanCommand({ TableName, ConsistentRead: true, ...ExclusiveStartKey }));
    items.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
}

/** Makes the table what it was; only what differs is written. */
export async function writeAll(client: DynamoDBDocumentClient, name: string, wanted: TableState): Promise<void> {
  const there = await readAll(client, name);
  const gone = [...there].filter(([key]) => !wanted.has(key));
  const changed = [...wanted].filter(([key, item]) => JSON.stringify(there.get(key)) !== JSON.stringify(item));
  const writes = [
    ...gone.map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ...changed.map(([, Item]) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < writes.length; at += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: writes.slice(at, at + 25) } }));
  }
}
