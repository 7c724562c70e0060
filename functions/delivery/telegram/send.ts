import type { Recipient } from '../../subscriptions/recipient.ts';
import type { Milliseconds } from '../../units/time.ts';
import type { Channel } from '../channel.ts';
import type { Outcome } from '../outcome.ts';
import type { TelegramApi } from './api.ts';
import type { TelegramMessage } from './render.ts';
import type { Judgement } from './reply.ts';

type Chat = Extract<Recipient, { platform: 'telegram' }>;

/** Messages to Telegram's chats. */
export class TelegramChannel implements Channel<TelegramMessage> {
  readonly #api: TelegramApi;

  constructor(api: TelegramApi) {
    this.#api = api;
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
    const answered = await this.#api.call(
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
      within,
    );
    return answered.ok ? said(answered.result) : answered.judged;
  }
}

function said(result: unknown): Judgement {
  const { message_id: id } = (result ?? {}) as { message_id?: unknown };
  return Number.isInteger(id)
    ? { kind: 'sent', messageId: String(id) }
    : { kind: 'unknown', why: 'Telegram said yes and named no message' };
}

function asChat(to: Recipient): Chat {
  if (to.platform !== 'telegram') throw new TypeError('a Telegram channel can only reach Telegram');
  return to;
}
