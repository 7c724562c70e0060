import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noticeToJson } from '../../functions/alerts/notice.ts';
import { create as createCheck } from '../../functions/entry/check-telegram.ts';
import { create as createDeliverDiscord } from '../../functions/entry/deliver-discord.ts';
import { create as createDeliverTelegram } from '../../functions/entry/deliver-telegram.ts';
import { create as createSendPicture } from '../../functions/entry/send-picture.ts';
import { create as createWebhook } from '../../functions/entry/telegram-webhook.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { recipientFromKey } from '../../functions/subscriptions/recipient.ts';
import { minutes } from '../../functions/units/time.ts';
import { pointSdkAt, sdkEnvironment } from '../../infra/local/environment.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { written } from '../chat/telegram/updates.ts';
import { aNotice } from '../delivery/notices.ts';
import { startParameters } from '../infra/parameters.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent, lambdaContext, scheduledEvent, sqsEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { emulatedTable } from '../support/table.ts';

const NOTICE = aNotice('hashprice-below');
const QUEUE = 'http://127.0.0.1:1/queue';
const NOTHING_FAILED = { batchItemFailures: [] };
const OLD = { telegram: '7:AAH-the_old_token', discord: 'the.old.token' };
const NEW = { telegram: '7:AAH-the_new_token', discord: 'the.new.token' };
const ANN = 'telegram:100';
const CHANNEL = 'discord:200';

/** Warm sandboxes of functions whose tokens SSM keeps, which two platforms know. */
async function warm() {
  const { table, client: dynamodb, name } = await emulatedTable();
  const clock = new TestClock(NOTICE.at);
  const now = () => clock.now();
  const telegram = await startTelegram({ now });
  const discord = await startDiscord({ now });
  const kept: Record<string, string> = { '/t': OLD.telegram, '/d': OLD.discord, '/s': 'a-secret', '/i': 'a-code' };
  const ssm = await startParameters(kept);
  const before = { ...process.env };
  pointSdkAt({ ...sdkEnvironment({ dynamodb: QUEUE, sqs: QUEUE }), AWS_ENDPOINT_URL_SSM: ssm.url });
  onTestFinished(async () => {
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
    Object.assign(process.env, before);
    await Promise.all([telegram, discord, ssm].map((server) => server.stop()));
  });
  /** What goes back to its lane; pictures are not looked at. */
  const waiting: { body: object; seconds: number }[] = [];
  const sqs = {
    send: async ({
      input: { Entries = [] },
    }: {
      input: { Entries?: { MessageBody: string; DelaySeconds: number }[] };
    }) => {
      const put = Entries.map((one) => ({ body: JSON.parse(one.MessageBody) as object, seconds: one.DelaySeconds }));
      waiting.push(...put.filter(({ body }) => 'notice' in body));
      return { Successful: [], Failed: [] };
    },
  } as unknown as SQSClient;
  await new DynamoHistory(table, clock).put(aSnapshot({ at: NOTICE.at.toISOString() }));
  const book = new DynamoBook(table);
  for (const key of [ANN, CHANNEL])
    await book.subscribe({ recipient: recipientFromKey(key), topic: NOTICE.rule, since: NOTICE.since });
  const source = {
    TABLE_NAME: name,
    TICK_SECONDS: '300',
    SHARDS: '1',
    ...Object.fromEntries(
      ['TELEGRAM_DIRECT', 'TELEGRAM_BROADCAST', 'DISCORD_DIRECT', 'DISCORD_BROADCAST', 'PICTURES', 'NOTICES'].map(
        (queue) => [`${queue}_QUEUE_URL`, QUEUE],
      ),
    ),
    TELEGRAM_API_URL: telegram.url,
    DISCORD_API_URL: `${discord.url}/api`,
    TELEGRAM_TOKEN_PARAMETER: '/t',
    TELEGRAM_SECRET_PARAMETER: '/s',
    TELEGRAM_INVITE_PARAMETER: '/i',
    TELEGRAM_ACCESS: 'open',
    TELEGRAM_WEBHOOK_URL: 'https://example.com/telegram',
    MOST_CHATS: '10',
    DISCORD_TOKEN_PARAMETER: '/d',
  };
  const log = new MemoryLog();
  const overrides = { clock, log, dynamodb, sqs };
  return {
    clock,
    telegram,
    discord,
    waiting,
    log,
    source,
    overrides,
    /** The platforms know the new tokens and no others from now on; SSM is told by whoever replaces them. */
    revoke: () => {
      telegram.knowOnly(NEW.telegram);
      discord.knowOnly(NEW.discord);
    },
    store: () => Object.assign(kept, { '/t': NEW.telegram, '/d': NEW.discord }),
  };
}

