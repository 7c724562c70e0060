import { DynamoJournal } from '../alerts/journal.dynamodb.ts';
import type { Notice } from '../alerts/notice.ts';
import { noticeToJson } from '../alerts/notice.ts';
import { DynamoRules } from '../alerts/rules.dynamodb.ts';
import type { HandOver, TransitionDeps } from '../alerts/transition.ts';
import { type Delivery, deliveryToJson, type Lane } from '../delivery/delivery.ts';
import type { EnvOf, FunctionName } from '../kit/env.contract.ts';
import type { Queue } from '../kit/queue.ts';
import { tryEach } from '../kit/try-each.ts';
import { type Platform, type Recipient, recipientFromKey } from '../subscriptions/recipient.ts';
import { tickOf, type Wired } from './wire.ts';

type Ruled = {
  [Name in FunctionName]: EnvOf<Name> extends { SHARDS: number; TICK_SECONDS: number } ? Name : never;
}[FunctionName];

/** The alert engine on the table. `handOver` differs: some functions speak, some must not. */
export function wireTransitions<Name extends Ruled>(
  { env, table, clock, log }: Wired<Name>,
  handOver: HandOver,
): TransitionDeps & { rules: DynamoRules } {
  const tickMs = tickOf(env);
  const rules = new DynamoRules(table, { shards: env.SHARDS, tickMs });
  return { rules, journal: new DynamoJournal(table, clock), handOver, tickMs, log };
}

/** Functions that may not speak end rules in silence; they have no queue to speak to. */
export const silent: HandOver = () => Promise.resolve();

/** One kind of lane, on every platform: whoever puts deliveries puts them all on the same kind. */
export type Lanes = { lane: Lane } & Record<Platform, Queue<unknown>>;
type Open = (url: string) => Queue<unknown>;

export const wireDirect = (
  env: { TELEGRAM_DIRECT_QUEUE_URL: string; DISCORD_DIRECT_QUEUE_URL: string },
  queue: Open,
): Lanes => ({
  lane: 'direct',
  telegram: queue(env.TELEGRAM_DIRECT_QUEUE_URL),
  discord: queue(env.DISCORD_DIRECT_QUEUE_URL),
});

export const wireBroadcast = (
  env: { TELEGRAM_BROADCAST_QUEUE_URL: string; DISCORD_BROADCAST_QUEUE_URL: string },
  queue: Open,
): Lanes => ({
  lane: 'broadcast',
  telegram: queue(env.TELEGRAM_BROADCAST_QUEUE_URL),
  discord: queue(env.DISCORD_BROADCAST_QUEUE_URL),
});

/** Puts one delivery for each recipient on its platform's lane. @throws when any could not be put: the whole is repeated. */
export async function putDeliveries(
  { lane, ...platforms }: Lanes,
  notice: Notice,
  recipients: readonly Recipient[],
): Promise<void> {
  const bodies = recipients.map((recipient): Delivery => ({ v: 1, notice, recipient, lane, postponed: 0 }));
  const batches = (['telegram', 'discord'] as const).flatMap((platform) =>
    inTens(bodies.filter((body) => body.recipient.platform === platform)).map((batch) => ({ platform, batch })),
  );
  const failures = await tryEach(batches, ({ platform, batch }) => platforms[platform].put(batch.map(deliveryToJson)));
  if (failures[0]) throw failures[0].error;
}

/** A rule of one owner goes straight to its lane; a topic's goes to be fanned out. */
export const handOverTo =
  (direct: Lanes, notices: Queue<unknown>): HandOver =>
  async (notice) => {
    if (notice.owner === undefined) await notices.put([{ v: 1, notice: noticeToJson(notice) }]);
    else await putDeliveries(direct, notice, [recipientFromKey(notice.owner)]);
  };

const inTens = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / 10) }, (_, i) => items.slice(i * 10, i * 10 + 10));
