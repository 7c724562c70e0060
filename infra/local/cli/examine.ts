import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isEdgarOpen } from '../../../functions/filings/edgar-hours.ts';
import { WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { Misconfigured, reasonOf, Unreachable } from '../../../functions/kit/errors.ts';
import type { AlarmName } from '../../alarms.ts';
import {
  discordApplication,
  discordCommands,
  telegramBot,
  telegramCommands,
  telegramWebhook,
} from '../../platforms.ts';
import type { Patient } from './patient.ts';

export type Colour = 'green' | 'yellow' | 'red';
/** One line; `todo` is there for what is red, and for what is yellow where something can be done. */
export type Finding = { about: string; colour: Colour; says: string; todo?: string };
type Judged = Omit<Finding, 'about'>;

const green = (says: string): Judged => ({ colour: 'green', says });
const yellow = (says: string, todo: string): Judged => ({ colour: 'yellow', says, todo });
const red = (says: string, todo: string): Judged => ({ colour: 'red', says, todo });

const MINUTE_MS = 60_000;
/** A platform that complained longer ago than this has been content since. */
const RECENT_MS = 60 * MINUTE_MS;
/** Ticks that a snapshot may be old: the alarm rings after three. */
const TICKS = { well: 2, ill: 3 };
/** As the alarm FilingsUnchecked has it. */
const UNCHECKED_MS = 15 * MINUTE_MS;
/** A day's run, and half a day for whoever starts a laptop late. */
const UNREAD_MS = 36 * 3_600_000;
/** More than a busy moment leaves behind. */
const MANY_WAITING = 1_000;
const MANY_UPDATES = 100;

/**
 * Looks at everything that could be wrong, one after the other; what cannot be looked at is red and hides nothing else.
 *
 * Changes nothing.
 */
export async function examine(patient: Patient, now: Date): Promise<Finding[]> {
  const [telegram, discord] = [tokenRemedy(patient, 'TELEGRAM'), tokenRemedy(patient, 'DISCORD')];
  const started = usually(restart(patient));
  const looks: readonly (readonly [string, () => Promise<Judged | undefined>, Remedy])[] = [
    ...patient.stacks.map((stack) => [stack.name, async () => stackOf(stack), usually(redeploy(patient))] as const),
    ['Telegram token', () => telegramTokenOf(patient), telegram],
    ['Telegram webhook', () => webhookOf(patient, now), telegram],
    ['Telegram commands', () => telegramCommandsOf(patient), telegram],
    ['Discord token', () => discordTokenOf(patient), discord],
    ['Discord endpoint', () => endpointOf(patient), discord],
    ['Discord commands', () => discordCommandsOf(patient), discord],
    ['SEC_USER_AGENT', async () => userAgentOf(patient), usually(redeploy(patient))],
    ['Snapshots', () => snapshotsOf(patient, now), started],
    ['Filings', () => filingsOf(patient, now), started],
    ['Tagged reports', () => taggedReportsOf(patient, now), started],
    ['Page', () => pageOf(patient), started],
    ['Queues', () => queuesOf(patient), started],
    ['Dead letters', () => deadLettersOf(patient), started],
  ];
  const findings: Finding[] = [];
  for (const [about, look, remedy] of looks) {
    const judged = await look().catch((error: unknown) => red(reasonOf(error), remedy(error)));
    if (judged !== undefined) findings.push({ about, ...judged });
  }
  return findings;
}

/** Alarms and the doctor send a person to the same page. */
const section = (alarm: AlarmName): string => `See infra/RUNBOOK.md, section ${alarm}`;

const redeploy = ({ stage }: Patient): string =>
  stage === undefined ? 'Stop `npm run live` and start it again' : `npm run deploy -- --stage ${stage}`;
const restart = ({ stage }: Patient): string =>
  stage === undefined ? 'Start `npm run live`' : 'See infra/RUNBOOK.md, and the log of the function';
type Platform = 'TELEGRAM' | 'DISCORD';
const TOKENS_FROM: Readonly<Record<Platform, string>> = {
  TELEGRAM: '@BotFather',
  DISCORD: 'https://discord.com/developers/applications (Bot)',
};

const getToken = ({ stage }: Patient, platform: Platform): string => {
  const set = `${platform}_TOKEN=…`;
  return `Get one from ${TOKENS_FROM[platform]} and ${
    stage === undefined ? `put ${set} into .env` : `run ${set} npm run deploy -- --stage ${stage}`
  }`;
};
const rightToken = ({ stage }: Patient, platform: Platform): string =>
  stage === undefined
    ? `Put the right ${platform}_TOKEN into .env`
    : `Deploy with the right one: ${platform}_TOKEN=… npm run deploy -- --stage ${stage}`;

/** What to do about a look that failed. */
type Remedy = (error: unknown) => string;

const usually =
  (todo: string): Remedy =>
  (error) =>
    error instanceof Unreachable ? 'Check the network, and look again in a minute' : todo;

const tokenRemedy =
  (patient: Patient, platform: Platform): Remedy =>
  (error) => {
    if (error instanceof Misconfigured) return rightToken(patient, platform);
    const address = `${platform}_API_URL`;
    return error instanceof Unreachable
      ? `Check the network or ${address}, and look again in a minute`
      : `Check ${address}`;
  };

const stackOf = ({ status }: { status: string }): Judged => {
  if (/_IN_PROGRESS$/.test(status)) return yellow(status, 'Wait for the deployment to end');
  if (status === 'UPDATE_ROLLBACK_COMPLETE') return yellow(status, 'The last deployment was put back; see its events');
  return /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)
    ? green(status)
    : red(status, 'See the events of the stack in CloudFormation; npm run deploy mends most');
};

