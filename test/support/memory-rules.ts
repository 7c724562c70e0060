import { isOnSide, type Metric } from '../../functions/alerts/metric.ts';
import { metricsOf, planOf } from '../../functions/alerts/plan.ts';
import type { RuleKey } from '../../functions/alerts/rule.ts';
import { findableBy, type LevelQuery, type Rules, type StoredRule } from '../../functions/alerts/rules.ts';
import { later, type Milliseconds, minutes } from '../../functions/units/time.ts';

/**
 * Rules in memory, whose indexes lag: what a query returns is as it was `lag` writes and queries ago, as a real index
 * may be. `save` and `clear` decide on the item itself.
 */
export class MemoryRules implements Rules {
  readonly items = new Map<RuleKey, { rule: StoredRule; owedAt?: Date }>();
  readonly #past: Map<RuleKey, { rule: StoredRule; owedAt?: Date }>[] = [];
  readonly #metrics = new Set<Metric>();
  readonly #tickMs: Milliseconds;
  readonly #lag: number;

  constructor(tickMs: Milliseconds, lag = 0) {
    this.#tickMs = tickMs;
    this.#lag = lag;
  }

  async get(key: RuleKey): Promise<StoredRule | undefined> {
    return structuredClone(this.items.get(key)?.rule);
  }

  async *wrongSide({ metric, side, value, upTo }: LevelQuery): AsyncIterable<StoredRule[]> {
    yield this.#seen(({ rule }) => {
      const level = findableBy(rule, this.#tickMs).level;
      if (level?.metric !== metric || level.side !== side) return false;
      return (
        isOnSide(value, side, level.threshold) && (upTo === undefined || side === 'above' || level.threshold <= upTo)
      );
    });
  }

  async *ripe(_shard: number, now: Date): AsyncIterable<StoredRule[]> {
    yield this.#seen(({ rule }) => {
      const due = findableBy(rule, this.#tickMs).due;
      return due !== undefined && due <= now;
    });
  }

  async *owing(_shard: number, since: Date): AsyncIterable<StoredRule[]> {
    yield this.#seen(({ owedAt }) => owedAt !== undefined && later(owedAt, minutes(1)) <= since);
  }

  async save(seen: StoredRule | undefined, next: StoredRule, now: Date): Promise<boolean> {
    const stored = this.items.get(next.key)?.rule;
    if (seen === undefined ? stored !== undefined : stored?.version !== seen.version || stored.owes !== undefined)
      return false;
    for (const metric of metricsOf(planOf(next.definition, this.#tickMs))) this.#metrics.add(metric);
    this.#write(next, next.owes ? now : undefined);
    return true;
  }

  async clear(rule: StoredRule): Promise<boolean> {
    const stored = this.items.get(rule.key)?.rule;
    if (stored?.version !== rule.version || stored.owes === undefined) return false;
    const { owes: _, ...paid } = structuredClone(rule);
    if (rule.removed) this.#write(rule.key);
    else this.#write({ ...paid, version: rule.version + 1 });
    return true;
  }

  async metrics(): Promise<Metric[]> {
    return [...this.#metrics];
  }

  #write(rule: StoredRule | RuleKey, owedAt?: Date): void {
    this.#past.push(new Map(this.items));
    if (typeof rule === 'string') this.items.delete(rule);
    else this.items.set(rule.key, { rule: structuredClone(rule), ...(owedAt && { owedAt }) });
  }

  #seen(matches: (entry: { rule: StoredRule; owedAt?: Date }) => boolean): StoredRule[] {
    const items = this.#lag === 0 ? this.items : (this.#past.at(-this.#lag) ?? new Map<never, never>());
    this.#past.push(new Map(this.items));
    return [...items.values()].filter(matches).map(({ rule }) => structuredClone(rule));
  }
}
