import { describe, expect, it, onTestFinished } from 'vitest';
import { renderDiscord } from '../../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../../functions/delivery/discord/send.discordjs.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { seconds } from '../../../functions/units/time.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { type DiscordFault, startDiscord } from '../../../infra/local/loopback/discord.ts';
import { expectNoSecretInFailure } from '../../support/no-secret.ts';
import { aNotice } from '../notices.ts';

const TOKEN = 'MTIzNDU2.secret.part';
const message = renderDiscord(tell(aNotice('margin'), wordsOf('en')));
const channelOf = (channel: string): Recipient => ({ platform: 'discord', channel });
const miners = channelOf('645027906669510667');

async function open() {
  const discord = await startDiscord();
  onTestFinished(discord.stop);
  return { discord, channel: new DiscordChannel(TOKEN, `${discord.url}/api`) };
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
    const { discord } = await open();
    await new DiscordChannel(TOKEN, `${discord.url}${suffix}`).send(miners, message, 'n', seconds(5));
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
    ['lack permissions', { kind: 'paused' }],
    ['invalid form', { kind: 'rejected', why: /embeds\[0\]\.title\[BASE_TYPE_MAX_LENGTH\]/ }],
    ['slow mode', { kind: 'retry', scope: 'chat' }],
    ['unauthorized', { kind: 'retry', after: 900_000, scope: 'platform' }],
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
    const channel = new DiscordChannel(TOKEN, 'http://127.0.0.1:1/api');
    expect(await channel.send(miners, message, 'n', seconds(5))).toMatchObject({ kind: 'retry', why: /ECONNREFUSED/ });
  });

  it('refuses a nonce that Discord would refuse', async () => {
    const { channel } = await open();
    await expect(channel.send(miners, message, 'x'.repeat(26), seconds(5))).rejects.toThrow(RangeError);
  });

  it('never shows the token, whatever fails', async () => {
    await expectNoSecretInFailure('secret.part', (url) =>
      new DiscordChannel(TOKEN, url).send(miners, message, 'n', seconds(0.2)),
    );
  });
});