async function telegramTokenOf(patient: Patient): Promise<Judged> {
  const { telegramToken: token, platforms } = patient;
  if (token === undefined) return yellow('none: the bot is not on Telegram', getToken(patient, 'TELEGRAM'));
  const { username } = await telegramBot(token, platforms);
  return green(`is that of @${username}`);
}

async function webhookOf(patient: Patient, now: Date): Promise<Judged | undefined> {
  const { telegramToken: token, platforms, urls, stage } = patient;
  if (token === undefined) return undefined;
  const {
    url,
    pending_update_count: pending,
    last_error_date: failedAt,
    last_error_message: why,
  } = await telegramWebhook(token, platforms);
  if (stage === undefined)
    return url === ''
      ? green('none, so that updates can be fetched')
      : red(
          `${url} is set: another bot uses this token, and nothing can be fetched here`,
          'Make a bot of its own with @BotFather',
        );
  if (url !== (urls.telegram ?? ''))
    return red(url === '' ? 'none is set' : `somebody else has set ${url}`, redeploy(patient));
  const waits = `${pending} updates wait`;
  if (failedAt !== undefined && now.getTime() - failedAt * 1_000 < RECENT_MS)
    return red(`${why ?? 'failed'} ${ago(new Date(failedAt * 1_000), now)}; ${waits}`, section('WebhooksFailing'));
  return pending > MANY_UPDATES ? yellow(waits, section('WebhooksFailing')) : green(`${url}; ${waits}`);
}

async function telegramCommandsOf(patient: Patient): Promise<Judged | undefined> {
  const { telegramToken: token, platforms } = patient;
  if (token === undefined) return undefined;
  const { length } = await telegramCommands(token, platforms);
  return length > 0 ? green(`${length} are listed`) : red('none are listed', redeploy(patient));
}

async function discordTokenOf(patient: Patient): Promise<Judged> {
  const { discordToken: token, platforms } = patient;
  if (token === undefined) return yellow('none: the bot is not on Discord', getToken(patient, 'DISCORD'));
  const { name } = await discordApplication(token, platforms);
  return green(`is that of ${name}`);
}

async function endpointOf(patient: Patient): Promise<Judged | undefined> {
  const { discordToken: token, platforms, urls, stage } = patient;
  if (token === undefined) return undefined;
  const url = (await discordApplication(token, platforms)).interactions_endpoint_url ?? '';
  if (stage === undefined) return endpointHere(patient, url);
  if (url === (urls.discord ?? '')) return green(url);
  return red(url === '' ? 'none is set' : `somebody else has set ${url}`, redeploy(patient));
}

/** An app with an endpoint gets nothing at the gateway, and with its public key nobody here listens there. */
async function endpointHere(patient: Patient, url: string): Promise<Judged> {
  if (url !== '')
    return patient.hasDiscordKey
      ? green(url)
      : red(
          `${url} is set: commands go there, and none come here`,
          'Make an app of its own; or if it leads to this computer, put its DISCORD_PUBLIC_KEY into .env',
        );
  if (patient.hasDiscordKey)
    return yellow(
      'none: commands reach nobody',
      'Set one that leads to POST /discord, or take DISCORD_PUBLIC_KEY away',
    );
  const isListening = await patient.queues().then(
    () => true,
    () => false,
  );
  return isListening
    ? green('none, so that the gateway brings them')
    : yellow('none, and nobody listens to the gateway', restart(patient));
}

async function discordCommandsOf(patient: Patient): Promise<Judged | undefined> {
  const { discordToken: token, platforms } = patient;
  if (token === undefined) return undefined;
  const { id } = await discordApplication(token, platforms);
  const { length } = await discordCommands(token, platforms, id);
  return length > 0 ? green(`${length} are registered`) : red('none are registered', redeploy(patient));
}

function userAgentOf(patient: Patient): Judged {
  const { secUserAgent: given, stage } = patient;
  if (given === undefined) {
    return stage === undefined
      ? yellow('none: filings are off', 'Put SEC_USER_AGENT="Jane Doe jane@example.com" into .env')
      : red('none: EDGAR answers nobody who does not say who asks', `SEC_USER_AGENT="…" ${redeploy(patient)}`);
  }
  return /\S@\S/.test(given)
    ? green(given)
    : red(`"${given}" holds no mail address`, 'It must look like "Jane Doe jane@example.com"');
}

