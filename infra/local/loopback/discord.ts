import { generateKeyPairSync, sign } from 'node:crypto';
import type { DiscordCommand } from './discord-command-shapes.ts';
import { answerOf, type DiscordFault, invalidForm, limitedReply, refusal, SAID } from './discord-faults.ts';
import { type DiscordFile, formOf } from './discord-form.ts';
import { type AnswerMessage, Interactions } from './discord-interactions.ts';
import { ROUTES, type RouteName, routeOf } from './discord-routes.ts';
import { amissWithFiles, pingedBy, saidIn } from './discord-said.ts';
import { type Callback, type Said, saysSomething } from './discord-shapes.ts';
import { type Answer, type Call, json, type LoopbackServer, type Reply, serve } from './serve.ts';
import { SlidingWindows, type Window } from './sliding-window.ts';

export type { DiscordFault };

export type DiscordCall = {
  at: Date;
  method: string;
  path: string;
  headers: Call['headers'];
  /** Of a form with files, its `payload_json`. */
  body: Record<string, unknown>;
  files: readonly DiscordFile[];
  status: number;
};
/** @property pinged roles, users and `everyone` that it makes a sound for. */
export type DiscordPost = {
  at: Date;
  channel: string;
  id: string;
  body: Record<string, unknown>;
  files: readonly DiscordFile[];
  pinged: readonly string[];
  crossposted: boolean;
  edits: number;
};

/** What GET /applications/@me says of the bot. */
export type DiscordApplication = {
  id: string;
  name: string;
  verify_key: string;
  interactions_endpoint_url: string | null;
};

/** Whatever lies behind an interactions endpoint: Discord asks it before it takes the address. */
export type Endpoint = (
  url: string,
  request: { headers: Record<string, string>; body: string },
) => Promise<{ statusCode: number; body?: string | undefined }>;

export type DiscordLoopback = LoopbackServer & {
  calls: DiscordCall[];
  messages: DiscordPost[];
  interactions: Interactions;
  application: DiscordApplication;
  /** By `global`, or by the guild. */
  commands: Map<string, readonly DiscordCommand[]>;
  /** Types of channels; one that is not here is an ordinary one (0), and 5 is for announcements. */
  channels: Map<string, number>;
  /** The channel of a direct message, by the user. */
  dms: Map<string, string>;
  /** Requests that were not as the description of the API says. */
  breaches: string[];
  /** As Discord signs with the key whose public half the application names. */
  sign(body: string, at?: Date): { 'x-signature-ed25519': string; 'x-signature-timestamp': string };
  /** From now on, `times` times: what this route answers, Create Message when none is named, in this channel or in all. */
  fail(fault: DiscordFault, options?: { channel?: string; route?: RouteName; times?: number }): void;
  heal(): void;
  /** From now on, this token is the bot's and every other is refused, as when it was reset in the Developer Portal. */
  knowOnly(token: string): void;
  /** The next request that is so, once it was answered. */
  next(isSo: (call: DiscordCall) => boolean): Promise<DiscordCall>;
};

type Options = {
  now?: () => Date;
  enforce?: boolean;
  application?: Partial<Omit<DiscordApplication, 'verify_key'>>;
  /** What is wrong with a request's body, by somebody else's description of the API; empty when nothing is. */
  check?: (path: string, method: string, body: unknown) => string;
  endpoint?: Endpoint;
  /** Where GET /gateway/bot sends. */
  gateway?: string;
};

/** What its headers say of Create Message. @see https://discord.com/developers/docs/topics/rate-limits */
const PER_CHANNEL: Window = { most: 5, ms: 5_000 };
const GLOBAL: Window = { most: 50, ms: 1_000 };
/** @see https://support.discord.com/hc/en-us/articles/360047132851-Enabling-Your-Server-for-Announcements */
const CROSSPOSTS: Window = { most: 10, ms: 3_600_000 };
/** "Past few minutes", for the same author. @see https://discord.com/developers/docs/resources/message#create-message */
const NONCE_MS = 300_000;
const LARGEST_FILE = 10 * 1024 * 1024;
const LARGEST_REQUEST = 25 * 1024 * 1024;
const ANNOUNCEMENTS = 5;

/**
 * Speaks like Discord's REST API, limits enforced, nonces remembered, and every body held against its documentation.
 *
 * Any path before `/v10/` is a prefix. `now` is whose seconds count; only messages that were taken count.
 */
