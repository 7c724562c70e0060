import * as z from 'zod';
import { minutes, seconds } from '../../units/time.ts';
import type { Outcome } from '../outcome.ts';

/** An error as the Bot API writes it. @see https://core.telegram.org/bots/api#making-requests */
const refusal = z.object({
  error_code: z.int(),
  description: z.string(),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.int().optional() })
    .catch({})
    .default({}),
});

/** What Telegram said no with, or that the topic we wrote to is no more: the chat itself may be well. */
export type Judgement = Outcome | { kind: 'topic gone'; why: string };
export type Refusal = Exclude<Judgement, { kind: 'sent' }>;

/**
 * Refusals after which asking again can never help. Grows one line at a time, each with a recorded reply under test.
 * Pieces of the description, compared in lower case: a 403 in capitals comes as a 400 with the same words.
 */
const GONE = [
  'bot was blocked by the user',
  'user is deactivated',
  'bot was kicked',
  'bot is not a member of',
  'the group chat was deleted',
  "bot can't initiate conversation with a user",
  "bot can't send messages to bots",
  'chat not found',
  'peer_id_invalid',
  'user_is_bot',
];

/** Until somebody changes a setting. */
const PAUSED = [
  'not enough rights to send',
  'have no rights to send',
  'chat_write_forbidden',
  'need administrator rights in the channel chat',
  'chat_restricted',
  'chat_send_plain_forbidden',
];

const TOPIC_GONE = ['message thread not found', 'topic_closed', 'topic_deleted'];

/** Nothing to lose messages over: to replace a token takes an operator a few minutes, and the alarm is the remedy. */
const TOKEN_WAIT = minutes(5);
const SERVER_WAIT = seconds(5);

/** Judges a refusal. What is not one, or cannot be read, may have been sent. */
export function judge(reply: unknown): Refusal {
  const parsed = refusal.safeParse(reply);
  if (!parsed.success) return { kind: 'unknown', why: 'Telegram answered something unreadable' };

  const { error_code: code, description, parameters } = parsed.data;
  const why = `${code} ${description}`;
  if (parameters.migrate_to_chat_id !== undefined)
    return { kind: 'moved', to: String(parameters.migrate_to_chat_id), why };
  if (code === 429) return { kind: 'retry', after: seconds(Math.max(1, parameters.retry_after ?? 1)), why };
  if (code >= 500) return { kind: 'retry', after: SERVER_WAIT, why };
  if (isStranger(reply)) return wrongToken(why);
  return byWords(code, description.toLowerCase(), why);
}

function byWords(code: number, said: string, why: string): Refusal {
  const says = (pieces: readonly string[]) => pieces.some((piece) => said.includes(piece));
  if (says(GONE)) return { kind: 'gone', why };
  if (says(PAUSED)) return { kind: 'paused', why };
  if (says(TOPIC_GONE)) return { kind: 'topic gone', why };
  // A 403 we do not know: it will not let us write, and it is not for us to say that it never will.
  return code === 403 ? { kind: 'paused', why } : { kind: 'rejected', why };
}

/** 401 is a revoked token, 404 a malformed one. */
export function isStranger(reply: unknown): boolean {
  const { error_code: code } = (reply ?? {}) as { error_code?: unknown };
  return code === 401 || code === 404;
}

/** Nothing can be sent to anybody until somebody looks. */
const wrongToken = (why: string): Refusal => ({
  kind: 'retry',
  after: TOKEN_WAIT,
  scope: 'platform',
  why: `${why}: TELEGRAM_TOKEN is revoked or wrong, nothing reaches anybody until it is replaced`,
});
