import * as z from 'zod';
import type { Clock } from '../kit/clock.ts';
import { TABLE } from '../kit/names.contract.ts';
import { type Item, isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import { type Day, dayOf, days, epochSeconds, type Hour, hourOf, later, latestOf } from '../units/time.ts';
import { type History, type Rollup, rollupShape } from './history.ts';
import { daysTouched, monthOf, monthsTouched, yearOf, yearsTouched } from './periods.ts';
import { dayFrom, hourFrom } from './rollup.ts';
import { type Snapshot, snapshotShape, snapshotToJson } from './snapshot.ts';

const TICKS_KEPT_DAYS = 40;
const LATEST: Key = { pk: 'MARKET', sk: 'latest' };
const SINCE: Key = { pk: 'MARKET', sk: 'since' };
const sinceShape = z.object({ v: z.literal(1), day: z.iso.date().transform((text) => text as Day) });

const tickKey = (at: Date): Key => ({ pk: ticksOf(dayOf(at)), sk: at.toISOString() });
const ticksOf = (day: Day) => `TICK#${day}`;
const hoursOf = (month: string) => `HOUR#${month}`;
const daysOf = (year: string) => `DAY#${year}`;

const ABSENT = 'attribute_not_exists(pk)';

/**
 * Ticks, hours and days, each one item; nothing is ever changed but by a condition on that item.
 *
 * An hour is computed from its ticks and a day from its hours, always anew, and replaces only what saw at most as many:
 * so a retry finishes what a crash left undone, and the slower of two writers does no harm.
 */
export class DynamoHistory implements History {
  readonly #table: Table;
  readonly #clock: Clock;
  /** What the table is known to say at the latest; it only ever moves back. */
  #since: Day | undefined;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async put(snapshot: Snapshot): Promise<Snapshot> {
    const kept = await this.#keepFirst(snapshot);
    // All three also when the tick was there already: whoever wrote it may have died before them.
    await Promise.all([this.#rollUp(kept.at), this.#keepLatest(kept), this.#keepSince(dayOf(kept.at))]);
    return kept;
  }

  async at(tick: Date): Promise<Snapshot | undefined> {
    const item = await this.#table.get(tickKey(tick));
    return item && isLive(item, this.#clock.now()) ? readItem(snapshotShape, item) : undefined;
  }

  async latest(): Promise<Snapshot | undefined> {
    const item = await this.#table.get(LATEST);
    return item && readItem(snapshotShape, item);
  }

  async between(from: Date, to: Date): Promise<Snapshot[]> {
    const now = this.#clock.now();
    const first = latestOf(from, later(now, days(-TICKS_KEPT_DAYS)));
    const partitions = daysTouched(dayOf(first), dayOf(to)).map(ticksOf);
    const items = await this.#ranges(partitions, first.toISOString(), to.toISOString());
    return items.filter((item) => isLive(item, now)).map((item) => readItem(snapshotShape, item));
  }

  async hours(from: Date, to: Date): Promise<Rollup[]> {
    const [first, last] = [hourOf(from), hourOf(to)];
    return rollups(await this.#ranges(monthsTouched(first, last).map(hoursOf), first, last));
  }

  async days(from: Day, to: Day): Promise<Rollup[]> {
    return rollups(await this.#ranges(yearsTouched(from, to).map(daysOf), from, to));
  }

  async backfill(day: Rollup): Promise<boolean> {
    // Before the day, on purpose: a crash in between leaves a day that is still missing, and a repeat writes it. The
    // other way round the day would be there, and nobody would ever say that the record begins with it.
    await this.#keepSince(day.period as Day);
    return this.#table.put(
      { pk: daysOf(yearOf(day.period)), sk: day.period, ...day },
      {
        ConditionExpression: `${ABSENT} OR (origin = :backfilled AND ticks <= :ticks)`,
        ExpressionAttributeValues: { ':backfilled': 'backfilled', ':ticks': day.ticks },
      },
    );
  }

  async since(): Promise<Day | undefined> {
    const item = await this.#table.get(SINCE);
    return item && readItem(sinceShape, item).day;
  }

  async #keepFirst(snapshot: Snapshot): Promise<Snapshot> {
    const key = tickKey(snapshot.at);
    const expires = epochSeconds(later(snapshot.at, days(TICKS_KEPT_DAYS)));
    const item = { ...key, ...snapshotToJson(snapshot), [TABLE.expires]: expires };
    if (await this.#table.put(item, { ConditionExpression: ABSENT })) return snapshot;
    const first = await this.#table.get(key);
    // Gone between the two requests: it had expired, and there is nothing older to go on with.
    return first ? readItem(snapshotShape, first) : snapshot;
  }

  /** Ticks → hour → day, one after the other: of two writers at once, the one that reads last has seen both. */
  async #rollUp(at: Date): Promise<void> {
    const hour = hourOf(at);
    const ticks = await this.#startingWith(ticksOf(dayOf(at)), hour);
    if (ticks.length === 0) return;
    await this.#keepFuller(hoursOf(monthOf(hour)), hourFrom(ticks.map((item) => readItem(snapshotShape, item))));
    const hours = await this.#startingWith(hoursOf(monthOf(hour)), dayOf(at));
    await this.#keepFuller(daysOf(yearOf(hour)), dayFrom(rollups(hours)));
  }

  async #keepFuller(pk: string, rollup: Rollup): Promise<void> {
    await this.#table.put(
      { pk, sk: rollup.period, ...rollup },
      {
        ConditionExpression: `${ABSENT} OR origin = :backfilled OR ticks <= :ticks`,
        ExpressionAttributeValues: { ':backfilled': 'backfilled', ':ticks': rollup.ticks },
      },
    );
  }

  async #keepLatest(snapshot: Snapshot): Promise<void> {
    const item = { ...LATEST, ...snapshotToJson(snapshot) };
    await this.#table.put(item, {
      ConditionExpression: `${ABSENT} OR #at < :at`,
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': item.at },
    });
  }

  async #keepSince(day: Day): Promise<void> {
    if (this.#since !== undefined && this.#since <= day) return;
    await this.#table.put(
      { ...SINCE, v: 1, day },
      {
        ConditionExpression: `${ABSENT} OR #day > :day`,
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': day },
      },
    );
    this.#since = day;
  }

  #startingWith(pk: string, start: Day | Hour): Promise<Item[]> {
    return this.#table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :start)',
      ExpressionAttributeValues: { ':pk': pk, ':start': start },
    });
  }

  /** One query for each partition, side by side; ascending when the partitions are. */
  async #ranges(partitions: readonly string[], first: string, last: string): Promise<Item[]> {
    if (first > last) return [];
    const query = (pk: string) =>
      this.#table.query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':first': first, ':last': last },
      });
    return (await Promise.all(partitions.map(query))).flat();
  }
}

const rollups = (items: readonly Item[]): Rollup[] => items.map((item) => readItem(rollupShape, item));
