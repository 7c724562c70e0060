import type { Clock } from '../kit/clock.ts';
import { TABLE } from '../kit/names.contract.ts';
import { isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { days, epochSeconds, later } from '../units/time.ts';
import { nothingOwn, type Own, type OwnKeeper, ownShape } from './own.ts';
import { type Recipient, recipientKey } from './recipient.ts';

/** How long a chat that let us go finds everything as it was. */
const KEPT_AFTER_LEAVING = days(90);

const keyOf = (recipient: Recipient): Key => ({ pk: `RECIPIENT#${recipientKey(recipient)}`, sk: 'OWN' });

/** One item for each chat that has anything of its own. */
export class DynamoOwn implements OwnKeeper {
  readonly #table: Table;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(table: Table, clock: Pick<Clock, 'now'>) {
    this.#table = table;
    this.#clock = clock;
  }

  async read(recipient: Recipient): Promise<Own> {
    const item = await this.#table.get(keyOf(recipient));
    return item && isLive(item, this.#clock.now()) ? readItem(ownShape, item) : nothingOwn();
  }

  async save(recipient: Recipient, next: Own): Promise<boolean> {
    const item = {
      ...(JSON.parse(JSON.stringify(next)) as object),
      ...(next.left && { [TABLE.expires]: epochSeconds(later(next.left.at, KEPT_AFTER_LEAVING)) }),
      ...keyOf(recipient),
    };
    const expired = '#expires <= :seconds';
    return this.#table.put(
      item,
      next.version === 1
        ? {
            ConditionExpression: `attribute_not_exists(pk) OR ${expired}`,
            ExpressionAttributeNames: { '#expires': TABLE.expires },
            ExpressionAttributeValues: { ':seconds': epochSeconds(this.#clock.now()) },
          }
        : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': next.version - 1 } },
    );
  }

  async forget(recipient: Recipient): Promise<void> {
    await this.#table.delete(keyOf(recipient));
  }
}
