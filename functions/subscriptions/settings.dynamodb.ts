import { type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Recipient, recipientKey } from './recipient.ts';
import { type Settings, type SettingsKeeper, settingsShape, USUAL_SETTINGS } from './settings.ts';

const keyOf = (recipient: Recipient): Key => ({ pk: `RECIPIENT#${recipientKey(recipient)}`, sk: 'SETTINGS' });

/** One item for each chat that ever changed something. */
export class DynamoSettings implements SettingsKeeper {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(recipient: Recipient): Promise<Settings> {
    const item = await this.#table.get(keyOf(recipient));
    return item ? readItem(settingsShape, item) : { ...USUAL_SETTINGS };
  }

  async save(recipient: Recipient, next: Settings): Promise<boolean> {
    const item = { ...(JSON.parse(JSON.stringify(next)) as object), ...keyOf(recipient) };
    return this.#table.put(
      item,
      next.version <= 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': next.version - 1 } },
    );
  }

  async forget(recipient: Recipient): Promise<void> {
    await this.#table.delete(keyOf(recipient));
  }
}
