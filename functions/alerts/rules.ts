import * as z from 'zod';
import { instantShape, type Milliseconds } from '../units/time.ts';
import type { Metric, Side } from './metric.ts';
import { ruleNoticeShape } from './notice.ts';
import { planOf } from './plan.ts';
import { type RuleKey, ruleShape } from './rule.ts';
import { type Ends, endsOf, PHASES, type Watch } from './watch.ts';

/** What a change of phase still has to do: write its history, and hand its notice over if it has one. */
const debtShape = z.object({
  entry: z.object({ at: instantShape, from: z.string(), to: z.string(), because: z.string(), value: z.number() }),
  notice: ruleNoticeShape.optional(),
});

/**
 * A rule with where it stands. A change of phase and what it owes are one write on this one item (an outbox of one);
 * while something is owed, no further transition is made.
 */
export const storedRuleShape = z.object({
  v: z.literal(1),
  key: z.string().transform((key) => key as RuleKey),
  definition: ruleShape,
  /** Recipient key of a personal rule; a topic has none. */
  owner: z.string().optional(),
  /** Grows with every write; a writer must have seen the current one. */
  version: z.int().nonnegative(),
  /** The newest tick that changed it; an older tick arriving late changes nothing. */
  lastTick: instantShape,
  /** Removed by its owner; the item goes when nothing is owed any more. */
  removed: z.boolean().default(false),
  watch: z.object({
    phase: z.enum(PHASES),
    since: instantShape,
    turned: instantShape.optional(),
    openedAt: instantShape.optional(),
    toldAt: instantShape.optional(),
    fired: z.array(instantShape),
    epoch: z.int().optional(),
  }),
  owes: debtShape.optional(),
});
export type StoredRule = z.output<typeof storedRuleShape>;

/** Where a rule can be found: never by a value or a time while it owes something or is removed. */
export const findableBy = (rule: StoredRule, tickMs: Milliseconds): Ends =>
  rule.owes !== undefined || rule.removed ? {} : endsOf(planOf(rule.definition, tickMs), rule.watch as Watch);

/** The level query: every rule that is now on `side` of its threshold, in one shard. */
export type LevelQuery = {
  metric: Metric;
  side: Side;
  value: number;
  shard: number;
  /** Thresholds above this one are not asked for. */
  upTo?: number;
};

/**
 * All rules, found by what ends their phase.
 *
 * What a query returns may be behind (indexes are); `save` decides on the item itself.
 */
export interface Rules {
  get(key: RuleKey): Promise<StoredRule | undefined>;
  wrongSide(query: LevelQuery): AsyncIterable<StoredRule[]>;
  /** Those whose phase ends by time, at or before `now`. */
  ripe(shard: number, now: Date): AsyncIterable<StoredRule[]>;
  /** Those that have owed something since before `since`: somebody died between writing it down and doing it. */
  owing(shard: number, since: Date): AsyncIterable<StoredRule[]>;
  /**
   * Keeps `next` if the item is still as `seen` (absent when `seen` is undefined) and owes nothing.
   * @returns whether it was kept; false means that somebody else was first.
   */
  save(seen: StoredRule | undefined, next: StoredRule, now: Date): Promise<boolean>;
  /** The debt is paid: a removed rule goes, any other can be found again. @returns false when somebody else did it. */
  clear(rule: StoredRule): Promise<boolean>;
  /** Every metric that some rule has ever been compared with; the others need no queries. */
  metrics(): Promise<Metric[]>;
}
