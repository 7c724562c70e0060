import * as z from 'zod';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { type Command, parseCommand } from '../command.ts';

const chat = z.object({ id: z.int(), type: z.string() });

/** The updates we read; every other kind, and there are new ones with each release, is counted and acknowledged. */
const updateShape = z.object({
  update_id: z.int(),
  message: z
    .object({
      chat,
      message_thread_id: z.int().optional(),
      is_topic_message: z.boolean().optional(),
      text: z.string().max(4_096).optional(),
      migrate_to_chat_id: z.int().optional(),
    })
    .optional(),
  my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});

/** What an update asks of us. */
export type Asked =
  | { kind: 'command'; updateId: number; from: Recipient; command: Command }
  | { kind: 'moved'; from: Recipient; to: Recipient }
  | { kind: 'left'; from: Recipient; why: string }
  | { kind: 'back'; from: Recipient }
  | { kind: 'nothing'; why: string };

/** Reads an update. Whatever it is, there is an answer: an update that throws would be sent again for a day. */
export function readUpdate(value: unknown): Asked {
  const parsed = updateShape.safeParse(value);
  if (!parsed.success) return { kind: 'nothing', why: 'not an update we can read' };
  const { update_id: updateId, message, my_chat_member: member } = parsed.data;
  if (member) return membership(telegram(member.chat.id), member.new_chat_member.status);
  if (!message) return { kind: 'nothing', why: 'not a kind of update we read' };
  const here = telegram(message.chat.id, message.is_topic_message ? message.message_thread_id : undefined);
  if (message.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', from: telegram(message.chat.id), to: telegram(message.migrate_to_chat_id) };
  }
  const command = message.text === undefined ? undefined : parseCommand(message.text);
  if (!command) return { kind: 'nothing', why: 'not a command' };
  return { kind: 'command', updateId, from: here, command };
}

function membership(from: Recipient, status: string): Asked {
  if (status === 'kicked') return { kind: 'left', from, why: 'the bot was blocked or removed' };
  if (status === 'left') return { kind: 'left', from, why: 'the bot left' };
  return { kind: 'back', from };
}

const telegram = (id: number, thread?: number): Recipient => ({
  platform: 'telegram',
  chat: String(id),
  ...(thread === undefined ? {} : { thread }),
});
