import { type Answer, type Call, json, type LoopbackServer, serve } from './serve.ts';
import { SlidingWindows, type Window } from './sliding-window.ts';
import { answerOf, flood, refusal, type TelegramFault } from './telegram-faults.ts';
import { payloadOf } from './telegram-form.ts';
import { parseTelegramHtml } from './telegram-html.ts';
import { isMethod, METHODS, type Method, type Payload } from './telegram-methods.ts';
import { Updates } from './telegram-updates.ts';

export type { TelegramFault };
export type TelegramCall = { at: Date; path: string; method: string; payload: Record<string, unknown>; status: number };
type Keyboard = NonNullable<Payload<'sendMessage'>['reply_markup']>['inline_keyboard'];
/** What a reader of the chat sees; an edit changes it where it stands. */
export type TelegramMessage = {
  at: Date;
  chat: string;
  thread?: number;
  text: string;
  id: number;
  keyboard?: Keyboard;
  /** The name and the text of a document, or the id under which a photo may be sent again. */
  document?: { filename: string; text: string };
  photo?: string;
  answers?: number;
  edits?: number;
};

export type TelegramLoopback = LoopbackServer & {
  calls: TelegramCall[];
  messages: TelegramMessage[];
  /** What a tap was answered with, by its id. */
  taps: Map<string, string>;
  /** What somebody is in a chat, by `chat user`; nobody in particular is a `member`. */
  members: Map<string, string>;
  /** Commands by `scope language`. */
  commands: Map<string, Payload<'setMyCommands'>['commands']>;
  updates: Updates;
  /** Requests that were not as the methods' descriptions say. */
  breaches: string[];
  /** From now on, `times` times: what this chat, and this method, answers; without a chat, every chat. */
  fail(fault: TelegramFault, options?: { chat?: string; times?: number; method?: Method }): void;
  heal(): void;
  /** From now on, this token is the bot's and every other is refused, as when BotFather replaced it. */
  knowOnly(token: string): void;
  /** The next message that is so. */
  next(isSo: (message: TelegramMessage) => boolean): Promise<TelegramMessage>;
};

/** @see https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const OVERALL: Window = { most: 30, ms: 1_000 };
const PER_CHAT: Window = { most: 1, ms: 1_000 };
const PER_GROUP: Window = { most: 20, ms: 60_000 };
const LONGEST_TEXT = 4_096;
const LONGEST_CAPTION = 1_024;
const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
  'current content and reply markup of the message';

/** The bot that a token belongs to; its number is the first half. */
const botOf = (token: string) => ({
  id: Number(token.split(':')[0]),
  is_bot: true,
  first_name: 'Hashprice',
  username: 'hashprice_bot',
});

type Options = {
  now?: () => Date;
  enforce?: boolean;
  /** What is wrong with the parameters of a method, by somebody else's description of it; empty when nothing is. */
  check?: (method: string, payload: unknown) => string;
};

/**
 * Speaks like the Bot API, limits enforced: what a sender that is too fast, too long or badly escaped would hear.
 *
 * Any path before `/bot<token>/` is a prefix. `now` is whose seconds count; only messages that were taken count.
 */
