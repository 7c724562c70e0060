import { describe, expect, it } from 'vitest';
import { judge } from '../../../functions/delivery/telegram/reply.ts';

const refusal = (error_code: number, description: string, parameters?: object) => ({
  ok: false,
  error_code,
  description,
  ...(parameters ? { parameters } : {}),
});

/** The words of the Bot API server (tdlib/telegram-bot-api, v10.0) and, marked *, those known from practice. */
describe('a refusal by Telegram', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [403, 'Forbidden: bot was kicked from the group chat'],
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [403, 'Forbidden: bot was kicked from the channel chat'],
    [403, 'Forbidden: bot is not a member of the group chat'],
    [403, 'Forbidden: bot is not a member of the supergroup chat'],
    [403, 'Forbidden: bot is not a member of the channel chat'],
    [403, 'Forbidden: the group chat was deleted'],
    [403, "Forbidden: bot can't initiate conversation with a user"],
    [403, "Forbidden: bot can't send messages to bots"],
    [400, 'Bad Request: chat not found'],
    [400, 'Bad Request: private chat not found'],
    [400, 'Bad Request: PEER_ID_INVALID'],
    [400, 'Bad Request: USER_IS_BOT'],
    [400, 'Bad Request: Chat Not Found'],
  ])('%d %s: the chat is gone', (code, description) => {
    expect(judge(refusal(code, description))).toEqual({ kind: 'gone', why: `${code} ${description}` });
  });

  it.each([
    [400, 'Bad Request: not enough rights to send text messages to the chat'],
    [400, 'Bad Request: have no rights to send a message'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
    [400, 'Bad Request: need administrator rights in the channel chat'],
    [400, 'Bad Request: CHAT_RESTRICTED'],
    [400, 'Bad Request: CHAT_SEND_PLAIN_FORBIDDEN'],
    [403, 'Forbidden: something new in Bot API 11'],
  ])('%d %s: paused until somebody changes a setting', (code, description) => {
    expect(judge(refusal(code, description))).toMatchObject({ kind: 'paused' });
  });

  it.each(['Bad Request: message thread not found', 'Bad Request: TOPIC_CLOSED', 'Bad Request: TOPIC_DELETED'])(
    '400 %s: the topic is gone, the chat is not',
    (description) => {
      expect(judge(refusal(400, description))).toMatchObject({ kind: 'topic gone' });
    },
  );

  it.each([
    [400, "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 12"],
    [400, 'Bad Request: message is too long'],
    [400, 'Bad Request: message text is empty'],
    [400, 'Bad Request: BUTTON_DATA_INVALID'],
    [400, 'Bad Request: reply markup is too long'],
    [400, 'Bad Request: message to be replied not found'],
    [409, 'Conflict: terminated by other getUpdates request'],
    [413, 'Request Entity Too Large'],
  ])('%d %s: our own fault', (code, description) => {
    expect(judge(refusal(code, description))).toMatchObject({ kind: 'rejected' });
  });

  it('a group that became a supergroup lives on under the new id', () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    expect(judge(refusal(400, description, { migrate_to_chat_id: -1001234567890 }))).toMatchObject({
      kind: 'moved',
      to: '-1001234567890',
    });
  });

  it('429 waits as long as it is told to', () => {
    const reply = refusal(429, 'Too Many Requests: retry after 37', { retry_after: 37 });
    expect(judge(reply)).toEqual({ kind: 'retry', after: 37_000, why: '429 Too Many Requests: retry after 37' });
    expect(judge(refusal(429, 'Too Many Requests'))).toMatchObject({ kind: 'retry', after: 1_000 });
  });

  it.each([500, 502, 504])('%d is asked again in five seconds', (code) => {
    expect(judge(refusal(code, 'Bad Gateway'))).toMatchObject({ kind: 'retry', after: 5_000 });
  });

  it.each([
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ])('%d stops everything for a quarter of an hour, and says what an operator must do', (code, description) => {
    expect(judge(refusal(code, description))).toMatchObject({
      kind: 'retry',
      after: 300_000,
      scope: 'platform',
      why: /TELEGRAM_TOKEN is revoked or wrong/,
    });
  });

  it.each([undefined, null, 'no', {}, { ok: false }, { ok: false, error_code: 'x', description: 1 }])(
    '%j is unreadable: perhaps it was sent',
    (reply) => {
      expect(judge(reply)).toMatchObject({ kind: 'unknown' });
    },
  );

  it('reads a refusal whose parameters make no sense', () => {
    expect(judge(refusal(400, 'Bad Request: chat not found', { retry_after: 'soon' }))).toMatchObject({ kind: 'gone' });
  });
});
