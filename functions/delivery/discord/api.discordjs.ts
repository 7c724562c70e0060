import { DiscordAPIError, HTTPError, RateLimitError, REST, RESTEvents } from '@discordjs/rest';
import { quantity } from '../../units/quantity.ts';
import type { Milliseconds } from '../../units/time.ts';
import type { Answered, Attachment, DiscordApi, DiscordRequest } from './api.ts';

/** Errors of a connection that was never made: nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Discord through `@discordjs/rest`, without its memory.
 *
 * A client for each call: its rate limits count the wall's time in one process, while ours are leased for all of them
 * (kit/pace); and it forgets its token for good at the first 401. It neither sleeps nor retries. What it learned of a
 * bucket is handed on instead: whoever calls writes it where all functions look. Its errors hold the whole request, and an
 * interaction's address is its token, so none of them leaves this file.
 */
export class RestApi implements DiscordApi {
  readonly #token: string | undefined;
  readonly #api: string;

  /** @param token absent where only what is `open` is asked. */
  constructor(apiUrl: string, token?: string) {
    this.#api = apiUrl.replace(/\/+$/, '');
    this.#token = token;
  }

  async call({ method, route, body, files, open }: DiscordRequest, within: Milliseconds): Promise<Answered> {
    const rest = this.#client(within);
    let headers: Headers | undefined;
    rest.on(RESTEvents.Response, (_, response) => {
      headers = new Headers(response.headers as Headers);
    });
    try {
      const result = await rest.request({
        method: method as never,
        fullRoute: route,
        ...(body && { body }),
        ...(files && { files: files.map(fileOf) }),
        auth: open !== true,
      });
      const quietFor = headers && quietIn(headers);
      return { kind: 'ok', result, ...(quietFor === undefined ? {} : { quietFor }) };
    } catch (error) {
      return failed(error);
    }
  }

  #client(within: Milliseconds): REST {
    const rest = new REST({
      api: this.#api,
      version: '10',
      timeout: Math.max(1, within),
      retries: 0,
      rejectOnRateLimit: () => true,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      hashSweepInterval: 0,
      handlerSweepInterval: 0,
    });
    return this.#token === undefined ? rest : rest.setToken(this.#token);
  }
}

const fileOf = ({ name, data, contentType }: Attachment) => ({ name, data: Buffer.from(data), contentType });

/** @see https://discord.com/developers/docs/topics/rate-limits#header-format */
function quietIn(headers: Headers): Milliseconds | undefined {
  const seconds = Number(headers.get('x-ratelimit-reset-after'));
  return headers.get('x-ratelimit-remaining') === '0' && seconds > 0 ? quantity(Math.ceil(seconds * 1_000)) : undefined;
}

/** Never passes the error on: it holds the whole request. */
function failed(error: unknown): Answered {
  if (error instanceof RateLimitError) {
    const { retryAfter, timeToReset, global, scope } = error;
    return {
      kind: 'refused',
      refusal: {
        status: 429,
        message: 'You are being rate limited.',
        limited: { ms: Math.max(retryAfter, timeToReset), scope: global ? 'global' : scope },
      },
    };
  }
  if (error instanceof DiscordAPIError) {
    const { status, code, message } = error;
    const refusal = { status, message: message.slice(0, 300), ...(typeof code === 'number' ? { code } : {}) };
    return { kind: 'refused', refusal };
  }
  if (error instanceof HTTPError)
    return { kind: 'refused', refusal: { status: error.status, message: 'server error' } };
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && NEVER_CONNECTED.has(code))
    return { kind: 'unreachable', why: `Discord could not be reached: ${code}` };
  return { kind: 'unknown', why: `no readable answer from Discord: ${typeof name === 'string' ? name : 'error'}` };
}
