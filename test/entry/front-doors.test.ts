import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DynamoSentLog } from '../../functions/delivery/sent.dynamodb.ts';
import { create as createDiscord } from '../../functions/entry/discord-interactions.ts';
import { create as createTelegram } from '../../functions/entry/telegram-webhook.ts';
import { Unreachable } from '../../functions/kit/errors.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import type { RecipientKey } from '../../functions/subscriptions/recipient.ts';
import { later, seconds } from '../../functions/units/time.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = '2026-02-05T12:03:00Z';
const SECRET = 'a-secret';

async function aTelegramDoor(source: Record<string, string> = { TELEGRAM_SECRET: SECRET }) {
  const { table, client, name } = await emulatedTable();
  const clock = new TestClock(NOW);
  const telegram = await startTelegram({ now: () => clock.now() });
  onTestFinished(() => telegram.stop());
  const log = new MemoryLog();
  await new DynamoHistory(table, clock).put(aSnapshot());
  const handle = createTelegram(
    {
      TABLE_NAME: name,
      TICK_SECONDS: '300',
      SHARDS: '1',
      TELEGRAM_TOKEN: '1:token',
      TELEGRAM_API_URL: telegram.url,
      ...source,
    },
    { clock, log, dynamodb: client },
  );
  const post = (update: unknown, secret = SECRET) =>
    handle(httpEvent('/telegram', JSON.stringify(update), { 'x-telegram-bot-api-secret-token': secret }));
  return { post, telegram, log, clock, client, book: new DynamoBook(table), sent: new DynamoSentLog(table, clock) };
}

const ask = (text: string, id = 1) => ({
  update_id: id,
  message: { message_id: id, date: 1, chat: { id: 42, type: 'private' }, text },
});

