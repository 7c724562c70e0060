import { clip } from '../../delivery/clip.ts';
import { renderTelegram } from '../../delivery/telegram/render.ts';
import type { Call } from '../asked-log.ts';
import type { Reply } from '../reply.ts';
import type { Question } from './update.ts';

/** As much as `answerCallbackQuery` shows. */
const LONGEST_TOAST = 200;

/** Not a method of Telegram's: a picture that somebody else draws, once the words have been said. */
export const DRAW = 'draw';

/**
 * Answers as calls of the Bot API, in their order.
 *
 * The first answer that takes the place of the tapped message edits it; only one can. In groups an answer names the
 * question it belongs to, since others write in between.
 */
export function callsOf(replies: readonly Reply[], question: Question): Call[] {
  const isTap = question.kind === 'button';
  let mayEdit = isTap;
  return replies.flatMap((reply) => {
    if (isTap && reply.toastOnly) return [];
    const edits = reply.edits === true && mayEdit;
    if (edits) mayEdit = false;
    return [
      edits ? edit(reply, question) : send(reply, question),
      ...fileOf(reply, question),
      ...(reply.picture === undefined ? [] : [{ method: DRAW, payload: { ...reply.picture } }]),
    ];
  });
}

function send(reply: Reply, question: Question): Call {
  return { method: 'sendMessage', payload: { ...addressOf(question), ...asking(question), ...bodyOf(reply) } };
}

function edit(reply: Reply, { recipient, messageId }: Question): Call {
  // An edit has no sound, and keeps the topic it is in.
  const { disable_notification: _, ...body } = bodyOf(reply);
  return { method: 'editMessageText', payload: { chat_id: recipient.chat, message_id: messageId, ...body } };
}

/** A file is kept as its text and becomes an upload when it goes out. */
function fileOf({ file }: Reply, question: Question): Call[] {
  if (file === undefined) return [];
  return [
    { method: 'sendDocument', payload: { ...addressOf(question), document: { name: file.name, text: file.text } } },
  ];
}

function bodyOf({ telling, buttons }: Reply) {
  const { text, options } = renderTelegram(telling, buttons === undefined ? {} : { buttons });
  return { text: text.markup, ...options };
}

const addressOf = ({ recipient }: Question) => ({
  chat_id: recipient.chat,
  ...(recipient.thread === undefined ? {} : { message_thread_id: recipient.thread }),
});

const asking = ({ kind, place, messageId }: Question) =>
  kind === 'words' && place === 'group'
    ? { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } }
    : {};

/** No longer than Telegram shows over the chat. */
export const toastFrom = (text: string): string => clip(text, LONGEST_TOAST);

/** What a tap is answered with: the first words meant for it, or nothing but the end of its waiting. */
export function toastOf(replies: readonly Reply[]): string | undefined {
  const toast = replies.find((reply) => reply.toast !== undefined)?.toast;
  return toast === undefined ? undefined : toastFrom(toast);
}
