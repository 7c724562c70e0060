import type { FunctionName } from '../functions/kit/env.contract.ts';
import type { MetricName, QueueName } from '../functions/kit/names.contract.ts';
import type { topology } from './topology.ts';

/** What an alarm looks at. Several metrics become one number: counts are added up, ages give the greatest. */
export type Watched =
  /** A metric of our own, which these functions count. */
  | { countOf: MetricName; by: readonly FunctionName[] }
  /** Answers of 500 and above at the routes: a function that failed, took too long, or was not let in. */
  | { failuresAt: 'routes' }
  /** Invocations that Lambda turned away, in the whole account: its concurrency is what functions share. */
  | { throttles: 'account' }
  /** Of all the queues that these functions read; or what the scheduler, or a function that it starts, gave up. */
  | { deadLettersOf: readonly (Reader | 'schedules')[] }
  | { oldestSecondsIn: readonly QueueName[] };

/**
 * `below` is for what must keep happening: no data at all is then the worst news, and alarms. `atLeast` is for what
 * should not happen: no data is good news. True `times` periods in a row.
 *
 * Each metric of each alarm is paid (0.10 USD a month), and half of what an idle bot costs is this; so there is one alarm
 * for one thing to do. A function on a queue that fails as a whole has none of its own, because what it leaves lying is
 * late within minutes or dead within the hour; one on a schedule counts what it has done, last of all, and is missed. What
 * nobody has to do anything about at once has a line on the dashboard: a filing that was given up, of which its readers
 * were told, and an answer that a platform refused; an alert that it refuses is a dead letter soon.
 */
export type Alarm = {
  severity: 'high' | 'low';
  means: string;
  metric: Watched;
  everyMinutes: 1 | 5 | 15 | 60;
  times: number;
} & ({ below: number } | { atLeast: number } | { atLeastOfTicks: number });

/** CloudWatch's namespace for the metrics of names.contract.ts: one stage's health must not hide another's. */
export const namespaceOf = (stage: string): string => `Hashprice/${stage}`;

/** Functions that read queues. */
export type Reader = {
  [Name in FunctionName]: (typeof topology)[Name]['start'] extends { queues: unknown } ? Name : never;
}[FunctionName];

/**
 * Where waiting is itself the harm: in a direct lane somebody waits for an answer or for his own alert. A broadcast of an
 * hour is a crowd and no fault, and a picture too old is not sent; what fails there dies, and is heard of as a dead letter.
 */
const DIRECT = ['telegram-direct', 'discord-direct'] as const;

