import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { QUEUES, type QueueName } from '../../functions/kit/names.contract.ts';
import type { Finding } from '../../infra/local/cli/examine.ts';
import { findPatient } from '../../infra/local/cli/find-patient.ts';
import type { Patient } from '../../infra/local/cli/patient.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { FALSE_CREDENTIALS } from '../../infra/local/emulators/dynamodb.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { json, serve } from '../../infra/local/loopback/serve.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { startAws } from '../infra/deploy/aws.ts';
import type { CountedTable } from '../support/counted-table.ts';
import { emulatedTable } from '../support/table.ts';
import { botAt } from './bot.ts';

/** A Thursday, at seven in the morning of New York: EDGAR is open. */
const NOW = new Date('2026-02-05T12:00:00Z');
const TOKEN = '123456:AAE-a-token-that-nobody-sees';
const DISCORD = 'MTk4NjIy.a.token-that-nobody-sees';
const WEBHOOK = 'https://abc.example.com/telegram';
const ENDPOINT = 'https://abc.example.com/discord';

/** What the platforms say; a test changes it. */
type Said = {
  webhook: { url: string; pending_update_count?: number; last_error_date?: number; last_error_message?: string };
  endpoint: string | null;
  commands: number;
};

async function platformsThatSay(said: Said): Promise<string> {
  const server = await serve(({ path, headers }) => {
    if (path.startsWith('/bot')) {
      if (!path.startsWith(`/bot${TOKEN}/`)) return json({ ok: false }, 401);
      const list = Array.from({ length: said.commands }, () => ({ command: 'x', description: 'y' }));
      const results = { getMe: { id: 1, username: 'hash_bot' }, getWebhookInfo: said.webhook, getMyCommands: list };
      return json({ ok: true, result: results[path.split('/').at(-1) as keyof typeof results] });
    }
    if (headers.authorization !== `Bot ${DISCORD}`) return json({ message: '401' }, 401);
    if (path.endsWith('/commands')) return json(Array.from({ length: said.commands }, () => ({ name: 'x' })));
    return json({ id: '845', name: 'Hashprice', interactions_endpoint_url: said.endpoint });
  });
  onTestFinished(server.stop);
  return server.url;
}

let table: CountedTable;
let said: Said;
beforeEach(async () => {
  table = await emulatedTable();
  said = { webhook: { url: '' }, endpoint: null, commands: 12 };
});

const minutesAgo = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();

async function keep(snapshotAge: number, checkedAge: number): Promise<void> {
  const document = DynamoDBDocumentClient.from(table.client);
  const put = (Item: object) => document.send(new PutCommand({ TableName: table.name, Item: Item as never }));
  await put({ pk: 'MARKET', sk: 'latest', at: minutesAgo(snapshotAge) });
  await put({ pk: 'EDGAR', sk: 'CHECKED#1', v: 1, at: minutesAgo(checkedAge), from: '2026-01-01' });
  await put({ pk: 'COMPANY#1167419', sk: 'FINANCIALS', v: 1, readAt: minutesAgo(600) });
  await put({ pk: 'EDGAR', sk: 'CHECKED#2', v: 1, at: minutesAgo(checkedAge + 60), from: '2026-01-01' });
}

async function runningQueues(): Promise<{ folder: string; put(name: QueueName, dead?: boolean): Promise<void> }> {
  const sqs = await startSqs(queueSettings());
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const endpoint = new URL(sqs.urlOf(QUEUES[0])).origin;
  const client = new SQSClient({ region: 'us-east-1', credentials: FALSE_CREDENTIALS, endpoint });
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    client.destroy();
    await sqs.stop();
  });
  const urls = QUEUES.map((name) => [name, { url: sqs.urlOf(name), deadUrl: sqs.deadUrlOf(name) }] as const);
  writeFileSync(join(folder, 'queues.json'), JSON.stringify(Object.fromEntries(urls)));
  return {
    folder,
    put: async (name, dead = false) => {
      const QueueUrl = dead ? sqs.deadUrlOf(name) : sqs.urlOf(name);
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    },
  };
}

const SOURCE = { TELEGRAM_TOKEN: TOKEN, DISCORD_TOKEN: DISCORD, SEC_USER_AGENT: 'Jane jane@example.com' };

async function examined(find: () => Promise<Patient>, now = NOW): Promise<Record<string, Finding> & { code?: never }> {
  const patient = async () => ({ ...(await find()), table: ((_, ask) => ask(table)) as Patient['table'] });
  const { out, code } = await botAt(now, 'doctor --json', { patient });
  const findings = JSON.parse(out) as Finding[];
  expect(code).toBe(findings.some(({ colour }) => colour === 'red') ? 1 : 0);
  expect(out).not.toMatch(/nobody-sees/);
  for (const { colour, todo } of findings) if (colour !== 'green') expect(todo).toBeTruthy();
  return Object.fromEntries(findings.map((finding) => [finding.about, finding])) as never;
}

