import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoFinancials } from '../filings/financials.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import type { IndustrySources } from '../industry/sources.ts';
import { Table } from '../kit/table.dynamodb.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';

/**
 * What is known of companies and of the market, for somebody who waits for it.
 *
 * Not one of the topology's functions; it lies here because only an entry may choose who keeps a promise.
 */
export function askIndustry(tableName: string, dynamodb: DynamoDBClient, now: () => Date): IndustrySources {
  const table = new Table(tableName, dynamodb);
  return {
    memory: new DynamoMemory(table),
    financials: new DynamoFinancials(table),
    history: new DynamoHistory(table, { now, sleep: () => Promise.reject(new Error('a question waits for nothing')) }),
  };
}
