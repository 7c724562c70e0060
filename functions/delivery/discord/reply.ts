import { quantity } from '../../units/quantity.ts';
import { minutes, seconds } from '../../units/time.ts';
import type { Outcome } from '../outcome.ts';
import type { Answered, Refusal } from './api.ts';

/**
 * Discord's own error codes. Grows one line at a time, each with a recorded reply under test.
 * @see https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const CODES: Readonly<
  Record<number, 'gone' | 'no access' | 'paused' | 'locked' | 'rejected' | 'later' | 'server' | 'user agent'>
> = {
  10003: 'gone', // Unknown Channel
  10004: 'gone', // Unknown Guild
  50007: 'gone', // Cannot send messages to this user
  50278: 'gone', // no mutual guilds
  50001: 'no access', // Missing Access: kicked, or the channel was hidden; an admin can undo either
  50013: 'paused', // Missing Permissions
  160005: 'locked', // the thread is locked
  20016: 'later', // slow mode
  40003: 'later', // direct messages are opened too fast
  20028: 'later', // the channel's write limit
  30046: 'later', // edits of old messages
  50006: 'rejected', // empty message
  50035: 'rejected', // Invalid Form Body
  50045: 'rejected', // file too large
  50109: 'rejected', // not valid JSON
  40005: 'rejected', // request entity too large
  40333: 'user agent', // blocked in front of Discord for its User-Agent
  130000: 'server', // overloaded
};

export const MISSING_PERMISSIONS = 50013;
export const UNKNOWN_CHANNEL = 10003;
/** A reply needs Read Message History, which is no condition for being told. */
export const NO_HISTORY = 160_002;

const SERVER_WAIT = seconds(5);
const CHANNEL_WAIT = seconds(60);
/** Asking again sooner brings the ban of an address nearer: 10,000 refusals in ten minutes. */
const OPERATOR_WAIT = minutes(15);
/** To replace a token takes an operator a few minutes; meanwhile one call in as long is refused. */
const TOKEN_WAIT = minutes(5);
/** A channel that is hidden may be shown again: only when it is so on three days is it taken for gone. */
const DAYS_OF_NO_ACCESS = 3;

/** What a call that Discord did not take means for whoever was to be told. */
export function outcomeOf(answered: Exclude<Answered, { kind: 'ok' }>): Outcome {
  switch (answered.kind) {
    case 'refused':
      return judge(answered.refusal);
    case 'unreachable':
      return { kind: 'retry', after: seconds(30), why: answered.why };
    case 'unknown':
      return answered;
  }
}

/** Judges a refusal. */
export function judge({ status, code, message, limited }: Refusal): Outcome {
  if (limited) return waitOut(limited);
  const why = `${status} ${code ?? 'without a code'}: ${message}`;
  if (status >= 500) return { kind: 'retry', after: SERVER_WAIT, why };
  if (status === 401)
    return operator(
      `${why}: DISCORD_TOKEN is revoked or wrong, nothing reaches anybody until it is replaced`,
      TOKEN_WAIT,
    );
  if (!code) return withoutCode(status, why);
  const kind = CODES[code];
  switch (kind) {
    case 'gone':
    case 'rejected':
      return { kind, why };
    case 'no access':
      return { kind: 'paused', why, retrial: { lacks: 'access', daysUntilGone: DAYS_OF_NO_ACCESS } };
    case 'paused':
      return { kind, why, retrial: { lacks: 'permissions' } };
    case 'locked':
      return { kind: 'paused', why, retrial: { lacks: 'an open thread' } };
    case 'later':
      return { kind: 'retry', after: CHANNEL_WAIT, scope: 'chat', why };
    case 'server':
      return { kind: 'retry', after: SERVER_WAIT, why };
    case 'user agent':
      return operator(`${why}: our User-Agent is refused`);
    default:
      // It will not let us write, and it is not for us to say that it never will.
      return status === 403 ? { kind: 'paused', why, retrial: { lacks: 'permissions' } } : { kind: 'rejected', why };
  }
}

/** A 429: nothing was sent. A shared limit is a channel's, as the bot's own for it is. */
const waitOut = ({ ms, scope }: NonNullable<Refusal['limited']>): Outcome => ({
  kind: 'retry',
  after: quantity(Math.max(1_000, Math.ceil(ms))),
  scope: scope === 'global' ? 'platform' : 'chat',
  why: `429 rate limited (${scope})`,
});

/** No code: a page of Cloudflare's (403), or a base URL that is not Discord's (404). */
const withoutCode = (status: number, why: string): Outcome =>
  status === 403 || status === 404
    ? operator(
        `${why}: something in front of Discord answered, look at DISCORD_API_URL and at the address we send from`,
      )
    : { kind: 'rejected', why };

const operator = (why: string, after = OPERATOR_WAIT): Outcome => ({ kind: 'retry', after, scope: 'platform', why });

/**
 * Whether Discord counts it against the address it came from.
 * @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export const isInvalidRequest = ({ status, limited }: Refusal): boolean =>
  status === 401 || status === 403 || (status === 429 && limited?.scope !== 'shared');
