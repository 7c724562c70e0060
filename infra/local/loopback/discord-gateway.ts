import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';

/** @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, hello: 10, heartbeatAck: 11 } as const;
const AUTHENTICATION_FAILED = 4004;
const HEARTBEAT_MS = 41_250;

const frameShape = z.object({ op: z.int(), d: z.unknown().optional() });
const identifyShape = z.object({ token: z.string(), intents: z.int() });
const resumeShape = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

export type DiscordGateway = {
  url: string;
  /** What each connection that identified itself asked for. */
  identified: { intents: number }[];
  resumed: number;
  /** Something happened; to everybody who is connected, or when the next one is. */
  dispatch(type: string, data: object): void;
  /** The connection is lost, as it is a few times a day; with a code, Discord says why. */
  drop(code?: number): void;
  stop(): Promise<void>;
};

/** Speaks like Discord's gateway, as far as an app goes that listens to interactions: JSON, one shard, no compression. */
export async function startDiscordGateway({
  token,
  application = '1300000000000000000',
}: {
  token: string;
  application?: string;
}): Promise<DiscordGateway> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ready = new Set<WebSocket>();
  const waiting: { t: string; d: object }[] = [];
  let sequence = 0;
  const gateway: DiscordGateway = {
    url,
    identified: [],
    resumed: 0,
    dispatch: (t, d) => {
      if (ready.size === 0) waiting.push({ t, d });
      for (const socket of ready) send(socket, t, d);
    },
    drop: (code) => {
      for (const socket of server.clients) code === undefined ? socket.terminate() : socket.close(code);
    },
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };

  const send = (socket: WebSocket, t: string, d: object) =>
    socket.send(JSON.stringify({ op: OP.dispatch, t, s: ++sequence, d }));

  const begin = (socket: WebSocket, t: string, d: object) => {
    send(socket, t, d);
    ready.add(socket);
    for (const one of waiting.splice(0)) send(socket, one.t, one.d);
  };

  const greet = (socket: WebSocket, given: string, begins: () => void) =>
    given === token ? begins() : socket.close(AUTHENTICATION_FAILED, 'Authentication failed.');

  const take = (socket: WebSocket, { op, d }: z.output<typeof frameShape>) => {
    if (op === OP.heartbeat) socket.send(JSON.stringify({ op: OP.heartbeatAck }));
    if (op === OP.identify) {
      const { token: given, intents } = identifyShape.parse(d);
      greet(socket, given, () => {
        gateway.identified.push({ intents });
        begin(socket, 'READY', {
          v: 10,
          user: { id: application, username: 'Hashprice', discriminator: '0000', avatar: null, bot: true },
          guilds: [],
          session_id: `session-${gateway.identified.length}`,
          resume_gateway_url: url,
          application: { id: application, flags: 0 },
          shard: [0, 1],
        });
      });
    }
    if (op === OP.resume)
      greet(socket, resumeShape.parse(d).token, () => {
        gateway.resumed++;
        begin(socket, 'RESUMED', {});
      });
  };

  server.on('connection', (socket) => {
    socket.on('message', (data) => take(socket, frameShape.parse(JSON.parse(String(data)))));
    socket.on('close', () => ready.delete(socket));
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } }));
  });
  return gateway;
}
