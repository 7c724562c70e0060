import { describe, expect, it, onTestFinished } from 'vitest';
import { TelegrafApi } from '../../../functions/delivery/telegram/api.telegraf.ts';
import { renderTelegram } from '../../../functions/delivery/telegram/render.ts';
import { TelegramChannel } from '../../../functions/delivery/telegram/send.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { seconds } from '../../../functions/units/time.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { startTelegram, type TelegramFault } from '../../../infra/local/loopback/telegram.ts';
import { expectNoSecretInFailure } from '../../support/no-secret.ts';
import { aNotice } from '../notices.ts';

const TOKEN = '123456:AAH-secret_part';
const message = renderTelegram(tell(aNotice('margin'), wordsOf('en')));
const ann: Recipient = { platform: 'telegram', chat: '42' };
const topic: Recipient = { platform: 'telegram', chat: '-1001234567890', thread: 77 };

async function open() {
  const telegram = await startTelegram();
  onTestFinished(telegram.stop);
  return { telegram, channel: new TelegramChannel(new TelegrafApi(TOKEN, telegram.url)) };
}

describe('sending by Telegram', () => {
  it('sends what was rendered, with previews off, and names the message', async () => {
    const { telegram, channel } = await open();
    expect(await channel.send(ann, message, 'nonce', seconds(5))).toEqual({ kind: 'sent', messageId: '1' });
    expect(telegram.calls[0]).toMatchObject({
      path: `/bot${TOKEN}/sendMessage`,
      payload: {
        chat_id: '42',
        text: message.text.markup,
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
      },
    });
    expect(telegram.messages[0]?.text).toBe(message.text.text);
  });

  it.each(['', '/', '/prefix', '/prefix/deep/'])('keeps a base that ends in %j', async (suffix) => {
    const { telegram } = await open();
    await new TelegramChannel(new TelegrafApi(TOKEN, `${telegram.url}${suffix}`)).send(
      ann,
      message,
      'nonce',
      seconds(5),
    );
    expect(telegram.calls[0]?.path).toBe(`${suffix.replace(/\/$/, '')}/bot${TOKEN}/sendMessage`);
  });

  it('writes into a forum topic', async () => {
    const { telegram, channel } = await open();
    await channel.send(topic, message, 'nonce', seconds(5));
    expect(telegram.messages[0]).toMatchObject({ chat: '-1001234567890', thread: 77 });
  });

  it('answers an earlier message, in its topic, and says it all the same when that is gone', async () => {
    const { telegram, channel } = await open();
    expect(await channel.send(topic, message, 'nonce', seconds(5), '31')).toMatchObject({ kind: 'sent' });
    expect(telegram.calls[0]?.payload).toMatchObject({
      message_thread_id: 77,
      reply_parameters: { message_id: 31, allow_sending_without_reply: true },
    });
    await channel.send(ann, message, 'nonce', seconds(5));
    expect(telegram.calls[1]?.payload).not.toHaveProperty('reply_parameters');
  });

  it('answers nothing in General, where the earlier message is not', async () => {
    const { telegram, channel } = await open();
    telegram.fail('topic gone');
    await channel.send(topic, message, 'nonce', seconds(5), '31');
    expect(telegram.calls.map(({ payload }) => 'reply_parameters' in payload)).toEqual([true, false]);
  });

  it('says it once in General when the topic is gone, and asks for a pause', async () => {
    const { telegram, channel } = await open();
    telegram.fail('topic gone');
    expect(await channel.send(topic, message, 'nonce', seconds(5))).toMatchObject({
      kind: 'paused',
      why: /message thread not found; said in General instead/,
    });
    expect(telegram.messages.map(({ thread }) => thread)).toEqual([undefined]);
  });

  it('passes on what General says no with', async () => {
    const { telegram, channel } = await open();
    telegram.fail('topic gone', { times: 1 });
    telegram.fail('no rights');
    expect(await channel.send(topic, message, 'nonce', seconds(5))).toMatchObject({ kind: 'paused', why: /rights/ });
    expect(telegram.messages).toEqual([]);
  });

  it.each<[TelegramFault, object]>([
    ['blocked', { kind: 'gone' }],
    ['chat not found', { kind: 'gone' }],
    ['no rights', { kind: 'paused' }],
    ['cannot parse', { kind: 'rejected' }],
    ['unauthorized', { kind: 'retry', after: 300_000 }],
    ['server error', { kind: 'retry', after: 5_000 }],
    ['html page', { kind: 'unknown' }],
    ['hang', { kind: 'unknown' }],
    [{ retryAfter: 37 }, { kind: 'retry', after: 37_000 }],
    [{ migratedTo: -1009876543210 }, { kind: 'moved', to: '-1009876543210' }],
  ])('%j becomes %j', async (fault, outcome) => {
    const { telegram, channel } = await open();
    telegram.fail(fault);
    expect(await channel.send(ann, message, 'nonce', seconds(0.3))).toMatchObject(outcome);
  });

  it('was certainly not sent when nobody listens', async () => {
    const channel = new TelegramChannel(new TelegrafApi(TOKEN, 'http://127.0.0.1:1'));
    expect(await channel.send(ann, message, 'n', seconds(5))).toMatchObject({ kind: 'retry', why: /ECONNREFUSED/ });
  });

  it('never shows the token, whatever fails', async () => {
    await expectNoSecretInFailure('AAH-secret_part', (url) =>
      new TelegramChannel(new TelegrafApi(TOKEN, url)).send(ann, message, 'nonce', seconds(0.2)),
    );
  });
});