export async function startTelegram({
  now = () => new Date(),
  enforce = true,
  check = () => '',
}: Options = {}): Promise<TelegramLoopback & { updates: Updates }> {
  const windows = new SlidingWindows();
  const calls: TelegramCall[] = [];
  const messages: TelegramMessage[] = [];
  const taps = new Map<string, string>();
  const members = new Map<string, string>();
  const commands: TelegramLoopback['commands'] = new Map();
  const updates = new Updates();
  const breaches: string[] = [];
  let ours: string | undefined;
  let waiting: { isSo(message: TelegramMessage): boolean; come(message: TelegramMessage): void }[] = [];
  let faults: { fault: TelegramFault; chat?: string; method?: Method; times: number }[] = [];

  const faultFor = (method: Method, chat: string, inTopic: boolean): TelegramFault | undefined => {
    const found = faults.find(
      (one) =>
        one.times > 0 &&
        (one.method ?? (method in SAID ? method : undefined)) === method &&
        (one.chat ?? chat) === chat &&
        (one.fault !== 'topic gone' || inTopic),
    );
    if (found) found.times--;
    return found?.fault;
  };

  /** @returns why not; undefined when the chat takes one more now. */
  const slot = (chat: string): Answer | undefined => {
    const wait = enforce ? takeSlot(windows, chat, now().getTime()) : 0;
    return wait > 0 ? flood(Math.max(1, Math.ceil(wait / 1_000))) : undefined;
  };

  /** Whatever appears in a chat as a message of its own. */
  const appear = (
    { chat_id, message_thread_id: thread, reply_markup: markup, reply_parameters: answered }: Payload<'sendMessage'>,
    text: string,
    more: Partial<TelegramMessage> = {},
  ): Answer => {
    const chat = String(chat_id);
    const full = slot(chat);
    if (full) return full;
    const message: TelegramMessage = {
      at: now(),
      chat,
      text,
      id: messages.length + 1,
      ...(thread === undefined ? {} : { thread }),
      ...(markup && { keyboard: markup.inline_keyboard }),
      ...(answered && { answers: answered.message_id }),
      ...more,
    };
    messages.push(message);
    const come = waiting.filter(({ isSo }) => isSo(message));
    waiting = waiting.filter((one) => !come.includes(one));
    for (const one of come) one.come(message);
    return json({ ok: true, result: resultOf(message) });
  };

  const edit = ({
    chat_id,
    message_id: id,
    text: given,
    parse_mode,
    reply_markup: markup,
  }: Payload<'editMessageText'>) => {
    const message = messages.find((one) => one.id === id && one.chat === String(chat_id));
    const text = readable(given, parse_mode, LONGEST_TEXT);
    if (typeof text !== 'string') return text;
    if (message === undefined) return refusal(400, 'Bad Request: message to edit not found');
    const keyboard = markup?.inline_keyboard;
    if (message.text === text && JSON.stringify(message.keyboard) === JSON.stringify(keyboard))
      return refusal(400, NOT_MODIFIED);
    const full = slot(message.chat);
    if (full) return full;
    delete message.keyboard;
    Object.assign(message, { text, edits: (message.edits ?? 0) + 1, ...(keyboard && { keyboard }) });
    return json({ ok: true, result: resultOf(message) });
  };

  const methods: { [Name in Method]: (payload: Payload<Name>, token: string) => Answer | Promise<Answer> } = {
    getMe: (_, token) => done(botOf(token)),
    sendMessage: (payload) => {
      const text = readable(payload.text, payload.parse_mode, LONGEST_TEXT);
      return typeof text === 'string' ? appear(payload, text) : text;
    },
    editMessageText: edit,
    editMessageReplyMarkup: () => done(true),
    answerCallbackQuery: ({ callback_query_id: id, text = '' }) => {
      taps.set(id, text);
      return done(true);
    },
    sendPhoto: (payload) => {
      const caption = readable(payload.caption ?? '', payload.parse_mode, LONGEST_CAPTION, true);
      if (typeof caption !== 'string') return caption;
      const { photo } = payload;
      const known = typeof photo === 'string' ? messages.some((one) => one.photo === photo) : true;
      if (!known) return refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified');
      return appear(wordless(payload), caption, {
        photo: typeof photo === 'string' ? photo : `photo-${messages.length + 1}`,
      });
    },
    sendDocument: (payload) => {
      const caption = readable(payload.caption ?? '', payload.parse_mode, LONGEST_CAPTION, true);
      if (typeof caption !== 'string') return caption;
      const { document } = payload;
      return appear(wordless(payload), caption, {
        document: typeof document === 'string' ? { filename: document, text: '' } : document,
      });
    },
    sendChatAction: () => done(true),
    getChatMember: ({ chat_id, user_id }) =>
      done({
        status: members.get(`${chat_id} ${user_id}`) ?? 'member',
        user: { id: user_id, is_bot: false, first_name: 'A' },
      }),
    setMyCommands: ({ commands: list, scope, language_code }) => {
      commands.set(keyOf(scope, language_code), list);
      return done(true);
    },
    getMyCommands: ({ scope, language_code }) => done(commands.get(keyOf(scope, language_code)) ?? []),
    deleteMyCommands: ({ scope, language_code }) => {
      commands.delete(keyOf(scope, language_code));
      return done(true);
    },
    setWebhook: (payload) => updates.set(payload),
    deleteWebhook: () => updates.set({ url: '' }),
    getWebhookInfo: () => done(updates.info()),
    getUpdates: (payload) => updates.poll(payload),
  };

  const run = async (method: Method, payload: Record<string, unknown>, token: string): Promise<Answer> => {
    const fault = faultFor(method, String(payload['chat_id']), payload['message_thread_id'] !== undefined);
    if (fault !== undefined && fault !== 'hang') return answerOf(fault);
    const parsed = METHODS[method].safeParse(payload);
    const wrong = parsed.success
      ? check(method, filesNamed(payload))
      : `${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`;
    if (wrong !== '') breaches.push(`${method}: ${wrong}`);
    if (!parsed.success) return refusal(400, `Bad Request: ${method} is not as it should be: ${wrong}`);
    const answer = await methods[method](parsed.data as never, token);
    return fault === 'hang' ? 'hang' : answer;
  };

  const answer = async (call: Call): Promise<Answer> => {
    const [, token = '', method = ''] = /\/bot(\d+(?::|%3A)[^/]+)\/(\w+)$/.exec(call.path) ?? [];
    if (!isMethod(method)) return refusal(404, 'Not Found');
    const payload = await payloadOf(call);
    const recorded: TelegramCall = { at: now(), path: call.path, method, payload, status: 0 };
    // A poll ends when something comes: it would stand after what it brought.
    if (method !== 'getUpdates') calls.push(recorded);
    const isOurs = ours === undefined || decodeURIComponent(token) === ours;
    const reply = isOurs ? await run(method, payload, token) : answerOf('unauthorized');
    recorded.status = reply === 'hang' ? 0 : (reply.status ?? 200);
    return reply;
  };

  const server = await serve(answer);
  return {
    url: server.url,
    stop: () => {
      updates.stop();
      return server.stop();
    },
    calls,
    messages,
    taps,
    members,
    commands,
    updates,
    breaches,
    fail: (fault, { chat, method, times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, times, ...(chat === undefined ? {} : { chat }), ...(method && { method }) });
    },
    next: (isSo) =>
      new Promise((come) => {
        waiting.push({ isSo, come });
      }),
    heal: () => {
      faults = [];
    },
    knowOnly: (token) => {
      ours = token;
    },
  };
}

