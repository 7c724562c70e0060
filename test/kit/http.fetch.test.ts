import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BotError, Misconfigured, Refused, Unreachable, Unreadable } from '../../functions/kit/errors.ts';
import { FetchHttp, USER_AGENT } from '../../functions/kit/http.fetch.ts';
import type { Ask } from '../../functions/kit/http.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Answer, type Call, html, json, serve, text } from '../../infra/local/loopback/serve.ts';

/** Gives the answers in order, the last one again and again. */
async function scripted(...answers: Answer[]) {
  const calls: Call[] = [];
  const server = await serve((call) => {
    calls.push(call);
    return answers[Math.min(calls.length, answers.length) - 1]!;
  });
  onTestFinished(server.stop);
  return { calls, url: server.url };
}

const http = new FetchHttp({ minRetryMs: 1 });
const ask = (url: string, more: Partial<Ask> = {}): Ask => ({ url, within: quantity(2_000), maxBytes: 1_000, ...more });
const failure = (promise: Promise<unknown>): Promise<BotError> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(BotError);
      return error as BotError;
    },
  );

describe('FetchHttp', () => {
  it('gets a text, and says who asks and for what', async () => {
    const { calls, url } = await scripted(json({ price: '1' }));
    expect(await http.text(ask(`${url}/a?b=c`))).toBe('{"price":"1"}');
    expect(calls[0]?.headers).toMatchObject({ 'user-agent': USER_AGENT, accept: 'application/json' });
  });

  it('carries the version of package.json', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(USER_AGENT).toBe(`hashprice-watch/${version}`);
  });

  it.each([
    ['429', html('Too many requests', 429)],
    ['500', text('oops', 500)],
    ['503', text('Service Unavailable', 503)],
    ['a hung socket', 'hang'],
  ] as const)('tries once more after %s', async (_, first) => {
    const { calls, url } = await scripted(first, text('fine'));
    expect(await http.text(ask(url, { within: quantity(500) }))).toBe('fine');
    expect(calls).toHaveLength(2);
  });

  it('gives up after the second failure, naming host and status', async () => {
    const { calls, url } = await scripted(text('no', 503));
    const error = await failure(http.text(ask(url)));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toBe(`${new URL(url).host} answered 503`);
    expect(calls).toHaveLength(2);
  });

  it.each([400, 403, 404, 451])('takes %d for a refusal and does not ask again', async (status) => {
    const { calls, url } = await scripted(html('Forbidden', status));
    const error = await failure(http.text(ask(url)));
    expect(error).toBeInstanceOf(Refused);
    expect(error.message).toContain(String(status));
    expect(calls).toHaveLength(1);
  });

  it('does not follow a redirect', async () => {
    const { calls, url } = await scripted(
      { status: 301, headers: { location: '/elsewhere' }, body: '' },
      text('elsewhere'),
    );
    expect(await failure(http.text(ask(url)))).toBeInstanceOf(Refused);
    expect(calls).toHaveLength(1);
  });

  it('stops reading at the limit, and does not ask again', async () => {
    const { calls, url } = await scripted(text('x'.repeat(10_000_000)));
    const error = await failure(http.text(ask(url)));
    expect(error).toBeInstanceOf(Unreadable);
    expect(error.message).toContain('more than 1000 bytes');
    expect(calls).toHaveLength(1);
  });

  it('reads exactly the limit, and characters that lie across chunks', async () => {
    const chunks = ['€'.repeat(3)].map((s) => new TextEncoder().encode(s)).flatMap((b) => [b.slice(0, 4), b.slice(4)]);
    const body = ReadableStream.from(chunks);
    const direct = new FetchHttp({ fetch: async () => new Response(body) });
    expect(await direct.text(ask('http://feed.test', { maxBytes: 9 }))).toBe('€€€');
  });

  it('is over at the deadline, both tries together', async () => {
    const { calls, url } = await scripted('hang');
    const began = performance.now();
    const error = await failure(http.text(ask(url, { within: quantity(200) })));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain('did not answer within 200 ms');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(calls).toHaveLength(2);
  });

  it('waits for a Retry-After that fits, and takes a long one as a no', async () => {
    const busy = (after: string) => ({ status: 429, headers: { 'retry-after': after }, body: '' });
    const short = await scripted(busy('0'), text('fine'));
    expect(await http.text(ask(short.url))).toBe('fine');
    const long = await scripted(busy('60'), text('never'));
    expect(await failure(http.text(ask(long.url)))).toBeInstanceOf(Unreachable);
    expect(long.calls).toHaveLength(1);
  });

  it('says that nobody listens', async () => {
    const { url, stop } = await serve(() => 'hang');
    await stop();
    const error = await failure(http.text(ask(url)));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('never repeats a secret of the URL', async () => {
    const failing: typeof fetch = (input) => Promise.reject(new TypeError(`fetch failed: ${String(input)}`));
    const error = await failure(
      new FetchHttp({ fetch: failing, minRetryMs: 1 }).text(ask('https://feed.test/s3cret?key=s3cret')),
    );
    for (let e: unknown = error; e instanceof Error; e = e.cause)
      expect(`${e.message}${e.stack}`).not.toContain('s3cret');
    expect(JSON.stringify(error.facts)).not.toContain('s3cret');
    const withUser = await failure(http.text(ask('https://me:s3cret@feed.test/')));
    expect(withUser).toBeInstanceOf(Misconfigured);
    expect(withUser.message).not.toContain('s3cret');
  });
});
