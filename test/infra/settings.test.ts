import { expect, it } from 'vitest';
import { parseAccess } from '../../functions/chat/access.ts';
import { env } from '../../functions/kit/env.contract.ts';
import {
  readSettings,
  SEC_USER_AGENT_PATTERN,
  TELEGRAM_ACCESS_PATTERN,
  USUAL_MOST_CHATS,
} from '../../infra/aws/settings.ts';

it('deploys production with nobody enrolled unless told otherwise', () => {
  expect(readSettings({})).toEqual({ stage: 'production', recipients: '[]' });
  expect(readSettings({ STAGE: 'try-out', RECIPIENTS: '[{}]', ALARM_EMAIL: 'a@example.org' })).toEqual({
    stage: 'try-out',
    recipients: '[{}]',
    alarmEmail: 'a@example.org',
  });
  expect(readSettings({ ALARM_EMAIL: '' })).not.toHaveProperty('alarmEmail');
});

it('knows whom EDGAR is to be told of once somebody says so, and makes nobody up', () => {
  const { secUserAgent } = readSettings({ SEC_USER_AGENT: 'Jane Doe jane@example.com' });
  expect(secUserAgent).toBe('Jane Doe jane@example.com');
  expect(readSettings({ SEC_USER_AGENT: '' })).not.toHaveProperty('secUserAgent');
});

it.each([
  [{ STAGE: 'Prod/1' }, /^STAGE must be/],
  [{ STAGE: '' }, /^STAGE must be/],
  [{ RECIPIENTS: '{}' }, /^RECIPIENTS must be a JSON list/],
  [{ RECIPIENTS: 'nobody' }, /^RECIPIENTS must be a JSON list/],
  [{ SEC_USER_AGENT: 'Jane Doe' }, /^SEC_USER_AGENT must hold a mail address.*it is "Jane Doe"$/],
  [{ SEC_USER_AGENT: 'Jane @ home' }, /^SEC_USER_AGENT must hold a mail address/],
  [{ TELEGRAM_ACCESS: 'opne' }, /^TELEGRAM_ACCESS must be open, invite or a list.*it is "opne"$/],
  [{ TELEGRAM_ACCESS: 'list:ann' }, /^TELEGRAM_ACCESS must be open/],
  [{ MOST_CHATS: 'many' }, /^MOST_CHATS must be a number of chats/],
  [{ MOST_CHATS: '0' }, /^MOST_CHATS must be a number of chats/],
  [{ RECIPIENTS: JSON.stringify(['x'.repeat(2_500)]) }, /^RECIPIENTS must be at most 2500 bytes/],
])('says what is wrong with %o before anything is deployed', (source, expected) => {
  expect(() => readSettings(source)).toThrow(expected);
});

it('knows who may use the bot, once somebody says so', () => {
  expect(readSettings({ TELEGRAM_ACCESS: 'list:42,-1001234567890', MOST_CHATS: '500' })).toMatchObject({
    telegramAccess: 'list:42,-1001234567890',
    mostChats: 500,
  });
  expect(env['telegram-webhook'].shape.MOST_CHATS.parse(undefined)).toBe(USUAL_MOST_CHATS);
});

it.each(['open', 'invite', 'list:42', 'list:42,-1001234567890', 'list:', 'list:ann', 'Open', ''])(
  'asks of access %o what the function asks of it',
  (access) => {
    const starts = () => parseAccess(env['telegram-webhook'].shape.TELEGRAM_ACCESS.parse(access));
    if (new RegExp(TELEGRAM_ACCESS_PATTERN).test(access)) expect(starts).not.toThrow();
    else expect(starts).toThrow();
  },
);

it.each(['Jane Doe jane@example.com', 'a@b', 'Jane', '@', 'jane @example.com', 'jane@ example.com', ''])(
  'asks of %o what the functions ask of it, so that nothing is deployed that cannot start',
  (userAgent) => {
    const { success } = env['watch-filings'].shape.SEC_USER_AGENT.safeParse(userAgent);
    expect(new RegExp(SEC_USER_AGENT_PATTERN).test(userAgent)).toBe(success);
  },
);
