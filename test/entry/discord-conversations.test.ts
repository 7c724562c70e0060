import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../functions/chat/commands.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { DynamoOwn } from '../../functions/subscriptions/own.dynamodb.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import { aSnapshot } from '../support/market.ts';
import { SCENES, type SceneName, type Talker } from './scenes.ts';
import { aBot, type Bot, channelOf, PEOPLE, type Place, SERVER, TOKEN, type Who } from './talk-discord.ts';

/** What everybody saw, as a file to be read; and that nothing went wrong, and nobody's token was written down. */
async function expectSeen(bot: Bot, name: string): Promise<void> {
  expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(JSON.stringify(bot.log.lines)).not.toContain(TOKEN);
  await expect(bot.transcript()).toMatchFileSnapshot(`../golden/conversations/discord/${name}.txt`);
}

const channel = (where: Place): Recipient => ({ platform: 'discord', channel: channelOf(where) });
const person = (who: Who): Recipient => ({ platform: 'discord', user: PEOPLE[who] });
const topicsOf = async ({ table }: Bot, recipient: Recipient): Promise<string[]> =>
  (await new DynamoBook(table).of(recipient)).map(({ topic }) => topic);
const fleetsOf = async ({ table, clock }: Bot, recipient: Recipient): Promise<string[]> =>
  (await new DynamoOwn(table, clock).read(recipient)).fleets.map(({ fleet }) => fleet.name);
const settingsOf = ({ table }: Bot, recipient: Recipient) => new DynamoSettings(table).read(recipient);
const S21 = { machine: 'S21 XP', power: '0.07' };

describe('every command', () => {
  it.each<Place>(['dm', 'general', 'thread', 'announcements', 'elsewhere', 'friends'])(
    'is answered in %s',
    async (place) => {
      const bot = await aBot();
      for (const { name } of CATALOGUE) {
        const before = bot.messages.length;
        await bot.asks(name, {}, place);
        expect(bot.messages.length, name).toBe(before + 1);
      }
      await expectSeen(bot, `every-command.${place}`);
    },
  );

  it.each(['es-ES', 'es-419', 'ru', 'zh-CN', 'pt-BR', 'de'])('is answered within all limits in %s', async (locale) => {
    const bot = await aBot();
    bot.speaks.ann = locale;
    await bot.asks('fleet', S21);
    for (const { name } of CATALOGUE) await bot.asks(name);
    await bot.sends('0|nothing of ours');
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(bot.textIn('dm')).not.toMatch(/older version/);
  });

  it('is answered before there is any number, too', async () => {
    const bot = await aBot({}, 'none');
    for (const { name } of CATALOGUE) await bot.asks(name, {}, 'general');
    await expectSeen(bot, 'every-command.no-data');
  });
});

describe('what people do on every platform', () => {
  const ann = (bot: Bot, where: Place): Talker => ({
    asks: (command, _, options) => bot.asks(command, options, where),
    types: (text) => bot.types(text, where),
    taps: (label) => bot.taps(label, where),
  });

  it.each(Object.keys(SCENES) as SceneName[])('%s, in a direct message', async (name) => {
    const bot = await aBot();
    await SCENES[name](ann(bot, 'dm'));
    await expectSeen(bot, `dm.${name}`);
  });

  it.each(['first-machine', 'wrong-values', 'topics'] as const)('%s, in a server', async (name) => {
    const bot = await aBot();
    await SCENES[name](ann(bot, 'general'));
    await expectSeen(bot, `general.${name}`);
  });
});

