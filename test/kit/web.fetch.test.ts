import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BotError, Misconfigured, Unreachable, Unreadable } from '../../functions/kit/errors.ts';
import { USER_AGENT } from '../../functions/kit/http.fetch.ts';
import { FetchWeb } from '../../functions/kit/web.fetch.ts';
import { type Request, textOf } from '../../functions/kit/web.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Answer, type Call, serve, text } from '../../infra/local/loopback/serve.ts';

/** Gives the same answer to everybody. */
async function answering(answer: Answer) {
  const calls: Call[] = [];
  const server = await serve((call) => {
    calls.push(call);
    return answer;
  });
  onTestFinished(server.stop);
  return { calls, url: server.url };
}

const web = new FetchWeb();
const ask = (url: string, more: Partial<Request> = {}): Request => ({
  url,
  within: quantity(2_000),
  maxBytes: 1_000,
  ...more,
});
const failure = (promise: Promise<unknown>): Promise<BotError> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(BotError);
      return error as BotError;
    },
  );

/** A body of which only the beginning comes. */
const breakingOff =
  (...chunks: readonly string[]): typeof fetch =>
  async () =>
    new Response(
      new ReadableStream({
        start: (body) => {
          for (const chunk of chunks) body.enqueue(new TextEncoder().encode(chunk));
        },
        pull: (body) => body.error(Object.assign(new TypeError('terminated'), { code: 'UND_ERR_SOCKET' })),
      }),
    );

describe('FetchWeb', () => {
  it('shows status, headers and body, whatever they are', async () => {
    const { url } = await answering({ status: 503, headers: { ETag: '"a"', 'content-type': 'text/html' }, body: 'No' });
    const reply = await web.open(ask(url));
    expect([reply.status, reply.header('etag'), reply.header('x-none')]).toEqual([503, '"a"', undefined]);
    expect(await textOf(reply)).toBe('No');
  });

  it('says who asks, and whatever it is told to say instead', async () => {
    const { url, calls } = await answering(text('fine'));
    await (await web.open(ask(url))).drop();
    await (
      await web.open(ask(url, { headers: { 'user-agent': 'Jane Doe jane@example.com', 'if-none-match': '"a"' } }))
    ).drop();
    expect(calls.map(({ headers }) => headers['user-agent'])).toEqual([USER_AGENT, 'Jane Doe jane@example.com']);
    expect(calls[1]?.headers['if-none-match']).toBe('"a"');
  });

  it('asks once, and follows no redirect', async () => {
    const { url, calls } = await answering({ status: 302, headers: { location: '/elsewhere' }, body: '' });
    const reply = await web.open(ask(url));
    expect([reply.status, reply.header('location')]).toEqual([302, '/elsewhere']);
    await reply.drop();
    expect(calls).toHaveLength(1);
  });

  it('asks once, also when nobody answers in time', async () => {
    const { url, calls } = await answering('hang');
    const error = await failure(web.open(ask(url, { within: quantity(50) })));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain('did not answer within 50 ms');
    expect(calls).toHaveLength(1);
  });

  it('holds the body to the same deadline', async () => {
    const slow: typeof fetch = async (_, init) =>
      new Response(
        new ReadableStream({
          start: (body) => init?.signal?.addEventListener('abort', () => body.error(init.signal!.reason)),
        }),
      );
    const reply = await new FetchWeb(slow).open(ask('http://feed.test', { within: quantity(30) }));
    expect((await failure(textOf(reply))).message).toBe('feed.test did not answer within 30 ms');
  });

  it('stops at the limit, counted after unpacking, and reads exactly as much', async () => {
    const packed = gzipSync('x'.repeat(100_000));
    const { url } = await answering({ headers: { 'content-encoding': 'gzip' }, body: packed });
    expect(packed.length).toBeLessThan(1_000);
    const error = await failure(web.open(ask(url)).then(textOf));
    expect(error).toBeInstanceOf(Unreadable);
    expect(error.message).toContain('more than 1000 bytes');
    const reply = await web.open(ask(url, { maxBytes: 100_000 }));
    expect(await textOf(reply)).toHaveLength(100_000);
  });

  it('says that a body broke off, and does not pass off its beginning as the whole', async () => {
    const reply = await new FetchWeb(breakingOff('half')).open(ask('http://feed.test'));
    const error = await failure(textOf(reply));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toBe('feed.test could not be reached (UND_ERR_SOCKET)');
  });

  it('gives up a body that has broken off without a word', async () => {
    const broken: typeof fetch = async () => {
      const response = new Response(new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) }));
      return response;
    };
    const reply = await new FetchWeb(broken).open(ask('http://feed.test'));
    await expect(reply.drop()).resolves.toBeUndefined();
  });

  it('may be left in the middle of a body', async () => {
    const { url } = await answering(text('x'.repeat(500_000)));
    const reply = await web.open(ask(url, { maxBytes: 1_000_000 }));
    for await (const piece of reply.pieces()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });

  it('reads bytes for what they are, whatever is declared', async () => {
    const { url } = await answering({
      headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
      body: Buffer.from('Société', 'latin1'),
    });
    expect(await textOf(await web.open(ask(url)))).toBe('Société');
  });

  it('never repeats a secret of the URL or of a header', async () => {
    const failing: typeof fetch = (input, init) =>
      Promise.reject(new TypeError(`fetch failed: ${String(input)} ${JSON.stringify(init?.headers)}`));
    const error = await failure(
      new FetchWeb(failing).open(ask('https://feed.test/s3cret?key=s3cret', { headers: { authorization: 's3cret' } })),
    );
    for (let e: unknown = error; e instanceof Error; e = e.cause)
      expect(`${e.message}${e.stack}`).not.toContain('s3cret');
    const withUser = await failure(web.open(ask('https://me:s3cret@feed.test/')));
    expect(withUser).toBeInstanceOf(Misconfigured);
    expect(withUser.message).not.toContain('s3cret');
  });
});
