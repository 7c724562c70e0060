import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readUpdate } from '../../../functions/chat/telegram/update.ts';

const message = (text: string, chat: object = { id: 42, type: 'private' }, more: object = {}) => ({
  update_id: 900_001,
  message: { message_id: 5, chat, date: 1_795_330_000, text, ...more },
});

it.each([
  ['/hashprice', { kind: 'command', command: 'hashprice' }],
  ['/hashprice@x_bot now', { kind: 'command', command: 'hashprice' }],
  ['/start deep-link', { kind: 'command', command: 'help' }],
  ['/HELP', { kind: 'command', command: 'help' }],
  ['/nothing', { kind: 'nothing' }],
  ['hashprice', { kind: 'nothing' }],
])('reads %s', (text, asked) => {
  expect(readUpdate(message(text))).toMatchObject(asked);
});

it('answers into the forum topic it was asked in', () => {
  const forum = { id: -1001234567890, type: 'supergroup' };
  const asked = readUpdate(message('/hashprice', forum, { message_thread_id: 77, is_topic_message: true }));
  expect(asked).toMatchObject({ from: { chat: '-1001234567890', thread: 77 } });
});

it.each([
  ['kicked', 'left'],
  ['left', 'left'],
  ['member', 'back'],
  ['administrator', 'back'],
])('reads that the bot is now %s', (status, kind) => {
  const update = { update_id: 1, my_chat_member: { chat: { id: 42, type: 'private' }, new_chat_member: { status } } };
  expect(readUpdate(update)).toMatchObject({ kind, from: { platform: 'telegram', chat: '42' } });
});

it('reads that a group became a supergroup', () => {
  const moved = { id: -400123, type: 'group' };
  expect(readUpdate(message('', moved, { migrate_to_chat_id: -1009876543210 }))).toEqual({
    kind: 'moved',
    from: { platform: 'telegram', chat: '-400123' },
    to: { platform: 'telegram', chat: '-1009876543210' },
  });
});

it('makes something of everything, and never throws', () => {
  const anything = fc.oneof(fc.anything(), fc.record({ update_id: fc.integer(), message: fc.object() }));
  fc.assert(
    fc.property(anything, (value) => {
      expect(readUpdate(value).kind).toBeTypeOf('string');
    }),
  );
});
