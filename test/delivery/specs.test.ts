import { describe, expect, it, onTestFinished } from 'vitest';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../functions/delivery/discord/send.discordjs.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { TelegramChannel } from '../../functions/delivery/telegram/send.telegraf.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { seconds } from '../../functions/units/time.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { discordBody, discordSpec, isThere, telegramMethod, telegramSpec } from '../support/specs.ts';
import { ANNOUNCED_NAMES, anAnnouncementNotice } from './announcements.ts';
import { aNotice, RULES, type RuleName, TOLD } from './notices.ts';

const words = wordsOf('en');
const tellings = [
  ...(Object.keys(RULES) as RuleName[]).flatMap((name) => TOLD.map((told) => tell(aNotice(name, told), words))),
  ...ANNOUNCED_NAMES.map((name) => tell(anAnnouncementNotice(name), words)),
];

describe('what goes out, against the platforms’ own descriptions (skipped where these are not at hand)', () => {
  it.skipIf(!isThere(telegramSpec))('Telegram: sendMessage, every kind of message', async () => {
    const telegram = await startTelegram({ enforce: false });
    onTestFinished(telegram.stop);
    const channel = new TelegramChannel('1:t', telegram.url);
    for (const telling of tellings) {
      await channel.send({ platform: 'telegram', chat: '-1001', thread: 7 }, renderTelegram(telling), 'n', seconds(5));
    }
    await channel.send({ platform: 'telegram', chat: '42' }, renderTelegram(tellings[0]!), 'n', seconds(5), '31');
    const check = telegramMethod('sendMessage');
    expect(telegram.calls.at(-1)?.payload).toHaveProperty('reply_parameters.message_id', 31);
    expect(telegram.calls.map(({ payload }) => check(payload)).filter(Boolean)).toEqual([]);
    expect(telegram.calls).toHaveLength(tellings.length + 1);
    expect(check({ chat_id: 42, text: 'x', reply_parameters: { message_id: '31' } })).toContain('integer');
    expect(check({ chat_id: 42, text: 'x', disable_web_page_preview: true })).toContain('additional properties');
  });

  it.skipIf(!isThere(discordSpec))('Discord: Create Message, every kind of message', async () => {
    const discord = await startDiscord({ enforce: false });
    onTestFinished(discord.stop);
    const channel = new DiscordChannel('t', `${discord.url}/api`);
    for (const [i, telling] of tellings.entries()) {
      await channel.send({ platform: 'discord', channel: '123' }, renderDiscord(telling), `${i}`, seconds(5));
    }
    const answered = '1400000000000000000';
    await channel.send({ platform: 'discord', channel: '123' }, renderDiscord(tellings[0]!), 'n', seconds(5), answered);
    const check = discordBody('/channels/{channel_id}/messages', 'post');
    expect(discord.calls.map(({ body }) => check(body)).filter(Boolean)).toEqual([]);
    expect(discord.messages).toHaveLength(tellings.length + 1);
    expect(discord.calls.at(-1)?.body).toHaveProperty('message_reference.message_id', answered);
    expect(check({ message_reference: { message_id: 'x' } })).toContain('snowflake');
    expect(check({ embeds: [{ title: 'x'.repeat(257) }] })).toContain('256');
  });
});
