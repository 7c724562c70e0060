import * as z from 'zod';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { localeOf } from '../../words/locale.ts';
import type { Locale } from '../../words/preferences.ts';

/** An administrator who writes as the group itself. @see https://core.telegram.org/bots/api#message */
const ANONYMOUS_ADMIN = 1_087_968_824;

const chatShape = z.object({ id: z.int(), type: z.string() });
const userShape = z.object({ id: z.int(), is_bot: z.boolean().optional(), language_code: z.string().optional() });
const messageShape = z.object({
  message_id: z.int(),
  /** 0 where the message itself is no longer accessible. */
  date: z.int().min(0).max(1e11).optional(),
  chat: chatShape,
  from: userShape.optional(),
  sender_chat: chatShape.optional(),
  message_thread_id: z.int().optional(),
  /** Only then does the thread name a topic: elsewhere it names a chain of answers. True in private topics, too. */
  is_topic_message: z.boolean().optional(),
  is_automatic_forward: z.boolean().optional(),
  text: z.string().max(4_096).optional(),
  reply_to_message: z.object({ from: userShape.optional(), text: z.string().optional() }).optional(),
  migrate_to_chat_id: z.int().optional(),
  migrate_from_chat_id: z.int().optional(),
});
type Message = z.output<typeof messageShape>;

const tapShape = z.object({
  id: z.string().min(1).max(64),
  from: userShape,
  message: messageShape.optional(),
  /** Ours are at most 64 bytes; what is longer was never ours. */
  data: z.string().max(64).optional(),
});
const memberShape = z.object({
  chat: chatShape,
  from: userShape.optional(),
  new_chat_member: z.object({
    status: z.string(),
    is_member: z.boolean().optional(),
    can_send_messages: z.boolean().optional(),
    can_post_messages: z.boolean().optional(),
  }),
});

/** The updates we read; every other kind, and there are new ones with each release, is counted and acknowledged. */
const updateShape = z.object({
  update_id: z.int(),
  message: messageShape.optional(),
  channel_post: messageShape.optional(),
  callback_query: tapShape.optional(),
  my_chat_member: memberShape.optional(),
});

/** The kinds that Telegram is asked for. */
export const UPDATES_READ = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const;

/** What we must know of ourselves to tell what is meant for us. */
export type Us = { id: number; knows(command: string): boolean };

/** Somebody asks something. */
export type Question = {
  updateId: number;
  recipient: Recipient & { platform: 'telegram' };
  user?: string;
  place: 'private' | 'group' | 'channel';
  /** Whether whoever asks may change what the chat is told; `ask` Telegram about the user. */
  rights: 'all' | 'ask' | 'none';
  language?: Locale;
  /** When it was written; a tap does not say. */
  at?: Date;
  /** The bot that a command names, where it names one: perhaps another. */
  addressee?: string;
  /** The message that asks, or whose button was tapped. */
  messageId: number;
} & ({ kind: 'words'; text: string; answering?: string } | { kind: 'button'; data: string; tap: string });

export type Update =
  | Question
  /** A tap that cannot be followed: its button has no data, or its message is gone. It waits for an answer all the same. */
  | { kind: 'stale'; updateId: number; tap: string; language?: Locale }
  | { kind: 'moved'; from: Recipient; to: Recipient }
  | { kind: 'left'; from: Recipient; why: string }
  | { kind: 'muted'; from: Recipient; why: string }
  | { kind: 'back'; from: Recipient }
  | { kind: 'nothing'; why: string };

/** Reads an update. Whatever it is, there is an answer: an update that throws would be sent again for a day. */
export function readUpdate(value: unknown, us: Us): Update {
  const parsed = updateShape.safeParse(value);
  if (!parsed.success) return nothing('not an update we can read');
  const { update_id: updateId, message, channel_post: post, callback_query: tap, my_chat_member: member } = parsed.data;
  if (member) return membership(member);
  if (tap) return tapped(updateId, tap);
  if (post) return written(updateId, post, us);
  return message ? (moved(message) ?? written(updateId, message, us)) : nothing('not a kind of update we read');
}

