import { generateKeyPairSync, sign } from 'node:crypto';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeToJson } from '../../functions/alerts/notice.ts';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { DynamoFeedNotebook } from '../../functions/filings/press/feed-notes.dynamodb.ts';
import { WATCHLIST } from '../../functions/filings/watchlist.ts';
import { type FunctionName, feedBases, filingBases } from '../../functions/kit/env.contract.ts';
import { QUEUES, type QueueName, queueVariable } from '../../functions/kit/names.contract.ts';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { dayOf, later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { REGION } from '../../infra/local/context.ts';
import { type Emulator, FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';
import { type QueueEmulator, startSqs } from '../../infra/local/emulators/sqs.ts';
import { type EdgarLoopback, startEdgar } from '../../infra/local/loopback/edgar.ts';
import { type LoopbackMarket, startMarket } from '../../infra/local/loopback/market.ts';
import { type PressLoopback, startPress } from '../../infra/local/loopback/press.ts';
import type { LoopbackServer } from '../../infra/local/loopback/serve.ts';
import { recordedFilings } from '../../infra/local/recordings/filings.ts';
import { aNotice } from '../delivery/notices.ts';
import { httpEvent, scheduledEvent, sqsEvent } from '../support/events.ts';
import { aWorld } from '../support/world.ts';
import { insideBundles, METAFILE } from './inside-bundles.ts';
import { startParameters } from './parameters.ts';
import { runAsset } from './run-asset.ts';
import { type Assembly, bundleOf, functionOf, readable, synthesize, variablesOf } from './synthesized.ts';

const TABLE = 'Table';
const RECIPIENTS = JSON.stringify([
  { platform: 'telegram', chat: '42', fleet: { joulesPerTerahash: 60, usdPerKwh: 0.5 } },
  { platform: 'discord', channel: '123456789012345678' },
]);
const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const PARAMETERS: Readonly<Record<string, string>> = {
  '/hashprice-watch/prod/telegram-token': '1:token',
  '/hashprice-watch/prod/telegram-secret': 'a-secret',
  '/hashprice-watch/prod/discord-token': 'token',
};

/** A process of its own lives on the machine's clock, and so must the world around it. */
const wallClock = () => new Date();
const A_MINUTE_AGO = later(wallClock(), -minutes(1) as Milliseconds);
const FILED = recordedFilings().map((filing) => ({ ...filing, acceptedAt: A_MINUTE_AGO }));
const RELEASE = { feed: 'ir.mara.com', id: 'a release', title: 'An office is opened', at: A_MINUTE_AGO };

let assembly: Assembly;
let dynamodb: Emulator;
let sqs: QueueEmulator;
let ssm: LoopbackServer;
let market: LoopbackMarket;
let edgar: EdgarLoopback;
let press: PressLoopback;
let client: SQSClient;
let table: DynamoDBClient;

beforeAll(async () => {
  assembly = synthesize({ recipients: RECIPIENTS }, { metafile: METAFILE });
  dynamodb = await startDynamoDb(TABLE);
  sqs = await startSqs(queueSettings());
  market = await startMarket(aWorld({ now: wallClock }));
  edgar = await startEdgar({ now: wallClock, filings: FILED });
  press = await startPress({ now: wallClock, releases: [RELEASE] });
  ssm = await startParameters(PARAMETERS);
  table = new DynamoDBClient({ endpoint: dynamodb.endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
  client = new SQSClient({ endpoint: sqs.endpoint, region: REGION, credentials: FALSE_CREDENTIALS });
}, 120_000);

afterAll(async () => {
  for (const open of [client, table]) open.destroy();
  await Promise.all([dynamodb, sqs, market, edgar, press, ssm].map((server) => server.stop()));
  rmSync(assembly.folder, { recursive: true });
});

/** What Lambda itself sets, and where the SDK finds the emulators; the rest is the template's. */
const lambdaSets = () => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: FALSE_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: FALSE_CREDENTIALS.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
  AWS_ENDPOINT_URL_SSM: ssm.url,
});

function templateSets(name: FunctionName): Record<string, string> {
  const [, fn] = functionOf(assembly.template, name);
  const told = Object.entries(variablesOf(fn)).map(([key, value]) => [key, readable(value)]);
  const urls = QUEUES.map((queue) => [queueVariable(queue) as string, sqs.urlOf(queue)]);
  const answers = {
    SEC_USER_AGENT: 'Jane Doe jane@example.com',
    TELEGRAM_ACCESS: 'open',
    DISCORD_ACCESS: 'open',
    MOST_CHATS: '500',
  };
  const known = { ...Object.fromEntries(urls), ...answers } as Record<string, string>;
  return Object.fromEntries(told.map(([key, value]) => [key, known[key!] ?? value]));
}

const run = (name: FunctionName, event: unknown): Promise<unknown> =>
  runAsset({
    module: pathToFileURL(bundleOf(assembly, name).module).href,
    environment: { ...lambdaSets(), ...templateSets(name) },
    event,
    origins: publicOrigins(),
  });

/** Every address that is asked on AWS, and where it is on this machine. An issuer's own site is a path of the wires'. */
function publicOrigins(): Record<string, string> {
  const here: Record<string, string> = { ...market.urls, ...edgar.urls, ...press.urls };
  const bases = Object.entries({ ...feedBases.parse({}), ...filingBases.parse({}) });
  const sites = WATCHLIST.flatMap(({ feeds }) =>
    feeds.flatMap((feed) => (feed.from === 'ir' ? [new URL(feed.url)] : [])),
  );
  return Object.fromEntries([
    ...bases.map(([variable, origin]) => [origin, here[variable]]),
    ...sites.map(({ origin, host }) => [origin, `${press.urls.IR_URL}/${host}`]),
  ]);
}

async function received(queue: QueueName): Promise<unknown[]> {
  const { Messages: messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: sqs.urlOf(queue), MaxNumberOfMessages: 10 }),
  );
  return messages.map(({ Body }) => JSON.parse(Body!) as unknown);
}

