import deployed from './deployed.json' with { type: 'json' };
import operations from './operations.json' with { type: 'json' };
import { type Item, PRICES } from './prices.ts';
import { type Habits, type Quantities, quantitiesOf, USUAL_HABITS } from './quantities.ts';

export type Line = { item: Item; quantity: number; billed: number; usd: number };
export type Bill = { lines: readonly Line[]; usd: number };

/**
 * What a month costs.
 *
 * @param withFree whether what is free for an account is counted off; without it, it is what a second project would pay.
 */
export function billFor(quantities: Quantities, withFree = true): Bill {
  const lines = (Object.keys(PRICES) as Item[])
    .map((item): Line => {
      const { usd, free } = PRICES[item];
      const quantity = quantities[item];
      const billed = Math.max(0, quantity - (withFree ? free : 0));
      return { item, quantity, billed, usd: billed * usd };
    })
    .toSorted((a, b) => b.usd - a.usd);
  return { lines, usd: lines.reduce((sum, { usd }) => sum + usd, 0) };
}

/** What our own stacks take, by how many have subscribed. */
export const quantitiesAt = (subscribers: number, habits: Habits = USUAL_HABITS): Quantities =>
  quantitiesOf({ subscribers, habits, operations, deployed });

export const monthlyAt = (subscribers: number): number => billFor(quantitiesAt(subscribers)).usd;