export async function startDiscord({
  now = () => new Date(),
  enforce = true,
  application: told = {},
  check = () => '',
  endpoint,
  gateway = '',
}: Options = {}): Promise<DiscordLoopback> {
  const windows = new SlidingWindows();
  const calls: DiscordCall[] = [];
  const messages: DiscordPost[] = [];
  const interactions = new Interactions(now);
  const commands: DiscordLoopback['commands'] = new Map();
  const channels: DiscordLoopback['channels'] = new Map();
  const dms: DiscordLoopback['dms'] = new Map();
  const breaches: string[] = [];
  const keys = generateKeyPairSync('ed25519');
  const application: DiscordApplication = {
    id: '1300000000000000000',
    name: 'Hashprice',
    interactions_endpoint_url: null,
    ...told,
    verify_key: keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
  };
  let faults: { fault: DiscordFault; route: RouteName; channel?: string; times: number }[] = [];
  let ours: string | undefined;
  let waiting: { isSo(call: DiscordCall): boolean; come(call: DiscordCall): void }[] = [];

  const signed: DiscordLoopback['sign'] = (body, at = now()) => {
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    return {
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex'),
      'x-signature-timestamp': timestamp,
    };
  };

  const faultFor = (route: RouteName, channel: string): DiscordFault | undefined => {
    const found = faults.find((one) => one.times > 0 && one.route === route && (one.channel ?? channel) === channel);
    if (found) found.times--;
    return found?.fault;
  };

  const createMessage = (
    channel: string,
    body: Said & Record<string, unknown>,
    files: readonly DiscordFile[],
  ): Reply => {
    const at = now();
    const wait = enforce ? takeSlot(windows, channel, at.getTime()) : undefined;
    if (wait) return limitedReply(wait.ms / 1_000, wait.global);
    const before = messages.findLast((post) => isSameNonce(post, channel, body, at));
    const post = before ?? {
      at,
      channel,
      id: String(1_400_000_000_000_000_000n + BigInt(messages.length)),
      body,
      files,
      pinged: pingedBy(body),
      crossposted: false,
      edits: 0,
    };
    if (before === undefined) messages.push(post);
    const reply = json({ id: post.id, channel_id: channel, timestamp: post.at.toISOString(), nonce: body['nonce'] });
    return { ...reply, headers: { ...reply.headers, ...bucketHeaders(windows, channel, at.getTime()) } };
  };

  const crosspost = (channel: string, messageId: string): Reply => {
    const post = messages.find(({ id, channel: of }) => id === messageId && of === channel);
    if (post === undefined) return SAID.unknownMessage;
    if (channels.get(channel) !== ANNOUNCEMENTS) return SAID.noSuchAction;
    if (post.crossposted) return SAID.crossposted;
    const key = `crosspost ${channel}`;
    const wait = enforce ? windows.wait(key, CROSSPOSTS, now().getTime()) : 0;
    if (wait > 0) return limitedReply(wait / 1_000, false);
    windows.take(key, CROSSPOSTS, now().getTime());
    post.crossposted = true;
    return json({ id: post.id, channel_id: channel, flags: 1 });
  };

  /** As Discord does it: with a good signature and with a bad one, before the address is taken. */
  const takeEndpoint = async (url: string): Promise<Reply | undefined> => {
    if (endpoint === undefined) return undefined;
    const body = JSON.stringify({ id: '1', application_id: application.id, type: 1, token: 'ping', version: 1 });
    const good = signed(body);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
    };
    const pong = await endpoint(url, { headers: { ...headers, ...good }, body });
    const probe = await endpoint(url, {
      headers: { ...headers, ...good, 'x-signature-ed25519': '0'.repeat(128) },
      body,
    });
    const isPong = pong.statusCode === 200 && (JSON.parse(pong.body ?? '{}') as { type?: unknown }).type === 1;
    if (isPong && probe.statusCode === 401) return undefined;
    return invalidForm(
      ['interactions_endpoint_url'],
      'The specified interactions endpoint URL could not be verified.',
      'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID',
    );
  };

  const withToken = (
    [webhook = '', token = '']: readonly string[],
    act: (interaction: NonNullable<ReturnType<Interactions['of']>>) => AnswerMessage | Reply | undefined,
  ): Reply => {
    const interaction = interactions.usable(webhook, token);
    if (!('openedAt' in interaction)) return interaction;
    const done = act(interaction);
    if (done === undefined) return SAID.unknownMessage;
    return 'at' in done ? json({ id: done.id, timestamp: done.at.toISOString() }) : done;
  };

  const overwrite = (scope: string, app: string, list: readonly DiscordCommand[]): Reply => {
    if (app !== application.id) return refusal(403, 20012, 'You are not authorized to perform this action');
    commands.set(scope, list);
    return json(list.map((command, i) => ({ id: String(1_600_000_000_000_000_000n + BigInt(i)), ...command })));
  };

  type Doing = (parts: readonly string[], body: never, files: readonly DiscordFile[]) => Reply | Promise<Reply>;
  const doing: Record<RouteName, Doing> = {
    message: ([channel = ''], body: Said & Record<string, unknown>, files) =>
      saysSomething(body, files.length) ? createMessage(channel, body, files) : SAID.empty,
    edit: ([channel, id], body: Said) => {
      const post = messages.find((one) => one.id === id && one.channel === channel);
      if (post === undefined) return SAID.unknownMessage;
      Object.assign(post, { body: { ...post.body, ...body }, edits: post.edits + 1 });
      return json({ id: post.id, channel_id: channel });
    },
    crosspost: ([channel = '', id = '']) => crosspost(channel, id),
    dm: (_, { recipient_id: user }: { recipient_id: string }) => {
      const channel = dms.get(user) ?? String(1_700_000_000_000_000_000n + BigInt(dms.size));
      dms.set(user, channel);
      channels.set(channel, 1);
      return json({ id: channel, type: 1, recipients: [{ id: user }] });
    },
    application: () => json({ ...application, bot: { id: application.id } }),
    applicationEdit: async (_, { interactions_endpoint_url: url }: { interactions_endpoint_url?: string | null }) => {
      const refused = url ? await takeEndpoint(url) : undefined;
      if (refused) return refused;
      if (url !== undefined) application.interactions_endpoint_url = url || null;
      return json(application);
    },
    commands: ([app = ''], list: readonly DiscordCommand[]) => overwrite('global', app, list),
    commandsRead: () => json(commands.get('global') ?? []),
    guildCommands: ([app = '', guild = ''], list: readonly DiscordCommand[]) => overwrite(guild, app, list),
    guildCommandsRead: ([, guild = '']) => json(commands.get(guild) ?? []),
    gateway: () =>
      json({
        url: gateway,
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 999, reset_after: 0, max_concurrency: 1 },
      }),
    callback: ([id = '', token = ''], response: Callback, files) => interactions.callback(id, token, response, files),
    followUp: (parts, body: Said, files) =>
      saysSomething(body, files.length)
        ? withToken(parts, (interaction) => interactions.follow(interaction, body, files))
        : SAID.empty,
    original: (parts, body: Said, files) =>
      withToken(parts, (interaction) => interactions.edit(interaction, '@original', body, files)),
    originalRead: (parts) => withToken(parts, ({ original }) => original),
    followUpEdit: (parts, body: Said, files) =>
      withToken(parts, (interaction) => interactions.edit(interaction, parts[2] ?? '', body, files)),
  };

  /** @returns why it is refused before anybody looks at what it is for; the body as it was read when it is not. */
  const readBody = (name: RouteName, body: unknown, files: readonly DiscordFile[]): { body: unknown } | Reply => {
    const route = ROUTES[name];
    if (files.some(({ bytes }) => bytes.length > LARGEST_FILE)) return SAID.tooLarge;
    if (!('body' in route)) return { body };
    const parsed = route.body.safeParse(body);
    const issue = parsed.error?.issues[0];
    const attached = (parsed.success && amissWithFiles(saidIn(parsed.data), files)) || '';
    const wrong = issue ? `${issue.path.join('.')} ${issue.message}` : attached;
    const breach = wrong || check(route.path, route.method.toLowerCase(), body);
    if (breach) breaches.push(`${route.method} ${route.path}: ${breach}`);
    if (issue) return invalidForm(issue.path, issue.message);
    return attached ? invalidForm(['attachments'], attached) : { body: parsed.data };
  };

  const answer = async (call: Call): Promise<Answer> => {
    const form = await formOf(call);
    const recorded: DiscordCall = {
      at: now(),
      method: call.method,
      path: call.path,
      headers: call.headers,
      body: (form?.body ?? {}) as Record<string, unknown>,
      files: form?.files ?? [],
      status: 0,
    };
    calls.push(recorded);
    const reply = await replyTo(call, form);
    recorded.status = reply === 'hang' ? 0 : (reply.status ?? 200);
    const come = waiting.filter(({ isSo }) => isSo(recorded));
    waiting = waiting.filter((one) => !come.includes(one));
    for (const one of come) one.come(recorded);
    return reply;
  };

  const isOurs = (authorization = ''): boolean =>
    ours === undefined ? authorization.startsWith('Bot ') : authorization === `Bot ${ours}`;

  const replyTo = async (call: Call, form: Awaited<ReturnType<typeof formOf>>): Promise<Answer> => {
    const route = routeOf(call.method, call.path);
    if (route === undefined) return SAID.notFound;
    const { name, parts } = route;
    // Discord's own front refuses a client that does not introduce itself.
    if (!call.headers['user-agent']?.startsWith('DiscordBot')) return refusal(403, 40333, 'internal network error');
    if (ROUTES[name].auth && !isOurs(call.headers.authorization)) return SAID.unauthorized;
    if (call.bytes.length > LARGEST_REQUEST) return SAID.tooLarge;
    if (form === undefined) return SAID.notJson;
    const fault = faultFor(name, parts[0] ?? '');
    if (fault !== undefined && fault !== 'hang') return answerOf(fault);
    const read = readBody(name, form.body, form.files);
    if ('status' in read) return read;
    const reply = await doing[name](parts, read.body as never, form.files);
    return fault === 'hang' ? 'hang' : reply;
  };

  return {
    ...(await serve(answer)),
    calls,
    messages,
    interactions,
    application,
    commands,
    channels,
    dms,
    breaches,
    sign: signed,
    fail: (fault, { channel, route = 'message', times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, route, times, ...(channel === undefined ? {} : { channel }) });
    },
    heal: () => {
      faults = [];
    },
    knowOnly: (token) => {
      ours = token;
    },
    next: (isSo) =>
      new Promise((come) => {
        waiting.push({ isSo, come });
      }),
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
