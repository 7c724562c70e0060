import { onTestFinished } from 'vitest';
import { type CountedTable, openTable } from './counted-table.ts';

/** A fresh table on the embedded DynamoDB, gone when the test is over. */
export async function emulatedTable(): Promise<CountedTable> {
  const { close, ...opened } = await openTable();
  onTestFinished(close);
  return opened;
}
