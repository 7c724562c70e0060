/** Updates as Telegram writes them, for tests: who writes, where, and what. */

const ANN = { id: 42, is_bot: false, first_name: 'Ann', username: 'ann', language_code: 'en' };
const BEN = { id: 43, is_bot: false, first_name: 'Ben', language_code: 'de' };
/** Who Telegram says wrote when an administrator writes as the group. */
const ANONYMOUS = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
export const PEOPLE = { ann: ANN, ben: BEN, anonymous: ANONYMOUS };

export const CHATS = {
  private: { id: 42, type: 'private', first_name: 'Ann' },
  group: { id: -100_500, type: 'supergroup', title: 'Miners' },
  forum: { id: -100_600, type: 'supergroup', title: 'Forum', is_forum: true },
  channel: { id: -100_700, type: 'channel', title: 'News' },
} as const;
export type ChatName = keyof typeof CHATS;

/** 2026-02-05T12:03:00Z, in Telegram's seconds. */
export const DATE = 1_770_292_980;

type Message = Record<string, unknown>;

export const message = (chat: object, more: Message = {}): Message => ({
  message_id: 5,
  from: ANN,
  chat,
  date: DATE,
  ...more,
});

export const written = (text: string, more: Message = {}, chat: object = CHATS.private) => ({
  update_id: 900_001,
  message: message(chat, { text, ...more }),
});

export const posted = (text: string) => {
  const { from: _, ...post } = message(CHATS.channel, { text, sender_chat: CHATS.channel });
  return { update_id: 900_001, channel_post: post };
};

export const inTopic = { message_thread_id: 77, is_topic_message: true };

export const tapped = (data: string | undefined, shown: Message = message(CHATS.private), from: object = ANN) => ({
  update_id: 900_001,
  callback_query: {
    id: '4382bfdwdsb323b2d9',
    from,
    message: shown,
    chat_instance: '-3928473',
    ...(data === undefined ? {} : { data }),
  },
});

export const membership = (status: string, chat: object = CHATS.private, more: object = {}) => ({
  update_id: 900_001,
  my_chat_member: {
    chat,
    from: ANN,
    date: DATE,
    old_chat_member: { user: { id: 7, is_bot: true, first_name: 'Bot' }, status: 'member' },
    new_chat_member: { user: { id: 7, is_bot: true, first_name: 'Bot' }, status, ...more },
  },
});