const delivery = (key: string) => ({
  v: 1,
  notice: noticeToJson(NOTICE),
  recipient: recipientFromKey(key),
  lane: 'direct',
  postponed: 0,
});
const picture = (key: string, name: string) => ({
  v: 1,
  recipient: recipientFromKey(key),
  key: name,
  what: { picture: { of: 'difficulty', span: '7d' } },
  lane: 'direct',
  at: NOTICE.at.toISOString(),
});

describe.each([
  ['deliver-telegram', createDeliverTelegram, ANN, 'telegram'],
  ['deliver-discord', createDeliverDiscord, CHANNEL, 'discord'],
] as const)('a warm %s', (_, create, key, platform) => {
  it('says the first alert after its token was replaced, with the new one', async () => {
    const { source, overrides, revoke, store, clock, ...world } = await warm();
    const handle = create(source, overrides);
    await handle(sqsEvent(delivery(key === ANN ? 'telegram:1' : 'discord:1')), lambdaContext());
    revoke();
    store();
    clock.advance(minutes(2));
    expect(await handle(sqsEvent(delivery(key)), lambdaContext())).toEqual(NOTHING_FAILED);
    expect(world.waiting).toEqual([]);
    expect(world[platform].messages).toHaveLength(2);
    expect(world[platform].calls.map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(world.log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(JSON.stringify(world.log.lines)).not.toMatch(/the.(old|new).token/);
  });

  it('keeps an alert that comes between the revoking and the storing, and says it when the wait is over', async () => {
    const { source, overrides, revoke, store, clock, ...world } = await warm();
    const handle = create(source, overrides);
    await handle(sqsEvent(delivery(key === ANN ? 'telegram:1' : 'discord:1')), lambdaContext());
    revoke();
    clock.advance(minutes(2));
    expect(await handle(sqsEvent(delivery(key)), lambdaContext())).toEqual(NOTHING_FAILED);
    expect(world.waiting).toMatchObject([{ seconds: 300, body: { postponed: 1 } }]);
    store();
    clock.advance(minutes(5));
    expect(await handle(sqsEvent(world.waiting[0]?.body), lambdaContext())).toEqual(NOTHING_FAILED);
    expect(world[platform].messages).toHaveLength(2);
    expect(world.waiting).toHaveLength(1);
  });
});

it('a warm send-picture shows the first picture after the tokens were replaced, on either platform', async () => {
  const { source, overrides, revoke, store, clock, telegram, discord } = await warm();
  const handle = createSendPicture(source, overrides);
  await handle(sqsEvent(picture(ANN, 'a'), picture(CHANNEL, 'a')), lambdaContext());
  revoke();
  store();
  clock.advance(minutes(2));
  expect(await handle(sqsEvent(picture(ANN, 'b'), picture(CHANNEL, 'b')), lambdaContext())).toEqual(NOTHING_FAILED);
  expect(telegram.calls.map(({ status }) => status)).toEqual([200, 401, 200]);
  expect(discord.calls.map(({ status }) => status)).toEqual([200, 401, 200]);
  expect(telegram.messages[1]?.photo).toBeDefined();
  expect(discord.messages[1]?.files).toHaveLength(1);
});

it('a warm door to Telegram answers the first question after its token was replaced', async () => {
  const { source, overrides, revoke, store, clock, telegram } = await warm();
  const handle = createWebhook(source, overrides);
  const ask = (id: number) =>
    handle(
      httpEvent('/telegram', JSON.stringify({ ...written('/price'), update_id: id }), {
        'x-telegram-bot-api-secret-token': 'a-secret',
      }),
    );
  expect(await ask(1)).toMatchObject({ statusCode: 200 });
  const said = telegram.messages.length;
  revoke();
  store();
  clock.advance(minutes(2));
  expect(await ask(2)).toMatchObject({ statusCode: 200 });
  expect(telegram.messages.length).toBeGreaterThan(said);
});

it('a token that was replaced is no trouble of the webhook’s', async () => {
  const { source, overrides, revoke, store, clock, telegram, log } = await warm();
  telegram.updates.webhook = { url: source.TELEGRAM_WEBHOOK_URL };
  const check = createCheck(source, overrides);
  await check(scheduledEvent(clock.now()));
  revoke();
  store();
  clock.advance(minutes(5));
  await check(scheduledEvent(clock.now()));
  expect(log.counts.get('WebhookTroubled')).toBeUndefined();
});
