import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DynamoAskedLog } from '../../functions/chat/asked-log.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { later, seconds } from '../../functions/units/time.ts';
import { CHATS, membership, posted, tapped, written } from '../chat/telegram/updates.ts';
import { aBot, SECRET, TOKEN } from './talk.ts';

const ann = { platform: 'telegram', chat: '42' } as const;

describe('the Telegram door', () => {
  it('answers /hashprice with the numbers and their sources', async () => {
    const { post, telegram } = await aBot();
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
    expect(telegram.messages[0]).toMatchObject({ chat: '42' });
    expect(telegram.messages[0]?.text).toContain('$28.17/PH/day');
  });

  it('answers an update once, however often it is replayed, also a day later', async () => {
    const { post, telegram, clock } = await aBot();
    for (let i = 0; i < 3; i++) {
      expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
      clock.advance(11 * 3_600_000);
    }
    expect(telegram.messages).toHaveLength(1);
  });

  it('has an update come again while somebody answers it, and answers it itself when that one is dead', async () => {
    const { post, telegram, clock, table } = await aBot();
    await new DynamoAskedLog(table).claim('telegram:900001', later(clock.now(), seconds(15)), clock.now());
    const busy = await post(written('/hashprice'));
    expect(busy).toMatchObject({ statusCode: 503, headers: { 'retry-after': '15' } });
    expect(telegram.messages).toEqual([]);
    clock.advance(15_000);
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
  });

  it.each([
    ['a wrong secret', {}, 'guess'],
    ['a secret that begins like the right one', {}, SECRET.slice(0, -1)],
    ['no secret configured', { TELEGRAM_SECRET: undefined }, SECRET],
    ['no secret configured and none sent', { TELEGRAM_SECRET: undefined }, ''],
  ])('lets nobody in with %s, before anything is parsed or asked', async (_, source, secret) => {
    const door = await aBot(source);
    expect(await door.post(written('/hashprice'), secret)).toMatchObject({ statusCode: 401 });
    expect(await door.post('{"not json', secret)).toMatchObject({ statusCode: 401 });
    expect(door.telegram.calls).toEqual([]);
    expect(door.log.counts.get('RequestForged')).toBe(2);
    expect(await door.table.get({ pk: 'ASKED#telegram:900001', sk: 'ASKED' })).toBeUndefined();
  });

  it.each([
    ['an update of a kind nobody knows', { update_id: 1, guest_message: {} }],
    ['an update without sense', [[[]]]],
    ['something nested too deeply', '['.repeat(64) + ']'.repeat(64)],
    ['something that is not JSON', '{"update_id":'],
    ['nothing', ''],
    ['a very large one', { update_id: 1, message: { text: 'x'.repeat(300_000) } }],
    ['a message of another bot', written('/hashprice', { from: { id: 9, is_bot: true } }, CHATS.group)],
  ])('acknowledges %s, writes it down, and says nothing', async (_, update) => {
    const { post, telegram, log } = await aBot();
    expect(await post(update)).toMatchObject({ statusCode: 200 });
    expect(log.lines.filter(({ message }) => message === 'an update was ignored')).toHaveLength(1);
    expect(telegram.messages).toEqual([]);
  });

  it('asks for an update again that the table had no room for', async () => {
    const { post, client, telegram } = await aBot();
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: {} });
    client.middlewareStack.add(() => () => Promise.reject(throttled), { step: 'initialize', name: 'throttle' });
    await expect(post(written('/hashprice'))).rejects.toThrow('Rate exceeded');
    await expect(post(membership('kicked'))).rejects.toThrow('Rate exceeded');
    client.middlewareStack.remove('throttle');
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
  });

  it('passes a long wait on to Telegram, which then brings the update again', async () => {
    const { post, telegram, clock } = await aBot();
    telegram.fail({ retryAfter: 37 }, { times: 1 });
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 503, headers: { 'retry-after': '37' } });
    clock.advance(37_000);
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
    expect(telegram.messages).toHaveLength(1);
  });

  it('never answers 410, for which Telegram would take the webhook away', async () => {
    const { post, telegram } = await aBot();
    telegram.fail('chat not found');
    expect(await post(written('/hashprice'))).toMatchObject({ statusCode: 200 });
  });
});

