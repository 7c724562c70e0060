import { describe, expect, it, onTestFinished } from 'vitest';
import { create } from '../../functions/entry/check-telegram.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { TestClock } from '../support/clock.ts';
import { scheduledEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';

const NOW = '2026-02-05T12:00:00Z';
const OURS = 'https://abc123.execute-api.us-east-1.amazonaws.com/telegram';

async function open(source: Record<string, string> = { TELEGRAM_TOKEN: '7:AAH-a_secret', TELEGRAM_WEBHOOK_URL: OURS }) {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.stop());
  telegram.updates.webhook = { url: OURS };
  const log = new MemoryLog();
  const handle = create({ TELEGRAM_API_URL: telegram.url, ...source }, { clock: new TestClock(NOW), log });
  const check = async () => {
    await handle(scheduledEvent(NOW));
    return log.lines.at(-1)?.facts?.['trouble'];
  };
  return { telegram, log, check };
}

describe('how our webhook looks to Telegram', () => {
  it('is no trouble while it brings what people write', async () => {
    const { log, check } = await open();
    expect(await check()).toBeUndefined();
    expect(log.counts.size).toBe(0);
  });

  it('is trouble when nothing is set, or somebody else’s', async () => {
    const { telegram, log, check } = await open();
    telegram.updates.webhook = undefined;
    expect(await check()).toBe('no webhook is set');
    telegram.updates.webhook = { url: 'https://somebody.example/a-secret' };
    expect(await check()).toBe('the webhook is somebody else’s');
    expect(log.counts.get('WebhookTroubled')).toBe(2);
    expect(JSON.stringify(log.lines)).not.toMatch(/a-secret|AAH/);
  });

  it('is trouble when we just failed, and none when that is over', async () => {
    const { telegram, log, check } = await open();
    telegram.updates.trouble = 'Wrong response from the webhook: 502 Bad Gateway';
    telegram.updates.troubledAt = new Date('2026-02-05T11:59:00Z');
    expect(await check()).toBe('Wrong response from the webhook: 502 Bad Gateway');
    telegram.updates.troubledAt = new Date('2026-02-05T11:40:00Z');
    await check();
    expect(log.counts.get('WebhookTroubled')).toBe(1);
  });

  it('is trouble when very much waits', async () => {
    const { telegram, check } = await open();
    for (let i = 0; i < 100; i++) telegram.updates.put({});
    expect(await check()).toBeUndefined();
    telegram.updates.put({});
    expect(await check()).toBe('101 updates wait to be brought');
  });

  it('is trouble when Telegram cannot be asked, or does not know us any more', async () => {
    const { telegram, log, check } = await open();
    telegram.fail('unauthorized', { method: 'getWebhookInfo' });
    expect(await check()).toMatch(/revoked or wrong/);
    expect(log.counts.get('WebhookTroubled')).toBe(1);
  });

  it('is nobody’s concern without an address or a token', async () => {
    for (const source of [{ TELEGRAM_TOKEN: '7:AAH' }, { TELEGRAM_WEBHOOK_URL: OURS }]) {
      const { telegram, check } = await open(source as Record<string, string>);
      await check();
      expect(telegram.calls).toEqual([]);
    }
  });
});
