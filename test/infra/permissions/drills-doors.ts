import { generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'vitest';
import { getEvent, httpEvent, scheduledEvent } from '../../support/events.ts';
import { bad, DISCORD, keepersOf, TELEGRAM } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const keys = generateKeyPairSync('ed25519');
const SECRET = 'a-secret';
const INVITE = 'miners-of-2026';

/** What SSM keeps for the stage `prod`. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  '/hashprice-watch/prod/telegram-token': '1:token',
  '/hashprice-watch/prod/telegram-secret': SECRET,
  '/hashprice-watch/prod/telegram-invite': INVITE,
  '/hashprice-watch/prod/discord-token': 'token',
};

/** The one that is let in. */
export const SERVER = '1';

/** Room for two. */
export const MOST_CHATS = 2;

/**
 * Somebody is let in by a code, asks, subscribes to what is so at this very moment, tests, wants a picture, and changes
 * their mind; a second chat has room, a third has none; then one throws the bot out, and another moves.
 */
export async function telegramWebhook(stage: Stage): Promise<void> {
  const { history, book } = keepersOf(stage);
  await history.put(bad());
  let updates = 0;
  const post = async (update: object) => {
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    const body = JSON.stringify({ update_id: ++updates, ...update });
    expect(await stage.run(httpEvent('/telegram', body, headers))).toMatchObject({ statusCode: 200 });
  };
  const chatOf = (id: number) => ({ id, type: id < 0 ? 'group' : 'private' });
  const types = (text: string, id = Number(TELEGRAM.chat)) =>
    post({ message: { message_id: 1, date: 1_771_934_400, chat: chatOf(id), from: { id: 42, is_bot: false }, text } });
  const lastTo = (id: number) => stage.telegram.messages.findLast(({ chat }) => chat === String(id))?.text;
  stage.telegram.members.set('-5 42', 'creator');

  await types('/hashprice');
  expect(lastTo(42)).toContain('not open to everyone');
  await types(`/start ${INVITE}`);
  await types('/hashprice');
  expect(lastTo(42)).toContain('/PH/day');
  await types('/subscribe lowest 90');
  await types('/test');
  await types('/chart');
  await types('/unsubscribe lowest 90');
  await types(`/start ${INVITE}`, -5);
  await types('/fleet S21 XP 0.07', -5);
  await types(`/start ${INVITE}`, -6);
  expect(lastTo(-6)).toContain('full');
  expect(lastTo(-5)).not.toContain('full');

  await post({ my_chat_member: { chat: chatOf(42), new_chat_member: { status: 'kicked' } } });
  expect(await book.standing(TELEGRAM)).toMatchObject({ state: 'gone' });
  await post({ message: { message_id: 1, chat: chatOf(-5), migrate_to_chat_id: -1005 } });
  expect(await book.standing({ platform: 'telegram', chat: '-5' })).toMatchObject({ state: 'moved' });
}

export async function registerTelegram(stage: Stage): Promise<void> {
  await stage.run(scheduledEvent(NOW));
  expect(stage.telegram.commands.size).toBeGreaterThan(0);
  expect(stage.telegram.updates.webhook).toMatchObject({ url: /^https:.*\/telegram$/, secret_token: SECRET });
}

export async function checkTelegram(stage: Stage): Promise<void> {
  stage.telegram.updates.webhook = { url: 'https://somebody.example/telegram' };
  await stage.run(scheduledEvent(NOW));
  expect(stage.log.counts.get('WebhookTroubled')).toBe(1);
}

export async function registerDiscord(stage: Stage): Promise<void> {
  await stage.run(scheduledEvent(NOW));
  expect(stage.discord.commands.get('global')?.length).toBeGreaterThan(0);
  expect(stage.discord.application.interactions_endpoint_url).toMatch(/^https:.*\/discord$/);
}

/**
 * Whoever manages a server asks, subscribes to what is so at this very moment, tests, wants a picture, and changes their
 * mind; a second channel has room, a third has none. The key is the one that was registered.
 */
export async function discordInteractions(stage: Stage): Promise<void> {
  const { history, platform } = keepersOf(stage);
  await history.put(bad());
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  await platform.keep({ id: '1300000000000000000', publicKey }, NOW);
  const timestamp = String(NOW.getTime() / 1_000);
  let asked = 0;
  const asks = async (
    name: string,
    what?: string,
    channel: string = DISCORD.channel,
    server = SERVER,
  ): Promise<string> => {
    const body = JSON.stringify({
      id: String(++asked),
      application_id: '1300000000000000000',
      type: 2,
      token: 'token',
      guild_id: server,
      channel_id: channel,
      member: { user: { id: '2' }, permissions: '32' },
      app_permissions: '8',
      context: 0,
      authorizing_integration_owners: { 0: server },
      data: { name, options: what === undefined ? [] : [{ name: 'what', value: what }] },
    });
    const answered = await stage.run(
      httpEvent('/discord', body, {
        'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex'),
        'x-signature-timestamp': timestamp,
      }),
    );
    expect(answered).toMatchObject({ statusCode: 200 });
    return String((answered as { body: string }).body);
  };

  expect(await asks('hashprice')).toContain('/PH/day');
  await asks('subscribe', 'lowest');
  expect(await asks('test')).toContain('on its way');
  expect(await asks('chart')).toBe('{"type":5}');
  expect(await asks('unsubscribe', 'lowest')).toContain('Off');
  expect(await asks('hashprice', undefined, '5')).toContain('/PH/day');
  expect(await asks('hashprice', undefined, '6')).toContain('full');
  expect(await asks('hashprice', undefined, '7', '9')).toContain('not open to everyone');
}

/** Somebody reads the pages. */
export async function page(stage: Stage): Promise<void> {
  await keepersOf(stage).history.put(bad());
  for (const path of ['/', '/miners', '/v1/status', '/feed.atom']) {
    expect(await stage.run(getEvent(path))).toMatchObject({ statusCode: 200 });
  }
}