describe('in a server', () => {
  it('a fleet and its margin are the asker’s own, and nobody else sees them', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21, 'general', 'ben');
    await bot.asks('margin', {}, 'general', 'ben');
    expect(bot.messages.map(({ only }) => only)).toEqual(['ben', 'ben']);
    expect(await fleetsOf(bot, person('ben'))).toEqual(['S21 XP']);
    expect(await fleetsOf(bot, channel('general'))).toEqual([]);
    await bot.taps('Share', 'general', 'ben');
    expect(bot.lastIn('general', 'ann').embeds[0]?.title).toContain('S21 XP');
    expect(bot.buttonsIn('general', 'ann')).toEqual([]);
    await expectSeen(bot, 'general.own-margin');
  });

  it('the channel may have a fleet, which is shown to whoever has none', async () => {
    const bot = await aBot();
    await bot.asks('fleet', { ...S21, for: 'channel' }, 'general', 'ben');
    expect(bot.textIn('general', 'ben')).toMatch(/Only admins/);
    await bot.asks('fleet', { ...S21, for: 'channel' }, 'general', 'ann');
    expect(await fleetsOf(bot, channel('general'))).toEqual(['S21 XP']);
    await bot.asks('margin', {}, 'general', 'ben');
    expect(bot.lastIn('general').only).toBeUndefined();
    expect(bot.textIn('general')).toContain('S21 XP');
    await expectSeen(bot, 'general.channel-fleet');
  });

  it('whoever manages it decides for the channel, and an administrator does, too', async () => {
    const bot = await aBot();
    await bot.asks('subscribe', { what: 'filings' }, 'general', 'ben');
    expect(bot.textIn('general', 'ben')).toMatch(/Only admins/);
    expect(bot.lastIn('general', 'ben').only).toBe('ben');
    bot.may.ben = String(1n << 3n);
    await bot.asks('subscribe', { what: 'filings' }, 'general', 'ben');
    await bot.asks('unsubscribe', { what: 'filings' }, 'general', 'ann');
    await bot.asks('subscribe', { what: 'lowest' }, 'general', 'ann');
    await bot.asks('alerts', {}, 'general', 'ann');
    expect(await topicsOf(bot, channel('general'))).toHaveLength(1);
    await expectSeen(bot, 'general.rights');
  });

  it('a channel and a thread have alerts of their own, and so has everybody', async () => {
    const bot = await aBot();
    await bot.asks('subscribe', { what: 'filings' }, 'general');
    await bot.asks('subscribe', { what: 'lowest' }, 'thread');
    await bot.asks('subscribe', { what: 'record', for: 'me' }, 'general', 'ben');
    const all = [channel('general'), channel('thread'), person('ben'), person('ann')];
    const topics = await Promise.all(all.map((one) => topicsOf(bot, one)));
    expect(topics.map((one) => one.length)).toEqual([1, 1, 1, 0]);
    expect(new Set(topics.flat()).size).toBe(3);
    expect(bot.lastIn('general', 'ben').only).toBe('ben');
  });

  it('somebody else’s buttons are somebody else’s', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21, 'friends', 'ann');
    await bot.sends(`u${PEOPLE.ann}|1:fd:1`, 'friends', 'ben');
    await bot.sends(`u${PEOPLE.ann}|1:fx:1`, 'friends', 'ben');
    await bot.sends(`u${PEOPLE.ann}|type`, 'general', 'ben');
    await bot.sends(`u${PEOPLE.ann}|share:1:c:margin`, 'general', 'ben');
    expect(bot.messages.slice(1).every(({ only }) => only === 'ben')).toBe(true);
    expect(await fleetsOf(bot, person('ann'))).toEqual(['S21 XP']);
    await expectSeen(bot, 'friends.not-yours');
  });

  it('under an answer for everybody each taps for themselves, and whoever manages the server for its channel', async () => {
    const bot = await aBot();
    await bot.asks('cost', {}, 'general', 'ann');
    await bot.taps('Alert me', 'general', 'ben');
    expect(bot.lastIn('general', 'ben').only).toBe('ben');
    expect(bot.lastIn('general', 'ann').embeds[0]?.title).toMatch(/^Bitcoin/);
    await bot.taps('Lowest on record', 'general', 'ben');
    expect(await topicsOf(bot, person('ben'))).toHaveLength(1);
    await bot.taps('Alert me', 'general', 'ann');
    await bot.taps('Lowest in 90 days', 'general', 'ann');
    await bot.asks('hashprice', {}, 'general', 'ann');
    await bot.taps('My margin', 'general', 'ben');
    await bot.taps('Add my machine', 'general', 'ben');
    expect(bot.lastIn('general', 'ben').only).toBe('ben');
    expect(await topicsOf(bot, channel('general'))).toHaveLength(1);
    await expectSeen(bot, 'general.for-everybody');
  });

  it('what is personal never takes the place of what everybody sees', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21, 'general', 'ben');
    await bot.asks('hashprice', {}, 'general', 'ann');
    await bot.taps('My margin', 'general', 'ben');
    expect(bot.lastIn('general', 'ann').embeds[0]?.title).toMatch(/^Hashprice/);
    expect(bot.lastIn('general', 'ben').only).toBe('ben');
    expect(bot.textIn('general', 'ben')).toContain('S21 XP');
  });

  it('a role is mentioned when somebody chose one, and everybody is not', async () => {
    const bot = await aBot();
    await bot.asks('settings', { mention: SERVER }, 'general');
    expect(bot.textIn('general')).toMatch(/no role/);
    await bot.asks('settings', { mention: '290926798626358000' }, 'general');
    expect(await settingsOf(bot, channel('general'))).toMatchObject({ mention: '290926798626358000' });
    await bot.taps('Mention nobody', 'general', 'ben');
    expect(await settingsOf(bot, channel('general'))).toHaveProperty('mention');
    await bot.taps('Mention nobody', 'general', 'ann');
    expect(await settingsOf(bot, channel('general'))).not.toHaveProperty('mention');
    await bot.asks('settings', { mention: '290926798626358000', for: 'me' }, 'general');
    await bot.asks('settings', { crosspost: true }, 'general');
    await expectSeen(bot, 'general.mention');
  });

  it('an announcement channel that subscribes publishes, until somebody says otherwise', async () => {
    const bot = await aBot();
    await bot.asks('subscribe', { what: 'filings' }, 'announcements');
    expect(await settingsOf(bot, channel('announcements'))).toMatchObject({ crosspost: true, by: PEOPLE.ann });
    await bot.asks('settings', { crosspost: false }, 'announcements');
    await bot.asks('subscribe', { what: 'lowest' }, 'announcements');
    expect(await settingsOf(bot, channel('announcements'))).toMatchObject({ crosspost: false });
    await bot.asks('settings', {}, 'announcements');
    await bot.taps('Publish', 'announcements');
    expect(await settingsOf(bot, channel('announcements'))).toMatchObject({ crosspost: true });
    await expectSeen(bot, 'announcements.publishing');
  });
});

