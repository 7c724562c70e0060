import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyboardOf } from '../../../functions/delivery/telegram/keyboard.ts';
import { renderTelegram } from '../../../functions/delivery/telegram/render.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { METHODS } from '../../../infra/local/loopback/telegram-methods.ts';
import { aNotice } from '../notices.ts';

describe('buttons under a message', () => {
  it('send back their data, or lead somewhere', () => {
    expect(
      keyboardOf([[{ label: 'Seen', data: 's:abc' }], [{ label: 'Filing', url: 'https://www.sec.gov/a' }]]),
    ).toEqual({
      inline_keyboard: [[{ text: 'Seen', callback_data: 's:abc' }], [{ text: 'Filing', url: 'https://www.sec.gov/a' }]],
    });
  });

  it.each([[undefined], [[]], [[[]]]])('are none for %j', (rows) => {
    expect(keyboardOf(rows)).toBeUndefined();
  });

  it('are eight in a row at most', () => {
    const row = Array.from({ length: 10 }, (_, i) => ({ label: `${i}`, data: `${i}` }));
    expect(keyboardOf([row])?.inline_keyboard.map(({ length }) => length)).toEqual([8, 2]);
  });

  it.each(['', 'é'.repeat(33), 'x'.repeat(65)])(
    'refuse data that Telegram would refuse the whole message for: %j',
    (data) => {
      expect(() => keyboardOf([[{ label: 'x', data }]])).toThrow(/1 to 64 bytes/);
    },
  );

  it('take what fits in 64 bytes, whatever the letters', () => {
    expect(keyboardOf([[{ label: 'x', data: 'é'.repeat(32) }]])).toBeDefined();
  });

  it('refuse a keyboard of over a hundred', () => {
    const rows = Array.from({ length: 101 }, (_, i) => [{ label: 'x', data: `${i}` }]);
    expect(() => keyboardOf(rows)).toThrow(/at most 100/);
  });

  it('are always as the Bot API wants them, whatever is written on them', () => {
    const button = fc.record({
      label: fc.string({ unit: 'binary' }),
      data: fc.string({ minLength: 1, maxLength: 16 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(button, { maxLength: 9 }), { maxLength: 8 }), (rows) => {
        const reply_markup = keyboardOf(rows);
        const message = { chat_id: 42, text: 'x', ...(reply_markup && { reply_markup }) };
        expect(METHODS.sendMessage.safeParse(JSON.parse(JSON.stringify(message))).error).toBeUndefined();
      }),
    );
  });
});

describe('how a message is said', () => {
  const alert = tell(aNotice('margin'), wordsOf('en'));
  const closed = tell(aNotice('margin', 'closed'), wordsOf('en'));

  it('as loudly as it is grave, unless the chat wants it otherwise', () => {
    const isSilent = (telling: typeof alert, silent?: boolean) =>
      renderTelegram(telling, silent === undefined ? {} : { silent }).options.disable_notification === true;
    expect([isSilent(alert), isSilent(alert, true), isSilent(alert, false)]).toEqual([false, true, false]);
    expect([isSilent(closed), isSilent(closed, true), isSilent(closed, false)]).toEqual([true, true, false]);
  });

  it('with its buttons', () => {
    const { reply_markup } = renderTelegram(alert, { buttons: [[{ label: 'Seen', data: 's:1' }]] }).options;
    expect(reply_markup?.inline_keyboard).toEqual([[{ text: 'Seen', callback_data: 's:1' }]]);
    expect(renderTelegram(alert).options).not.toHaveProperty('reply_markup');
  });
});
