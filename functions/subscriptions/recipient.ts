import * as z from 'zod';

const telegramChat = z.object({
  platform: z.literal('telegram'),
  chat: z
    .string()
    .regex(/^(-?\d{1,16}|@[A-Za-z]\w{3,31})$/, 'a Telegram chat is a number like 42 or -1001234567890, or @name'),
  /** Forum topic. */
  thread: z.int().positive().optional(),
});

const snowflake = (what: string) => z.string().regex(/^\d{1,20}$/, `${what} is a snowflake: digits only`);
/** A channel, a thread or a forum post, each a channel of its own on Discord; or a person, reached by direct message. */
type OnDiscord = { platform: 'discord'; channel: string } | { platform: 'discord'; user: string };
const onDiscord = z
  .object({
    platform: z.literal('discord'),
    channel: snowflake('a Discord channel').optional(),
    user: snowflake('a Discord user').optional(),
  })
  .transform(({ platform, channel, user }, context): OnDiscord => {
    if (channel !== undefined && user === undefined) return { platform, channel };
    if (user !== undefined && channel === undefined) return { platform, user };
    context.addIssue('on Discord it is either a channel or a user');
    return z.NEVER;
  });

/** Where a message can go. Ids are text: Telegram's are integers of up to 52 bits, Discord's snowflakes do not fit a number. */
export const recipientShape = z.discriminatedUnion('platform', [telegramChat, onDiscord]);
export type Recipient = z.output<typeof recipientShape>;
export type Platform = Recipient['platform'];

/** `telegram:42`, `telegram:-1001234567890/77`, `discord:645027906669510667`, `discord:@53908232506183680` for a person. */
export type RecipientKey = string & { readonly recipient: unique symbol };

export const recipientKey = (recipient: Recipient): RecipientKey => textOf(recipient) as RecipientKey;

function textOf(recipient: Recipient): string {
  if (recipient.platform === 'discord')
    return 'user' in recipient ? `discord:@${recipient.user}` : `discord:${recipient.channel}`;
  return `telegram:${recipient.chat}${recipient.thread === undefined ? '' : `/${recipient.thread}`}`;
}

/** The way back; alerts keep a rule's owner as this key and never look inside. @throws {RangeError} when it is not one. */
export function recipientFromKey(key: string): Recipient {
  const [, chat, thread] = /^telegram:([^/]+)(?:\/(\d+))?$/.exec(key) ?? [];
  const [, isUser, id] = /^discord:(@)?(\d+)$/.exec(key) ?? [];
  const parsed = recipientShape.safeParse(
    chat === undefined
      ? { platform: 'discord', [isUser ? 'user' : 'channel']: id }
      : { platform: 'telegram', chat, ...(thread === undefined ? {} : { thread: Number(thread) }) },
  );
  if (!parsed.success) throw new RangeError(`not a recipient key: ${key}`);
  return parsed.data;
}
