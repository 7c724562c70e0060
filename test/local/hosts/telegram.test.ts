import { EventEmitter, once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Polling, pollTelegram } from '../../../infra/local/hosts/telegram.ts';
import { startTelegram } from '../../../infra/local/loopback/telegram.ts';

const TOKEN = '7:AAH-a_secret_that_is_never_to_be_seen';
const chat = (id: number) => ({ id, type: 'private' });
const message = (id: number, text: string) => ({ message: { message_id: 1, date: 1, chat: chat(id), text } });

type Answered = Awaited<ReturnType<Polling['deliver']>>;

/** A bot that is polled, on this machine; every wait is over at once. */
async function aPolledBot(answer: (update: { update_id: number }) => Answered = () => ({ statusCode: 200 })) {
  const telegram = await startTelegram();
  onTestFinished(() => telegram.stop());
  const events = new EventEmitter();
  const delivered: { update_id: number }[] = [];
  const said: string[] = [];
  const waits: number[] = [];
  const troubles: unknown[] = [];
  const start = (token = TOKEN, apiUrl = telegram.url) => {
    const polling = pollTelegram({
      token,
      apiUrl,
      deliver: async (text) => {
        const update = JSON.parse(text) as { update_id: number };
        delivered.push(update);
        events.emit('event');
        return answer(update);
      },
      say: (line) => {
        said.push(line);
        events.emit('event');
      },
      complain: (error) => {
        troubles.push(error);
        events.emit('event');
      },
      sleep: async (ms) => {
        waits.push(ms / 1_000);
        events.emit('event');
        await new Promise((resolve) => setImmediate(resolve));
      },
    });
    onTestFinished(polling.stop);
    return polling;
  };
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await once(events, 'event');
  };
  return { telegram, start, until, delivered, said, waits, troubles };
}

describe('asking Telegram for updates', () => {
  it('hands over what waits and what comes, each once, in order', async () => {
    const { telegram, start, until, delivered } = await aPolledBot();
    telegram.updates.put(message(42, 'one'));
    const polling = start();
    await until(() => delivered.length === 1);
    telegram.updates.put(message(42, 'two'));
    await until(() => delivered.length === 2);
    await polling.stop();
    expect(delivered).toMatchObject([{ message: { text: 'one' } }, { message: { text: 'two' } }]);
    expect(telegram.breaches).toEqual([]);
  });

  it('lets the next update of a chat wait while one is tried again, and no other chat', async () => {
    let failures = 2;
    const { telegram, start, until, delivered, waits } = await aPolledBot(({ update_id }) =>
      update_id === 1 && failures-- > 0 ? { statusCode: 503, retryAfterSeconds: 37 } : { statusCode: 200 },
    );
    telegram.updates.put({ update_id: 1, ...message(42, 'one') });
    telegram.updates.put({ update_id: 2, ...message(42, 'two') });
    telegram.updates.put({ update_id: 3, ...message(43, 'other') });
    start();
    await until(() => delivered.length === 5);
    const order = delivered.map(({ update_id }) => update_id);
    expect(order.filter((id) => id !== 3)).toEqual([1, 1, 1, 2]);
    expect(order.indexOf(3)).toBeLessThan(order.lastIndexOf(1));
    expect(waits).toEqual([37, 37]);
  });

  it('gives up what keeps failing, and says so', async () => {
    const { telegram, start, until, delivered, troubles } = await aPolledBot(({ update_id }) => ({
      statusCode: update_id === 1 ? 500 : 200,
    }));
    telegram.updates.put({ update_id: 1, ...message(42, 'poison') });
    telegram.updates.put({ update_id: 2, ...message(42, 'two') });
    start();
    await until(() => delivered.at(-1)?.update_id === 2);
    expect(String(troubles.at(-1))).toMatch(/update 1 was given up: 500/);
  });

  it('leaves the webhook of somebody’s production alone, and says what to do', async () => {
    const { telegram, start, until, said } = await aPolledBot();
    telegram.updates.webhook = { url: 'https://production.example/telegram' };
    start();
    await until(() => said.length === 1);
    expect(said[0]).toMatch(/to a webhook, so it cannot be polled here.*The webhook stays as it is/);
    expect(telegram.updates.webhook.url).toBe('https://production.example/telegram');
    expect(telegram.calls.map(({ method }) => method)).not.toContain('deleteWebhook');
  });

  it('says when another process polls the same bot, and goes on asking', async () => {
    const { telegram, start, until, said, delivered } = await aPolledBot();
    telegram.fail(
      {
        code: 409,
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
      { method: 'getUpdates', times: 2 },
    );
    start();
    telegram.updates.put(message(42, 'one'));
    await until(() => delivered.length === 1);
    expect(said).toEqual([expect.stringContaining('another process polls this bot'), 'Telegram answers again.']);
  });

  it('asks less and less often while nobody answers, as long as it is told to, and says it once', async () => {
    const { telegram, start, until, waits, said } = await aPolledBot();
    telegram.fail('server error', { method: 'getUpdates', times: 3 });
    telegram.fail({ retryAfter: 25 }, { method: 'getUpdates', times: 1 });
    start();
    await until(() => said.includes('Telegram answers again.') || waits.length >= 4);
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 25]);
  });

  it('stops with a token that Telegram does not know, and never shows it', async () => {
    const { telegram, start, until, said, troubles } = await aPolledBot();
    telegram.fail('unauthorized', { method: 'getUpdates' });
    start();
    await until(() => said.length === 1);
    expect(said[0]).toMatch(/does not know TELEGRAM_TOKEN/);
    start(TOKEN, 'http://127.0.0.1:1');
    await until(() => said.length === 2);
    expect(said.join() + String(troubles)).not.toContain('AAH');
  });
});