/** A fault without a method is for what appears in chats. */
const SAID: Partial<Record<Method, true>> = {
  sendMessage: true,
  editMessageText: true,
  sendPhoto: true,
  sendDocument: true,
};

/** As descriptions of the API have it: a file that comes along is named, and lies beside. */
const filesNamed = (payload: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'bytes' in value ? `attach://${name}` : value,
    ]),
  );

const done = (result: unknown): Answer => json({ ok: true, result });

/** What remains after parsing, or why it is refused. */
function readable(given: string, mode: string | undefined, longest: number, mayBeEmpty = false): string | Answer {
  const text = mode === 'HTML' ? parseTelegramHtml(given) : given;
  if (typeof text !== 'string') return refusal(400, `Bad Request: can't parse entities: ${text.broken}`);
  if (text.trim() === '' && !mayBeEmpty) return refusal(400, 'Bad Request: message text is empty');
  if (text.length > longest)
    return refusal(400, `Bad Request: ${longest === LONGEST_CAPTION ? 'message caption' : 'message'} is too long`);
  return text;
}

const wordless = (payload: Payload<'sendPhoto'> | Payload<'sendDocument'>): Payload<'sendMessage'> => {
  const { chat_id, message_thread_id, reply_markup, reply_parameters } = payload;
  return {
    chat_id,
    text: '',
    ...(message_thread_id === undefined ? {} : { message_thread_id }),
    ...(reply_markup && { reply_markup }),
    ...(reply_parameters && { reply_parameters }),
  };
};

const resultOf = ({ id, at, chat, text, photo }: TelegramMessage) => ({
  message_id: id,
  date: Math.floor(at.getTime() / 1_000),
  chat: { id: Number(chat) },
  text,
  ...(photo && { photo: [{ file_id: photo, file_unique_id: photo, width: 90, height: 60 }] }),
});

const keyOf = (scope: { type: string } | undefined, language = ''): string =>
  `${scope?.type ?? 'default'} ${language}`.trim();

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
