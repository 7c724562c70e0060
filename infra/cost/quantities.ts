import { type Spec, topology } from '../topology.ts';
import type { Item } from './prices.ts';

/** What one of something takes of the services, as measured; see test/bench/cost.ts. */
export type Operation = {
  /** Capacity units of the table, indexes included. */
  reads: number;
  writes: number;
  /** Requests to queues: send, receive, delete; waiting in vain is counted elsewhere. */
  sqs: number;
  /** How often each function is run. */
  runs: Readonly<Record<string, number>>;
  /** Processor time, at a whole processor. */
  cpuSeconds: number;
  /** Requests to anybody outside of AWS, which are waited for. */
  outside: number;
};
/**
 * `minute` is one in which EDGAR is open; at night and at weekends nobody asks it. A `filing` is read, remembered and told
 * of; whoever hears of it costs an alert. An `alert` is its words and its picture, which is drawn once for many.
 */
export type Operations = Readonly<
  Record<'tick' | 'minute' | 'nightMinute' | 'day' | 'filing' | 'alert' | 'command', Operation>
>;

/** What stands in the templates; see test/infra/deploy-cost.test.ts. */
export type Deployed = {
  memoryMb: Readonly<Record<string, number>>;
  /** Queues that Lambda waits at, and of them those with a maximum of readers. */
  queues: { all: number; limited: number };
  /** Names of metrics with the function that counts them, as far as a bot that nobody uses counts them. */
  metrics: { idle: number; all: number };
  alarmMetrics: number;
  dashboards: number;
  tickSeconds: number;
};

/** What people do in a month, each of them; nobody can measure it beforehand. */
export type Habits = { alerts: number; commands: number };
export const USUAL_HABITS: Habits = { alerts: 30, commands: 20 };

const MONTH_DAYS = 30;
const MONTH_MINUTES = MONTH_DAYS * 24 * 60;
const MONTH_SECONDS = MONTH_MINUTES * 60;
/** As functions/filings/edgar-hours.ts says: from 6 to 23 h on five days of the week. */
const OPEN_SHARE = (5 * 17) / (7 * 24);
/** A whole processor comes with so much. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const PROCESSOR_MB = 1_769;
/**
 * Lambda waits at a queue with five pollers of 20 seconds; it goes back to two when the queue is idle, which it cannot where
 * the number of readers is limited. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const POLL_SECONDS = 20;
const POLLERS = { limited: 5, idle: 2 };

/** Assumed where nothing can be measured here: each is rather too much than too little. */
export const ASSUMED = {
  secondsPerOutsideRequest: 0.25,
  /** Of the forms that are watched: four a month of each of forty companies. */
  filingsPerMonth: 160,
  /** Lambda's own three lines and one or two of ours. */
  logBytesPerRun: 1_500,
  /** A chat with its subscriptions, settings, rules and their index entries. */
  bytesPerSubscriber: 8_000,
  /** Snapshots of three months, rollups, what is known of companies. */
  bytesIdle: 100_000_000,
  /** An entry in the delivery log, kept for 90 days: three months' worth is there at any time. */
  bytesPerAlert: 3 * 700,
  bytesOutPerAlert: 3_000,
  bytesOutPerCommand: 6_000,
  /** Whatever runs asks for its secrets every ten minutes: idle, one function for one; in use, five for eight, twice over. */
  decryptionsPerDay: { idle: 200, busy: 2_000 },
} as const;

export type Quantities = Readonly<Record<Item, number>>;

type Month = { subscribers: number; habits: Habits; operations: Operations; deployed: Deployed };

/** What a month takes of everything that has a price. Pure arithmetic on what was measured, deployed and assumed. */
export function quantitiesOf({ subscribers, habits, operations, deployed }: Month): Quantities {
  const times: Readonly<Record<keyof Operations, number>> = {
    tick: MONTH_SECONDS / deployed.tickSeconds,
    minute: MONTH_MINUTES * OPEN_SHARE,
    nightMinute: MONTH_MINUTES * (1 - OPEN_SHARE),
    day: MONTH_DAYS,
    filing: ASSUMED.filingsPerMonth,
    alert: subscribers * habits.alerts,
    command: subscribers * habits.commands,
  };
  const total = (of: (operation: Operation) => number): number =>
    (Object.keys(times) as (keyof Operations)[]).reduce((sum, name) => sum + times[name] * of(operations[name]), 0);

  const runs = total(({ runs: each }) => sumOf(each));
  const bytes = ASSUMED.bytesIdle + subscribers * ASSUMED.bytesPerSubscriber + times.alert * ASSUMED.bytesPerAlert;
  const gb = bytes / 1e9;
  return {
    lambdaRequests: runs,
    lambdaGbSeconds: total((operation) => gbSecondsOf(operation, deployed)),
    httpRequests: times.command,
    schedules: total(({ runs: each }) => scheduledIn(each)),
    sqsRequests: idlePolls(deployed) + total(({ sqs }) => sqs),
    tableReads: total(({ reads }) => reads),
    tableWrites: total(({ writes }) => writes),
    tableGb: gb,
    restorableGb: gb,
    logGb: (runs * ASSUMED.logBytesPerRun) / 1e9,
    metrics: subscribers === 0 ? deployed.metrics.idle : deployed.metrics.all,
    alarmMetrics: deployed.alarmMetrics,
    dashboards: deployed.dashboards,
    internetGb: (times.alert * ASSUMED.bytesOutPerAlert + times.command * ASSUMED.bytesOutPerCommand) / 1e9,
    kmsRequests: MONTH_DAYS * ASSUMED.decryptionsPerDay[subscribers === 0 ? 'idle' : 'busy'],
  };
}

/** What Lambda asks queues in vain. */
function idlePolls({ queues: { all, limited } }: Deployed): number {
  const perPoller = MONTH_SECONDS / POLL_SECONDS;
  return perPoller * (limited * POLLERS.limited + (all - limited) * POLLERS.idle);
}

/**
 * Processor time takes longer with less than a whole processor, and paid is memory times time: the memory cancels out for
 * what is computed, and counts for what is waited for.
 */
function gbSecondsOf({ runs, cpuSeconds, outside }: Operation, { memoryMb }: Deployed): number {
  const all = sumOf(runs);
  if (all === 0) return 0;
  const gb =
    Object.entries(runs).reduce((sum, [name, count]) => sum + (count / all) * (memoryMb[name] ?? 512), 0) / 1_024;
  return cpuSeconds * (PROCESSOR_MB / 1_024) + outside * ASSUMED.secondsPerOutsideRequest * gb;
}

const isScheduled = (name: string): boolean =>
  Object.entries<Spec>(topology).some(([known, { start }]) => known === name && 'every' in start);
const scheduledIn = (runs: Operation['runs']): number =>
  Object.entries(runs).reduce((sum, [name, count]) => sum + (isScheduled(name) ? count : 0), 0);

const sumOf = (runs: Operation['runs']): number => Object.values(runs).reduce((sum, count) => sum + count, 0);
