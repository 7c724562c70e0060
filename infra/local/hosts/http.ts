import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { ACCOUNT } from '../context.ts';

export type Answerer = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResultV2>;
/** @property get answers whatever is read, at any path. */
export type Routes = { post: Readonly<Record<string, Answerer>>; get?: Answerer };

/** No platform sends updates of this size; API Gateway would take ten times as much. */
const MAX_BODY_BYTES = 1_048_576;

/**
 * Serves the routes on the loopback interface, each request in the envelope of an HTTP API (payload format 2.0).
 *
 * @param port 0 for any free one. @throws {Misconfigured} when it is taken.
 */
export async function serveHttp(port: number, routes: Routes, complain: (error: unknown) => void) {
  const server = createServer((request, response) => {
    answer(request, routes)
      .catch((error: unknown) => {
        complain(error);
        return { statusCode: 500, body: '{"message":"Internal Server Error"}' };
      })
      .then((result) => write(response, result));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(whyNot(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

const whyNot = (error: NodeJS.ErrnoException, port: number): Error =>
  error.code === 'EADDRINUSE'
    ? new Misconfigured(`port ${port} is taken: stop what listens there, or choose another one, like PORT=${port + 1}`)
    : error;

async function answer(request: IncomingMessage, routes: Routes): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET' } = request;
  if (routes.get && (method === 'GET' || method === 'HEAD')) {
    request.resume();
    return answeredBy(routes.get, httpEvent(request, method, pathname, search.slice(1), Buffer.alloc(0)));
  }
  const route = Object.hasOwn(routes.post, pathname) ? routes.post[pathname] : undefined;
  if (route === undefined || method !== 'POST') return { statusCode: 404, body: '{"message":"Not Found"}' };
  const body = await read(request);
  if (body === undefined) return { statusCode: 413, body: '{"message":"Request Entity Too Large"}' };
  return answeredBy(route, httpEvent(request, 'POST', pathname, search.slice(1), body));
}

/** A handler may also answer with plain JSON, which means 200; ours never do, and a slip of shape must be seen. */
const answerShape = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});
export type Answer = z.output<typeof answerShape>;

/** @returns undefined when it is too large; what is over the limit is read past and not kept. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

/** A request as the API would pass it on, of somebody who cannot reach us and whose requests are fetched. */
export const postedEvent = (
  path: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyEventV2 =>
  httpEvent(
    {
      headersDistinct: Object.fromEntries(
        Object.entries({ 'content-type': 'application/json', ...headers }).map(([name, value]) => [name, [value]]),
      ),
      httpVersion: '1.1',
      socket: {} as IncomingMessage['socket'],
    },
    'POST',
    path,
    '',
    Buffer.from(body, 'utf8'),
  );

/** A page as somebody asks for it who has no network. */
export const gotEvent = ({ host, pathname, search }: URL): APIGatewayProxyEventV2 =>
  httpEvent(
    { headersDistinct: { host: [host] }, httpVersion: '1.1', socket: {} as IncomingMessage['socket'] },
    'GET',
    pathname,
    search.slice(1),
    Buffer.alloc(0),
  );

/** What a handler answers, checked. */
export const answeredBy = async (answerer: Answerer, event: APIGatewayProxyEventV2): Promise<Answer> =>
  answerShape.parse(await answerer(event));

function httpEvent(
  request: Pick<IncomingMessage, 'headersDistinct' | 'httpVersion' | 'socket'>,
  method: 'GET' | 'HEAD' | 'POST',
  path: string,
  query: string,
  body: Buffer,
): APIGatewayProxyEventV2 {
  const headers = {
    'x-forwarded-proto': 'http',
    ...Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.join(',')])),
  };
  const now = new Date();
  return {
    version: '2.0',
    routeKey: routeOf(method, path),
    rawPath: path,
    rawQueryString: query,
    headers,
    ...(query === '' ? {} : { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: request.headersDistinct['host']?.[0] ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headersDistinct['user-agent']?.join(',') ?? '',
      },
      requestId: randomUUID(),
      routeKey: routeOf(method, path),
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(body),
  };
}

const routeOf = (method: string, path: string): string =>
  method === 'POST' || path === '/' ? `${method} ${path}` : `${method} /{proxy+}`;

/** The exact bytes either way: a signature is over them. Text stays text only when it survives the return journey. */
function bodyOf(bytes: Buffer): { body: string; isBase64Encoded: boolean } {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes)
    ? { body: text, isBase64Encoded: false }
    : { body: bytes.toString('base64'), isBase64Encoded: true };
}

/** `22/Nov/2026:07:00:00 +0000`, as access logs write it. */
function clfTime(at: Date): string {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function write(response: ServerResponse, { statusCode, headers = {}, body = '', isBase64Encoded }: Answer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
  response.writeHead(statusCode).end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}
