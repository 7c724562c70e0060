import { Decoder } from './decode.ts';
import { Refused, Unreachable, Unreadable } from './errors.ts';
import { codeOf, hostOf, USER_AGENT } from './http.fetch.ts';
import type { Reply, Request, Web } from './web.ts';

/** Web, kept with fetch. Errors name the host and never the path, the query or a header. */
export class FetchWeb implements Web {
  readonly #fetch: typeof fetch;

  constructor(get: typeof fetch = globalThis.fetch) {
    this.#fetch = get;
  }

  async open({ url, within, maxBytes, headers = {} }: Request): Promise<Reply> {
    const host = hostOf(url);
    const controller = new AbortController();
    // The machine's own time, not the injected clock's: it is the socket that must not be waited for.
    const timer = setTimeout(() => controller.abort(), Math.max(0, within));
    const failure = (error: unknown): Error =>
      controller.signal.aborted
        ? new Unreachable(`${host} did not answer within ${Math.round(within)} ms`)
        : new Unreachable(`${host} could not be reached (${codeOf(error)})`);
    try {
      const response = await this.#fetch(url, {
        headers: { 'user-agent': USER_AGENT, ...headers },
        redirect: 'manual',
        signal: controller.signal,
      });
      return replyOf(response, { host, maxBytes, failure, done: () => clearTimeout(timer) });
    } catch (error) {
      clearTimeout(timer);
      throw failure(error);
    }
  }
}

type Watched = { host: string; maxBytes: number; failure(error: unknown): Error; done(): void };

function replyOf(response: Response, watched: Watched): Reply {
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    pieces: () => piecesOf(response, watched),
    drop: async () => {
      watched.done();
      // A body that broke off meanwhile is no news to whoever does not want it.
      await response.body?.cancel().catch(() => {});
    },
  };
}

async function* piecesOf(response: Response, { host, maxBytes, failure, done }: Watched): AsyncGenerator<string> {
  const decoder = new Decoder();
  let bytes = 0;
  try {
    // Leaving the loop early cancels the stream and gives the socket back.
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new Unreadable(`${host} answered with more than ${maxBytes} bytes`);
      yield decoder.write(chunk);
    }
    yield decoder.end();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof Unreachable || error instanceof Refused) throw error;
    throw failure(error);
  } finally {
    done();
  }
}
