import { expect, it } from 'vitest';
import { cards, type Message } from '../../infra/local/terminal/card.ts';
import { markdownRuns } from '../../infra/local/terminal/discord.ts';
import { telegramRuns } from '../../infra/local/terminal/telegram.ts';
import { paintFor, wantsColour, wrap } from '../../infra/local/terminal/text.ts';

const plain = paintFor(false);
const at = new Date('2026-02-24T12:05:00Z');

const telegram: Message = {
  platform: 'telegram',
  to: ['S21 at $0.08'],
  at,
  html: '<b>Margin &lt; 0</b>\nA <i>fleet</i> of <a href="https://example.org/?a&amp;b">S21</a> loses money now.',
};

it('shows Telegram HTML as text in a frame', () => {
  expect(cards(telegram, 80, plain)).toEqual([
    '╭─ 2026-02-24 12:05 UTC  Telegram → S21 at $0.08',
    '│ Margin < 0',
    '│ A fleet of S21 loses money now.',
    '╰─',
  ]);
});

it('shows a Discord embed as a card: title, text, fields, foot', () => {
  const message: Message = {
    platform: 'discord',
    to: ['#mining'],
    at,
    embeds: [
      {
        title: 'Hashprice \\*under\\* 30',
        description: 'The **lowest** since <t:1751328000:D>, says [mempool](https://mempool.space).',
        color: 0xed4245,
        fields: [{ name: 'Now', value: '$28.06, <t:1771927500:R>' }],
        footer: { text: 'four feeds' },
        timestamp: '2026-02-24T12:05:00.000Z',
      },
    ],
  };
  expect(cards(message, 80, plain)).toEqual([
    '┏━ 2026-02-24 12:05 UTC  Discord → #mining',
    '┃ Hashprice *under* 30',
    '┃ The lowest since 2025-07-01 00:00 UTC, says mempool.',
    '┃ Now',
    '┃ $28.06, 2 hours ago',
    '┃ four feeds · 2026-02-24 12:05',
    '┗━',
  ]);
  expect(cards(message, 80, paintFor(true))[0]).toContain('\x1b[38;2;237;66;69m┏━\x1b[39m');
});

it('keeps styles inside of words and across nested tags', () => {
  expect(telegramRuns('<b>a<i>b</i></b>c &amp;lt;')).toEqual([
    { text: 'a', styles: ['bold'] },
    { text: 'b', styles: ['bold', 'italic'] },
    { text: 'c &lt;', styles: [] },
  ]);
  expect(markdownRuns('**a** \\_b\\_ `c`', at).map(({ text, styles }) => [text, ...styles])).toEqual([
    ['a', 'bold'],
    [' ', []].flat(),
    ['_'],
    ['b'],
    ['_'],
    [' '],
    ['c', 'cyan'],
  ]);
});

it('breaks long lines at spaces only, and counts no escape codes', () => {
  const runs = [
    { text: 'one two ', styles: [] },
    { text: 'three', styles: ['bold' as const] },
    { text: ', four', styles: [] },
  ];
  expect(wrap(runs, 9, plain)).toEqual(['one two', 'three,', 'four']);
  expect(wrap(runs, 9, paintFor(true))).toEqual(['one two', '\x1b[1mthree\x1b[22m,', 'four']);
});

it.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('colours %o with %o: %s', (stream, environment, expected) => {
  expect(wantsColour(stream, environment)).toBe(expected);
});
