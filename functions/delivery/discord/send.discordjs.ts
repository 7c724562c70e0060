import { DiscordAPIError, HTTPError, RateLimitError, REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { type Milliseconds, seconds } from '../../units/time.ts';
import type { Channel } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { DiscordMessage } from './render.ts';
import { judge, limited } from './reply.ts';

/** "Can be used to verify a message was sent (up to 25 characters)". */
const LONGEST_NONCE = 25;

/** Errors of a connection that was never made: nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Discord through `@discordjs/rest`, without its memory.
 *
 * A client for each send: its rate limits count the wall's time in one process, while ours are leased for all of them
 * (kit/pace); and it forgets its token for good at the first 401. It neither sleeps nor retries; `enforce_nonce` makes a
 * repeat of the same nonce, for a few minutes, the message that was already sent.
 */
export class DiscordChannel implements Channel<DiscordMessage> {
  readonly #token: string;
  readonly #api: string;

  constructor(token: string, apiUrl: string) {
    this.#token = token;
    this.#api = apiUrl.replace(/\/+$/, '');
  }

  async send(
    to: Recipient,
    message: DiscordMessage,
    nonce: string,
    within: Milliseconds,
    answering?: string,
  ): Promise<Outcome> {
    if (to.platform !== 'discord') throw new TypeError('a Discord channel can only reach Discord');
    if (nonce.length > LONGEST_NONCE) throw new RangeError(`a nonce has at most ${LONGEST_NONCE} characters`);
    try {
      const reference =
        answering === undefined ? {} : { message_reference: { message_id: answering, fail_if_not_exists: false } };
      const body = { ...message, ...reference, nonce, enforce_nonce: true };
      const sent = await this.#client(within).post(Routes.channelMessages(to.channel), { body });
      return readSent(sent);
    } catch (error) {
      return failed(error);
    }
  }

  #client(within: Milliseconds): REST {
    return new REST({
      api: this.#api,
      version: '10',
      timeout: Math.max(1, within),
      retries: 0,
      rejectOnRateLimit: () => true,
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      hashSweepInterval: 0,
      handlerSweepInterval: 0,
    }).setToken(this.#token);
  }
}

function readSent(sent: unknown): Outcome {
  const { id } = (sent ?? {}) as { id?: unknown };
  return typeof id === 'string'
    ? { kind: 'sent', messageId: id }
    : { kind: 'unknown', why: 'Discord said yes and named no message' };
}

/** Never passes the error on: it holds the whole request. */
function failed(error: unknown): Outcome {
  if (error instanceof RateLimitError) {
    return limited(Math.max(error.retryAfter, error.timeToReset), error.global, error.scope);
  }
  if (error instanceof DiscordAPIError) {
    const { status, code, message } = error;
    return judge({ status, message: message.slice(0, 300), ...(typeof code === 'number' ? { code } : {}) });
  }
  if (error instanceof HTTPError) return judge({ status: error.status, message: 'server error' });
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && NEVER_CONNECTED.has(code)) {
    return { kind: 'retry', after: seconds(30), why: `Discord could not be reached: ${code}` };
  }
  return { kind: 'unknown', why: `no readable answer from Discord: ${typeof name === 'string' ? name : 'error'}` };
}
