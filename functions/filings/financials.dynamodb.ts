import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Financials, type FinancialsKeeper, financialsShape } from './financials.ts';

const keyOf = (cik: number): Key => ({ pk: `COMPANY#${cik}`, sk: 'FINANCIALS' });

/** One item for each company, written as a whole, and never over what was read later. */
export class DynamoFinancials implements FinancialsKeeper {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async recall(cik: number): Promise<Financials | undefined> {
    const item = await this.#table.get(keyOf(cik));
    return item && readItem(financialsShape, item);
  }

  async keep(financials: Financials): Promise<void> {
    await this.#table.put(
      { ...keyOf(financials.cik), ...(JSON.parse(JSON.stringify(financials)) as object) },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR readAt <= :readAt',
        ExpressionAttributeValues: { ':readAt': financials.readAt.toISOString() },
      },
    );
  }
}
