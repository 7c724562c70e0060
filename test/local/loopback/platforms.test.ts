import { describe, expect, it, onTestFinished } from 'vitest';
import { startDiscord } from '../../../infra/local/loopback/discord.ts';
import { startTelegram } from '../../../infra/local/loopback/telegram.ts';
import { parseTelegramHtml } from '../../../infra/local/loopback/telegram-html.ts';
import { TestClock } from '../../support/clock.ts';
import { isThere, telegramMethod, telegramSpec } from '../../support/specs.ts';

/** The doubles must refuse what the platforms refuse, or a test that passes on them proves nothing. */
describe('a Bot API on this machine', () => {
  async function open() {
    const clock = new TestClock('2026-02-24T13:00:00Z');
    const telegram = await startTelegram({ now: () => clock.now() });
    onTestFinished(telegram.stop);
    const post = async (chat_id: number, text = 'x', more: object = {}) => {
      const response = await fetch(`${telegram.url}/bot1:t/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chat_id, text, ...more }),
      });
      return (await response.json()) as { ok: boolean; error_code?: number; description?: string; parameters?: object };
    };
    return { clock, telegram, post };
  }

  it('takes thirty a second in all', async () => {
    const { clock, post } = await open();
    for (let chat = 1; chat <= 30; chat++) expect(await post(chat)).toMatchObject({ ok: true });
    expect(await post(31)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    clock.advance(1_000);
    expect(await post(31)).toMatchObject({ ok: true });
  });

  it('takes one a second in a chat, and twenty a minute in a group', async () => {
    const { clock, post } = await open();
    expect(await post(42)).toMatchObject({ ok: true });
    expect(await post(42)).toMatchObject({ error_code: 429 });
    for (let n = 0; n < 20; n++) {
      expect(await post(-100), `message ${n}`).toMatchObject({ ok: true });
      clock.advance(1_000);
    }
    expect(await post(-100)).toMatchObject({ error_code: 429, parameters: { retry_after: 40 } });
  });

  it.each([
    ['<b>open', "can't parse entities"],
    ['<blink>x</blink>', "can't parse entities"],
    ['1 < 2', "can't parse entities"],
    [' <b> </b>', 'text is empty'],
    ['&lt;'.repeat(4_097), 'too long'],
  ])('refuses %j', async (text, why) => {
    const { post } = await open();
    expect(await post(42, text, { parse_mode: 'HTML' })).toMatchObject({
      error_code: 400,
      description: expect.stringContaining(why),
    });
  });

  it('counts 4,096 after parsing, and any entity', () => {
    expect(parseTelegramHtml('<b>&lt;&#128512;&#x1F600;&nbsp;</b><a href="x">y</a>')).toBe('<😀😀&nbsp;y');
  });

  it('does not know other paths', async () => {
    const { telegram } = await open();
    expect((await fetch(`${telegram.url}/sendMessage`, { method: 'POST' })).status).toBe(404);
  });
});

describe('what else a Bot API on this machine refuses', () => {
  async function open(check?: (method: string, payload: unknown) => string) {
    const telegram = await startTelegram({ enforce: false, ...(check ? { check } : {}) });
    onTestFinished(telegram.stop);
    const call = async (method: string, payload: object) => {
      const response = await fetch(`${telegram.url}/bot1:t/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
      return (await response.json()) as { ok: boolean; error_code?: number; description?: string; result?: unknown };
    };
    return { telegram, call };
  }
  const keyboard = (callback_data: string) => ({ inline_keyboard: [[{ text: 'x', callback_data }]] });

  it.each([
    ['an unknown method', 'sendCarrierPigeon', {}, 404],
    ['a missing parameter', 'sendMessage', { text: 'x' }, 400],
    ['an unknown parameter', 'sendMessage', { chat_id: 42, text: 'x', disable_web_page_preview: true }, 400],
    ['a number in words', 'editMessageText', { chat_id: 42, message_id: '1', text: 'x' }, 400],
    [
      'callback data of 65 bytes',
      'sendMessage',
      { chat_id: 42, text: 'x', reply_markup: keyboard('é'.repeat(33)) },
      400,
    ],
    ['empty callback data', 'sendMessage', { chat_id: 42, text: 'x', reply_markup: keyboard('') }, 400],
    ['a toast of 201 letters', 'answerCallbackQuery', { callback_query_id: '1', text: 'x'.repeat(201) }, 400],
    ['a caption of 1,025 letters', 'sendDocument', { chat_id: 42, document: 'id', caption: 'x'.repeat(1_025) }, 400],
    ['a photo that nobody uploaded', 'sendPhoto', { chat_id: 42, photo: 'photo-7' }, 400],
    ['a command in capitals', 'setMyCommands', { commands: [{ command: 'Help', description: 'x' }] }, 400],
    ['a webhook over http', 'setWebhook', { url: 'http://a.example/' }, 400],
    ['a secret with spaces', 'setWebhook', { url: 'https://a.example/', secret_token: 'a b' }, 400],
    ['an edit of nothing', 'editMessageText', { chat_id: 42, message_id: 7, text: 'x' }, 400],
  ])('%s', async (_, method, payload, code) => {
    const { call } = await open();
    expect(await call(method, payload)).toMatchObject({ ok: false, error_code: code });
  });

  it('an edit that changes nothing', async () => {
    const { call, telegram } = await open();
    await call('sendMessage', { chat_id: 42, text: 'x', reply_markup: keyboard('a') });
    const edit = { chat_id: 42, message_id: 1, text: 'x', reply_markup: keyboard('a') };
    expect(await call('editMessageText', edit)).toMatchObject({ description: /message is not modified/ });
    expect(await call('editMessageText', { ...edit, reply_markup: keyboard('b') })).toMatchObject({ ok: true });
    expect(telegram.messages).toMatchObject([{ text: 'x', edits: 1 }]);
  });

  it('polling beside a webhook, and the poll of whoever came first', async () => {
    const { call, telegram } = await open();
    const both = [call('getUpdates', { timeout: 50 }), call('getUpdates', { timeout: 50 })];
    expect(await Promise.race(both)).toMatchObject({ error_code: 409, description: /terminated by other getUpdates/ });
    telegram.updates.put({ message: {} });
    expect(await Promise.all(both)).toContainEqual({ ok: true, result: [{ update_id: 900_001, message: {} }] });
    expect(await call('getUpdates', { offset: 900_002 })).toMatchObject({ ok: true, result: [] });
    await call('setWebhook', { url: 'https://a.example/' });
    expect(await call('getUpdates', {})).toMatchObject({ error_code: 409, description: /webhook is active/ });
  });

  it.skipIf(!isThere(telegramSpec))('and knows what the published list of methods would not have', async () => {
    const { call, telegram } = await open((method, payload) => telegramMethod(method)(payload));
    await call('sendMessage', { chat_id: 42, text: 'x', reply_markup: keyboard('a') });
    expect(telegram.breaches).toEqual([]);
    await call('getChatMember', { chat_id: 42, user_id: 'ann' });
    expect(telegram.breaches).toEqual([expect.stringContaining('getChatMember')]);
  });
});

describe('Discord on this machine', () => {
  async function open() {
    const clock = new TestClock('2026-02-24T13:00:00Z');
    const discord = await startDiscord({ now: () => clock.now() });
    onTestFinished(discord.stop);
    const post = (channel: number, nonce = '', headers: Record<string, string> = {}) =>
      fetch(`${discord.url}/api/v10/channels/${channel}/messages`, {
        method: 'POST',
        headers: {
          authorization: 'Bot t',
          'user-agent': 'DiscordBot (x, 1)',
          'content-type': 'application/json',
          ...headers,
        },
        body: JSON.stringify({ content: 'x', ...(nonce && { nonce, enforce_nonce: true }) }),
      });
    return { clock, discord, post };
  }

  it('takes five in five seconds in a channel, and says so in its headers', async () => {
    const { clock, post } = await open();
    for (let left = 4; left >= 0; left--) {
      expect((await post(1)).headers.get('x-ratelimit-remaining')).toBe(String(left));
    }
    const refused = await post(1);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({ retry_after: 5, global: false });
    clock.advance(5_000);
    expect((await post(1)).status).toBe(200);
  });

  it('takes fifty a second in all', async () => {
    const { post } = await open();
    for (let channel = 1; channel <= 50; channel++) expect((await post(channel)).status).toBe(200);
    expect((await post(51)).headers.get('x-ratelimit-global')).toBe('true');
  });

  it('returns the earlier message for a nonce of the last few minutes', async () => {
    const { clock, discord, post } = await open();
    const id = async (nonce: string) => ((await (await post(1, nonce)).json()) as { id: string }).id;
    const first = await id('a');
    expect(await id('a')).toBe(first);
    expect(await id('b')).not.toBe(first);
    clock.advance(300_000);
    expect(await id('a')).not.toBe(first);
    expect(discord.messages).toHaveLength(3);
  });

  it('refuses strangers', async () => {
    const { post } = await open();
    expect((await post(1, '', { authorization: 'Bearer t' })).status).toBe(401);
    expect((await post(1, '', { 'user-agent': 'curl/8' })).status).toBe(403);
  });
});
