import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import type { Memory } from '../filings/memory.ts';
import { Table } from '../kit/table.dynamodb.ts';

/**
 * What is known of companies, for somebody who waits for it.
 *
 * Not one of the topology's functions; it lies here because only an entry may choose who keeps a promise.
 */
export const askMemory = (tableName: string, dynamodb: DynamoDBClient): Memory =>
  new DynamoMemory(new Table(tableName, dynamodb));
