import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** The body as it came, for what is no text. */
  bytes: Buffer;
};
export type Reply = { status?: number; headers?: Readonly<Record<string, string>>; body: string | Uint8Array };
/** `hang`: the request is taken and never answered. */
export type Answer = Reply | 'hang';

export type LoopbackServer = { url: string; stop(): Promise<void> };

/** Answers JSON, as every one of our sources does when it is well. */
export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

export const text = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
});

export const html = (title: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/**
 * A server on this machine only, on a port of the system's choice.
 *
 * `stop` also closes the sockets of requests that hang. An `answer` that throws is a 500 with the reason, so that a
 * mistake in a double is seen and not waited for.
 */
export async function serve(answer: (call: Call) => Answer | Promise<Answer>): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    respond(request, response, answer).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`loopback server: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (call: Call) => Answer | Promise<Answer>,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const reply = await answer({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: bytes.toString('utf8'),
    bytes,
  });
  if (reply === 'hang') return;
  response.writeHead(reply.status ?? 200, reply.headers ?? {});
  response.end(reply.body);
}
