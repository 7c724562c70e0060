import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';

/*
 * Read before a function is, in its process: no name is looked up, and whatever would go over TLS to a public host goes
 * in the clear to a server on this machine, which knows the host by the request's own header.
 *
 * All that our functions ask with meets in `tls.connect`: fetch, node:https, and the undici inside a bundle.
 */

const { port } = new URL(new URL(import.meta.url).searchParams.get('to') ?? '');

tls.connect = (() => {
  const socket = net.connect({ host: '127.0.0.1', port: Number(port) });
  socket.once('connect', () => socket.emit('secureConnect'));
  return Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false, getSession: () => undefined });
}) as unknown as typeof tls.connect;

dns.lookup = ((host: string, ...rest: unknown[]) => {
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
  process.nextTick(rest.at(-1) as (error: Error) => void, error);
}) as unknown as typeof dns.lookup;
