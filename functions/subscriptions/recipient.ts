import * as z from 'zod';

/** Where a message can go. Ids are text: Telegram's are integers of up to 52 bits, Discord's snowflakes do not fit a number. */
export const recipientShape = z.discriminatedUnion('platform', [
  z.object({
    platform: z.literal('telegram'),
    chat: z
      .string()
      .regex(/^(-?\d{1,16}|@[A-Za-z]\w{3,31})$/, 'a Telegram chat is a number like 42 or -1001234567890, or @name'),
    /** Forum topic. */
    thread: z.int().positive().optional(),
  }),
  z.object({
    platform: z.literal('discord'),
    channel: z.string().regex(/^\d{1,20}$/, 'a Discord channel is a snowflake: digits only'),
  }),
]);
export type Recipient = z.output<typeof recipientShape>;
export type Platform = Recipient['platform'];

/** `telegram:42`, `telegram:-1001234567890/77`, `discord:645027906669510667`. */
export type RecipientKey = string & { readonly recipient: unique symbol };

export const recipientKey = (recipient: Recipient): RecipientKey =>
  (recipient.platform === 'telegram'
    ? `telegram:${recipient.chat}${recipient.thread === undefined ? '' : `/${recipient.thread}`}`
    : `discord:${recipient.channel}`) as RecipientKey;

/** The way back; alerts keep a rule's owner as this key and never look inside. @throws {RangeError} when it is not one. */
export function recipientFromKey(key: string): Recipient {
  const [, platform, id, thread] = /^(telegram|discord):([^/]+)(?:\/(\d+))?$/.exec(key) ?? [];
  const parsed = recipientShape.safeParse(
    platform === 'telegram'
      ? {
          platform,
          chat: id,
          ...(thread === undefined ? {} : { thread: Number(thread) }),
        }
      : { platform, channel: id },
  );
  if (!parsed.success) throw new RangeError(`not a recipient key: ${key}`);
  return parsed.data;
}
