import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type RulesOptions, ruleItem } from '../../functions/alerts/rules.dynamodb.ts';
import type { StoredRule } from '../../functions/alerts/rules.ts';

/** Puts rules into the table 25 at a time, past the engine: for tests about many of them. */
export async function seedRules(
  client: DynamoDBClient,
  tableName: string,
  options: RulesOptions,
  rules: readonly StoredRule[],
): Promise<void> {
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const batches = Array.from({ length: Math.ceil(rules.length / 25) }, (_, i) => rules.slice(i * 25, i * 25 + 25));
  const writers = Array.from({ length: 8 }, async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const requests = batch.map((rule) => ({ PutRequest: { Item: ruleItem(rule, options) } }));
      await document.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  });
  await Promise.all(writers);
}