/** Every way to be quietly useless, absences first. Infra makes an alarm of each; RUNBOOK.md has one page for each. */
export const ALARMS = {
  SnapshotMissing: {
    severity: 'high',
    means: 'no market snapshot for 15 minutes',
    metric: { countOf: 'SnapshotTaken', by: ['take-snapshot'] },
    everyMinutes: 5,
    times: 3,
    below: 1,
  },
  ReleaseMissing: {
    severity: 'high',
    means: 'for 5 minutes nobody released what has waited long enough, so holds, reminders and retries stand still',
    metric: { countOf: 'DueReleased', by: ['release-due'] },
    everyMinutes: 5,
    times: 1,
    below: 1,
  },
  DeliveriesDead: {
    severity: 'high',
    means: 'a message was tried to the end and reached nobody',
    metric: { deadLettersOf: ['deliver-telegram', 'deliver-discord'] },
    everyMinutes: 5,
    times: 1,
    atLeast: 1,
  },
  DecisionsDead: {
    severity: 'high',
    means: 'a tick was not judged, or a notice not fanned out, after every attempt',
    metric: { deadLettersOf: ['evaluate', 'fan-out'] },
    everyMinutes: 5,
    times: 1,
    atLeast: 1,
  },
  SchedulesDead: {
    severity: 'high',
    means: 'the scheduler could not start a function at all, or one that nothing else would miss failed at every try',
    metric: { deadLettersOf: ['schedules'] },
    everyMinutes: 5,
    times: 1,
    atLeast: 1,
  },
  DecisionsLate: {
    severity: 'high',
    means: 'a tick or a notice has waited for more than 5 minutes',
    metric: { oldestSecondsIn: ['evaluate', 'notices'] },
    everyMinutes: 5,
    times: 2,
    atLeast: 300,
  },
  DeliveriesLate: {
    severity: 'high',
    means: 'a message to one chat has waited in its lane for more than 15 minutes',
    metric: { oldestSecondsIn: DIRECT },
    everyMinutes: 5,
    times: 2,
    atLeast: 900,
  },
  WebhooksFailing: {
    severity: 'high',
    means: 'people who wrote to the bot, or opened its page, got no answer three times in 15 minutes',
    metric: { failuresAt: 'routes' },
    everyMinutes: 15,
    times: 1,
    atLeast: 3,
  },
  FunctionsThrottled: {
    severity: 'high',
    means: 'Lambda turned invocations away for 10 minutes: the account has no concurrency left',
    metric: { throttles: 'account' },
    everyMinutes: 5,
    times: 2,
    atLeast: 1,
  },
  FilingsUnchecked: {
    severity: 'high',
    means: 'for 15 minutes nobody could read all of EDGAR’s lists of what was filed',
    metric: { countOf: 'FilingsChecked', by: ['watch-filings'] },
    everyMinutes: 5,
    times: 3,
    below: 1,
  },
  FilingsDead: {
    severity: 'high',
    means: 'a filing was not read after every attempt',
    metric: { deadLettersOf: ['read-filing'] },
    everyMinutes: 5,
    times: 1,
    atLeast: 1,
  },
  FilingsLate: {
    severity: 'high',
    means: 'a filing has waited for more than 5 minutes to be read',
    metric: { oldestSecondsIn: ['filings'] },
    everyMinutes: 5,
    times: 2,
    atLeast: 300,
  },
  PressUnchecked: {
    severity: 'low',
    means: 'for 3 hours no press-release feed answered',
    metric: { countOf: 'PressFeedsChecked', by: ['watch-press'] },
    everyMinutes: 60,
    times: 3,
    below: 1,
  },
  PressFeedStale: {
    severity: 'low',
    means: 'for a day a press-release feed has answered with nothing but old news: it has probably moved',
    metric: { countOf: 'PressFeedStale', by: ['watch-press'] },
    everyMinutes: 60,
    times: 24,
    atLeast: 1,
  },
  PicturesDead: {
    severity: 'low',
    means: 'a picture could not be drawn or shown after every attempt; its words were said',
    metric: { deadLettersOf: ['send-picture'] },
    everyMinutes: 60,
    times: 1,
    atLeast: 1,
  },
  NobodyReached: {
    severity: 'low',
    means: 'for a day nobody was told anything',
    metric: { countOf: 'NoticeSent', by: ['deliver-telegram', 'deliver-discord'] },
    everyMinutes: 60,
    times: 24,
    below: 1,
  },
  WebhookTroubled: {
    severity: 'high',
    means: 'for 15 minutes Telegram has not been able to bring us what people write, as it says itself',
    metric: { countOf: 'WebhookTroubled', by: ['check-telegram'] },
    everyMinutes: 5,
    times: 3,
    atLeast: 1,
  },
  RegistrationTaken: {
    severity: 'high',
    means: 'somebody else had set the bot’s webhook or endpoint; it is ours again, and they know our token',
    metric: { countOf: 'RegistrationTaken', by: ['register-telegram', 'register-discord'] },
    everyMinutes: 60,
    times: 1,
    atLeast: 1,
  },
  DiscordStopped: {
    severity: 'high',
    means: 'Discord refused half as many requests in ten minutes as it shuts an address out for: nothing is sent to it',
    metric: { countOf: 'DiscordStopped', by: ['deliver-discord', 'send-picture'] },
    everyMinutes: 5,
    times: 1,
    atLeast: 1,
  },
  RequestForged: {
    severity: 'low',
    means: 'ten requests in 15 minutes had a wrong signature: somebody is trying, or our own secret is wrong',
    metric: { countOf: 'RequestForged', by: ['telegram-webhook', 'discord-interactions'] },
    everyMinutes: 15,
    times: 1,
    atLeast: 10,
  },
  FeedIgnored: {
    severity: 'low',
    means: 'a feed was left out of nearly every snapshot for a day',
    metric: { countOf: 'FeedIgnored', by: ['take-snapshot'] },
    everyMinutes: 60,
    times: 24,
    atLeastOfTicks: 10 / 12,
  },
} as const satisfies Record<string, Alarm>;
export type AlarmName = keyof typeof ALARMS;
