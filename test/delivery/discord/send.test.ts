import { describe, expect, it, onTestFinished } from 'vitest';
import { budgetsOf } from '../../../functions/delivery/budgets.ts';
import { DynamoDirectChannels } from '../../../functions/delivery/discord/direct.dynamodb.ts';
import { DynamoRefusals } from '../../../functions/delivery/discord/refusals.dynamodb.ts';
import { MOST_IN_WINDOW } from '../../../functions/delivery/discord/refusals.ts';
import { renderDiscord } from '../../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../../functions/delivery/discord/send.ts';
import type { Outcome } from '../../../functions/delivery/outcome.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import { DynamoPace } from '../../../functions/kit/pace.dynamodb.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { seconds } from '../../../functions/units/time.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { type DiscordFault, startDiscord } from '../../../infra/local/loopback/discord.ts';
import { discordPost } from '../../support/discord-post.ts';
import { MemoryLog } from '../../support/log.ts';
import { expectNoSecretInFailure } from '../../support/no-secret.ts';
import { emulatedTable } from '../../support/table.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { aNotice } from '../notices.ts';

const TOKEN = 'MTIzNDU2.secret.part';
const message = renderDiscord(tell(aNotice('margin'), wordsOf('en')));
const channelOf = (channel: string): Recipient => ({ platform: 'discord', channel });
const miners = channelOf('645027906669510667');

const clock = new VirtualClock('2026-02-24T13:05:30Z');

async function open() {
  const discord = await startDiscord({ enforce: false });
  onTestFinished(discord.stop);
  const { table } = await emulatedTable();
  const log = new MemoryLog();
  const at = (url: string) => new DiscordChannel(discordPost(table, clock, url, { token: TOKEN, log }));
  return { discord, table, log, at, channel: at(`${discord.url}/api`) };
}

