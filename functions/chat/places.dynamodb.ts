import type { Key, Table } from '../kit/table.dynamodb.ts';
import type { Places } from './places.ts';

const COUNTER: Key = { pk: 'PLACES', sk: 'PLACES' };
const keyOf = (place: string): Key => ({ pk: `PLACE#${place}`, sk: 'PLACE' });
/** What the counter owes: this place is counted, and perhaps not yet written down; or the other way round. */
const owedFor = (place: string) => `owed ${place}`;

/**
 * One item for each place, and one that counts them.
 *
 * The count and the place it owes are one write, and whoever finds it owed pays it. So the count is right whatever dies
 * between two lines, and many newcomers at once are not in each other's way.
 */
export class DynamoPlaces implements Places {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async has(place: string): Promise<boolean> {
    return (await this.#table.get(keyOf(place))) !== undefined;
  }

  async take(place: string, most: number, now: Date): Promise<boolean> {
    if (await this.has(place)) return true;
    if (!(await this.#count(place, 'in', most))) {
      const owed = await this.#owed(place);
      if (owed === undefined) return false;
      // Whoever let it go died over it.
      if (owed === 'out' && !(await this.#countAnew(place, 'in', most))) return false;
    }
    await this.#table.put({ ...keyOf(place), v: 1, since: now.toISOString() });
    await this.#settle(place);
    return true;
  }

  async leave(place: string): Promise<void> {
    if (!(await this.has(place))) return;
    const most = Number.MAX_SAFE_INTEGER;
    const isCounted = await this.#count(place, 'out', most);
    // Whoever let it in died over it.
    if (!isCounted && (await this.#owed(place)) === 'in') await this.#countAnew(place, 'out', most);
    await this.#table.delete(keyOf(place));
    await this.#settle(place);
  }

  /** The new id is in before the old one is out, and is let in whatever the cap: it is the same chat. */
  async move(from: string, to: string, now: Date): Promise<void> {
    if (!(await this.has(from))) return;
    await this.take(to, Number.MAX_SAFE_INTEGER, now);
    await this.leave(from);
  }

  async count(): Promise<number> {
    const count = (await this.#table.get(COUNTER))?.['count'];
    return typeof count === 'number' ? count : 0;
  }

  /** @returns whether it was counted now: there was room, and nobody had counted it before. */
  async #count(place: string, way: 'in' | 'out', most: number): Promise<boolean> {
    const counted = await this.#table.update(COUNTER, {
      UpdateExpression: 'SET #owed = :way ADD #count :step',
      ConditionExpression: 'attribute_not_exists(#owed) AND (attribute_not_exists(#count) OR #count < :most)',
      ExpressionAttributeNames: { '#owed': owedFor(place), '#count': 'count' },
      ExpressionAttributeValues: { ':way': way, ':step': way === 'in' ? 1 : -1, ':most': most },
    });
    return counted !== undefined;
  }

  async #countAnew(place: string, way: 'in' | 'out', most: number): Promise<boolean> {
    await this.#settle(place);
    return this.#count(place, way, most);
  }

  async #owed(place: string): Promise<unknown> {
    return (await this.#table.get(COUNTER))?.[owedFor(place)];
  }

  async #settle(place: string): Promise<void> {
    await this.#table.update(COUNTER, {
      UpdateExpression: 'REMOVE #owed',
      ExpressionAttributeNames: { '#owed': owedFor(place) },
    });
  }
}
