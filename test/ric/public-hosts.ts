import { type Call, type LoopbackServer, type Reply, serve, text } from '../../infra/local/loopback/serve.ts';

export type PublicHosts = LoopbackServer & {
  /** Hosts that somebody asked and nobody stands for. */
  strangers: Set<string>;
};

/** Connections are not passed on, and a body's length is of the bytes that are. */
const OF_ONE_CONNECTION = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
]);

/** One server for every public host: what is asked of one goes to the server that stands for it. */
export async function startPublicHosts(origins: Readonly<Record<string, string>>): Promise<PublicHosts> {
  const strangers = new Set<string>();
  const answer = async (call: Call): Promise<Reply> => {
    const host = call.headers.host ?? '';
    const to = origins[`https://${host}`];
    if (to === undefined) {
      strangers.add(host);
      return text(`nobody stands for ${host}`, 421);
    }
    return passedOn(call, to);
  };
  return { ...(await serve(answer)), strangers };
}

async function passedOn({ method, path, query, headers, bytes }: Call, to: string): Promise<Reply> {
  const kept = Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.has(name));
  const response = await fetch(`${to}${path}${query.size > 0 ? `?${query}` : ''}`, {
    method,
    headers: kept.map(([name, value]): [string, string] => [name, String(value)]),
    redirect: 'manual',
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: bytes }),
  });
  const answered = [...response.headers].filter(
    ([name]) => !OF_ONE_CONNECTION.has(name) && name !== 'content-encoding',
  );
  return {
    status: response.status,
    headers: Object.fromEntries(answered),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
