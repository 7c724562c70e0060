import * as z from 'zod';
import type { Recipient } from '../../subscriptions/recipient.ts';
import type { Milliseconds } from '../../units/time.ts';
import type { Photo, PhotoChannel, PhotoOutcome } from '../pictures/photo.ts';
import { printable } from '../printable.ts';
import type { TelegramApi } from './api.ts';
import type { Refusal } from './reply.ts';

/** Sizes, the smallest first; each may be sent again by its id. @see https://core.telegram.org/bots/api#photosize */
const sentShape = z.object({
  message_id: z.int(),
  photo: z.array(z.object({ file_id: z.string().min(1) })).min(1),
});

/** Pieces of a refusal, in lower case: of a file that Telegram no longer knows, and of a chat that takes no pictures. */
const NO_SUCH_FILE = ['wrong file identifier', 'wrong remote file', 'file reference', 'wrong type of the web page'];
const NO_PICTURES = ['photos_forbidden', 'not enough rights to send photos', 'not enough rights to send media'];

/** Pictures to Telegram's chats: uploaded once, and after that sent by their id. */
export class TelegramPhotos implements PhotoChannel {
  readonly keeps = true;
  readonly #api: TelegramApi;

  constructor(api: TelegramApi) {
    this.#api = api;
  }

  async send(
    to: Recipient,
    photo: Photo,
    _nonce: string,
    within: Milliseconds,
    answering?: string,
  ): Promise<PhotoOutcome> {
    if (to.platform !== 'telegram') throw new TypeError('a Telegram channel can only reach Telegram');
    const answered = await this.#api.call(
      'sendPhoto',
      {
        chat_id: to.chat,
        photo: 'fileId' in photo ? photo.fileId : { source: Buffer.from(photo.png), filename: 'chart.png' },
        caption: printable(photo.caption),
        disable_notification: true,
        ...(to.thread === undefined ? {} : { message_thread_id: to.thread }),
        ...(answering === undefined
          ? {}
          : { reply_parameters: { message_id: Number(answering), allow_sending_without_reply: true } }),
      },
      within,
    );
    return answered.ok ? shown(answered.result) : judged(answered.judged);
  }
}

function shown(result: unknown): PhotoOutcome {
  const parsed = sentShape.safeParse(result);
  if (!parsed.success) return { kind: 'unknown', why: 'Telegram said yes and named no picture' };
  const { message_id: id, photo } = parsed.data;
  return { kind: 'sent', messageId: String(id), fileId: photo.at(-1)!.file_id };
}

/** As for words, but that a chat may take words and no pictures, and a file may be gone. */
function judged(refusal: Refusal): PhotoOutcome {
  const says = (pieces: readonly string[]) => pieces.some((piece) => refusal.why.toLowerCase().includes(piece));
  if (says(NO_SUCH_FILE)) return { kind: 'again', why: refusal.why };
  if (says(NO_PICTURES) || refusal.kind === 'topic gone') return { kind: 'paused', why: refusal.why };
  return refusal;
}
