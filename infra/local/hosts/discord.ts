import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'discord.js';
import * as z from 'zod';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { under } from '../../../functions/kit/http.ts';
import { discordApplication } from '../../platforms.ts';
import type { Answer } from './http.ts';

/** Stands in for Discord's own key: what it signs is let in where the handler is told its public half. */
export type Signer = { publicKey: string; sign(body: string, at: Date): Record<string, string> };

export function makeSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    sign: (body, at) => {
      const timestamp = String(Math.floor(at.getTime() / 1_000));
      return {
        'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
        'x-signature-timestamp': timestamp,
      };
    },
  };
}

export type Listening = {
  token: string;
  apiUrl: string;
  signer: Signer;
  /** One interaction as the endpoint would get it. @returns what the endpoint would answer Discord with. */
  deliver(body: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
  /** What a person at the terminal should know. */
  say(line: string): void;
  complain(error: unknown): void;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
};

const LONGEST_PAUSE_SECONDS = 60;
/** Discord waits three seconds in all for an answer. */
const CALLBACK_WITHIN_MS = 2_500;
const USER_AGENT = 'DiscordBot (https://github.com/hashprice-watch, 1.0)';
const AUTHENTICATION_FAILED = 4004;

const interactionShape = z.looseObject({ id: z.string().regex(/^\d{1,20}$/), token: z.string().min(1).max(1_024) });
type Interaction = z.output<typeof interactionShape>;

/**
 * Listens to the gateway and hands each interaction over as Discord's request to our endpoint would bring it: signed, to
 * the very handler, whose answer goes where an answer over HTTP would end up.
 *
 * An app that has an endpoint gets no interactions here: that is said, and the endpoint is left alone, since somebody's
 * production may hang on it. That a server or a channel is gone is not listened to: the next message finds it out, here
 * as in the cloud.
 */
export function listenToDiscord(options: Listening): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const done = listen(options, stopping.signal, inHand).catch((error: unknown) => {
    if (!stopping.signal.aborted) options.complain(error);
  });
  return {
    stop: async () => {
      stopping.abort();
      await done;
      await Promise.all(inHand);
    },
  };
}

async function listen(options: Listening, signal: AbortSignal, inHand: Set<Promise<void>>): Promise<void> {
  const { say, sleep = pause } = options;
  let before = '';
  for (let failures = 0; !signal.aborted; ) {
    const ended = await session(options, signal, inHand, () => {
      say(failures === 0 ? 'Listening to Discord for what people ask the bot.' : 'Discord answers again.');
      [failures, before] = [0, ''];
    });
    if (ended === 'stopped') return;
    if (ended.line !== before) say(ended.line);
    before = ended.line;
    if (ended.isForGood) return;
    failures++;
    await sleep(Math.min(LONGEST_PAUSE_SECONDS, 2 ** Math.min(failures, 6)) * 1_000, signal);
  }
}

type Ended = 'stopped' | { line: string; isForGood: boolean };

/** One login, until it ends. discord.js itself takes up again what a network lost. */
async function session(
  options: Listening,
  signal: AbortSignal,
  inHand: Set<Promise<void>>,
  begun: () => void,
): Promise<Ended> {
  const refused = await reasonAgainst(options);
  if (signal.aborted) return 'stopped';
  if (refused) return refused;
  const client = await clientOf(options);
  const ending = endOf(client, signal, options.say);
  client.ws.on('INTERACTION_CREATE' as never, (data: unknown) => {
    const work = hand(options, data).finally(() => inHand.delete(work));
    inHand.add(work);
  });
  try {
    const ended = await Promise.race([client.login(options.token).then(() => undefined, whyNot), ending]);
    if (ended !== undefined) return ended;
    begun();
    return await ending;
  } finally {
    await client.destroy().catch(() => undefined);
  }
}

/** Loaded here, because it takes longer to load than all of the bot, and most runs listen to nobody. */
async function clientOf({ apiUrl }: Listening): Promise<Client> {
  const { Client } = await import('discord.js');
  // No intents: interactions come to everybody, and nothing else is of interest.
  return new Client({ intents: [], rest: { api: apiUrl.replace(/\/+$/, ''), version: '10' } });
}

