import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../functions/chat/commands.ts';
import { aSnapshot } from '../support/market.ts';
import { SCENES, type Talker } from './scenes.ts';
import { aBot, type Place } from './talk.ts';

type Bot = Awaited<ReturnType<typeof aBot>>;

/** What everybody saw, as a file to be read; and that every request was as the Bot API describes it. */
async function expectSeen(bot: Bot, name: string): Promise<void> {
  expect(bot.telegram.breaches).toEqual([]);
  expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  await expect(bot.transcript()).toMatchFileSnapshot(`../golden/conversations/${name}.txt`);
}

/** Somebody who types whatever they want, in private. */
const ann = ({ types, taps }: Bot): Talker => ({
  asks: (command, typed = '') => types(`/${command} ${typed}`.trim()),
  types: (text) => types(text),
  taps: (label) => taps(label),
});

/** The messages of the bot, in their order. */
const texts = (bot: Bot) => bot.telegram.messages.map(({ text }) => text);

describe('every command', () => {
  it.each<Place>(['private', 'group', 'topic', 'channel'])('is answered in %s, where it was asked', async (place) => {
    const bot = await aBot();
    bot.admin('ann', place);
    for (const { name } of CATALOGUE) {
      const before = bot.telegram.messages.length;
      await bot.types(place === 'group' ? `/${name}@hashprice_bot` : `/${name}`, place);
      expect(bot.telegram.messages.length, name).toBeGreaterThan(before);
      expect(bot.lastIn(place).text, name).toBeDefined();
      expect(bot.lastIn(place).thread, name).toBe(place === 'topic' ? 77 : undefined);
    }
    await expectSeen(bot, `every-command.${place}`);
  });
});

describe('in private', () => {
  it('two taps and one line later, somebody hears when their mining stops paying', async () => {
    const bot = await aBot();
    await SCENES['first-machine'](ann(bot));
    await expectSeen(bot, 'private.first-machine');
    expect(bot.lastIn('private').text).toMatch(/S21 XP/);
  });

  it('a machine and its price in one message, misspelt, by J/TH, or with a decimal comma', async () => {
    const bot = await aBot();
    await SCENES.machines(ann(bot));
    await expectSeen(bot, 'private.machines');
  });

  it('a wrong value is answered with a right example', async () => {
    const bot = await aBot();
    await SCENES['wrong-values'](ann(bot));
    await expectSeen(bot, 'private.wrong-values');
  });

  it('settings are changed in the message they stand in', async () => {
    const bot = await aBot();
    await SCENES.settings(ann(bot));
    await expectSeen(bot, 'private.settings');
    expect(bot.lastIn('private').text).toMatch(/Europe\/Berlin/);
  });

  it('topics are switched on and off by tapping', async () => {
    const bot = await aBot();
    await SCENES.topics(ann(bot));
    await expectSeen(bot, 'private.topics');
  });

  it('a link brings somebody to what it is about', async () => {
    const bot = await aBot();
    await bot.types('/start filings');
    await bot.types('/alerts');
    await expectSeen(bot, 'private.deep-link');
  });

  it('everything is handed over on request, and then nothing of the chat remains', async () => {
    const bot = await aBot();
    await SCENES.leaving(ann(bot));
    await expectSeen(bot, 'private.leaving');
    const exported = bot.telegram.messages.find(({ document }) => document)?.document;
    expect(JSON.parse(exported?.text ?? '')).toMatchObject({ recipient: 'telegram:42', fleets: [{}] });
  });

  it('an old button, somebody’s own invention, and a button without a message are answered kindly', async () => {
    const bot = await aBot();
    await bot.types('/settings');
    await bot.tapsData('0:an-old-one', 'private');
    await bot.tapsData("1:f:'; DROP TABLE", 'private');
    await bot.happens('Ann taps something long gone', {
      callback_query: {
        id: 'gone',
        from: { id: 42, is_bot: false, first_name: 'Ann', language_code: 'en' },
        chat_instance: '1',
        data: '1:s',
        message: { message_id: 3, date: 0, chat: { id: 42, type: 'private' } },
      },
    });
    expect([...bot.telegram.taps.values()].filter((text) => text !== '')).toHaveLength(3);
    await expectSeen(bot, 'private.old-buttons');
  });
});

describe('an alert', () => {
  it('has buttons for whoever hears it: seen, silence, and its numbers', async () => {
    const at = '2026-02-05T12:00:00.000Z';
    const bot = await aBot({}, aSnapshot({ at, hashprice: 36, forecast: { change: 0.147 } }));
    await bot.types('/settings escalation 30 min');
    await bot.types('/fleet S21 0.08');
    await bot.arrives();
    const alert = bot.lastIn('private');
    expect(alert.keyboard?.flat()).toHaveLength(3);
    const [seen, mute, details] = bot.buttonsIn('private');
    await bot.taps(seen!);
    await bot.taps(seen!);
    await bot.taps(details!);
    await bot.taps(mute!);
    await bot.types('/test');
    await bot.arrives();
    await expectSeen(bot, 'private.alert-buttons');
    // An alert is a record of what was told: taps leave it as it is.
    expect(alert.edits).toBeUndefined();
    expect([...bot.telegram.taps.values()].filter((toast) => toast !== '')).toHaveLength(3);
    expect(bot.lastIn('private').text).toMatch(/test/i);
  });
});