describe('before anything is promised', () => {
  it('what the app lacks in the channel is named, and nothing is kept', async () => {
    const bot = await aBot();
    bot.appMay.general = String((1n << 10n) | (1n << 11n));
    bot.appMay.thread = String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n));
    await bot.asks('subscribe', { what: 'filings' }, 'general');
    expect(bot.textIn('general')).toMatch(/I lack: Embed Links, Attach Files/);
    await bot.asks('subscribe', { what: 'below 20' }, 'thread');
    expect(bot.textIn('thread')).toMatch(/I lack: Send Messages in Threads/);
    await bot.asks('subscribe', {}, 'general');
    await bot.taps('Lowest in 90 days', 'general');
    await bot.asks('fleet', { ...S21, for: 'channel' }, 'general');
    await bot.asks('settings', { what: 'digest', value: 'daily 8:00' }, 'general');
    expect(bot.textIn('general')).toMatch(/I lack: Embed Links, Attach Files/);
    await bot.asks('test', {}, 'general');
    expect(bot.textIn('general')).toMatch(/I lack: Embed Links, Attach Files/);
    expect(bot.messages.filter(({ only }) => only === 'ann')).toHaveLength(6);
    for (const one of [channel('general'), channel('thread')]) {
      expect(await topicsOf(bot, one)).toEqual([]);
      expect(await fleetsOf(bot, one)).toEqual([]);
    }
    bot.appMay.general = String(1n << 3n);
    await bot.asks('subscribe', { what: 'filings' }, 'general');
    expect(await topicsOf(bot, channel('general'))).toHaveLength(1);
    await expectSeen(bot, 'general.permissions');
  });

  it('a server without the app is told how to add it, and whoever asks there has their own alerts', async () => {
    const bot = await aBot();
    await bot.asks('subscribe', { what: 'filings', for: 'channel' }, 'elsewhere');
    expect(bot.textIn('elsewhere')).toMatch(/not on this server/);
    expect(bot.lastIn('elsewhere').rows[0]?.components[0]?.url).toContain('client_id=1300000000000000000');
    await bot.asks('subscribe', { what: 'filings' }, 'elsewhere');
    expect(await topicsOf(bot, channel('elsewhere'))).toEqual([]);
    expect(await topicsOf(bot, person('ann'))).toHaveLength(1);
    expect(bot.lastIn('elsewhere').only).toBe('ann');
    await expectSeen(bot, 'elsewhere.alerts');
  });
});

