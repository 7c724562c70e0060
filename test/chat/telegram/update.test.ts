import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUpdate, type Us } from '../../../functions/chat/telegram/update.ts';
import { CHATS, DATE, inTopic, membership, message, PEOPLE, posted, tapped, written } from './updates.ts';

const US: Us = { id: 7, knows: (command) => ['hashprice', 'start', 'settings'].includes(command) };
const read = (value: unknown) => readUpdate(value, US);
const ours = { from: { id: 7, is_bot: true, first_name: 'Bot' }, text: 'What does your power cost?' };

describe('what somebody writes to the bot', () => {
  it('in private: who, where, when, and in which language', () => {
    expect(read(written('1.5k'))).toEqual({
      kind: 'words',
      updateId: 900_001,
      recipient: { platform: 'telegram', chat: '42' },
      place: 'private',
      messageId: 5,
      rights: 'all',
      user: '42',
      language: 'en',
      at: new Date(DATE * 1_000),
      text: '1.5k',
    });
  });

  it('in a group: commands of ours, also with our name, and answers to our messages; nothing else', () => {
    const inGroup = (text: string, more: object = {}) => read(written(text, { ...more }, CHATS.group));
    expect(inGroup('/hashprice')).toMatchObject({ kind: 'words', place: 'group', rights: 'ask', user: '42' });
    expect(inGroup('/Hashprice@hashprice_bot now')).toMatchObject({ kind: 'words', addressee: 'hashprice_bot' });
    expect(inGroup('7 c/kWh', { reply_to_message: ours })).toMatchObject({ kind: 'words', answering: ours.text });
    expect(inGroup('good morning')).toMatchObject({ kind: 'nothing' });
    expect(inGroup('/dance')).toMatchObject({ kind: 'nothing' });
    expect(inGroup('yes', { reply_to_message: { from: PEOPLE.ben, text: 'lunch?' } })).toMatchObject({
      kind: 'nothing',
    });
  });

  it('in a topic of a forum, and in a topic of a private chat', () => {
    const forum = read(written('/hashprice', inTopic, CHATS.forum));
    expect(forum).toMatchObject({ recipient: { chat: '-100600', thread: 77 }, place: 'group' });
    const own = read(written('/hashprice', inTopic));
    expect(own).toMatchObject({ recipient: { chat: '42', thread: 77 }, place: 'private' });
  });

  it('in a chain of answers, which Telegram numbers like a topic and which is none', () => {
    const answer = read(written('/hashprice', { message_thread_id: 77 }, CHATS.group));
    expect(answer).toHaveProperty('recipient', { platform: 'telegram', chat: '-100500' });
  });

  it('in a channel, where whoever may post may configure, and is nobody in particular', () => {
    const post = read(posted('/settings'));
    expect(post).toMatchObject({ kind: 'words', place: 'channel', rights: 'all', recipient: { chat: '-100700' } });
    expect(post).not.toHaveProperty('user');
    expect(read(posted('Difficulty is up'))).toMatchObject({ kind: 'nothing' });
  });

  it('as the group itself, which only its administrators can', () => {
    const admin = read(written('/settings', { from: PEOPLE.anonymous, sender_chat: CHATS.group }, CHATS.group));
    expect(admin).toMatchObject({ kind: 'words', rights: 'all' });
    expect(admin).not.toHaveProperty('user');
  });

  it('as a channel of their own, which everybody can', () => {
    const from = { id: 136_817_688, is_bot: true, first_name: 'Channel' };
    const update = written('/settings', { from, sender_chat: CHATS.channel }, CHATS.group);
    expect(read(update)).toMatchObject({ kind: 'nothing' });
    const person = written('/settings', { sender_chat: CHATS.channel }, CHATS.group);
    expect(read(person)).toMatchObject({ kind: 'words', rights: 'none' });
  });

  it.each([
    ['another bot', { from: { id: 9, is_bot: true } }],
    ['a post that Telegram copied from the channel of this group', { is_automatic_forward: true }],
  ])('but not %s', (_, more) => {
    expect(read(written('/hashprice', more, CHATS.group))).toMatchObject({ kind: 'nothing' });
  });

  it('and not a picture, a sticker, or an edit of something earlier', () => {
    expect(read({ update_id: 1, message: message(CHATS.private, { photo: [] }) })).toMatchObject({ kind: 'nothing' });
    expect(read({ update_id: 1, edited_message: message(CHATS.private, { text: '/hashprice' }) })).toMatchObject({
      kind: 'nothing',
    });
  });

  it.each([
    ['pt-br', 'pt'],
    ['zh-hans', 'zh'],
    ['fr', undefined],
    [undefined, undefined],
  ])('whose app speaks %s, which is ours as %s', (language_code, locale) => {
    const update = read(written('/start', { from: { ...PEOPLE.ann, language_code } }));
    expect('language' in update ? update.language : undefined).toBe(locale);
  });
});