describe('sending by Discord', () => {
  it('sends what was rendered with a nonce that is enforced, and names the message', async () => {
    const { discord, channel } = await open();
    expect(await channel.send(miners, message, 'nonce-1', seconds(5))).toMatchObject({
      kind: 'sent',
      messageId: /^\d+$/,
    });
    expect(discord.calls[0]).toMatchObject({
      path: '/api/v10/channels/645027906669510667/messages',
      headers: { authorization: `Bot ${TOKEN}`, 'user-agent': expect.stringMatching(/^DiscordBot \(/) },
      body: { ...message, nonce: 'nonce-1', enforce_nonce: true },
    });
  });

  it.each(['/api', '/api/', '/prefix/api'])('keeps a base that ends in %s', async (suffix) => {
    const { discord, at } = await open();
    await at(`${discord.url}${suffix}`).send(miners, message, 'n', seconds(5));
    expect(discord.calls[0]?.path).toBe(`${suffix.replace(/\/$/, '')}/v10/channels/645027906669510667/messages`);
  });

  it('answers an earlier message, and says it all the same when that is gone', async () => {
    const { discord, channel } = await open();
    expect(await channel.send(miners, message, 'n', seconds(5), '1400000000000000000')).toMatchObject({ kind: 'sent' });
    expect(discord.calls[0]?.body).toEqual({
      ...message,
      message_reference: { message_id: '1400000000000000000', fail_if_not_exists: false },
      nonce: 'n',
      enforce_nonce: true,
    });
    await channel.send(miners, message, 'n2', seconds(5));
    expect(discord.calls[1]?.body).not.toHaveProperty('message_reference');
  });

  it('says by itself what it may not say as an answer, where it cannot read what was said before', async () => {
    const { discord, channel } = await open();
    discord.fail('no history', { times: 1 });
    expect(await channel.send(miners, message, 'n', seconds(5), '1400000000000000000')).toMatchObject({ kind: 'sent' });
    expect(discord.calls.map(({ body }) => 'message_reference' in body)).toEqual([true, false]);
  });

  it('says the same thing twice and is heard once', async () => {
    const { discord, channel } = await open();
    const first = await channel.send(miners, message, 'same', seconds(5));
    expect(await channel.send(miners, message, 'same', seconds(5))).toEqual(first);
    expect(discord.messages).toHaveLength(1);
  });

  it.each<[DiscordFault, object]>([
    ['unknown channel', { kind: 'gone' }],
    ['cannot write to this user', { kind: 'gone' }],
    ['missing access', { kind: 'paused' }],
    ['thread locked', { kind: 'paused' }],
    ['invalid form', { kind: 'rejected', why: /embeds\[0\]\.title\[BASE_TYPE_MAX_LENGTH\]/ }],
    ['slow mode', { kind: 'retry', scope: 'chat' }],
    ['unauthorized', { kind: 'retry', after: 300_000, scope: 'platform' }],
    ['overloaded', { kind: 'retry', after: 5_000 }],
    ['server error', { kind: 'retry', after: 5_000 }],
    ['cloudflare page', { kind: 'retry', after: 900_000, scope: 'platform' }],
    ['hang', { kind: 'unknown' }],
    [{ retryAfter: 7 }, { kind: 'retry', after: 7_050, scope: 'chat' }],
    [
      { retryAfter: 3, global: true },
      { kind: 'retry', scope: 'platform' },
    ],
  ])('%j becomes %j, at once and after one call', async (fault, outcome) => {
    const { discord, channel } = await open();
    discord.fail(fault);
    expect(await channel.send(miners, message, 'n', seconds(0.3))).toMatchObject(outcome);
    expect(discord.calls).toHaveLength(1);
  });

  it('remembers neither a limit nor a refused token from one send to the next', async () => {
    const { discord, channel } = await open();
    discord.fail('unauthorized', { times: 1 });
    discord.fail({ retryAfter: 60, global: true }, { times: 1 });
    await channel.send(miners, message, '1', seconds(5));
    await channel.send(miners, message, '2', seconds(5));
    expect(await channel.send(miners, message, '3', seconds(5))).toMatchObject({ kind: 'sent' });
  });

  it('was certainly not sent when nobody listens', async () => {
    const channel = (await open()).at('http://127.0.0.1:1/api');
    expect(await channel.send(miners, message, 'n', seconds(5))).toMatchObject({ kind: 'retry', why: /ECONNREFUSED/ });
  });

  it('refuses a nonce that Discord would refuse', async () => {
    const { channel } = await open();
    await expect(channel.send(miners, message, 'x'.repeat(26), seconds(5))).rejects.toThrow(RangeError);
  });

  it('never shows the token, whatever fails', async () => {
    const { at } = await open();
    await expectNoSecretInFailure('secret.part', (url) => at(url).send(miners, message, 'n', seconds(0.2)));
  });
});

const mason = { platform: 'discord', user: '53908232506183680' } as const;

describe('writing to a person', () => {
  it('opens a channel of their own first, once, and remembers it in every function', async () => {
    const { discord, table, channel } = await open();
    expect(await channel.send(mason, message, '1', seconds(5))).toMatchObject({ kind: 'sent' });
    const another = new DiscordChannel(discordPost(table, clock, `${discord.url}/api`));
    expect(await another.send(mason, message, '2', seconds(5))).toMatchObject({ kind: 'sent' });
    expect(discord.calls.map(({ path }) => path.replace(/\d{15,}/, 'ID'))).toEqual([
      '/api/v10/users/@me/channels',
      '/api/v10/channels/ID/messages',
      '/api/v10/channels/ID/messages',
    ]);
    expect(discord.calls[0]?.body).toEqual({ recipient_id: mason.user });
  });

  it.each<[DiscordFault, object]>([
    ['cannot write to this user', { kind: 'gone' }],
    ['no mutual guilds', { kind: 'gone' }],
    ['server error', { kind: 'retry' }],
    ['hang', { kind: 'retry' }],
    [{ retryAfter: 30 }, { kind: 'retry', scope: 'chat' }],
  ])('%j instead of a channel becomes %j', async (fault, outcome) => {
    const { discord, channel } = await open();
    discord.fail(fault, { route: 'dm' });
    expect(await channel.send(mason, message, 'n', seconds(0.3))).toMatchObject(outcome);
    expect(discord.messages).toEqual([]);
  });

  it('has others wait with their first word while Discord will open no more channels', async () => {
    const { discord, table, channel } = await open();
    discord.fail({ retryAfter: 30 }, { route: 'dm', times: 1 });
    await channel.send(mason, message, 'n', seconds(5));
    const another = new DiscordChannel(discordPost(table, clock, `${discord.url}/api`));
    expect(await another.send({ platform: 'discord', user: '42' }, message, 'n', seconds(5))).toMatchObject({
      kind: 'retry',
      after: expect.toSatisfy((ms: number) => ms > 25_000),
    });
    expect(discord.calls).toHaveLength(1);
  });

  it('is tried again where Discord finds that it opens channels too fast', async () => {
    const { discord, channel } = await open();
    discord.fail('opening too fast', { route: 'dm', times: 1 });
    const outcome = await channel.send({ platform: 'discord', user: '53908232506183680' }, message, 'n', seconds(5));
    expect(outcome).toMatchObject({ kind: 'retry', why: /40003/ });
  });

  it('asks for another channel where the one it remembers is no more', async () => {
    const { discord, table, channel } = await open();
    await new DynamoDirectChannels(table).keep(mason.user, '77');
    discord.fail('unknown channel', { channel: '77' });
    expect(await channel.send(mason, message, 'n', seconds(5))).toMatchObject({ kind: 'retry' });
    expect(await channel.send(mason, message, 'n', seconds(5))).toMatchObject({ kind: 'sent' });
  });
});

describe('a channel that lacks a permission', () => {
  it('gets the words alone where it takes no embeds', async () => {
    const { discord, channel } = await open();
    discord.fail('lack permissions', { times: 1 });
    expect(await channel.send(miners, message, 'n', seconds(5))).toMatchObject({ kind: 'sent' });
    const [said] = discord.messages;
    expect(said?.body['embeds']).toEqual([]);
    expect(said?.body['content']).toMatch(/^\*\*.+\*\*\n/);
    expect(said?.body).toMatchObject({ nonce: 'n', allowed_mentions: { parse: [] } });
  });

  it('is paused where it takes none at all, after those two calls', async () => {
    const { discord, channel } = await open();
    discord.fail('lack permissions');
    const outcome = await channel.send(miners, message, 'n', seconds(5));
    expect(outcome).toMatchObject({ kind: 'paused', retrial: { lacks: 'permissions' } });
    expect(discord.calls).toHaveLength(2);
  });
});

it('says of a bucket that is empty for how long it is: the next message waits for it in every function', async () => {
  const discord = await startDiscord({ now: () => clock.now() });
  onTestFinished(discord.stop);
  const { table } = await emulatedTable();
  const channel = new DiscordChannel(discordPost(table, clock, `${discord.url}/api`));
  const outcomes: Outcome[] = [];
  for (let i = 0; i < 5; i++) outcomes.push(await channel.send(miners, message, `${i}`, seconds(5)));
  expect(outcomes.slice(0, 4).every((outcome) => !('quietFor' in outcome))).toBe(true);
  expect(outcomes[4]).toMatchObject({ kind: 'sent', quietFor: 5_000 });
});

describe('requests that are refused', () => {
  it('are counted by all functions together, and near the limit nobody sends until the window is over', async () => {
    const { discord, table, log, channel } = await open();
    const refusals = new DynamoRefusals(table);
    await table.put({ pk: 'DISCORD#REFUSALS', sk: '2026-02-24T13:00:00.000Z', count: MOST_IN_WINDOW - 2 });
    discord.fail('missing access');
    await channel.send(miners, message, '1', seconds(5));
    expect(log.counts.get('DiscordStopped')).toBeUndefined();
    await channel.send(miners, message, '2', seconds(5));
    expect(log.counts.get('DiscordStopped')).toBe(1);
    const budgets = budgetsOf(channelOf('99'), 'direct');
    expect(await new DynamoPace(table).lease(budgets, seconds(60), clock.now())).toEqual({
      granted: false,
      notBefore: new Date('2026-02-24T13:10:00.000Z'),
    });
    expect(await refusals.count(new Date('2026-02-24T13:10:00Z'))).toMatchObject({ count: 1 });
  });

  it('are not all that Discord says no with', async () => {
    const { discord, table, channel } = await open();
    for (const fault of ['unknown channel', 'invalid form', 'server error'] as const) {
      discord.fail(fault, { times: 1 });
      await channel.send(miners, message, fault, seconds(5));
    }
    expect(await new DynamoRefusals(table).count(clock.now())).toMatchObject({ count: 1 });
  });
});

describe('publishing', () => {
  const news = channelOf('500');

  it('is done ten times an hour by all functions together', async () => {
    const { discord, table, channel } = await open();
    discord.channels.set('500', 5);
    const said: string[] = [];
    for (let i = 0; i < 12; i++) {
      const other = i % 2 ? channel : new DiscordChannel(discordPost(table, clock, `${discord.url}/api`));
      const sent = await other.send(news, message, `${i}`, seconds(5));
      said.push(await other.publish(news, (sent as { messageId: string }).messageId, seconds(5)));
    }
    expect(said.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'published'));
    expect(said.slice(10)).toEqual(Array.from({ length: 2 }, () => 'not published: ten were in the last hour'));
    expect(discord.messages.filter(({ crossposted }) => crossposted)).toHaveLength(10);
  });

  it.each<[DiscordFault, string]>([
    ['lack permissions', 'not published: 403 50013: Missing Permissions'],
    [{ retryAfter: 600 }, 'not published: 429 without a code: You are being rate limited.'],
    ['hang', 'perhaps not published: no readable answer from Discord: AbortError'],
  ])('%j is told and changes nothing', async (fault, because) => {
    const { discord, channel } = await open();
    discord.channels.set('500', 5);
    const sent = await channel.send(news, message, 'n', seconds(5));
    discord.fail(fault, { route: 'crosspost' });
    expect(await channel.publish(news, (sent as { messageId: string }).messageId, seconds(0.3))).toBe(because);
  });

  it('waits as long as Discord says when somebody else publishes there, too', async () => {
    const { discord, channel } = await open();
    discord.channels.set('500', 5);
    const sent = await channel.send(news, message, 'n', seconds(5));
    discord.fail({ retryAfter: 600 }, { route: 'crosspost', times: 1 });
    const { messageId } = sent as { messageId: string };
    await channel.publish(news, messageId, seconds(5));
    expect(await channel.publish(news, messageId, seconds(5))).toMatch(/ten were/);
  });
});
