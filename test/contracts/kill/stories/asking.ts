import type { Outside } from '../outside.ts';
import { ann, at, BELOW, bob, MARGIN, miners, seedRule, seedSnapshot } from '../seeds.ts';
import type { Story } from '../story.ts';

const firing = {
  phase: 'firing',
  since: new Date(at('12:55')),
  openedAt: new Date(at('13:05')),
  toldAt: new Date(at('13:05')),
} as const;

async function aSubscriber(outside: Outside, recipient = ann): Promise<void> {
  await seedSnapshot(outside, '13:05', 28);
  await seedRule(outside, { definition: MARGIN, owner: recipient, watch: firing });
  await seedRule(outside, { definition: BELOW, watch: firing }, [recipient]);
}

const update = (content: object) => (outside: Outside) => ({
  post: () => outside.fromTelegram({ update_id: 7, ...content }),
});
const chat = { id: 42, type: 'private' };

/** Discord's ids say when they were made: this one, at the story's beginning. */
const ID = String(BigInt(new Date(at('13:05')).getTime() - 1_420_070_400_000) << 22n);

/** By whoever manages the server of {@link miners}. */
const command =
  (name: string, options: Readonly<Record<string, string>> = {}) =>
  (outside: Outside) => ({
    post: () =>
      outside.fromDiscord({
        id: ID,
        application_id: '1',
        type: 2,
        token: 'token',
        guild_id: '1',
        channel_id: miners.channel,
        member: { user: { id: '2' }, permissions: '32' },
        app_permissions: '8',
        context: 0,
        authorizing_integration_owners: { 0: '1' },
        data: { name, options: Object.entries(options).map(([option, value]) => ({ name: option, value })) },
      }),
  });

export const asking: readonly Story[] = [
  {
    of: 'telegram-webhook',
    name: 'somebody asks for the hashprice',
    before: (outside) => seedSnapshot(outside, '13:05', 28),
    occasion: update({ message: { message_id: 1, date: 1, chat, text: '/hashprice' } }),
  },
  {
    of: 'telegram-webhook',
    name: 'somebody says which machine they run',
    before: (outside) => seedSnapshot(outside, '13:05', 28),
    occasion: update({
      message: { message_id: 1, date: 1, chat, from: { id: 42, is_bot: false }, text: '/fleet S21 XP 0.07' },
    }),
  },
  {
    of: 'telegram-webhook',
    name: 'somebody taps a button in a group',
    before: (outside) => aSubscriber(outside, bob),
    occasion: update({
      callback_query: {
        id: 'tap',
        from: { id: 42, is_bot: false },
        message: { message_id: 1, date: 1, chat: { id: -77, type: 'supergroup' } },
        data: '1:c:hashprice',
      },
    }),
  },
  {
    of: 'register-telegram',
    name: 'the commands and the webhook are as they were never set',
    before: async () => {},
    occasion: () => ({ at: at('13:05') }),
  },
  {
    of: 'register-discord',
    name: 'the commands were never set, and nobody knows the application',
    before: async () => {},
    occasion: () => ({ at: at('13:05') }),
  },
  {
    of: 'check-telegram',
    name: 'the webhook is not the one that it should be',
    variables: { TELEGRAM_WEBHOOK_URL: 'https://example.org/telegram' },
    before: async () => {},
    occasion: () => ({ at: at('13:05') }),
  },
  {
    of: 'telegram-webhook',
    name: 'somebody blocks the bot',
    before: aSubscriber,
    occasion: update({ my_chat_member: { chat, new_chat_member: { status: 'kicked' } } }),
  },
  {
    of: 'telegram-webhook',
    name: 'a group becomes a supergroup',
    before: (outside) => aSubscriber(outside, bob),
    occasion: update({
      message: { message_id: 1, date: 1, chat: { id: -77, type: 'group' }, migrate_to_chat_id: -10_077 },
    }),
  },
  {
    of: 'telegram-webhook',
    name: 'somebody lets the bot in again',
    before: async () => {},
    occasion: update({ my_chat_member: { chat, new_chat_member: { status: 'member' } } }),
  },
  {
    of: 'discord-interactions',
    name: 'somebody asks for the hashprice',
    before: (outside) => seedSnapshot(outside, '13:05', 28),
    occasion: command('hashprice'),
  },
  {
    of: 'discord-interactions',
    name: 'somebody says which machine they run',
    before: (outside) => seedSnapshot(outside, '13:05', 28),
    occasion: command('fleet', { machine: 'S21 XP', power: '0.07' }),
  },
  {
    of: 'discord-interactions',
    name: 'somebody wants to hear of something, and of less again',
    before: (outside) => aSubscriber(outside, miners),
    occasion: command('unsubscribe', { what: 'lowest' }),
  },
];
