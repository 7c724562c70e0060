import { type Call, type LoopbackServer, type Reply, serve } from '../../../infra/local/loopback/serve.ts';
import type { Life } from './life.ts';

/** They describe one connection, not what is said on it. */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'host',
];

/**
 * A process's way to the web: each request goes through its life and on to the server that its first path segment
 * names. Stopping it breaks the connections that a death left open.
 */
export function openGateway(life: Life, behind: Readonly<Record<string, string>>): Promise<LoopbackServer> {
  return serve((call) => {
    const [, name = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(call.path) ?? [];
    const origin = behind[name];
    if (origin === undefined) throw new RangeError(`nothing behind ${call.path}`);
    return life.call(`${call.method} ${name}${nameless(rest)}${query(call)}`, () => passOn(call, `${origin}${rest}`));
  });
}

async function passOn(call: Call, url: string): Promise<Reply> {
  const { method, headers, body } = call;
  const response = await fetch(`${url}${query(call)}`, {
    method,
    headers: without(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(body === '' ? {} : { body }),
  });
  return {
    status: response.status,
    headers: without([...response.headers]),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

const query = (call: Call): string => (call.query.size === 0 ? '' : `?${call.query}`);

/** Telegram's token is in the path, and no part of a call's name. */
const nameless = (path: string): string => path.replace(/^\/bot[^/]+/, '');

const without = (headers: [string, string][]): Record<string, string> =>
  Object.fromEntries(headers.filter(([name]) => !OF_THE_CONNECTION.includes(name)));
