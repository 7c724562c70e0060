import { describe, expect, it, onTestFinished } from 'vitest';
import { DiscordPhotos } from '../../functions/delivery/discord/photo.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { DiscordChannel } from '../../functions/delivery/discord/send.ts';
import { DiscordThinking } from '../../functions/delivery/discord/thinking.ts';
import { TelegrafApi } from '../../functions/delivery/telegram/api.telegraf.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { TelegramChannel } from '../../functions/delivery/telegram/send.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { seconds } from '../../functions/units/time.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { startDiscord } from '../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { discordPost } from '../support/discord-post.ts';
import { discordBody, discordRequests, discordSpec, isThere, telegramMethod, telegramSpec } from '../support/specs.ts';
import { emulatedTable } from '../support/table.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
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
    const channel = new TelegramChannel(new TelegrafApi('1:t', telegram.url));
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
    const { table } = await emulatedTable();
    const channel = new DiscordChannel(
      discordPost(table, new VirtualClock('2026-02-24T13:05:30Z'), `${discord.url}/api`),
    );
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

  it.skipIf(!isThere(discordSpec))(
    'Discord: buttons, a role, a person, a picture, an answer, and publishing',
    async () => {
      const discord = await startDiscord({ enforce: false, check: discordRequests() });
      onTestFinished(discord.stop);
      const { table } = await emulatedTable();
      const post = discordPost(table, new VirtualClock('2026-02-24T13:05:30Z'), `${discord.url}/api`);
      const channel = new DiscordChannel(post);
      const [telling] = tellings;
      const buttons = [[{ label: 'Seen', data: 's:1' }], [{ label: '10-K', url: 'https://www.sec.gov/a.htm' }]];
      const manner = { silent: false, mention: '290926798626357111', buttons };
      const news = { platform: 'discord', channel: '123' } as const;
      const mason = { platform: 'discord', user: '53908232506183680' } as const;
      discord.channels.set(news.channel, 5);
      const sent = await channel.send(news, renderDiscord(telling!, manner, news), '1', seconds(5));
      await channel.publish(news, (sent as { messageId: string }).messageId, seconds(5));
      await channel.send(mason, renderDiscord(telling!, manner, mason), '2', seconds(5));
      discord.fail('lack permissions', { times: 1 });
      await channel.send(news, renderDiscord(telling!, manner, news), '3', seconds(5));
      const picture = { png: new Uint8Array(8), caption: 'Hashprice fell.\nSince Monday.' };
      await new DiscordPhotos(post).send(news, picture, '4', seconds(5), '1400000000000000000');
      discord.interactions.open({ id: '1', token: 'abc', application: '2' });
      discord.interactions.answered('abc', { type: 5 });
      const { embeds, components } = renderDiscord(telling!, manner, mason);
      const interaction = { application: '2', id: '1', token: 'abc', until: new Date('2026-02-24T13:20:30Z') };
      const message = { embeds: [...embeds], components };
      for (const shown of [picture, 'nothing'])
        await new DiscordThinking(post).finish({ ...interaction, message }, shown, seconds(5));
      await new DiscordThinking(post).finish(interaction, picture, seconds(5));
      expect(discord.calls.map(({ status }) => status)).toEqual([200, 200, 200, 200, 403, 200, 200, 200, 200, 200]);
      expect(discord.breaches).toEqual([]);
    },
  );
});
