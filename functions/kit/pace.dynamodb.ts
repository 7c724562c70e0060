import * as z from 'zod';
import { quantity } from '../units/quantity.ts';
import { days, epochSeconds, later, latestOf, type Milliseconds } from '../units/time.ts';
import { TABLE } from './names.contract.ts';
import type { Budget, Lease, Pace } from './pace.ts';
import { type Item, type Key, readItem, type Table } from './table.dynamodb.ts';

/** `tat`, the theoretical arrival time: when the next slot is, in ms since the epoch. It only ever grows. */
const shape = z.object({ tat: z.number().transform((ms) => new Date(ms)) });
/** A budget that nobody has used for so long is free; its item may go. */
const IDLE = days(1);
/** Enough for the shared budgets and the chats of the moment. */
const REMEMBERED = 1_000;

const keyOf = ({ key }: Budget): Key => ({ pk: `PACE#${key}`, sk: 'PACE' });
/** Slots are whole milliseconds; rounded up, so that two are never too close. */
const stepOf = ({ interval }: Budget) => quantity<Milliseconds>(Math.ceil(interval));

/** The generic cell rate algorithm, one item for each budget, one conditional update for each slot. */
export class DynamoPace implements Pace {
  readonly #table: Table;
  /** The highest `tat` seen. The true one is there or later, so a budget known to be busy is busy. */
  readonly #seen = new Map<string, Date>();

  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * What is sent goes out at the latest of its slots. A tighter budget whose slot was earlier then counts from there;
   * otherwise messages that wait for a busy platform would reach one chat in a bunch. The last budget, which everybody
   * shares, does not: nobody shall wait for another's chat.
   */
  async lease(budgets: readonly Budget[], within: Milliseconds, now: Date): Promise<Lease> {
    const slots: Date[] = [];
    for (const budget of budgets) {
      const lease = await this.#leaseOne(budget, within, now);
      if (!lease.granted) return lease;
      slots.push(lease.at);
    }
    const at = slots.reduce(latestOf, now);
    const early = budgets.slice(0, -1).filter((_, i) => slots[i]! < at);
    await Promise.all(early.map((budget) => this.hold(budget, later(at, stepOf(budget)))));
    return { granted: true, at };
  }

  async hold(budget: Budget, until: Date): Promise<void> {
    await this.#raise(budget, until, 'attribute_not_exists(tat) OR tat < :next');
  }

  async #leaseOne(budget: Budget, within: Milliseconds, now: Date): Promise<Lease> {
    const slot = (await this.#takeFree(budget, now)) ?? (await this.#takeNext(budget, within, now));
    // No third try: busy at the first, it was busy at the second, so the next slot was too far ahead.
    return slot
      ? { granted: true, at: slot }
      : { granted: false, notBefore: await this.#nextSlot(budget, within, now) };
  }

  async #takeFree(budget: Budget, now: Date): Promise<Date | undefined> {
    if (this.#seenAfter(budget, now)) return undefined;
    const free = { ':now': now.getTime() };
    const next = later(now, stepOf(budget));
    return (await this.#raise(budget, next, 'attribute_not_exists(tat) OR tat <= :now', free)) ? now : undefined;
  }

  async #takeNext(budget: Budget, within: Milliseconds, now: Date): Promise<Date | undefined> {
    const step = stepOf(budget);
    const latest = later(now, within);
    if (this.#seenAfter(budget, latest)) return undefined;
    const item = await this.#table.update(keyOf(budget), {
      UpdateExpression: `SET tat = tat + :step, ${TABLE.expires} = :expires`,
      ConditionExpression: 'tat > :now AND tat <= :latest',
      ExpressionAttributeValues: {
        ':step': step,
        ':now': now.getTime(),
        ':latest': latest.getTime(),
        ':expires': epochSeconds(later(later(latest, step), IDLE)),
      },
    });
    return item && later(this.#read(budget, item), quantity(-step));
  }

  async #raise(budget: Budget, tat: Date, condition: string, values: Record<string, number> = {}): Promise<boolean> {
    const item = await this.#table.update(keyOf(budget), {
      UpdateExpression: `SET tat = :next, ${TABLE.expires} = :expires`,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':next': tat.getTime(), ':expires': epochSeconds(later(tat, IDLE)), ...values },
    });
    if (item) this.#read(budget, item);
    return item !== undefined;
  }

  async #nextSlot(budget: Budget, within: Milliseconds, now: Date): Promise<Date> {
    const seen = this.#seenAfter(budget, later(now, within));
    if (seen) return seen;
    const item = await this.#table.get(keyOf(budget));
    return item ? latestOf(now, this.#read(budget, item)) : now;
  }

  #seenAfter(budget: Budget, at: Date): Date | undefined {
    const seen = this.#seen.get(budget.key);
    return seen && seen > at ? seen : undefined;
  }

  #read(budget: Budget, item: Item): Date {
    const { tat } = readItem(shape, item);
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.set(budget.key, latestOf(tat, this.#seen.get(budget.key) ?? tat));
    return tat;
  }
}