describe('what somebody taps', () => {
  it('names the message and waits for an answer', () => {
    expect(read(tapped('1:s'))).toEqual({
      kind: 'button',
      updateId: 900_001,
      recipient: { platform: 'telegram', chat: '42' },
      place: 'private',
      messageId: 5,
      rights: 'all',
      user: '42',
      language: 'en',
      data: '1:s',
      tap: '4382bfdwdsb323b2d9',
    });
  });

  it('stays in its topic', () => {
    const shown = message(CHATS.forum, inTopic);
    expect(read(tapped('1:s', shown))).toMatchObject({ recipient: { chat: '-100600', thread: 77 }, rights: 'ask' });
  });

  it('in a channel is of somebody who has to be asked about: every reader can tap', () => {
    expect(read(tapped('1:s', message(CHATS.channel), PEOPLE.ben))).toMatchObject({
      place: 'channel',
      rights: 'ask',
      user: '43',
    });
  });

  it.each([
    ['whose message is gone', tapped('1:s', { chat: CHATS.forum, message_id: 17, date: 0 })],
    ['that has no data', tapped(undefined)],
    [
      'that has no message',
      { update_id: 900_001, callback_query: { id: '4382bfdwdsb323b2d9', from: PEOPLE.ann, data: 'x' } },
    ],
  ])('is answered kindly %s', (_, update) => {
    expect(read(update)).toEqual({ kind: 'stale', updateId: 900_001, tap: '4382bfdwdsb323b2d9', language: 'en' });
  });
});

describe('what becomes of the bot in a chat', () => {
  it.each([
    ['kicked', {}, 'left'],
    ['left', {}, 'left'],
    ['restricted', { is_member: false, can_send_messages: false }, 'left'],
    ['restricted', { is_member: true, can_send_messages: false }, 'muted'],
    ['restricted', { is_member: true, can_send_messages: true }, 'back'],
    ['administrator', { can_post_messages: false }, 'muted'],
    ['administrator', { can_post_messages: true }, 'back'],
    ['member', {}, 'back'],
  ])('%s %j: it %s', (status, more, kind) => {
    expect(read(membership(status, CHATS.group, more))).toMatchObject({
      kind,
      from: { platform: 'telegram', chat: '-100500' },
    });
  });

  it('a group becomes a supergroup, which both of them say', () => {
    const from = { platform: 'telegram', chat: '-400123' };
    const to = { platform: 'telegram', chat: '-1009876543210' };
    const before = message({ id: -400_123, type: 'group' }, { migrate_to_chat_id: -1_009_876_543_210 });
    const after = message({ id: -1_009_876_543_210, type: 'supergroup' }, { migrate_from_chat_id: -400_123 });
    expect(read({ update_id: 1, message: before })).toEqual({ kind: 'moved', from, to });
    expect(read({ update_id: 2, message: after })).toEqual({ kind: 'moved', from, to });
  });
});

describe('whatever comes', () => {
  it.each([
    [null],
    [[]],
    ['text'],
    [{ update_id: 'x', message: {} }],
    [{ update_id: 1 }],
    [{ update_id: 1, guest_message: { text: '/hashprice' } }],
    [{ update_id: 1, message: { text: 'x'.repeat(5_000), message_id: 1, chat: CHATS.private } }],
    [{ update_id: 1, message: { message_id: 1, chat: { id: 2 ** 60, type: 'private' }, text: '/help' } }],
  ])('%j is nothing, and never an error', (value) => {
    expect(read(value)).toMatchObject({ kind: 'nothing' });
  });

  it('never throws', () => {
    const nearly = fc.record(
      {
        update_id: fc.oneof(fc.integer(), fc.string()),
        message: fc.record(
          {
            message_id: fc.nat(),
            chat: fc.record({ id: fc.integer(), type: fc.string() }),
            text: fc.string(),
            date: fc.integer(),
          },
          { requiredKeys: [] },
        ),
        callback_query: fc.anything(),
        my_chat_member: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const reads = fc.property(fc.oneof(fc.anything(), nearly), (value) => {
      expect(read(value)).toHaveProperty('kind');
    });
    fc.assert(reads);
  });
});
