import { type Answer, type Call, html, json, type LoopbackServer, serve } from './serve.ts';
import { SlidingWindows, type Window } from './sliding-window.ts';
import { type Broken, parseTelegramHtml } from './telegram-html.ts';

/** What one chat, or the whole bot, is made to answer. `hang` takes the message and never says so. */
export type TelegramFault =
  | 'blocked'
  | 'chat not found'
  | 'kicked'
  | 'no rights'
  | 'topic gone'
  | 'cannot parse'
  | 'unauthorized'
  | 'server error'
  | 'html page'
  | 'hang'
  | { migratedTo: number }
  | { retryAfter: number };

export type TelegramCall = { at: Date; path: string; method: string; payload: Record<string, unknown>; status: number };
/** What a reader of the chat sees. */
export type TelegramMessage = { at: Date; chat: string; thread?: number; text: string; id: number };

export type TelegramLoopback = LoopbackServer & {
  calls: TelegramCall[];
  messages: TelegramMessage[];
  /** From now on, `times` times: what this chat answers; without a chat, every chat. */
  fail(fault: TelegramFault, options?: { chat?: string; times?: number }): void;
  heal(): void;
};

/** @see https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const OVERALL: Window = { most: 30, ms: 1_000 };
const PER_CHAT: Window = { most: 1, ms: 1_000 };
const PER_GROUP: Window = { most: 20, ms: 60_000 };
const LONGEST_TEXT = 4_096;

const refusal = (error_code: number, description: string, parameters?: object) =>
  json({ ok: false, error_code, description, ...(parameters ? { parameters } : {}) }, error_code);
const flood = (seconds: number) => {
  const reply = refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
};

function answerOf(fault: TelegramFault): Answer {
  if (typeof fault === 'object') {
    if ('retryAfter' in fault) return flood(fault.retryAfter);
    const parameters = { migrate_to_chat_id: fault.migratedTo };
    return refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
  }
  return PLAIN[fault];
}

const PLAIN: Readonly<Record<Extract<TelegramFault, string>, Answer>> = {
  blocked: refusal(403, 'Forbidden: bot was blocked by the user'),
  'chat not found': refusal(400, 'Bad Request: chat not found'),
  kicked: refusal(403, 'Forbidden: bot was kicked from the supergroup chat'),
  'no rights': refusal(400, 'Bad Request: not enough rights to send text messages to the chat'),
  'topic gone': refusal(400, 'Bad Request: message thread not found'),
  'cannot parse': refusal(
    400,
    "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 12",
  ),
  unauthorized: refusal(401, 'Unauthorized'),
  'server error': html('502 Bad Gateway', 502),
  'html page': html('It works'),
  hang: 'hang',
};

/**
 * Speaks like the Bot API, limits enforced: what a sender that is too fast, too long or badly escaped would hear.
 *
 * Any path before `/bot<token>/` is a prefix. `now` is whose seconds count; only messages that were taken count.
 */
export async function startTelegram({
  now = () => new Date(),
  enforce = true,
}: {
  now?: () => Date;
  enforce?: boolean;
} = {}): Promise<TelegramLoopback> {
  const windows = new SlidingWindows();
  const calls: TelegramCall[] = [];
  const messages: TelegramMessage[] = [];
  let faults: { fault: TelegramFault; chat?: string; times: number }[] = [];

  const faultFor = (chat: string, inTopic: boolean): TelegramFault | undefined => {
    const found = faults.find(
      (one) => one.times > 0 && (one.chat ?? chat) === chat && (one.fault !== 'topic gone' || inTopic),
    );
    if (found) found.times--;
    return found?.fault;
  };

  const sendMessage = (payload: Record<string, unknown>): Answer => {
    const chat = String(payload['chat_id']);
    const thread = payload['message_thread_id'];
    const fault = faultFor(chat, thread !== undefined);
    if (fault !== undefined && fault !== 'hang') return answerOf(fault);
    const text = textOf(payload);
    if (typeof text !== 'string') return refusal(400, `Bad Request: can't parse entities: ${text.broken}`);
    if (text.trim() === '') return refusal(400, 'Bad Request: message text is empty');
    if (text.length > LONGEST_TEXT) return refusal(400, 'Bad Request: message is too long');
    const at = now();
    const wait = enforce ? takeSlot(windows, chat, at.getTime()) : 0;
    if (wait > 0) return flood(Math.max(1, Math.ceil(wait / 1_000)));
    const id = messages.length + 1;
    messages.push({ at, chat, text, id, ...(typeof thread === 'number' ? { thread } : {}) });
    if (fault === 'hang') return 'hang';
    return json({
      ok: true,
      result: { message_id: id, date: Math.floor(at.getTime() / 1_000), chat: { id: Number(chat) }, text },
    });
  };

  const answer = (call: Call): Answer => {
    const [, method] = /\/bot[^/]+\/(\w+)$/.exec(call.path) ?? [];
    if (method === undefined) return refusal(404, 'Not Found');
    const payload = payloadOf(call);
    const reply = method === 'sendMessage' ? sendMessage(payload) : json({ ok: true, result: true });
    const status = reply === 'hang' ? 0 : (reply.status ?? 200);
    calls.push({ at: now(), path: call.path, method, payload, status });
    return reply;
  };

  return {
    ...(await serve(answer)),
    calls,
    messages,
    fail: (fault, { chat, times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, times, ...(chat === undefined ? {} : { chat }) });
    },
    heal: () => {
      faults = [];
    },
  };
}

/** @returns how long to wait; 0 when the slot was taken. */
function takeSlot(windows: SlidingWindows, chat: string, now: number): number {
  const limits: [string, Window][] = [
    ['all', OVERALL],
    [`chat ${chat}`, PER_CHAT],
    ...(chat.startsWith('-') ? ([[`group ${chat}`, PER_GROUP]] as [string, Window][]) : []),
  ];
  const wait = Math.max(...limits.map(([key, window]) => windows.wait(key, window, now)));
  if (wait <= 0) for (const [key, window] of limits) windows.take(key, window, now);
  return wait;
}

function payloadOf({ headers, body, query }: Call): Record<string, unknown> {
  const fromQuery = Object.fromEntries(query);
  if (body === '') return fromQuery;
  if (headers['content-type']?.startsWith('application/json')) return { ...fromQuery, ...JSON.parse(body) };
  return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
}

const textOf = (payload: Record<string, unknown>): string | Broken =>
  payload['parse_mode'] === 'HTML' ? parseTelegramHtml(String(payload['text'] ?? '')) : String(payload['text'] ?? '');
