import { describe, expect, it, onTestFinished } from 'vitest';
import { TelegrafApi } from '../../../functions/delivery/telegram/api.telegraf.ts';
import { TelegramPhotos } from '../../../functions/delivery/telegram/photo.ts';
import { seconds } from '../../../functions/units/time.ts';
import { startTelegram, type TelegramFault } from '../../../infra/local/loopback/telegram.ts';
import { isThere, telegramMethod, telegramSpec } from '../../support/specs.ts';

const TOKEN = '123456:AAH-secret_part';
const topic = { platform: 'telegram', chat: '-1001234567890', thread: 77 } as const;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const photo = { png, caption: 'Hashprice <now> & then' };

async function open() {
  const telegram = await startTelegram();
  onTestFinished(telegram.stop);
  return { telegram, channel: new TelegramPhotos(new TelegrafApi(TOKEN, telegram.url)) };
}

describe('sending a picture by Telegram', () => {
  it('uploads it once, under a message of its topic, and then sends it by its id', async () => {
    const { telegram, channel } = await open();
    const first = await channel.send(topic, photo, 'nonce', seconds(5), '31');
    expect(first).toEqual({ kind: 'sent', messageId: '1', fileId: expect.any(String) });
    const { fileId } = first as { fileId: string };
    await channel.send({ platform: 'telegram', chat: '42' }, { fileId, caption: photo.caption }, 'nonce', seconds(5));
    expect(telegram.breaches).toEqual([]);
    expect(telegram.messages).toMatchObject([
      { chat: '-1001234567890', thread: 77, answers: 31, text: photo.caption },
      { chat: '42', photo: fileId, text: photo.caption },
    ]);
  });

  it.skipIf(!isThere(telegramSpec))('asks as the published description of the method says', async () => {
    const { telegram, channel } = await open();
    await channel.send(
      { platform: 'telegram', chat: '42' },
      { fileId: 'unknown', caption: 'x' },
      'nonce',
      seconds(5),
      '31',
    );
    expect(telegramMethod('sendPhoto')(telegram.calls[0]!.payload)).toBe('');
  });

  it.each<[TelegramFault, string]>([
    [{ code: 400, description: 'Bad Request: wrong file identifier/HTTP URL specified' }, 'again'],
    [{ code: 400, description: 'Bad Request: not enough rights to send photos to the chat' }, 'paused'],
    [{ code: 400, description: 'Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN' }, 'paused'],
    ['topic gone', 'paused'],
    ['blocked', 'gone'],
    [{ retryAfter: 3 }, 'retry'],
    [{ migratedTo: -1009876543210 }, 'moved'],
    [{ code: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' }, 'rejected'],
    ['html page', 'unknown'],
  ])('judges %j as %s', async (fault, kind) => {
    const { telegram, channel } = await open();
    telegram.fail(fault);
    const outcome = await channel.send(topic, photo, 'nonce', seconds(5));
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toContain('AAH-secret_part');
  });

  it('reaches nobody elsewhere', async () => {
    const { channel } = await open();
    await expect(channel.send({ platform: 'discord', channel: '1' }, photo, 'nonce', seconds(5))).rejects.toThrow(
      TypeError,
    );
  });
});
