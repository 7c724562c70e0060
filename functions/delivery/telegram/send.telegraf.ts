import * as http from 'node:http';
import * as https from 'node:https';
import { Telegram, TelegramError } from 'telegraf';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { type Milliseconds, seconds } from '../../units/time.ts';
import type { Channel } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { TelegramMessage } from './render.ts';
import { type Judgement, judge } from './reply.ts';

type Chat = Extract<Recipient, { platform: 'telegram' }>;

/** Errors of a connection that was never made: nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Telegram through telegraf's client, which is right about the protocol and wrong about everything around it.
 *
 * Against its defaults: a deadline for each call instead of 500 s; the path of a base URL kept; no answers written into
 * webhooks; no kept-alive sockets, which a frozen Lambda finds dead. Its errors quote the URL, and the URL is the token, so
 * none of them leaves this file: an outcome says only what Telegram said, or a code.
 */
export class TelegramChannel implements Channel<TelegramMessage> {
  readonly #telegram: Telegram;

  constructor(token: string, apiUrl: string) {
    const agent = apiUrl.startsWith('https:') ? new https.Agent({ keepAlive: false }) : new http.Agent();
    this.#telegram = new Telegram(token, {
      // Without the slash, `new URL('./bot…', root)` drops the last part of the path.
      apiRoot: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
      webhookReply: false,
      // The option is typed for https alone; telegraf itself drops an agent for http.
      ...(agent instanceof https.Agent ? { agent, attachmentAgent: agent } : {}),
    });
  }

  async send(
    to: Recipient,
    message: TelegramMessage,
    _nonce: string,
    within: Milliseconds,
    answering?: string,
  ): Promise<Outcome> {
    const chat = asChat(to);
    const judged = await this.#call(chat, message, within, answering);
    if (judged.kind !== 'topic gone') return judged;
    return this.#sayInGeneral(chat, message, judged.why, within);
  }

  /** A topic that is closed or deleted: said once in General, so that it is not lost, and not again until somebody looks. */
  async #sayInGeneral(chat: Chat, message: TelegramMessage, why: string, within: Milliseconds): Promise<Outcome> {
    const paused: Outcome = { kind: 'paused', why: `${why}; said in General instead` };
    if (chat.thread === undefined) return { kind: 'paused', why };
    const { thread: _, ...general } = chat;
    const judged = await this.#call(general, message, within);
    if (judged.kind === 'topic gone') return { kind: 'paused', why };
    return judged.kind === 'sent' ? paused : judged;
  }

  async #call(
    chat: Chat,
    { text, options }: TelegramMessage,
    within: Milliseconds,
    answering?: string,
  ): Promise<Judgement> {
    const signal = AbortSignal.timeout(Math.max(1, within)) as unknown as TelegrafSignal;
    try {
      const sent = await this.#telegram.callApi(
        'sendMessage',
        {
          chat_id: chat.chat,
          text: text.markup,
          ...(chat.thread === undefined ? {} : { message_thread_id: chat.thread }),
          ...(answering === undefined
            ? {}
            : { reply_parameters: { message_id: Number(answering), allow_sending_without_reply: true } }),
          ...options,
        },
        { signal },
      );
      return Number.isInteger(sent?.message_id)
        ? { kind: 'sent', messageId: String(sent.message_id) }
        : { kind: 'unknown', why: 'Telegram said yes and named no message' };
    } catch (error) {
      return failed(error);
    }
  }
}

type TelegrafSignal = NonNullable<NonNullable<Parameters<Telegram['callApi']>[2]>['signal']>;

function asChat(to: Recipient): Chat {
  if (to.platform !== 'telegram') throw new TypeError('a Telegram channel can only reach Telegram');
  return to;
}

/** Never passes the error on: its message and its cause have the token in them. */
function failed(error: unknown): Judgement {
  if (error instanceof TelegramError) return judge(error.response);
  const code = codeOf(error);
  if (code !== undefined && NEVER_CONNECTED.has(code)) {
    return { kind: 'retry', after: seconds(30), why: `Telegram could not be reached: ${code}` };
  }
  return { kind: 'unknown', why: `no readable answer from Telegram: ${code ?? nameOf(error)}` };
}

const codeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : undefined;
};

const nameOf = (error: unknown): string => {
  const { type, name } = (error ?? {}) as { type?: unknown; name?: unknown };
  return [type, name].find((text): text is string => typeof text === 'string' && /^[\w-]{1,40}$/.test(text)) ?? 'error';
};
