import { shardOf } from '../kit/digest.ts';
import { TABLE } from '../kit/names.contract.ts';
import { type Item, readItem, type Table } from '../kit/table.dynamodb.ts';
import { later, type Milliseconds, minutes } from '../units/time.ts';
import { METRICS, type Metric } from './metric.ts';
import { metricsOf, planOf } from './plan.ts';
import type { RuleKey } from './rule.ts';
import { findableBy, type LevelQuery, type Rules, type StoredRule, storedRuleShape } from './rules.ts';

const { level: byLevel, due: byDue } = TABLE.indexes;
/** A worker that is alive pays its debt within seconds; after this long, somebody else does. */
const DEBT_GRACE = minutes(1);

const keyOf = (key: RuleKey) => ({ pk: `RULE#${key}`, sk: 'RULE' });
const METRIC_LIST = 'METRICS';

export type RulesOptions = { shards: number; tickMs: Milliseconds };

export class DynamoRules implements Rules {
  readonly #table: Table;
  readonly #options: RulesOptions;
  /** Metrics this sandbox has already registered; registering again would be harmless. */
  readonly #registered = new Set<Metric>();

  constructor(table: Table, options: RulesOptions) {
    this.#table = table;
    this.#options = options;
  }

  async get(key: RuleKey): Promise<StoredRule | undefined> {
    const item = await this.#table.get(keyOf(key));
    return item && readItem(storedRuleShape, item);
  }

  async *wrongSide({ metric, side, value, shard, upTo }: LevelQuery): AsyncIterable<StoredRule[]> {
    const bounded = side === 'below' && upTo !== undefined;
    if (bounded && upTo < value) return;
    const range = side === 'above' ? '#t <= :value' : bounded ? '#t BETWEEN :value AND :upTo' : '#t > :value';
    const pages = this.#table.pages({
      IndexName: byLevel.name,
      KeyConditionExpression: `#l = :level AND ${range}`,
      ExpressionAttributeNames: { '#l': byLevel.partition, '#t': byLevel.sort },
      ExpressionAttributeValues: {
        ':level': levelKey(metric, side, shard),
        ':value': value,
        ...(bounded ? { ':upTo': upTo } : {}),
      },
    });
    for await (const page of readable(pages)) {
      // BETWEEN includes its ends, and a value on the line is not below it.
      yield bounded ? page.filter((rule) => this.#threshold(rule) !== value) : page;
    }
  }

  ripe(shard: number, now: Date): AsyncIterable<StoredRule[]> {
    return this.#due(`rule#${shard}`, now);
  }

  owing(shard: number, since: Date): AsyncIterable<StoredRule[]> {
    return this.#due(`owed#${shard}`, since);
  }

  async save(seen: StoredRule | undefined, next: StoredRule, now: Date): Promise<boolean> {
    // Before the rule, on purpose: a metric without rules costs a query, a rule without its metric is never asked about.
    await this.#register(metricsOf(planOf(next.definition, this.#options.tickMs)));
    return this.#table.put(ruleItem(next, this.#options, now), whileStill(seen));
  }

  async clear(rule: StoredRule): Promise<boolean> {
    const unchanged = {
      ConditionExpression: 'version = :seen AND attribute_exists(owes)',
      ExpressionAttributeValues: { ':seen': rule.version },
    };
    if (rule.removed) return this.#table.delete(keyOf(rule.key), unchanged);
    const { owes: _, ...paid } = rule;
    return this.#table.put(ruleItem({ ...paid, version: rule.version + 1 }, this.#options), unchanged);
  }

  async metrics(): Promise<Metric[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :list',
      ExpressionAttributeValues: { ':list': METRIC_LIST },
    });
    return items.map((item) => item.sk).filter((name): name is Metric => METRICS.includes(name as Metric));
  }

  #due(as: string, until: Date): AsyncIterable<StoredRule[]> {
    return readable(
      this.#table.pages({
        IndexName: byDue.name,
        KeyConditionExpression: '#as = :as AND #due <= :until',
        ExpressionAttributeNames: { '#as': byDue.partition, '#due': byDue.sort },
        ExpressionAttributeValues: { ':as': as, ':until': until.toISOString() },
      }),
    );
  }

  #threshold(rule: StoredRule): number | undefined {
    return findableBy(rule, this.#options.tickMs).level?.threshold;
  }

  async #register(metrics: readonly Metric[]): Promise<void> {
    for (const metric of metrics) {
      if (this.#registered.has(metric)) continue;
      await this.#table.put({ pk: METRIC_LIST, sk: metric });
      this.#registered.add(metric);
    }
  }
}

/**
 * A rule as its item, with the index keys that follow from its phase.
 * @param now when it is written; a rule that owes something is due a little later, in case its writer dies.
 */
export function ruleItem(rule: StoredRule, { shards, tickMs }: RulesOptions, now?: Date): Item {
  const shard = shardOf(rule.key, shards);
  const { level, due } = findableBy(rule, tickMs);
  const wait =
    rule.owes && now ? { as: `owed#${shard}`, at: later(now, DEBT_GRACE) } : { as: `rule#${shard}`, at: due };
  return {
    ...keyOf(rule.key),
    ...(JSON.parse(JSON.stringify(rule)) as object),
    ...(level && { [byLevel.partition]: levelKey(level.metric, level.side, shard), [byLevel.sort]: level.threshold }),
    ...(wait.at && { [byDue.partition]: wait.as, [byDue.sort]: wait.at.toISOString() }),
  };
}

/** Page by page. A rule that cannot be read must not hide the others, so it throws when all have been seen. */
async function* readable(pages: AsyncIterable<Item[]>): AsyncGenerator<StoredRule[]> {
  const broken: unknown[] = [];
  for await (const page of pages) {
    yield page.flatMap((item) => {
      try {
        return [readItem(storedRuleShape, item)];
      } catch (error) {
        broken.push(error);
        return [];
      }
    });
  }
  if (broken.length > 0) throw broken[0];
}

const levelKey = (metric: Metric, side: string, shard: number): string => `${metric}#${side}#${shard}`;

const whileStill = (seen: StoredRule | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'version = :seen AND attribute_not_exists(owes)',
        ExpressionAttributeValues: { ':seen': seen.version },
      };
