import { describe, expect, it, onTestFinished } from 'vitest';
import { commandLists, registerCommands, registerWebhook } from '../../../functions/chat/telegram/register.ts';
import { TelegrafApi } from '../../../functions/delivery/telegram/api.telegraf.ts';
import { Refused, Unreachable } from '../../../functions/kit/errors.ts';
import { LOCALES } from '../../../functions/words/preferences.ts';
import { startTelegram } from '../../../infra/local/loopback/telegram.ts';
import { TestClock } from '../../support/clock.ts';
import { isThere, telegramMethod, telegramSpec } from '../../support/specs.ts';

const WEBHOOK = { url: 'https://abc123.execute-api.us-east-1.amazonaws.com/telegram', secret: 'a_secret-1' };

async function open() {
  const clock = new TestClock('2026-02-05T12:00:00Z');
  const telegram = await startTelegram({ now: () => clock.now() });
  onTestFinished(() => telegram.stop());
  const called = () => telegram.calls.splice(0).map(({ method }) => method);
  return { telegram, called, deps: { api: new TelegrafApi('7:AAH', telegram.url), clock } };
}

describe('the commands that Telegram lists', () => {
  const listOf = async (type: string, language?: string) =>
    (await commandLists())
      .find(({ scope, language_code }) => scope.type === type && language_code === language)!
      .commands.map(({ command }) => command);

  it('are in every language for every kind of chat, English without a language for all others', async () => {
    const lists = await commandLists();
    expect(lists).toHaveLength(4 * LOCALES.length);
    expect(lists.filter(({ language_code }) => language_code === undefined)).toHaveLength(4);
    for (const { commands } of lists) {
      expect(new Set(commands.map(({ command }) => command)).size).toBe(commands.length);
      for (const { command, description } of commands) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description.length).toBeLessThanOrEqual(256);
        expect(description.trim()).not.toBe('');
      }
    }
  });

  it('are fewer for members of a group than for its administrators', async () => {
    expect(await listOf('all_private_chats')).toEqual(
      expect.arrayContaining(['hashprice', 'fleet', 'settings', 'delete']),
    );
    expect(await listOf('all_chat_administrators')).toEqual(expect.arrayContaining(['hashprice', 'settings']));
    expect(await listOf('all_group_chats')).toContain('hashprice');
    expect(await listOf('all_group_chats')).not.toContain('settings');
    expect(await listOf('all_private_chats')).not.toContain('start');
  });

  it('are set once, and again only where they are not as they should be', async () => {
    const { telegram, called, deps } = await open();
    expect(await registerCommands(deps)).toBe(24);
    expect(called().filter((method) => method === 'setMyCommands')).toHaveLength(24);
    expect(await registerCommands(deps)).toBe(0);
    expect(called()).toEqual(Array(24).fill('getMyCommands'));
    telegram.commands.delete('all_group_chats de');
    expect(await registerCommands(deps)).toBe(1);
    expect(telegram.breaches).toEqual([]);
  });

  it('wait for a short limit, and are left to the next run by a long one', async () => {
    const { telegram, deps } = await open();
    telegram.fail({ retryAfter: 3 }, { method: 'setMyCommands', times: 2 });
    expect(await registerCommands(deps)).toBe(24);
    telegram.commands.clear();
    telegram.fail({ retryAfter: 300 }, { method: 'setMyCommands' });
    await expect(registerCommands(deps)).rejects.toThrow(Unreachable);
  });

  it('are nobody’s with a token that is revoked, and no error shows it', async () => {
    const { telegram, deps } = await open();
    telegram.fail('unauthorized', { method: 'getMyCommands' });
    const error: unknown = await registerCommands(deps).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/TELEGRAM_TOKEN is revoked or wrong/);
    expect(String(error)).not.toContain('AAH');
  });
});

describe('the webhook', () => {
  it('is set with the secret, the kinds of updates we read, and few connections; and then left alone', async () => {
    const { telegram, called, deps } = await open();
    expect(await registerWebhook(deps, WEBHOOK)).toMatchObject({ changed: true });
    expect(telegram.updates.webhook).toEqual({
      url: WEBHOOK.url,
      secret_token: WEBHOOK.secret,
      max_connections: 10,
      allowed_updates: ['message', 'channel_post', 'callback_query', 'my_chat_member'],
    });
    called();
    expect(await registerWebhook(deps, WEBHOOK)).toMatchObject({ changed: false });
    expect(called()).toEqual(['getWebhookInfo']);
  });

  it.each([
    ['another address', { url: 'https://old.example/telegram' }],
    ['other kinds of updates', { allowed_updates: ['message'] }],
    ['more connections', { max_connections: 40 }],
  ])('is set again where Telegram has %s', async (_, wrong) => {
    const { telegram, deps } = await open();
    await registerWebhook(deps, WEBHOOK);
    Object.assign(telegram.updates.webhook!, wrong);
    expect(await registerWebhook(deps, WEBHOOK)).toMatchObject({ changed: true });
    expect(telegram.updates.webhook).toMatchObject({ url: WEBHOOK.url, max_connections: 10 });
  });

  it('is set again where Telegram brings another secret, which shows in how we answered it', async () => {
    const { telegram, deps } = await open();
    await registerWebhook(deps, { ...WEBHOOK, secret: 'the_old_one' });
    telegram.updates.trouble = 'Wrong response from the webhook: 401 Unauthorized';
    expect(await registerWebhook(deps, WEBHOOK)).toMatchObject({ changed: true, trouble: /401/ });
    expect(telegram.updates.webhook?.secret_token).toBe(WEBHOOK.secret);
  });

  it('is an error where Telegram will not have it', async () => {
    const { deps } = await open();
    await expect(registerWebhook(deps, { ...WEBHOOK, secret: 'with spaces in it' })).rejects.toThrow(Refused);
  });
});

it.skipIf(!isThere(telegramSpec))(
  'every call is as the published list of methods has it (skipped without the list)',
  async () => {
    const { telegram, deps } = await open();
    await registerCommands(deps);
    await registerWebhook(deps, WEBHOOK);
    const methods = new Set(telegram.calls.map(({ method }) => method));
    for (const method of methods) {
      const check = telegramMethod(method);
      expect(
        telegram.calls
          .filter((one) => one.method === method)
          .map(({ payload }) => check(payload))
          .filter(Boolean),
      ).toEqual([]);
    }
    expect([...methods].sort()).toEqual(['getMyCommands', 'getWebhookInfo', 'setMyCommands', 'setWebhook']);
  },
);
