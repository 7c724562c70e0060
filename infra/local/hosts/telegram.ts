import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { UPDATES_READ } from '../../../functions/chat/telegram/update.ts';
import { under } from '../../../functions/kit/http.ts';

export type Polling = {
  token: string;
  apiUrl: string;
  /** One update as the webhook would get it. @returns what the webhook would answer Telegram with. */
  deliver(update: string): Promise<{ statusCode: number; retryAfterSeconds?: number }>;
  /** What a person at the terminal should know. */
  say(line: string): void;
  complain(error: unknown): void;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** As long as Telegram holds a question open. */
const HOLD_SECONDS = 50;
const PATIENCE_MS = (HOLD_SECONDS + 10) * 1_000;
const LONGEST_PAUSE_SECONDS = 60;
/** A webhook is repeated for a day; whoever sits in front of it will not wait so long. */
const MOST_TRIES = 6;

const answerShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.array(z.looseObject({ update_id: z.int() })) }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string(),
    parameters: z.object({ retry_after: z.number().optional() }).optional(),
  }),
]);
type Update = Extract<z.output<typeof answerShape>, { ok: true }>['result'][number];
type Answer = z.output<typeof answerShape> | { ok: false; error_code: 0; description: string };

/**
 * Fetches updates and hands each over as Telegram's webhook would: one of a chat at a time, again while that helps; the
 * twin of the webhook that infra/aws registers. What is confirmed was handled, so a crash brings it again.
 *
 * A bot that has a webhook cannot be polled: that is said, and the webhook is left alone, since somebody's production may
 * hang on it.
 */
export function pollTelegram(options: Polling): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = poll(options, signal).catch((error: unknown) => {
    if (!signal.aborted) options.complain(error);
  });
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function poll(options: Polling, signal: AbortSignal): Promise<void> {
  const { say, sleep = pause } = options;
  let offset: number | undefined;
  let failures = 0;
  let before = '';
  while (!signal.aborted) {
    const answer = await ask(options, offset, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      if (failures > 0) say('Telegram answers again.');
      [failures, before] = [0, ''];
      await handAll(options, answer.result, signal);
      const last = answer.result.at(-1)?.update_id;
      if (last !== undefined && !signal.aborted) offset = last + 1;
      continue;
    }
    const line = whatItMeans(answer);
    if (line !== before) say(line);
    before = line;
    if (isForGood(answer)) return;
    failures++;
    await sleep(pauseAfter(answer, failures) * 1_000, signal);
  }
}

async function ask({ token, apiUrl }: Polling, offset: number | undefined, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(under(apiUrl, `./bot${token}/getUpdates`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        timeout: HOLD_SECONDS,
        allowed_updates: UPDATES_READ,
        ...(offset === undefined ? {} : { offset }),
      }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    return answerShape.parse(await response.json());
  } catch (error) {
    // Its message may quote the address, and the address has the token in it.
    const { code, name } = ((error as Error).cause ?? error ?? {}) as { code?: unknown; name?: unknown };
    return { ok: false, error_code: 0, description: String(code ?? name ?? 'no answer') };
  }
}

const isHooked = ({ error_code, description }: Refused): boolean =>
  error_code === 409 && description.includes('webhook');
const isForGood = (answer: Refused): boolean => isHooked(answer) || [401, 404].includes(answer.error_code);
type Refused = Extract<Answer, { ok: false }>;

function whatItMeans(answer: Refused): string {
  if (isHooked(answer))
    return 'Telegram brings this bot’s updates to a webhook, so it cannot be polled here, and commands are not answered. The webhook stays as it is. To answer them here: use another bot’s token, or remove the webhook yourself (deleteWebhook).';
  if (answer.error_code === 409)
    return 'Telegram says that another process polls this bot: stop that one; only one can.';
  if (answer.error_code === 401 || answer.error_code === 404)
    return 'Telegram does not know TELEGRAM_TOKEN: it is revoked or mistyped. Commands are not answered; get one from @BotFather.';
  return `Telegram gives no updates (${answer.error_code === 0 ? '' : `${answer.error_code} `}${answer.description}); asking again.`;
}

const pauseAfter = (answer: Refused, failures: number): number =>
  ('parameters' in answer ? answer.parameters?.retry_after : undefined) ??
  Math.min(LONGEST_PAUSE_SECONDS, 2 ** Math.min(failures, 6));

/** Chats do not wait for each other; within one, the next update waits for the one before. */
async function handAll(options: Polling, updates: readonly Update[], signal: AbortSignal): Promise<void> {
  const byChat = Map.groupBy(updates, chatOf);
  await Promise.all(
    [...byChat.values()].map(async (ofOne) => {
      for (const update of ofOne) if (!signal.aborted) await hand(options, update, signal);
    }),
  );
}

async function hand({ deliver, complain, sleep = pause }: Polling, update: Update, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries++) {
    let wait = 2 ** (tries - 1);
    try {
      const { statusCode, retryAfterSeconds } = await deliver(JSON.stringify(update));
      if (statusCode < 300) return;
      wait = retryAfterSeconds ?? wait;
      if (tries >= MOST_TRIES) complain(new Error(`update ${update.update_id} was given up: ${statusCode}`));
    } catch (error) {
      complain(error);
    }
    if (tries >= MOST_TRIES || signal.aborted) return;
    await sleep(Math.min(wait, LONGEST_PAUSE_SECONDS) * 1_000, signal);
  }
}

const inChat = z.looseObject({ chat: z.object({ id: z.int() }) });
const inTap = z.looseObject({ message: inChat });

function chatOf(update: Update): number {
  for (const kind of UPDATES_READ) {
    const found =
      kind === 'callback_query' ? inTap.safeParse(update[kind]).data?.message : inChat.safeParse(update[kind]).data;
    if (found) return found.chat.id;
  }
  return 0;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
