import { compose } from '../../../functions/alerts/compose.ts';
import { incidentOf, type RuleEvent, type RuleNotice } from '../../../functions/alerts/notice.ts';
import { tasksOf } from '../../../functions/alerts/pay-debts.ts';
import { metricsOf, planOf } from '../../../functions/alerts/plan.ts';
import { type Rule, ruleKey } from '../../../functions/alerts/rule.ts';
import { ruleItem } from '../../../functions/alerts/rules.dynamodb.ts';
import type { StoredRule } from '../../../functions/alerts/rules.ts';
import { calmSince, type Watch } from '../../../functions/alerts/watch.ts';
import { deliveryToJson } from '../../../functions/delivery/delivery.ts';
import { DynamoSentLog } from '../../../functions/delivery/sent.dynamodb.ts';
import { DynamoHistory } from '../../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../../functions/subscriptions/book.dynamodb.ts';
import { type Recipient, recipientKey } from '../../../functions/subscriptions/recipient.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { minutes } from '../../../functions/units/time.ts';
import { aFleet, aSnapshot } from '../../support/market.ts';
import type { Outside } from './outside.ts';

export const TICK_MS = minutes(5);
/** The tick of every story; whatever starts a function comes three seconds later. */
export const TICK = '2026-02-24T13:05:00.000Z';
export const at = (time: string): string => `2026-02-24T${time}:00.000Z`;

export const ann: Recipient = { platform: 'telegram', chat: '42' };
export const bob: Recipient = { platform: 'telegram', chat: '-77' };
export const miners = { platform: 'discord', channel: '645027906669510667' } as const satisfies Recipient;

/** An S21 at eight cents breaks even at 33.60: under water at 28. */
export const MARGIN: Rule = { kind: 'margin', fleet: aFleet() };
export const BELOW: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(30) };
export const DATA: Rule = { kind: 'data' };

type Standing = { definition: Rule; owner?: Recipient; watch?: Partial<Watch>; owes?: StoredRule['owes'] };

export const aStoredRule = ({ definition, owner, watch, owes }: Standing): StoredRule => {
  const key = owner && recipientKey(owner);
  return {
    v: 1,
    key: ruleKey(definition, key),
    definition,
    ...(key === undefined ? {} : { owner: key }),
    version: 4,
    lastTick: new Date(at('12:55')),
    removed: false,
    watch: { ...calmSince(new Date(at('12:00'))), ...watch } as StoredRule['watch'],
    ...(owes === undefined ? {} : { owes }),
  };
};

/** A rule as it stands, its metric, and whoever hears of it. */
export async function seedRule(
  outside: Outside,
  standing: Standing,
  hearers: readonly Recipient[] = [],
): Promise<StoredRule> {
  const rule = aStoredRule(standing);
  const written = rule.owes === undefined ? undefined : rule.owes.entry.at;
  await outside.table.put(ruleItem(rule, { shards: 1, tickMs: TICK_MS }, written));
  for (const metric of metricsOf(planOf(rule.definition, TICK_MS)))
    await outside.table.put({ pk: 'METRICS', sk: metric });
  const book = new DynamoBook(outside.table);
  for (const recipient of standing.owner === undefined ? hearers : [standing.owner]) {
    await book.subscribe({ recipient, topic: rule.key, since: new Date(at('10:00')) });
  }
  return rule;
}

export const seedSnapshot = async ({ table, clock }: Outside, time: string, hashprice: number): Promise<void> => {
  await new DynamoHistory(table, clock).put(aSnapshot({ at: at(time), hashprice }));
};

/** What a tick leaves: its snapshot, and tasks for these metrics. */
export async function seedTick(
  outside: Outside,
  time: string,
  hashprice: number,
  asks: Parameters<typeof tasksOf>[1],
): Promise<void> {
  await seedSnapshot(outside, time, hashprice);
  for (const task of tasksOf(new Date(at(time)), asks, 1)) outside.queues.put('evaluate', JSON.stringify(task));
}

/** A notice as the engine would make it of a rule that stands so. */
export function aNotice(rule: StoredRule, event: RuleEvent, time = '13:05', hashprice = 28): RuleNotice {
  const plan = planOf(rule.definition, TICK_MS);
  const next = { ...rule.watch, openedAt: rule.watch.openedAt ?? new Date(at(time)) } as Watch;
  const snapshot = aSnapshot({ at: at(time), hashprice });
  return compose(rule, { next, event, because: 'held long enough' }, plan, {
    at: new Date(at(time)),
    value: plan.metric === 'data-age' ? 20 : hashprice,
    snapshot,
  });
}

/** On its way to one recipient. */
export const seedDelivery = ({ queues }: Outside, notice: RuleNotice, recipient: Recipient): void => {
  const delivery = deliveryToJson({ v: 1, notice, recipient, lane: 'direct', postponed: 0 });
  queues.put(`${recipient.platform}-direct`, JSON.stringify(delivery));
};

/** What this chat has heard before. */
export async function seedSaid({ table, clock }: Outside, notice: RuleNotice, recipient: Recipient): Promise<void> {
  const log = new DynamoSentLog(table, clock);
  const utterance = {
    recipient: recipientKey(recipient),
    incident: incidentOf(notice),
    notice: notice.key,
    event: notice.event,
  };
  await log.record(utterance, { state: 'sent', because: 'its first word on this', messageId: 'before' }, notice.at);
}
