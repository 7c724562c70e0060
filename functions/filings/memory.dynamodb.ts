import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type CompanyMemory, companyMemoryShape, type Memory, nothingKnown } from './memory.ts';

const keyOf = (cik: number): Key => ({ pk: `COMPANY#${cik}`, sk: 'MEMORY' });

/** One item for each company, written as a whole: what a filing changes, it changes at once. */
export class DynamoMemory implements Memory {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async recall(cik: number): Promise<CompanyMemory> {
    const item = await this.#table.get(keyOf(cik));
    return item ? readItem(companyMemoryShape, item) : nothingKnown(cik);
  }

  async keep(seen: CompanyMemory, next: CompanyMemory): Promise<boolean> {
    return this.#table.put(
      { ...keyOf(next.cik), ...(JSON.parse(JSON.stringify({ ...next, version: seen.version + 1 })) as object) },
      seen.version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': seen.version } },
    );
  }
}