describe('the Telegram door', () => {
  it('answers /hashprice with the numbers and their sources', async () => {
    const { post, telegram } = await aTelegramDoor();
    expect(await post(ask('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
    expect(telegram.messages[0]).toMatchObject({ chat: '42' });
    expect(telegram.messages[0]?.text).toContain('$28.17/PH/day');
  });

  it('answers an update once, however often it comes', async () => {
    const { post, telegram } = await aTelegramDoor();
    for (let i = 0; i < 3; i++) expect(await post(ask('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
  });

  it('has an update repeated while somebody answers it, and answers it itself when that one is dead', async () => {
    const { post, telegram, clock, sent } = await aTelegramDoor();
    const update = { recipient: 'telegram:42' as RecipientKey, incident: 'update:1', notice: 'update:1' };
    await sent.claim({ ...update, event: 'fired' }, later(clock.now(), seconds(15)), clock.now());
    await expect(post(ask('/hashprice'))).rejects.toThrow(Unreachable);
    expect(telegram.messages).toEqual([]);
    clock.advance(seconds(15));
    expect(await post(ask('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
  });

  it.each([
    ['a wrong secret', { TELEGRAM_SECRET: SECRET }, 'guess'],
    ['no secret configured', {}, SECRET],
    ['no secret configured and none sent', {}, ''],
  ] as const)('lets nobody in with %s', async (_, source, secret) => {
    const { post, telegram, log } = await aTelegramDoor(source as Record<string, string>);
    expect(await post(ask('/hashprice'), secret)).toMatchObject({ statusCode: 401 });
    expect(telegram.calls).toEqual([]);
    expect(log.counts.get('RequestForged')).toBe(1);
  });

  it.each([
    ['an update of a kind nobody knows', { update_id: 1, guest_message: {} }],
    ['an update without sense', [[[]]]],
    ['a very large one', { update_id: 1, message: { text: 'x'.repeat(300_000) } }],
  ])('acknowledges %s, counts it, and says nothing', async (_, update) => {
    const { post, telegram, log } = await aTelegramDoor();
    expect(await post(update)).toMatchObject({ statusCode: 200 });
    expect(log.counts.get('UpdateIgnored')).toBe(1);
    expect(telegram.calls).toEqual([]);
  });

  it('lets a chat go that blocked the bot', async () => {
    const { post, book } = await aTelegramDoor();
    const chat = { platform: 'telegram', chat: '42' } as const;
    await book.subscribe({ recipient: chat, topic: 'data', since: new Date(0) });
    const status = { chat: { id: 42, type: 'private' }, new_chat_member: { status: 'kicked' } };
    await post({ update_id: 1, my_chat_member: status });
    expect(await book.of(chat)).toEqual([]);
    expect(await book.standing(chat)).toMatchObject({ state: 'gone' });
  });
});

it('the Telegram door asks for an update again that the table had no room for', async () => {
  const { post, client, book } = await aTelegramDoor();
  const chat = { platform: 'telegram', chat: '42' } as const;
  await book.subscribe({ recipient: chat, topic: 'data', since: new Date(0) });
  const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: {} });
  client.middlewareStack.add(() => () => Promise.reject(throttled), { step: 'initialize', name: 'throttle' });
  const blocked = {
    update_id: 1,
    my_chat_member: { chat: { id: 42, type: 'private' }, new_chat_member: { status: 'kicked' } },
  };
  await expect(post(blocked)).rejects.toThrow('Rate exceeded');
  client.middlewareStack.remove('throttle');
  expect(await post(blocked)).toMatchObject({ statusCode: 200 });
  expect(await book.standing(chat)).toMatchObject({ state: 'gone' });
});

describe('the Discord door', () => {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

  async function aDiscordDoor() {
    const { table, client, name } = await emulatedTable();
    const clock = new TestClock(NOW);
    const log = new MemoryLog();
    await new DynamoHistory(table, clock).put(aSnapshot());
    const handle = createDiscord({ TABLE_NAME: name, DISCORD_PUBLIC_KEY: publicKey }, { clock, log, dynamodb: client });
    const post = (body: string | Buffer, forge = false) => {
      const timestamp = String(Math.floor(clock.now().getTime() / 1_000));
      const signature = sign(null, Buffer.concat([Buffer.from(timestamp), Buffer.from(body)]), keys.privateKey);
      if (forge) signature[0]! ^= 1;
      const headers = { 'x-signature-ed25519': signature.toString('hex'), 'x-signature-timestamp': timestamp };
      return handle(httpEvent('/discord', body, headers));
    };
    return { post, log };
  }

  it('answers PING with PONG', async () => {
    const { post } = await aDiscordDoor();
    expect(await post('{"type":1}')).toMatchObject({ statusCode: 200, body: '{"type":1}' });
  });

  it('verifies the very bytes, also when they come as base64', async () => {
    const { post } = await aDiscordDoor();
    expect(await post(Buffer.from('{"type":1,"note":"ü"}'))).toMatchObject({ statusCode: 200 });
  });

  it('answers a command in the response itself, to the one who asked', async () => {
    const { post } = await aDiscordDoor();
    const response = await post('{"type":2,"data":{"name":"hashprice"}}');
    const { type, data } = JSON.parse(String(response.body)) as {
      type: number;
      data: { flags: number; embeds: unknown[] };
    };
    expect(type).toBe(4);
    expect(data.flags).toBe(64);
    expect(JSON.stringify(data.embeds)).toContain('28.17');
  });

  it('refuses a forged request with 401 before it is parsed', async () => {
    const { post, log } = await aDiscordDoor();
    expect(await post('not json', true)).toMatchObject({ statusCode: 401 });
    expect(log.counts.get('RequestForged')).toBe(1);
  });

  it('answers what it does not know, and does not throw', async () => {
    const { post } = await aDiscordDoor();
    expect(await post('{"type":99}')).toMatchObject({ statusCode: 200 });
    expect(await post('not json')).toMatchObject({ statusCode: 400 });
  });
});