/** A moment ago a laptop that is not running has nothing to be late with. */
async function snapshotsOf(patient: Patient, now: Date): Promise<Judged> {
  const at = await patient.table(patient.stage, async ({ client, name }) => {
    const { Item: item } = await DynamoDBDocumentClient.from(client).send(
      new GetCommand({ TableName: name, Key: { pk: 'MARKET', sk: 'latest' } }),
    );
    return instantIn(item);
  });
  if (at === undefined) return red('there has never been one', restart(patient));
  const ticks = (now.getTime() - at.getTime()) / 1_000 / patient.tickSeconds;
  const says = `the last one is of ${ago(at, now)}`;
  if (ticks <= TICKS.well) return green(says);
  return ticks <= TICKS.ill ? yellow(says, 'Look again in five minutes') : red(says, restart(patient));
}

async function filingsOf(patient: Patient, now: Date): Promise<Judged | undefined> {
  if (patient.secUserAgent === undefined) return undefined;
  const at = await patient.table(patient.stage, async ({ client, name }) => {
    const { Items: items = [] } = await DynamoDBDocumentClient.from(client).send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :edgar AND begins_with(sk, :checked)',
        ExpressionAttributeValues: { ':edgar': 'EDGAR', ':checked': 'CHECKED#' },
      }),
    );
    return items.flatMap((item) => instantIn(item) ?? []).toSorted((a, b) => b.getTime() - a.getTime())[0];
  });
  if (!isEdgarOpen(now)) return green(`EDGAR is closed${at === undefined ? '' : `; last asked ${ago(at, now)}`}`);
  if (at === undefined) return red('EDGAR has never been asked', restart(patient));
  const says = `EDGAR was asked ${ago(at, now)}`;
  return now.getTime() - at.getTime() <= UNCHECKED_MS ? green(says) : red(says, restart(patient));
}

/** Every company is read once a day; the newest says when the last run got anywhere. */
async function taggedReportsOf(patient: Patient, now: Date): Promise<Judged | undefined> {
  if (patient.secUserAgent === undefined) return undefined;
  const read = await patient.table(patient.stage, async ({ client, name }) => {
    const document = DynamoDBDocumentClient.from(client);
    const items = await Promise.all(
      WATCHLIST.filter(({ cik, until }) => cik !== null && until === undefined).map(({ cik }) =>
        document.send(
          new GetCommand({
            TableName: name,
            Key: { pk: `COMPANY#${cik}`, sk: 'FINANCIALS' },
            ProjectionExpression: 'readAt',
          }),
        ),
      ),
    );
    return { of: items.length, at: items.flatMap(({ Item: item }) => instantIn(item, 'readAt') ?? []) };
  });
  const newest = read.at.toSorted((a, b) => b.getTime() - a.getTime())[0];
  const todo = 'They are read once a day: see the log of read-financials';
  if (newest === undefined) return yellow('no company’s have been read yet', todo);
  const says = `${read.at.length} of ${read.of} companies, the last ${ago(newest, now)}`;
  return now.getTime() - newest.getTime() <= UNREAD_MS ? green(says) : red(says, todo);
}

function instantIn(item: Record<string, unknown> | undefined, name = 'at'): Date | undefined {
  const at = new Date(String(item?.[name]));
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const PAGE_WITHIN_MS = 10_000;

/** As a reader gets it: through the door, from the function, with what the table has. */
async function pageOf(patient: Patient): Promise<Judged | undefined> {
  const url = await patient.page();
  if (url === undefined) return undefined;
  const answered = await fetch(new URL('v1/status', url), { signal: AbortSignal.timeout(PAGE_WITHIN_MS) }).catch(
    (error: unknown) => error,
  );
  if (!(answered instanceof Response)) return red(`${url} does not answer: ${reasonOf(answered)}`, restart(patient));
  if (!answered.ok) return red(`${url} answers ${answered.status}`, section('WebhooksFailing'));
  const { isStale } = (await answered.json()) as { isStale?: unknown };
  return isStale === false ? green(url) : yellow(`${url} says that its numbers are old`, section('SnapshotMissing'));
}

async function queuesOf(patient: Patient): Promise<Judged> {
  const waiting = (await patient.queues()).filter((queue) => queue.waiting > 0);
  const says = waiting.map((queue) => `${queue.name} ${queue.waiting}`).join(', ');
  if (waiting.some((queue) => queue.waiting > MANY_WAITING))
    return yellow(`much waits: ${says}`, section('DeliveriesLate'));
  return green(says === '' ? 'nothing waits' : `waiting: ${says}`);
}

async function deadLettersOf(patient: Patient): Promise<Judged> {
  const dead = (await patient.queues()).filter((queue) => queue.dead > 0);
  if (dead.length === 0) return green('none');
  return red(
    dead.map((queue) => `${queue.name} ${queue.dead}`).join(', '),
    `${section('DeliveriesDead')}: mend the cause, then switch on the second event source of the queue`,
  );
}

function ago(then: Date, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - then.getTime()) / MINUTE_MS));
  if (minutes < 120) return `${minutes} min ago`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1_440)} days ago`;
}
