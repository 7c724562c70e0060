import { describe, expect, it } from 'vitest';
import { callsOf, toastOf } from '../../../functions/chat/telegram/render.ts';
import { type Question, readUpdate } from '../../../functions/chat/telegram/update.ts';
import { buttons, saying } from './attending.ts';
import { CHATS, inTopic, message, tapped, written } from './updates.ts';

const read = (update: unknown) => readUpdate(update, { id: 7, knows: () => true }) as Question;
const typed = read(written('/hashprice'));
const tap = read(tapped('1:s', message(CHATS.forum, { ...inTopic, message_id: 17 })));
const methods = (...given: Parameters<typeof callsOf>) => callsOf(...given).map(({ method }) => method);

describe('answers as calls of the Bot API', () => {
  it('are messages to whoever typed, with their buttons', () => {
    const [call] = callsOf([saying('Hello', { buttons: buttons('one') })], typed);
    expect(call).toMatchObject({
      method: 'sendMessage',
      payload: {
        chat_id: '42',
        text: expect.stringContaining('<b>Hello</b>'),
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: [[{ text: 'one', callback_data: '1:one' }]] },
      },
    });
    expect(call?.payload).not.toHaveProperty('reply_parameters');
  });

  it('name the question in a group, where others write in between', () => {
    const [call] = callsOf([saying('Hello')], read(written('/hashprice', { message_id: 31 }, CHATS.group)));
    expect(call?.payload).toMatchObject({
      reply_parameters: { message_id: 31, allow_sending_without_reply: true },
    });
  });

  it('take the place of the message whose button was tapped, its keyboard included, and one of them only', () => {
    const calls = callsOf([saying('One', { edits: true }), saying('Two', { edits: true }), saying('Three')], tap);
    expect(calls.map(({ method }) => method)).toEqual(['editMessageText', 'sendMessage', 'sendMessage']);
    expect(calls[0]?.payload).toMatchObject({ chat_id: '-100600', message_id: 17 });
    expect(calls[0]?.payload).not.toHaveProperty('reply_markup');
    expect(calls[0]?.payload).not.toHaveProperty('message_thread_id');
    expect(calls[1]?.payload).toMatchObject({ message_thread_id: 77 });
  });

  it('are new messages where there is nothing to take the place of', () => {
    expect(methods([saying('One', { edits: true })], typed)).toEqual(['sendMessage']);
  });

  it('are over the chat alone where a tap changed nothing, and a message where words did not', () => {
    const reply = saying('Old', { toast: 'This button is old', toastOnly: true });
    expect(methods([reply], tap)).toEqual([]);
    expect(methods([reply], typed)).toEqual(['sendMessage']);
  });

  it('bring a file after their words, and a picture last', () => {
    const file = { name: 'a.json', mime: 'application/json', text: '{}' };
    const reply = saying('Yours', { file, picture: { of: 'cost', span: '1y' } });
    expect(methods([reply], typed)).toEqual(['sendMessage', 'sendDocument', 'draw']);
  });

  it('survive being kept as JSON, so that a repeat says the very same', () => {
    const calls = callsOf([saying('½ ₿ <&>', { buttons: buttons('ü') })], typed);
    expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
  });
});

describe('what a tap is answered with', () => {
  it('is the first words that are meant for it', () => {
    expect(toastOf([saying('One'), saying('Two', { toast: 'Saved' })])).toBe('Saved');
    expect(toastOf([saying('One')])).toBeUndefined();
  });

  it('is at most two hundred letters, and never half of one', () => {
    const toast = toastOf([saying('One', { toast: '😀'.repeat(150) })]) ?? '';
    expect(toast.length).toBeLessThanOrEqual(200);
    expect(toast.isWellFormed()).toBe(true);
  });
});