function endOf(client: Client, signal: AbortSignal, say: (line: string) => void): Promise<Ended> {
  let isLost = false;
  client.on('shardReconnecting', () => {
    if (!isLost) say('Discord’s gateway is lost; connecting again.');
    isLost = true;
  });
  client.on('shardResume', () => {
    if (isLost) say('Discord answers again.');
    isLost = false;
  });
  // Without a listener either of them would end the process; a lost connection comes as one, and is taken up again.
  for (const event of ['error', 'shardError'] as const) client.on(event, () => undefined);
  return new Promise((end) => {
    client.on('shardDisconnect', ({ code }) =>
      end(
        code === AUTHENTICATION_FAILED ? noToken : { line: `Discord’s gateway hung up (${code}).`, isForGood: false },
      ),
    );
    client.on('invalidated', () => end(noToken));
    if (signal.aborted) end('stopped');
    signal.addEventListener('abort', () => end('stopped'), { once: true });
  });
}

const noToken: Ended = {
  line: 'Discord does not know DISCORD_TOKEN: it was reset or mistyped. Commands are not answered; the Developer Portal makes a new one, under Bot.',
  isForGood: true,
};

async function reasonAgainst({ token, apiUrl }: Listening): Promise<Ended | undefined> {
  try {
    const { interactions_endpoint_url: endpoint } = await discordApplication(token, {
      DISCORD_API_URL: apiUrl,
      TELEGRAM_API_URL: '',
    });
    if (!endpoint) return undefined;
    return {
      line: `Discord brings this app’s interactions to an endpoint (${URL.parse(endpoint)?.host ?? 'elsewhere'}), so none come here, and commands are not answered. The endpoint stays as it is. To answer them here: use another app’s token, or remove the endpoint yourself (Developer Portal, General Information). If it leads to this computer, set DISCORD_PUBLIC_KEY.`,
      isForGood: true,
    };
  } catch (error) {
    return error instanceof Misconfigured ? noToken : whyNot(error);
  }
}

/** Never the error itself: it may hold a request. */
function whyNot(error: unknown): Exclude<Ended, 'stopped'> {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (code === 'TokenInvalid') return noToken as Exclude<Ended, 'stopped'>;
  const why = [code, name].find((one) => typeof one === 'string' && /^\w{1,40}$/.test(one)) ?? 'no answer';
  return { line: `Discord’s gateway cannot be reached (${String(why)}); trying again.`, isForGood: false };
}

/** Nobody waits for anybody: Discord sets no order, and gives each three seconds. */
async function hand(options: Listening, data: unknown): Promise<void> {
  try {
    const interaction = interactionShape.parse(data);
    const body = JSON.stringify(data);
    const answer = await options.deliver(body, {
      'content-type': 'application/json',
      ...options.signer.sign(body, new Date()),
    });
    if (answer.statusCode !== 200) throw new Error(`an interaction was answered with ${answer.statusCode}`);
    const refused = await callBack(options, interaction, answer);
    if (refused?.code === ACKNOWLEDGED)
      options.say(
        'Discord says that an interaction was answered already: another process listens with this token. Stop that one.',
      );
    else if (refused) throw new Error(`Discord did not take an answer: ${refused.status} ${refused.message}`);
  } catch (error) {
    options.complain(error);
  }
}

const ACKNOWLEDGED = 40060;
const refusalShape = z.object({ code: z.int(), message: z.string() });
type Refused = { status: number; code?: number; message: string };

/** The answer as it is, files and all. @returns what Discord says against it. */
async function callBack(
  { apiUrl }: Listening,
  { id, token }: Interaction,
  { headers, body = '', isBase64Encoded }: Answer,
): Promise<Refused | undefined> {
  try {
    const response = await fetch(under(apiUrl, `v10/interactions/${id}/${encodeURIComponent(token)}/callback`), {
      method: 'POST',
      headers: { 'content-type': String(headers?.['content-type'] ?? 'application/json'), 'user-agent': USER_AGENT },
      body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      signal: AbortSignal.timeout(CALLBACK_WITHIN_MS),
    });
    if (response.ok) return undefined;
    const said = refusalShape.safeParse(await response.json().catch(() => undefined));
    return { status: response.status, message: '', ...said.data };
  } catch (error) {
    // Its message may quote the address, and the address has the token in it.
    const { code, name } = ((error as Error).cause ?? error ?? {}) as { code?: unknown; name?: unknown };
    return { status: 0, message: String(code ?? name ?? 'no answer') };
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
