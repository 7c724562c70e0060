import type { Budget, Lease, Pace } from '../../functions/kit/pace.ts';
import { later, latestOf, type Milliseconds } from '../../functions/units/time.ts';

/** Slots in memory; `taken` tells which budgets were asked for each that was granted. */
export class MemoryPace implements Pace {
  readonly taken: string[][] = [];
  /** When the next slot of a budget is. */
  readonly #next = new Map<string, Date>();

  async lease(budgets: readonly Budget[], within: Milliseconds, now: Date): Promise<Lease> {
    const slots: Date[] = [];
    for (const budget of budgets) {
      const slot = latestOf(this.#next.get(budget.key) ?? now, now);
      if (slot > later(now, within)) return { granted: false, notBefore: slot };
      this.#next.set(budget.key, after(slot, budget));
      slots.push(slot);
    }
    const at = slots.reduce(latestOf, now);
    const early = budgets.slice(0, -1).filter((_, i) => slots[i]! < at);
    for (const budget of early) await this.hold(budget, after(at, budget));
    this.taken.push(budgets.map(({ key }) => key));
    return { granted: true, at };
  }

  async hold({ key }: Budget, until: Date): Promise<void> {
    this.#next.set(key, latestOf(this.#next.get(key) ?? until, until));
  }
}

const after = (slot: Date, { interval }: Budget): Date => later(slot, Math.ceil(interval) as Milliseconds);
