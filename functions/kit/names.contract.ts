/** Names that code and infrastructure must agree on. A misspelt one fails to compile on either side. */

export const QUEUES = [
  'evaluate',
  'notices',
  'filings',
  'telegram-direct',
  'telegram-broadcast',
  'discord-direct',
  'discord-broadcast',
  'pictures',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** `evaluate` → `EVALUATE_QUEUE_URL`. */
export const queueVariable = <Name extends QueueName>(name: Name) =>
  `${name.toUpperCase().replaceAll('-', '_')}_QUEUE_URL` as QueueVariable<Name>;
export type QueueVariable<Name extends QueueName> = `${Uppercase<Snake<Name>>}_QUEUE_URL`;
type Snake<Text extends string> = Text extends `${infer Head}-${infer Tail}` ? `${Head}_${Snake<Tail>}` : Text;

/** One table; what an item is, its keys say. */
export const TABLE = {
  partition: 'pk',
  sort: 'sk',
  /** Seconds since the epoch; DynamoDB deletes some time after it, so readers filter as well. */
  expires: 'expires',
  indexes: {
    /** Rules by the value that ends their phase: `metric#side#shard`, sorted by threshold. */
    level: { name: 'byLevel', partition: 'level', sort: 'threshold' },
    /** Whatever waits, by the instant that ends the wait: `what#shard`, sorted by instant. */
    due: { name: 'byDue', partition: 'dueAs', sort: 'due' },
  },
} as const;
export type IndexName = keyof typeof TABLE.indexes;

/**
 * The dimension of all our metrics. CloudWatch is paid by the name with its dimensions, and an alarm by each it looks at:
 * one that several functions count is one, and which of them it was is in their logs.
 */
export const METRIC_DIMENSION = { service: 'hashprice-watch' } as const;

/** CloudWatch metrics of namespace `Hashprice/<stage>`; each distinct one costs money, so there are few and none has a chat in it. */
export const METRIC_NAMES = [
  'SnapshotTaken',
  'DueReleased',
  'FeedIgnored',
  'NoticeSent',
  'NoticeHeldBack',
  'NoticeRejected',
  'RecipientGone',
  'FilingsChecked',
  'FilingGivenUp',
  'PressFeedsChecked',
  'PressFeedStale',
  'AnnouncementMade',
  'RequestForged',
  'DiscordStopped',
  'RegistrationTaken',
  'WebhookTroubled',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];
