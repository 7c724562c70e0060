import { type Answer, type Call, html, json, type LoopbackServer, type Reply, serve } from './serve.ts';
import { SlidingWindows, type Window } from './sliding-window.ts';

/** What one channel, or the whole bot, is made to answer. `hang` takes the message and never says so. */
export type DiscordFault =
  | 'unknown channel'
  | 'missing access'
  | 'lack permissions'
  | 'cannot write to this user'
  | 'invalid form'
  | 'slow mode'
  | 'unauthorized'
  | 'overloaded'
  | 'server error'
  | 'cloudflare page'
  | 'hang'
  | { retryAfter: number; global?: boolean };

export type DiscordCall = {
  at: Date;
  path: string;
  headers: Call['headers'];
  body: Record<string, unknown>;
  status: number;
};
export type DiscordPost = { at: Date; channel: string; id: string; body: Record<string, unknown> };

export type DiscordLoopback = LoopbackServer & {
  calls: DiscordCall[];
  messages: DiscordPost[];
  fail(fault: DiscordFault, options?: { channel?: string; times?: number }): void;
  heal(): void;
};

/** What its headers say of Create Message. @see https://discord.com/developers/docs/topics/rate-limits */
const PER_CHANNEL: Window = { most: 5, ms: 5_000 };
const GLOBAL: Window = { most: 50, ms: 1_000 };
/** "Past few minutes", for the same author. @see https://discord.com/developers/docs/resources/message#create-message */
const NONCE_MS = 300_000;

const refusal = (status: number, code: number, message: string): Reply => json({ message, code }, status);

function limitedReply(seconds: number, global: boolean): Reply {
  const reply = json({ message: 'You are being rate limited.', retry_after: seconds, global }, 429);
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

const PLAIN: Readonly<Record<Extract<DiscordFault, string>, Answer>> = {
  'unknown channel': refusal(404, 10003, 'Unknown Channel'),
  'missing access': refusal(403, 50001, 'Missing Access'),
  'lack permissions': refusal(403, 50013, 'Missing Permissions'),
  'cannot write to this user': refusal(403, 50007, 'Cannot send messages to this user'),
  'invalid form': json(
    {
      code: 50035,
      message: 'Invalid Form Body',
      errors: {
        embeds: {
          '0': { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] } },
        },
      },
    },
    400,
  ),
  'slow mode': refusal(400, 20016, 'This action cannot be performed due to slowmode rate limit'),
  unauthorized: refusal(401, 0, '401: Unauthorized'),
  overloaded: refusal(503, 130000, 'API resource is currently overloaded. Try again a little later'),
  'server error': html('502 Bad Gateway', 502),
  'cloudflare page': html('error code: 1015', 403),
  hang: 'hang',
};

/**
 * Speaks like Discord's REST API, limits enforced and nonces remembered.
 *
 * Any path before `/v10/` is a prefix. `now` is whose seconds count; only messages that were taken count.
 */
export async function startDiscord({
  now = () => new Date(),
  enforce = true,
}: {
  now?: () => Date;
  enforce?: boolean;
} = {}): Promise<DiscordLoopback> {
  const windows = new SlidingWindows();
  const calls: DiscordCall[] = [];
  const messages: DiscordPost[] = [];
  let faults: { fault: DiscordFault; channel?: string; times: number }[] = [];

  const faultFor = (channel: string): DiscordFault | undefined => {
    const found = faults.find((one) => one.times > 0 && (one.channel ?? channel) === channel);
    if (found) found.times--;
    return found?.fault;
  };

  const createMessage = (channel: string, body: Record<string, unknown>): Answer => {
    const at = now();
    const fault = faultFor(channel);
    if (typeof fault === 'object') return limitedReply(fault.retryAfter, fault.global ?? false);
    if (fault !== undefined && fault !== 'hang') return PLAIN[fault];
    const wait = enforce ? takeSlot(windows, channel, at.getTime()) : undefined;
    if (wait) return limitedReply(wait.ms / 1_000, wait.global);
    const before = messages.findLast((post) => isSameNonce(post, channel, body, at));
    const post = before ?? { at, channel, id: String(1_400_000_000_000_000_000n + BigInt(messages.length)), body };
    if (before === undefined) messages.push(post);
    if (fault === 'hang') return 'hang';
    const reply = json({ id: post.id, channel_id: channel, timestamp: post.at.toISOString(), nonce: body['nonce'] });
    return { ...reply, headers: { ...reply.headers, ...bucketHeaders(windows, channel, at.getTime()) } };
  };

  const answer = (call: Call): Answer => {
    const [, channel] = /\/v10\/channels\/(\d+)\/messages$/.exec(call.path) ?? [];
    const body = call.body === '' ? {} : (JSON.parse(call.body) as Record<string, unknown>);
    const reply = replyTo(call, channel, body);
    calls.push({
      at: now(),
      path: call.path,
      headers: call.headers,
      body,
      status: reply === 'hang' ? 0 : (reply.status ?? 200),
    });
    return reply;
  };

  const replyTo = ({ method, headers }: Call, channel: string | undefined, body: Record<string, unknown>): Answer => {
    if (channel === undefined || method !== 'POST') return refusal(404, 0, '404: Not Found');
    // Discord's own front refuses a client that does not introduce itself.
    if (!headers['user-agent']?.startsWith('DiscordBot')) return refusal(403, 40333, 'internal network error');
    if (!headers.authorization?.startsWith('Bot ')) return PLAIN['unauthorized'];
    return createMessage(channel, body);
  };

  return {
    ...(await serve(answer)),
    calls,
    messages,
    fail: (fault, { channel, times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, times, ...(channel === undefined ? {} : { channel }) });
    },
    heal: () => {
      faults = [];
    },
  };
}

const isSameNonce = (post: DiscordPost, channel: string, body: Record<string, unknown>, at: Date): boolean =>
  body['enforce_nonce'] === true &&
  post.channel === channel &&
  post.body['nonce'] === body['nonce'] &&
  at.getTime() - post.at.getTime() < NONCE_MS;

/** @returns what refused it; undefined when the slot was taken. */
function takeSlot(windows: SlidingWindows, channel: string, now: number): { ms: number; global: boolean } | undefined {
  const global = windows.wait('global', GLOBAL, now);
  if (global > 0) return { ms: global, global: true };
  const own = windows.wait(channel, PER_CHANNEL, now);
  if (own > 0) return { ms: own, global: false };
  windows.take('global', GLOBAL, now);
  windows.take(channel, PER_CHANNEL, now);
  return undefined;
}

function bucketHeaders(windows: SlidingWindows, channel: string, now: number): Record<string, string> {
  const resetAfter = PER_CHANNEL.ms / 1_000;
  return {
    'x-ratelimit-limit': String(PER_CHANNEL.most),
    'x-ratelimit-remaining': String(Math.max(0, windows.left(channel, PER_CHANNEL, now))),
    'x-ratelimit-reset': String(now / 1_000 + resetAfter),
    'x-ratelimit-reset-after': String(resetAfter),
    'x-ratelimit-bucket': 'create-message',
  };
}
