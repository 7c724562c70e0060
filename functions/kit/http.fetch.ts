import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import { quantity } from '../units/quantity.ts';
import type { Milliseconds } from '../units/time.ts';
import { Misconfigured, Refused, Unreachable, Unreadable } from './errors.ts';
import type { Ask, Http } from './http.ts';

/** Coinbase and the SEC turn away whoever does not say who they are. The version is package.json's; a test holds them equal. */
export const USER_AGENT = 'hashprice-watch/0.1.0';

const HEADERS = { 'user-agent': USER_AGENT, accept: 'application/json' };
/** Of the whole time, what a first try may use: a socket that hangs leaves room for another. */
const FIRST_TRY = 0.6;

export type FetchOptions = {
  fetch?: typeof fetch;
  /** Pause before the second try, at least; up to twice as long by chance, so that functions do not ask in step. */
  minRetryMs?: number;
};

/**
 * Http, kept with fetch.
 *
 * One more try after what may pass (no network, no answer, 429, 5xx), and none that would end after the deadline. A
 * `Retry-After` is waited for when it fits and taken as a no when it does not. Redirects are not followed: a feed that
 * moved, or a hotel's login page, must be noticed and not read. Errors name the host and never the path, the query or
 * the user in a URL, since those may hold secrets.
 */
export class FetchHttp implements Http {
  readonly #fetch: typeof fetch;
  readonly #minRetryMs: number;

  constructor({ fetch: get = globalThis.fetch, minRetryMs = 250 }: FetchOptions = {}) {
    this.#fetch = get;
    this.#minRetryMs = minRetryMs;
  }

  async text(ask: Ask): Promise<string> {
    const host = hostOf(ask.url);
    // The machine's own time, not the injected clock's: it is the socket that must not be waited for.
    const end = performance.now() + ask.within;
    const left = () => end - performance.now();

    return pRetry((attempt) => this.#once(ask, host, attempt === 1 ? ask.within * FIRST_TRY : left()), {
      retries: 1,
      minTimeout: this.#minRetryMs,
      randomize: true,
      shouldRetry: async ({ error, retryDelay }) => {
        if (!(error instanceof Unreachable)) return false;
        const pause = retryAfterOf(error);
        if (pause + retryDelay >= left()) return false;
        await wait(pause);
        return true;
      },
    });
  }

  async #once(ask: Ask, host: string, ms: number): Promise<string> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Math.max(0, ms));
    try {
      const response = await this.#fetch(ask.url, { headers: HEADERS, redirect: 'manual', signal: controller.signal });
      if (!response.ok) {
        await response.body?.cancel();
        throw failureOf(response, host);
      }
      return await read(response, ask.maxBytes, host);
    } catch (error) {
      if (error instanceof Unreachable || error instanceof Unreadable || error instanceof Refused) throw error;
      // No `cause`: fetch quotes the URL in some of its errors.
      if (controller.signal.aborted)
        throw new Unreachable(`${host} did not answer within ${Math.round(ask.within)} ms`);
      throw new Unreachable(`${host} could not be reached (${codeOf(error)})`);
    } finally {
      clearTimeout(timer);
    }
  }
}

function failureOf(response: Response, host: string): Unreachable | Refused {
  const { status } = response;
  if (status === 429 || status >= 500) {
    const retryAfterMs = retryAfter(response.headers.get('retry-after'));
    return new Unreachable(`${host} answered ${status}`, { status, ...(retryAfterMs > 0 ? { retryAfterMs } : {}) });
  }
  if (status >= 300 && status < 400)
    return new Refused(`${host} answered ${status}, a redirect, which is not followed`);
  return new Refused(`${host} answered ${status}`, { status });
}

/** Counts what comes out of the decompressor, so that a small reply cannot unpack into a large one. */
async function read(response: Response, maxBytes: number, host: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early cancels the stream and gives the socket back.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Unreadable(`${host} answered with more than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Seconds; the other form, a date, would need the other side's clock. */
const retryAfter = (header: string | null): number => (/^\d{1,9}$/.test(header ?? '') ? Number(header) * 1_000 : 0);

const retryAfterOf = (error: Unreachable): Milliseconds =>
  quantity(typeof error.facts['retryAfterMs'] === 'number' ? error.facts['retryAfterMs'] : 0);

/** @throws {Misconfigured} for what is no URL, or one that fetch does not take. */
export function hostOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) throw new Misconfigured('not a URL to ask');
  if (parsed.username !== '' || parsed.password !== '')
    throw new Misconfigured(`the URL of ${parsed.host} has a user in it, which fetch does not take`);
  return parsed.host;
}

/** `ECONNREFUSED` and its like; the messages of fetch itself say nothing more. */
export function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'network error';
}
