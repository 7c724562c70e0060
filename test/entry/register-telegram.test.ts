import { describe, expect, it, onTestFinished } from 'vitest';
import { create } from '../../functions/entry/register-telegram.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { startTelegram } from '../../infra/local/loopback/telegram.ts';
import { TestClock } from '../support/clock.ts';
import { scheduledEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';

const NOW = '2026-02-05T12:00:00Z';
const TOKEN = '7:AAH-a_secret';
const URL = 'https://abc123.execute-api.us-east-1.amazonaws.com/telegram';

async function open(source: Record<string, string>) {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.stop());
  const log = new MemoryLog();
  const handle = create({ TELEGRAM_API_URL: telegram.url, ...source }, { clock: new TestClock(NOW), log });
  return { telegram, log, run: () => handle(scheduledEvent(NOW)) };
}

describe('registering the Telegram bot', () => {
  it('sets commands and webhook, and the next day nothing', async () => {
    const { telegram, run, log } = await open({
      TELEGRAM_TOKEN: TOKEN,
      TELEGRAM_SECRET: 'a-secret',
      TELEGRAM_WEBHOOK_URL: URL,
    });
    await run();
    expect(telegram.updates.webhook).toMatchObject({ url: URL, secret_token: 'a-secret' });
    const sets = () => telegram.calls.filter(({ method }) => method.startsWith('set')).length;
    const first = sets();
    await run();
    expect(sets()).toBe(first);
    expect(log.lines.at(-1)).toMatchObject({ message: 'Telegram registered', facts: { lists: 0 } });
    expect(JSON.stringify(log.lines)).not.toContain('AAH');
  });

  it('leaves the webhook of another place alone where it has no address itself', async () => {
    const { telegram, run } = await open({ TELEGRAM_TOKEN: TOKEN });
    telegram.updates.webhook = { url: 'https://production.example/telegram' };
    await run();
    expect(telegram.updates.webhook.url).toBe('https://production.example/telegram');
    expect(telegram.commands.size).toBeGreaterThan(0);
  });

  it('has nothing to do without a token, and says so', async () => {
    const { telegram, run, log } = await open({});
    await run();
    expect(telegram.calls).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'warn', message: /Telegram is off/ }]);
  });

  it('sets no webhook that would refuse everything: without a secret it fails', async () => {
    const { telegram, run } = await open({ TELEGRAM_TOKEN: TOKEN, TELEGRAM_WEBHOOK_URL: URL });
    await expect(run()).rejects.toThrow(Misconfigured);
    expect(telegram.updates.webhook).toBeUndefined();
  });
});