describe('a chat that comes and goes', () => {
  it('is let go when it blocks the bot, and finds everything as it was when it is back', async () => {
    const bot = await aBot();
    const book = new DynamoBook(bot.table);
    await bot.types('/fleet S21 XP 0.07');
    await bot.types('/settings currency EUR');
    const before = (await book.of(ann)).map(({ topic }) => topic).sort();
    expect(before.length).toBeGreaterThan(0);
    await bot.happens('blocked', membership('kicked'));
    expect(await book.of(ann)).toEqual([]);
    expect(await book.standing(ann)).toMatchObject({ state: 'gone' });
    await bot.happens('back', membership('member'));
    expect(await book.standing(ann)).toEqual({ state: 'active' });
    expect((await book.of(ann)).map(({ topic }) => topic).sort()).toEqual(before);
    await bot.types('/settings');
    expect(bot.lastIn('private').text).toMatch(/Currency: EUR/);
  });

  it('is found gone by an answer that cannot be sent, and is back with the next word it says', async () => {
    const bot = await aBot();
    const book = new DynamoBook(bot.table);
    bot.telegram.fail('blocked', { times: 1 });
    await bot.types('/hashprice');
    expect(await book.standing(ann)).toMatchObject({ state: 'gone' });
    await bot.types('/hashprice');
    expect(await book.standing(ann)).toEqual({ state: 'active' });
  });

  it('that mutes the bot is paused, not lost', async () => {
    const bot = await aBot();
    const book = new DynamoBook(bot.table);
    const group = { platform: 'telegram', chat: String(CHATS.group.id) } as const;
    await book.subscribe({ recipient: group, topic: 'data', since: new Date(0) });
    await bot.happens('muted', membership('restricted', CHATS.group, { is_member: true, can_send_messages: false }));
    expect(await book.standing(group)).toMatchObject({ state: 'paused' });
    await bot.happens('unmuted', membership('restricted', CHATS.group, { is_member: true, can_send_messages: true }));
    expect(await book.standing(group)).toEqual({ state: 'active' });
    expect(await book.of(group)).toHaveLength(1);
  });

  it('that asks to be forgotten leaves nothing behind but the pace of its last message, for a day', async () => {
    const bot = await aBot();
    await bot.types('/fleet S21 XP 0.07');
    await bot.types('/subscribe');
    await bot.taps('Lowest in 90 days');
    await bot.types('/settings digest daily 8:00');
    await bot.types('/delete');
    await bot.taps('Yes');
    const left = (await everything(bot)).filter((item) => JSON.stringify(item).includes('telegram:42'));
    expect(left.map(({ pk }) => pk).filter((pk) => !pk.startsWith('PACE#'))).toEqual([]);
  });
});

async function everything({ client }: Awaited<ReturnType<typeof aBot>>): Promise<{ pk: string }[]> {
  const { ScanCommand } = await import('@aws-sdk/lib-dynamodb');
  const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
  const { TableNames: [name] = [] } = await client.send(new ListTablesCommand({}));
  const { Items: items = [] } = await client.send(new ScanCommand({ TableName: name }));
  return items as { pk: string }[];
}

describe('who may use a bot that somebody hosts', () => {
  it('nobody but those on the list, who are told how to be on it', async () => {
    const bot = await aBot({ TELEGRAM_ACCESS: 'list:42,-100700' });
    await bot.types('/hashprice');
    await bot.types('/hashprice', 'channel');
    await bot.types('/hashprice', 'group');
    expect(bot.lastIn('private').text).toContain('$28.17');
    expect(bot.lastIn('channel').text).toContain('$28.17');
    expect(bot.lastIn('group').text).toContain('its number is -100500');
  });

  it('whoever has the code, by a link or by typing it', async () => {
    const bot = await aBot({ TELEGRAM_ACCESS: 'invite', TELEGRAM_INVITE: 'miners-of-2026' });
    await bot.types('/hashprice');
    expect(bot.lastIn('private').text).toContain('not open to everyone');
    await bot.types('/start miners-of-2026');
    await bot.types('/hashprice');
    expect(bot.lastIn('private').text).toContain('$28.17');
    expect(inspect([bot.log.lines, bot.telegram.messages], { depth: 9 })).not.toContain('miners-of-2026"');
  });

  it('as many as its host allows; a place that becomes free is somebody else’s', async () => {
    const bot = await aBot({ MOST_CHATS: '1' });
    await bot.types('/hashprice');
    await bot.types('/hashprice', 'group');
    expect(bot.lastIn('group').text).toMatch(/It takes 1 chats?/);
    await bot.happens('blocked', membership('kicked'));
    await bot.types('/hashprice', 'group');
    expect(bot.lastIn('group').text).toContain('$28.17');
  });

  it.each(['opne', 'list:', 'list:ann', 'invite:code'])('does not start with the misspelt %j', async (access) => {
    const start = async () => {
      const bot = await aBot({ TELEGRAM_ACCESS: access });
      await bot.types('/hashprice');
      return bot.lastIn('private').text;
    };
    await expect(start()).rejects.toThrow();
  });
});

it('no answer, line or message has a secret in it, whatever comes and whatever fails', async () => {
  const bot = await aBot();
  const faults = ['blocked', 'cannot parse', 'unauthorized', 'server error', 'html page', { retryAfter: 60 }] as const;
  const seen: unknown[] = [];
  for (const [i, fault] of faults.entries()) {
    bot.telegram.fail(fault, { times: 1 });
    seen.push(await bot.post({ ...written('/hashprice'), update_id: i }).catch((error: unknown) => error));
    seen.push(await bot.post({ ...tapped(`1:${TOKEN}`), update_id: 100 + i }).catch((error: unknown) => error));
    seen.push(await bot.post({ ...posted(`/miner ${i}`), update_id: 200 + i }).catch((error: unknown) => error));
  }
  seen.push(
    bot.log.lines,
    bot.telegram.messages.map(({ text }) => text),
    bot.queued,
  );
  const all = inspect(seen, { depth: 20, showHidden: true });
  expect(all).not.toContain(TOKEN.split(':')[1]);
  expect(all).not.toContain(SECRET);
});