describe('a chart', () => {
  it('is promised at once, and drawn by somebody else a second later', async () => {
    const bot = await aBot();
    const response = await bot.asks('chart', { of: 'difficulty', span: '90d' }, 'general');
    expect(response).toEqual({ type: 5 });
    const [{ delay, body }] = bot.queued as [(typeof bot.queued)[number]];
    expect(delay).toBe(1);
    expect(body).toMatchObject({
      recipient: channel('general'),
      what: { asked: { of: 'difficulty', span: '90d' } },
      interaction: { token: TOKEN, application: '1300000000000000000', message: { embeds: [{}], components: [{}] } },
    });
    const until = new Date((body['interaction'] as { until: string }).until).getTime();
    expect(until - bot.clock.now().getTime()).toBe(15 * 60_000);
  });

  it('of somebody’s fleet is theirs alone, its spans change it in place, and it can be shared', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21, 'general', 'ben');
    expect(await bot.asks('chart', { fleet: 'S21 XP' }, 'general', 'ben')).toEqual({ type: 5, data: { flags: 64 } });
    expect(await bot.taps('90d', 'general', 'ben')).toEqual({ type: 6 });
    expect(await bot.taps('Share', 'general', 'ben')).toEqual({ type: 5 });
    expect(bot.queued.filter(({ body }) => 'interaction' in body)).toHaveLength(3);
    await expectSeen(bot, 'general.chart');
  });
});

describe('while an option is typed', () => {
  it('machines, companies, topics and what there is are offered, also misspelt', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21, 'general');
    await bot.asks('subscribe', { what: 'MARA' }, 'general');
    await bot.asks('subscribe', { what: 'below 20' }, 'general');
    expect(await bot.completes('fleet', 'machine', '', 'general')).toHaveLength(25);
    expect((await bot.completes('fleet', 'machine', 's21xp', 'general'))[0]?.value).toBe('Antminer S21 XP');
    expect((await bot.completes('fleet', 'machine', 'watsminer m60', 'general'))[0]?.value).toMatch(/Whatsminer M60/);
    expect((await bot.completes('miner', 'ticker', 'marathn', 'general'))[0]?.value).toBe('MARA');
    expect((await bot.completes('subscribe', 'what', 'sales', 'general'))[0]?.value).toBe('filings');
    expect(await bot.completes('margin', 'fleet', '', 'general')).toEqual([{ name: 'S21 XP', value: 'S21 XP' }]);
    expect(await bot.completes('margin', 'fleet', '', 'general', 'ben')).toEqual([]);
    expect(await bot.completes('fleet', 'power', '0.0', 'general')).toEqual([]);
    expect(await bot.completes('nothing', 'at all', 'x', 'general')).toEqual([]);
    const [line] = await bot.completes('unsubscribe', 'what', 'hashprice', 'general');
    await bot.asks('unsubscribe', { what: line!.value }, 'general');
    expect(bot.textIn('general')).not.toMatch(/\$20/);
    await expectSeen(bot, 'general.completion');
  });

  it('whatever is typed, there are no more than 25, each within its limits', async () => {
    const bot = await aBot();
    for (const typed of ['', 'a', ' ', '🔥', '%', 'x'.repeat(100), '__proto__', '\\', 'S', '中文'])
      for (const [command, option] of [
        ['fleet', 'machine'],
        ['subscribe', 'what'],
        ['miner', 'ticker'],
      ] as const)
        expect((await bot.completes(command, option, typed)).length).toBeLessThanOrEqual(25);
  });
});

describe('who may use it', () => {
  it('on a list are servers and people; nobody else is answered, and nothing of theirs is kept', async () => {
    const bot = await aBot({ DISCORD_ACCESS: `list:${PEOPLE.ben}` });
    await bot.asks('hashprice', {}, 'general', 'ann');
    expect(bot.textIn('general')).toMatch(/not open to everyone/);
    expect(bot.lastIn('general').only).toBe('ann');
    expect(await bot.completes('fleet', 'machine', 's21', 'general', 'ann')).toEqual([]);
    await bot.asks('hashprice', {}, 'general', 'ben');
    expect(bot.textIn('general', 'ben')).toMatch(/28\.17/);
    const listed = await aBot({ DISCORD_ACCESS: `list:${SERVER}` });
    await listed.asks('hashprice', {}, 'general', 'ann');
    expect(listed.textIn('general')).toMatch(/28\.17/);
    await listed.asks('hashprice', {}, 'dm', 'ann');
    expect(listed.textIn('dm')).toMatch(/not open to everyone/);
  });

  it('when it is full, those who are in stay in', async () => {
    const bot = await aBot({ MOST_CHATS: '1' });
    await bot.asks('hashprice', {}, 'general');
    await bot.asks('hashprice', {}, 'dm');
    expect(bot.textIn('dm')).toMatch(/full/);
    await bot.asks('hashprice', {}, 'general');
    expect(bot.textIn('general')).toMatch(/28\.17/);
  });

  it('nobody takes a place by asking in a channel whose server they do not manage', async () => {
    const bot = await aBot({ MOST_CHATS: '1' });
    await bot.asks('hashprice', {}, 'general', 'ben');
    await bot.asks('hashprice', {}, 'dm');
    expect(bot.textIn('dm')).toMatch(/28\.17/);
  });
});