/** Both chats say it: the group that is no more, and the supergroup that it became. */
function moved({ chat, migrate_to_chat_id: to, migrate_from_chat_id: from }: Message): Update | undefined {
  if (to !== undefined) return { kind: 'moved', from: telegram(chat.id), to: telegram(to) };
  return from === undefined ? undefined : { kind: 'moved', from: telegram(from), to: telegram(chat.id) };
}

function written(updateId: number, message: Message, us: Us): Update {
  const { chat, from, text, date, reply_to_message: answered } = message;
  if (text === undefined) return nothing('not words');
  const isAnonymous = from?.id === ANONYMOUS_ADMIN;
  if (message.is_automatic_forward || (from?.is_bot && !isAnonymous && place(chat) !== 'channel'))
    return nothing('not written by a person');
  const isAnswer = answered?.from?.id === us.id;
  const command = commandOf(text);
  // A group talks about other things, and to other bots.
  if (place(chat) !== 'private' && !isAnswer && !isForUs(command, us)) return nothing('not meant for us');
  return {
    kind: 'words',
    updateId,
    ...whereabouts(message),
    rights: rightsOf(message),
    ...(isAnonymous || from === undefined ? {} : { user: String(from.id) }),
    ...languageOf(from),
    ...(date ? { at: new Date(date * 1_000) } : {}),
    ...(command?.addressee === undefined ? {} : { addressee: command.addressee }),
    text,
    ...(isAnswer && answered.text !== undefined ? { answering: answered.text } : {}),
  };
}

function rightsOf({ chat, from, sender_chat: sender }: Message): Question['rights'] {
  if (place(chat) !== 'group') return 'all';
  // Somebody who writes as a channel of their own is nobody we could ask about.
  if (sender !== undefined) return sender.id === chat.id ? 'all' : 'none';
  return from === undefined ? 'none' : 'ask';
}

function tapped(updateId: number, { id, from, message, data }: z.output<typeof tapShape>): Update {
  // An inaccessible message does not say in which topic it was, and another topic's settings are not its business.
  if (message === undefined || !message.date || data === undefined)
    return { kind: 'stale', updateId, tap: id, ...languageOf(from) };
  return {
    kind: 'button',
    updateId,
    ...whereabouts(message),
    // In a channel everybody may tap, so there, too, Telegram is asked about whoever did.
    rights: place(message.chat) === 'private' ? 'all' : 'ask',
    user: String(from.id),
    ...languageOf(from),
    data,
    tap: id,
  };
}

const whereabouts = ({
  chat,
  message_id: messageId,
  is_topic_message: inTopic,
  message_thread_id: thread,
}: Message) => ({
  recipient: telegram(chat.id, inTopic ? thread : undefined),
  place: place(chat),
  messageId,
});

function membership({ chat, new_chat_member: now }: z.output<typeof memberShape>): Update {
  const from = telegram(chat.id);
  const { status, is_member: isMember, can_send_messages: maySend, can_post_messages: mayPost } = now;
  if (status === 'kicked') return { kind: 'left', from, why: 'the bot was blocked or removed' };
  if (status === 'left' || isMember === false) return { kind: 'left', from, why: 'the bot left' };
  if (maySend === false || mayPost === false)
    return { kind: 'muted', from, why: 'the bot may not write there: give it the right to send messages' };
  return { kind: 'back', from };
}

/** `/hashprice`, `/hashprice@the_bot`. */
function commandOf(text: string): { name: string; addressee?: string } | undefined {
  const [, name, addressee] = /^\/(\w{1,32})(?:@(\w{1,64}))?(?:\s|$)/.exec(text.trimStart()) ?? [];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), ...(addressee === undefined ? {} : { addressee }) };
}

const isForUs = (command: ReturnType<typeof commandOf>, us: Us): boolean =>
  command !== undefined && (command.addressee !== undefined || us.knows(command.name));

function place({ type }: z.output<typeof chatShape>): Question['place'] {
  if (type === 'private' || type === 'channel') return type;
  return 'group';
}

function languageOf(from: z.output<typeof userShape> | undefined): { language?: Locale } {
  const language = localeOf(from?.language_code);
  return language === undefined ? {} : { language };
}

const nothing = (why: string): Update => ({ kind: 'nothing', why });

const telegram = (id: number, thread?: number): Question['recipient'] => ({
  platform: 'telegram',
  chat: String(id),
  ...(thread === undefined || thread <= 0 ? {} : { thread }),
});
