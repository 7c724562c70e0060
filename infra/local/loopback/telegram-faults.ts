import { type Answer, html, json } from './serve.ts';

/** What one chat, or the whole bot, is made to answer. `hang` takes the message and never says so. */
export type TelegramFault =
  | keyof typeof PLAIN
  | { migratedTo: number }
  | { retryAfter: number }
  /** Whatever else Telegram says, word by word. */
  | { code: number; description: string };

export const refusal = (error_code: number, description: string, parameters?: object) =>
  json({ ok: false, error_code, description, ...(parameters ? { parameters } : {}) }, error_code);

export const flood = (seconds: number) => {
  const reply = refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
};

/** The words of the Bot API server, or where these are not its own, those known from practice. */
const PLAIN = {
  blocked: refusal(403, 'Forbidden: bot was blocked by the user'),
  deactivated: refusal(403, 'Forbidden: user is deactivated'),
  kicked: refusal(403, 'Forbidden: bot was kicked from the supergroup chat'),
  'not a member': refusal(403, 'Forbidden: bot is not a member of the channel chat'),
  'chat not found': refusal(400, 'Bad Request: chat not found'),
  'no rights': refusal(400, 'Bad Request: not enough rights to send text messages to the chat'),
  'topic gone': refusal(400, 'Bad Request: message thread not found'),
  'cannot parse': refusal(
    400,
    "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 12",
  ),
  'cannot be edited': refusal(400, "Bad Request: message can't be edited"),
  'too old a tap': refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'),
  unauthorized: refusal(401, 'Unauthorized'),
  'server error': html('502 Bad Gateway', 502),
  'html page': html('It works'),
  hang: 'hang',
} as const satisfies Record<string, Answer>;

export function answerOf(fault: TelegramFault): Answer {
  if (typeof fault === 'string') return PLAIN[fault];
  if ('retryAfter' in fault) return flood(fault.retryAfter);
  if ('code' in fault) return refusal(fault.code, fault.description);
  const parameters = { migrate_to_chat_id: fault.migratedTo };
  return refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
}