describe('when something is wrong', () => {
  it('old, invented and forged buttons are answered kindly, and change nothing', async () => {
    const bot = await aBot();
    await bot.asks('fleet', S21);
    const odd = [
      '',
      'c',
      'c|',
      'x|1:s',
      'c|0:s',
      "c|1:f:'; DROP TABLE",
      'c|share:',
      'c|share:type',
      `u${PEOPLE.ann}|1:fd:999`,
    ];
    for (const id of odd) await bot.sends(id);
    expect(await fleetsOf(bot, person('ann'))).toEqual(['S21 XP']);
    await expectSeen(bot, 'dm.old-buttons');
  });

  it('what is typed after its question is over is answered, too', async () => {
    const bot = await aBot();
    await bot.asks('fleet');
    await bot.taps('Type it');
    bot.clock.advance(16 * 60_000);
    await bot.types('S21 XP 0.07');
    await bot.asks('miner');
    await bot.types('cancel');
    await expectSeen(bot, 'dm.too-late');
  });

  it('a table that fails is apologised for, within the answer, and no token is written down', async () => {
    const bot = await aBot();
    bot.client.middlewareStack.add(() => () => Promise.reject(new Error(`no table for ${TOKEN.slice(0, 3)}`)), {
      step: 'initialize',
      name: 'broken',
    });
    await bot.asks('hashprice', {}, 'general');
    expect(bot.textIn('general')).toMatch(/did not work/);
    expect(await bot.completes('margin', 'fleet', 'x')).toEqual([]);
    expect(bot.log.lines.map(({ message }) => message)).toEqual(Array(2).fill('an interaction could not be answered'));
    expect(JSON.stringify(bot.log.lines)).not.toContain(TOKEN);
  });
});

describe('an alert', () => {
  const atALoss = () => aSnapshot({ at: '2026-02-05T12:00:00.000Z', hashprice: 36, forecast: { change: 0.147 } });

  it('has buttons for whoever hears it: seen, silence, and its numbers', async () => {
    const bot = await aBot({}, atALoss());
    await bot.asks('settings', { what: 'escalation', value: '30 min' });
    await bot.asks('fleet', { machine: 'S21', power: '0.08' });
    await bot.arrives();
    const told = bot.lastIn('dm');
    const before = structuredClone(told);
    expect(bot.buttonsIn('dm')).toHaveLength(3);
    const [seen, mute, details] = bot.buttonsIn('dm') as [string, string, string];
    for (const tap of [seen, seen, details, mute]) await bot.taps(tap);
    await bot.asks('test');
    await bot.arrives();
    await expectSeen(bot, 'dm.alert-buttons');
    // An alert is a record of what was told: taps leave it as it is.
    expect(told).toEqual(before);
    expect(bot.lastIn('dm').embeds[0]?.title).toMatch(/test/i);
  });

  it('of a channel can be silenced by whoever manages the server, and be looked at by everybody', async () => {
    const bot = await aBot({}, atALoss());
    await bot.asks('fleet', { machine: 'S21', power: '0.08', for: 'channel' }, 'general');
    await bot.arrives();
    const [mute, details] = bot.buttonsIn('general') as [string, string];
    await bot.taps(mute, 'general', 'ben');
    expect(bot.textIn('general', 'ben')).toMatch(/Only admins/);
    await bot.taps(details, 'general', 'ben');
    await bot.taps(mute, 'general', 'ann');
    expect((await settingsOf(bot, channel('general'))).mute?.rules).toHaveLength(1);
    await expectSeen(bot, 'general.alert-buttons');
  });
});