describe('the bot of `npm run live`', () => {
  async function here(source: Record<string, string> = SOURCE, folder?: string): Promise<() => Promise<Patient>> {
    const url = await platformsThatSay(said);
    const where = folder ?? (await runningQueues()).folder;
    return () => findPatient({ ...source, TELEGRAM_API_URL: url, DISCORD_API_URL: url }, where)(undefined);
  }

  it('is well', async () => {
    await keep(4, 1);
    const findings = await examined(await here());
    expect(Object.values(findings).map(({ about, colour, says }) => `${colour} ${about}: ${says}`)).toEqual([
      'green Telegram token: is that of @hash_bot',
      'green Telegram webhook: none, so that updates can be fetched',
      'green Telegram commands: 12 are listed',
      'green Discord token: is that of Hashprice',
      'green Discord endpoint: none, so that the gateway brings them',
      'green Discord commands: 12 are registered',
      'green SEC_USER_AGENT: Jane jane@example.com',
      'green Snapshots: the last one is of 4 min ago',
      'green Filings: EDGAR was asked 1 min ago',
      expect.stringMatching(/^green Tagged reports: 1 of \d+ companies, the last 10 h ago$/),
      'green Queues: nothing waits',
      'green Dead letters: none',
    ]);
  });

  it.each([
    ['fresh', { isStale: false }, 200, 'green', /^http/],
    ['old', { isStale: true }, 200, 'yellow', /its numbers are old/],
    ['broken', {}, 500, 'red', /answers 500/],
  ])('has a page that is %s', async (_, status, code, colour, says) => {
    const page = await serve(({ path }) => json(path === '/v1/status' ? status : {}, code));
    onTestFinished(page.stop);
    const { folder } = await runningQueues();
    writeFileSync(join(folder, 'page'), `${page.url}/`);
    const { Page } = await examined(await here(SOURCE, folder));
    expect([Page?.colour, Page?.says]).toEqual([colour, expect.stringMatching(says)]);
  });

  it('has a page that nobody serves any more', async () => {
    const { folder } = await runningQueues();
    writeFileSync(join(folder, 'page'), 'http://127.0.0.1:9/');
    expect((await examined(await here(SOURCE, folder)))['Page']).toMatchObject({
      colour: 'red',
      todo: 'Start `npm run live`',
    });
  });

  it('is looked at without a word of the SDK', async () => {
    const warned = vi.spyOn(console, 'warn');
    onTestFinished(() => warned.mockRestore());
    expect((await examined(await here()))['Queues']?.colour).toBe('green');
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([
    ['an endpoint and no key', ENDPOINT, {}, 'red', /commands go there, and none come here/],
    ['an endpoint and its key', ENDPOINT, { DISCORD_PUBLIC_KEY: 'ab' }, 'green', /\/discord$/],
    ['a key and no endpoint', null, { DISCORD_PUBLIC_KEY: 'ab' }, 'yellow', /commands reach nobody/],
  ])('with %s knows where commands of Discord go', async (_, endpoint, key, colour, says) => {
    said.endpoint = endpoint;
    const findings = await examined(await here({ ...SOURCE, ...key }));
    expect(findings['Discord endpoint']).toMatchObject({ colour, says: expect.stringMatching(says) });
  });

  it('says where to get a token that was never set', async () => {
    const findings = await examined(await here({}));
    expect(findings['Telegram token']?.todo).toBe('Get one from @BotFather and put TELEGRAM_TOKEN=… into .env');
    expect(findings['Discord token']?.todo).toMatch(/^Get one from https:.* and put DISCORD_TOKEN=… into .env$/);
  });

  it('blames the network, and no token, for platforms that cannot be reached', async () => {
    const { folder } = await runningQueues();
    const nowhere = { TELEGRAM_API_URL: 'http://127.0.0.1:1', DISCORD_API_URL: 'http://127.0.0.1:1' };
    const findings = await examined(() => findPatient({ ...SOURCE, ...nowhere }, folder)(undefined));
    for (const about of ['Telegram token', 'Telegram webhook', 'Telegram commands'])
      expect(findings[about]?.todo).toMatch(/^Check the network or TELEGRAM_API_URL/);
    for (const about of ['Discord token', 'Discord endpoint', 'Discord commands'])
      expect(findings[about]?.todo).toMatch(/^Check the network or DISCORD_API_URL/);
  });

  it('is on no platform and reads no filings without tokens and a name, which is no illness', async () => {
    await keep(4, 1);
    const findings = await examined(await here({}));
    expect(
      Object.values(findings)
        .filter(({ colour }) => colour === 'yellow')
        .map(({ about }) => about),
    ).toEqual(['Telegram token', 'Discord token', 'SEC_USER_AGENT']);
  });

  it('cannot fetch updates while another bot has a webhook', async () => {
    said.webhook.url = WEBHOOK;
    const { 'Telegram webhook': webhook } = await examined(await here());
    expect(webhook).toMatchObject({ colour: 'red', says: expect.stringContaining('another bot uses this token') });
  });

  it.each([
    [9, 'green'],
    [12, 'yellow'],
    [16, 'red'],
  ])('with a snapshot %d minutes old is %s', async (age, colour) => {
    await keep(age, 1);
    expect((await examined(await here()))['Snapshots']?.colour).toBe(colour);
  });

  it('is ill when EDGAR was not asked for a quarter of an hour while it is open, and well at night', async () => {
    await keep(4, 20);
    const find = await here();
    expect((await examined(find))['Filings']?.colour).toBe('red');
    const night = new Date('2026-02-07T12:00:00Z');
    expect((await examined(find, night))['Filings']).toMatchObject({
      colour: 'green',
      says: 'EDGAR is closed; last asked 2 days ago',
    });
  });

  it('is ill when no tagged report was read for a day and a half, and well enough before the first was', async () => {
    const find = await here();
    expect((await examined(find))['Tagged reports']).toMatchObject({
      colour: 'yellow',
      says: expect.stringContaining('read yet'),
    });
    await keep(4, 1);
    const later = new Date(NOW.getTime() + 36 * 3_600_000);
    expect((await examined(find, later))['Tagged reports']?.colour).toBe('red');
  });

  it('names the queues with dead letters', async () => {
    await keep(4, 1);
    const queues = await runningQueues();
    await queues.put('filings', true);
    await queues.put('evaluate');
    const findings = await examined(await here(SOURCE, queues.folder));
    expect(findings['Dead letters']).toMatchObject({ colour: 'red', says: 'filings 1' });
    expect(findings['Queues']).toMatchObject({ colour: 'green', says: 'waiting: evaluate 1' });
  });

  it('has no queues while nobody runs it', async () => {
    await keep(4, 1);
    const findings = await examined(await here(SOURCE, '/nowhere'));
    expect(findings['Discord endpoint']).toMatchObject({
      colour: 'yellow',
      says: 'none, and nobody listens to the gateway',
      todo: 'Start `npm run live`',
    });
    expect(findings['Queues']).toMatchObject({
      colour: 'red',
      says: 'no bot is running here; `npm run live` starts one',
    });
  });

  it('hides nothing behind a token that is wrong', async () => {
    await keep(4, 1);
    const findings = await examined(await here({ ...SOURCE, TELEGRAM_TOKEN: '9:wrong-token-that-nobody-sees' }));
    expect(findings['Telegram token']).toMatchObject({ colour: 'red', todo: 'Put the right TELEGRAM_TOKEN into .env' });
    expect(findings['Discord token']?.colour).toBe('green');
    expect(findings['Dead letters']?.colour).toBe('green');
  });

  it('is told to a person in lines, with what to do', async () => {
    await keep(60, 1);
    const find = await here();
    const { out, complaint, code } = await botAt(NOW, 'doctor', {
      patient: async () => ({ ...(await find()), table: ((_, ask) => ask(table)) as Patient['table'] }),
    });
    expect(out).toMatch(/● green +Telegram token +is that of @hash_bot/);
    expect(out).toMatch(/✗ red +Snapshots +the last one is of 60 min ago\n.*→ Start `npm run live`/);
    expect({ complaint, code }).toEqual({ complaint: '1 of 12 are red', code: 1 });
  });
});

describe('a bot on AWS', () => {
  async function onAws() {
    const aws = await startAws();
    const url = await platformsThatSay(said);
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    }))
      vi.stubEnv(name, value);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await aws.stop();
    });
    const id = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const readers = Object.entries<Spec>(topology).flatMap(([name, { start }]) => ('queues' in start ? [name] : []));
    const queues = [
      ...QUEUES.map((name) => `${id(name)}Queue`),
      ...[...readers, 'schedules'].map((name) => `${id(name)}DeadLetters`),
    ];
    const stack = (outputs: Record<string, string>) => ({
      status: 'UPDATE_COMPLETE',
      changedAt: NOW,
      outputs,
      resources: queues.map((name) => ({
        logicalId: `${name}0A1B2C3D`,
        physicalId: `https://sqs/${name}`,
        type: 'AWS::SQS::Queue',
      })),
    });
    aws.stacks.set('hashprice-watch-prod-data', stack({ TableName: 'x' }));
    aws.stacks.set('hashprice-watch-prod', stack({ TelegramWebhookUrl: WEBHOOK, DiscordInteractionsUrl: ENDPOINT }));
    const secret = (value: string) => ({ value, type: 'SecureString', version: 1 });
    aws.parameters.set('/hashprice-watch/prod/telegram-token', secret(TOKEN));
    aws.parameters.set('/hashprice-watch/prod/discord-token', secret(DISCORD));
    aws.parameters.set(
      '/hashprice-watch/prod/settings',
      secret(JSON.stringify({ SEC_USER_AGENT: 'Jane jane@example.com' })),
    );
    return { aws, find: () => findPatient({ TELEGRAM_API_URL: url, DISCORD_API_URL: url })('prod') };
  }

  it('is well', async () => {
    Object.assign(said, { webhook: { url: WEBHOOK }, endpoint: ENDPOINT });
    await keep(4, 1);
    const { find } = await onAws();
    const findings = Object.values(await examined(find));
    expect(findings.filter(({ colour }) => colour !== 'green')).toEqual([]);
    expect(findings).toHaveLength(14);
  });

  it.each([
    ['another address', { url: 'https://other.example.com' }, /somebody else has set https:\/\/other/],
    ['none', { url: '' }, /none is set/],
    [
      'an answer that is no answer',
      {
        url: WEBHOOK,
        last_error_date: NOW.getTime() / 1_000 - 60,
        last_error_message: 'Wrong response from the webhook: 401',
      },
      /Wrong response.* 1 min ago; 0 updates wait/,
    ],
  ])('is ill with a webhook that is %s', async (_, webhook, says) => {
    said.webhook = webhook;
    const { find } = await onAws();
    expect((await examined(find))['Telegram webhook']).toMatchObject({
      colour: 'red',
      says: expect.stringMatching(says),
    });
  });

  it('forgives a platform that complained hours ago', async () => {
    said.webhook = { url: WEBHOOK, last_error_date: NOW.getTime() / 1_000 - 7_200, last_error_message: 'Timeout' };
    const { find } = await onAws();
    expect((await examined(find))['Telegram webhook']?.colour).toBe('green');
  });

  it('is ill with an endpoint that is not its own, without commands, and with letters that the scheduler lost', async () => {
    Object.assign(said, { endpoint: null, commands: 0 });
    const { aws, find } = await onAws();
    aws.lengths.set('https://sqs/SchedulesDeadLetters', 3);
    const findings = await examined(find);
    expect(findings['Discord endpoint']).toMatchObject({ colour: 'red', says: 'none is set' });
    expect(findings['Discord commands']?.colour).toBe('red');
    expect(findings['Dead letters']?.says).toBe('schedules 3');
  });

  it('is not looked for by somebody who is not signed in', async () => {
    const { aws } = await onAws();
    aws.isSignedIn = false;
    const { code, complaint } = await botAt(NOW, 'doctor --stage prod', { patient: findPatient({}) });
    expect({ code, complaint }).toEqual({
      code: 1,
      complaint: expect.stringMatching(/^nobody is signed in to AWS: The/),
    });
  });

  it('needs a region, and says how to say it', async () => {
    await onAws();
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    const { complaint } = await botAt(NOW, 'doctor --stage prod', { patient: findPatient({}) });
    expect(complaint).toMatch(/^Missing:\n {2}- AWS_REGION \(--region\): AWS region, like us-east-1\nSay it in/);
    const given = await botAt(NOW, 'doctor --stage dev --region eu-central-1', { patient: findPatient({}) });
    expect(given.complaint).toMatch(/^there is no bot here/);
  });

  it('cannot be looked for where AWS cannot be reached', async () => {
    await onAws();
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    const { complaint } = await botAt(NOW, 'doctor --stage prod', { patient: findPatient({}) });
    expect(complaint).toBe('AWS cannot be reached at http://127.0.0.1:1: check the network and AWS_ENDPOINT_URL.');
  });

  it('is told from one that is not there', async () => {
    const { aws } = await onAws();
    aws.stacks.clear();
    const { code, complaint } = await botAt(NOW, 'doctor --stage prod', { patient: findPatient({}) });
    expect({ code, complaint }).toEqual({ code: 1, complaint: 'there is no bot here: npm run deploy -- --stage prod' });
  });
});