describe('in a group', () => {
  it('members ask, administrators decide, also anonymously', async () => {
    const bot = await aBot();
    bot.admin('ann', 'group');
    await bot.types('/hashprice', 'group', 'ben');
    await bot.types('/subscribe', 'group', 'ben');
    await bot.types('/subscribe', 'group', 'ann');
    await bot.taps('Lowest in 90 days', 'group', 'ben');
    await bot.taps('Lowest in 90 days', 'group', 'ann');
    await bot.types('/settings currency EUR', 'group', 'anonymous');
    await bot.types('/settings', 'group', 'anonymous');
    await expectSeen(bot, 'group.rights');
    expect(bot.lastIn('group').text).toMatch(/Currency: EUR/);
  });

  it('what people say to each other, and to other bots, is left alone', async () => {
    const bot = await aBot();
    await bot.types('good morning', 'group');
    await bot.types('/dance', 'group');
    await bot.types('/hashprice@another_bot', 'group');
    expect(bot.telegram.messages).toEqual([]);
    await bot.types('/hashprice@Hashprice_Bot', 'group');
    expect(bot.telegram.messages).toHaveLength(1);
  });

  it('an answer to the bot’s question is understood as one', async () => {
    const bot = await aBot();
    bot.admin('ann', 'group');
    await bot.types('/fleet', 'group');
    await bot.taps('S21 XP', 'group');
    await bot.types('what does power cost you?', 'group', 'ben');
    await bot.answers('0.07', 'group', 'ann');
    await expectSeen(bot, 'group.answering');
    expect(bot.lastIn('group').text).toMatch(/S21 XP/);
  });

  it('becomes a supergroup and finds everything as it was', async () => {
    const bot = await aBot();
    const [old, now] = [
      { id: -400_123, type: 'group' },
      { id: -1_009_876_543_210, type: 'supergroup' },
    ];
    bot.telegram.members.set('-400123 42', 'creator').set('-1009876543210 42', 'creator');
    const says = (text: string, chat: object) =>
      bot.happens(`Ann: ${text}`, {
        message: { message_id: 5, date: 1_770_292_980, chat, text, from: { id: 42, is_bot: false, first_name: 'Ann' } },
      });
    await says('/fleet S21 XP 0.07', old);
    await says('/settings currency EUR', old);
    for (const chat of [old, now]) {
      const key = chat === old ? { migrate_to_chat_id: now.id } : { migrate_from_chat_id: old.id };
      await bot.happens('The group becomes a supergroup', { message: { message_id: 9, date: 1, chat, ...key } });
    }
    await says('/alerts', now);
    await says('/settings', now);
    await expectSeen(bot, 'group.migration');
    const [, , alerts, settings] = texts(bot);
    expect(alerts).toMatch(/S21 XP/);
    expect(settings).toMatch(/Currency: EUR/);
  });
});

describe('in topics and channels', () => {
  it('each topic of a forum has settings and alerts of its own', async () => {
    const bot = await aBot();
    bot.admin('ann', 'topic');
    await bot.types('/settings currency EUR', 'topic');
    await bot.types('/settings', 'topic');
    await bot.types('/settings', 'topic', 'ann', { message_thread_id: 78 });
    await expectSeen(bot, 'topic.own-settings');
    expect(texts(bot).slice(-2)).toEqual([
      expect.stringMatching(/Currency: EUR/),
      expect.stringMatching(/Currency: USD/),
    ]);
  });

  it('in a channel whoever posts decides, and whoever only reads does not', async () => {
    const bot = await aBot();
    await bot.types('/subscribe', 'channel');
    await bot.taps('Lowest in 90 days', 'channel', 'ben');
    bot.admin('ann', 'channel');
    await bot.taps('Lowest in 90 days', 'channel', 'ann');
    await expectSeen(bot, 'channel.rights');
    expect(bot.buttonsIn('channel').join()).toMatch(/✓ Lowest in 90 days/);
  });
});

describe('in other languages', () => {
  it.each(['es', 'ru', 'zh-hans', 'pt-br', 'de'])(
    'every command is answered as the Bot API wants it, in %s',
    async (code) => {
      const bot = await aBot();
      const from = { id: 42, is_bot: false, first_name: 'Ann', language_code: code };
      const about = { message_id: 5, date: 1_770_292_980, chat: { id: 42, type: 'private' } };
      await bot.happens('a machine', { message: { ...about, from, text: '/fleet S21 XP 0.07' } });
      for (const { name } of CATALOGUE) await bot.happens(name, { message: { ...about, from, text: `/${name}` } });
      const message = { ...about, date: 0 };
      await bot.happens('an old tap', {
        callback_query: { id: 'old', from, chat_instance: '1', data: '1:s', message },
      });
      expect(bot.telegram.messages.length).toBeGreaterThan(CATALOGUE.length);
      expect(bot.telegram.taps.get('old')).not.toBe('');
      expect(bot.telegram.breaches).toEqual([]);
      expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it.each(['es', 'ru', 'zh-hans', 'pt-br', 'de'])(
    'somebody whose app speaks %s is answered in it, until they choose',
    async (code) => {
      const bot = await aBot();
      const says = (text: string) =>
        bot.happens(`Ann: ${text}`, {
          message: {
            message_id: 5,
            date: 1_770_292_980,
            chat: { id: 42, type: 'private' },
            from: { id: 42, is_bot: false, first_name: 'Ann', language_code: code },
            text,
          },
        });
      await says('/start');
      await says('/settings');
      await says('/settings language English');
      await says('/help');
      expect(texts(bot)[0]).not.toMatch(/Hear it when/);
      expect(texts(bot).at(-1)).toMatch(/I tell you when your mining turns unprofitable/);
      expect(bot.telegram.breaches).toEqual([]);
    },
  );
});
