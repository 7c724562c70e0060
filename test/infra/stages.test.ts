import { describe, expect, it } from 'vitest';
import { parseAccess } from '../../functions/chat/access.ts';
import { env } from '../../functions/kit/env.contract.ts';
import {
  DISCORD_ACCESS_PATTERN,
  readSettings,
  SEC_USER_AGENT_PATTERN,
  STAGES,
  TELEGRAM_ACCESS_PATTERN,
  USUAL_MOST_CHATS,
} from '../../infra/stages.ts';

describe('what is deployed', () => {
  it('is prod with nobody enrolled, unless told otherwise', () => {
    const usual = { recipients: '[]', telegramAccess: 'open', discordAccess: 'open', mostChats: USUAL_MOST_CHATS };
    expect(readSettings({})).toEqual({ ...STAGES.prod, stage: 'prod', ...usual });
    expect(readSettings({ STAGE: 'dev', RECIPIENTS: '[{}]', ALARM_EMAIL: 'a@example.org' })).toEqual({
      ...STAGES.dev,
      ...usual,
      stage: 'dev',
      recipients: '[{}]',
      alarmEmail: 'a@example.org',
    });
  });

  it('takes a blank for nothing said, and makes nobody up', () => {
    expect(readSettings({ STAGE: '', ALARM_EMAIL: '', SEC_USER_AGENT: ' ' })).toEqual(readSettings({}));
    expect(readSettings({})).not.toHaveProperty('alarmEmail');
    expect(readSettings({})).not.toHaveProperty('secUserAgent');
  });

  it('knows whom EDGAR is to be told of and who may use the bot, once somebody says so', () => {
    expect(
      readSettings({
        SEC_USER_AGENT: 'Jane Doe jane@example.com',
        TELEGRAM_ACCESS: 'list:42,-1001234567890',
        DISCORD_ACCESS: 'list:290926798626357999',
        MOST_CHATS: '500',
      }),
    ).toMatchObject({
      secUserAgent: 'Jane Doe jane@example.com',
      telegramAccess: 'list:42,-1001234567890',
      discordAccess: 'list:290926798626357999',
      mostChats: 500,
    });
    expect(env['telegram-webhook'].shape.MOST_CHATS.parse(undefined)).toBe(USUAL_MOST_CHATS);
  });
});

it.each([
  [{ STAGE: 'production' }, 'STAGE must be dev or prod; it is "production"'],
  [{ RECIPIENTS: '{}' }, 'RECIPIENTS must be a JSON list; it begins with {}'],
  [{ RECIPIENTS: 'nobody' }, 'RECIPIENTS must be a JSON list; it begins with nobody'],
  [
    { RECIPIENTS: JSON.stringify(['x'.repeat(2_500)]) },
    "RECIPIENTS must be at most 2500 bytes: it travels in a function's environment",
  ],
  [{ ALARM_EMAIL: 'me' }, 'ALARM_EMAIL must be a mail address, as in "on-call@example.org"; it is "me"'],
  [
    { SEC_USER_AGENT: 'Jane @ home' },
    'SEC_USER_AGENT must hold a mail address, as in "Jane Doe jane@example.com"; it is "Jane @ home"',
  ],
  [
    { TELEGRAM_ACCESS: 'opne' },
    'TELEGRAM_ACCESS must be open, invite or a list of chats, as in "list:42,-1001234567890"; it is "opne"',
  ],
  [
    { DISCORD_ACCESS: 'invite' },
    'DISCORD_ACCESS must be open or a list of servers and people, as in "list:290926798626357999"; it is "invite"',
  ],
  [{ MOST_CHATS: '0' }, 'MOST_CHATS must be a number of chats, as in "500"; it is "0"'],
  [
    { STAGE: 'Prod', MOST_CHATS: 'many' },
    'STAGE must be dev or prod; it is "Prod"\nMOST_CHATS must be a number of chats, as in "500"; it is "many"',
  ],
])('says what is wrong with %o before anything is deployed', (source, expected) => {
  expect(() => readSettings(source)).toThrow(new RangeError(expected));
});

it.each(['open', 'invite', 'list:42', 'list:42,-1001234567890', 'list:', 'list:ann', 'Open', ''])(
  'asks of access %o what the function asks of it',
  (access) => {
    const starts = () => parseAccess(env['telegram-webhook'].shape.TELEGRAM_ACCESS.parse(access));
    if (new RegExp(TELEGRAM_ACCESS_PATTERN).test(access)) expect(starts).not.toThrow();
    else expect(starts).toThrow();
  },
);

it.each(['open', 'list:290926798626357999', 'list:1,2'])(
  'asks of access %o to Discord no more than the function does',
  (access) => {
    expect(new RegExp(DISCORD_ACCESS_PATTERN).test(access)).toBe(true);
    expect(env['discord-interactions'].shape.DISCORD_ACCESS.safeParse(access).success).toBe(true);
  },
);

it.each(['Jane Doe jane@example.com', 'a@b', 'Jane', '@', 'jane @example.com', 'jane@ example.com', ''])(
  'asks of %o what the functions ask of it, so that nothing is deployed that cannot start',
  (userAgent) => {
    const { success } = env['watch-filings'].shape.SEC_USER_AGENT.safeParse(userAgent);
    expect(new RegExp(SEC_USER_AGENT_PATTERN).test(userAgent)).toBe(success);
  },
);