const now = () => scheduledEvent(new Date(Math.floor(Date.now() / 300_000) * 300_000));
const nothingFailed = { batchItemFailures: [] };

it('a tick goes through every asset, each told only what the template tells it', async () => {
  expect(await run('backfill-history', now())).toBeNull();
  expect(await run('enrol', now())).toBeNull();
  expect(await run('take-snapshot', now())).toBeNull();

  const tasks = await received('evaluate');
  expect(tasks.length).toBeGreaterThan(0);
  expect(await run('evaluate', sqsEvent(...tasks))).toEqual(nothingFailed);
  expect(await run('release-due', now())).toBeNull();
}, 60_000);

it('a topic reaches both lanes, and a platform that cannot be reached costs no message', async () => {
  const notice = noticeToJson(aNotice('cost-regression'));
  expect(await run('fan-out', sqsEvent({ v: 1, notice }))).toEqual(nothingFailed);
  for (const platform of ['telegram', 'discord'] as const) {
    const lane = `${platform}-broadcast` as const;
    const deliveries = await received(lane);
    expect(deliveries).toMatchObject([{ notice: { key: notice.key }, recipient: { platform } }]);
    expect(await run(`deliver-${platform}`, sqsEvent(...deliveries))).toEqual(nothingFailed);
    expect(sqs.count(lane)).toMatchObject({ delayed: 1 });
  }
}, 60_000);

it('a picture is drawn with what lies beside its bundle, and waits for a platform that cannot be reached', async () => {
  const asked = { of: 'hashprice', span: '7d' };
  const at = wallClock().toISOString();
  const task = {
    v: 1,
    recipient: { platform: 'telegram', chat: '42' },
    key: 'asked',
    what: { asked },
    lane: 'direct',
    at,
  };
  expect(await run('send-picture', sqsEvent(task))).toEqual(nothingFailed);
  expect(sqs.count('pictures')).toMatchObject({ delayed: 1 });
}, 60_000);

it('a filing is read and told, and never listed again', async () => {
  const { documents: _, company: __, acceptedAt, ...sale } = FILED.findLast(({ cik }) => cik === 1507605)!;
  const filing = { ...sale, filedOn: dayOf(acceptedAt), acceptedAt };
  const task = { v: 1, do: 'read', filings: [filing], listedAt: acceptedAt };
  expect(await run('read-filing', sqsEvent(task))).toEqual(nothingFailed);
  expect(await received('notices')).toMatchObject([
    { notice: { kind: 'announcement', parts: [{ announcement: { ticker: 'MARA', class: 'reserve-sale' } }] } },
  ]);

  // The way through all lists takes eight seconds of a real clock, so it ends at the second one.
  edgar.fail('block', { below: 'type=6-K' });
  expect(await run('watch-filings', scheduledEvent('2026-02-24T15:00:00Z'))).toBeNull();
  const tasks = (await received('filings')) as { do: string; filings: { form: string; accession: string }[] }[];
  const listed = tasks.flatMap(({ filings }) => filings);
  expect(new Set(listed.map(({ form }) => form))).toEqual(new Set(['8-K']));
  expect(listed.map(({ accession }) => accession)).not.toContain(sale.accession);
}, 60_000);

it('the feeds of half of the issuers are looked through each minute', async () => {
  const notebook = new DynamoFeedNotebook(new Table(TABLE, table));
  for (const minute of ['00', '01'])
    expect(await run('watch-press', scheduledEvent(`2026-02-24T15:${minute}:00Z`))).toBeNull();
  expect(await notebook.read(RELEASE.feed)).toMatchObject({ seen: [RELEASE.id] });
  expect(press.requests.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
}, 60_000);

it('the doors open to who has the key, and to nobody else', async () => {
  const update = JSON.stringify({ update_id: 1, guest_message: {} });
  const asked = (secret: string) => httpEvent('/telegram', update, { 'x-telegram-bot-api-secret-token': secret });
  expect(await run('telegram-webhook', asked('a-secret'))).toMatchObject({ statusCode: 200 });
  expect(await run('telegram-webhook', asked('guess'))).toMatchObject({ statusCode: 401 });

  const ping = JSON.stringify({ type: 1, id: '1', application_id: '2', token: 't', version: 1 });
  const signed = (timestamp: string, over: string) =>
    httpEvent('/discord', ping, {
      'x-signature-ed25519': sign(null, Buffer.from(over), keys.privateKey).toString('hex'),
      'x-signature-timestamp': timestamp,
    });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  // As register-discord keeps it.
  await new DynamoPlatformFacts(new Table(TABLE, table)).keep({ id: '2', publicKey }, wallClock());
  const pong = await run('discord-interactions', signed(timestamp, timestamp + ping));
  expect(pong).toMatchObject({ statusCode: 200, body: JSON.stringify({ type: 1 }) });
  expect(await run('discord-interactions', signed(timestamp, ping))).toMatchObject({ statusCode: 401 });
}, 60_000);

insideBundles(() => assembly);
