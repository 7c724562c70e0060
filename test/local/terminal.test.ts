import { expect, it } from 'vitest';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { cards, type Message } from '../../infra/local/terminal/card.ts';
import { markdownRuns } from '../../infra/local/terminal/discord.ts';
import { telegramRuns } from '../../infra/local/terminal/telegram.ts';
import { paintFor, wantsColour, wrap } from '../../infra/local/terminal/text.ts';
import { anAnnouncementNotice } from '../delivery/announcements.ts';

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
    '│ A fleet of S21 (https://example.org/?a&b) loses money now.',
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
    '┃ The lowest since 2025-07-01 00:00 UTC, says mempool (https://mempool.space).',
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

it('marks every line of a quotation, however it is broken, and no other', () => {
  const quote = 'We sold 15,133 bitcoin out of what we held.';
  const html = `<b>Sold</b>\n<blockquote>${quote}</blockquote>\n<blockquote>In March.</blockquote>\nend`;
  const description = `**Sold**\n> ${quote}\n> In March.\nend`;
  const inside = (message: Message) =>
    cards(message, 30, plain)
      .slice(1, -1)
      .map((line) => line.slice(2));
  const expected = ['Sold', '▎ We sold 15,133 bitcoin out', '▎ of what we held.', '▎ In March.', 'end'];
  expect(inside({ ...telegram, html })).toEqual(expected);
  expect(inside({ platform: 'discord', to: ['#mining'], at, embeds: [{ description }] })).toEqual(expected);
});

it('dims the mark of a quotation and the address of a link, and neither the words nor their styles', () => {
  const colours = paintFor(true);
  const [, line] = cards({ ...telegram, html: '<blockquote>We <b>sold</b>.</blockquote>' }, 80, colours);
  expect(line).toContain('\x1b[2m▎\x1b[22m We \x1b[1msold\x1b[22m.');
  const link = telegramRuns('<b><a href="https://www.sec.gov/a.htm">10-K</a></b>');
  expect(link).toEqual([
    { text: '10-K', styles: ['bold', 'underline'] },
    { text: ' (https://www.sec.gov/a.htm)', styles: ['dim'] },
  ]);
  expect(markdownRuns('**[10-K](https://www.sec.gov/a.htm)**', at)).toEqual(link);
});

it('takes escaped characters for what they are: no link, no quotation, no end of a label', () => {
  const text = (markdown: string) =>
    markdownRuns(markdown, at)
      .map((run) => run.text)
      .join('');
  expect(text('\\[a\\](https://b)')).toBe('[a](https://b)');
  expect(text('[a\\]b](https://b/c)')).toBe('a]b (https://b/c)');
  expect(markdownRuns('\\> a', at).some(({ quoted }) => quoted)).toBe(false);
});

it('shows what a company announced with its evidence, the same on both platforms', () => {
  const telling = tell(anAnnouncementNotice('reserve-sale'), wordsOf('en'));
  const html = renderTelegram(telling).text.markup;
  const embeds = renderDiscord(telling).embeds;
  for (const message of [
    { ...telegram, html },
    { platform: 'discord' as const, to: ['x'], at, embeds },
  ]) {
    const shown = cards(message, 78, plain).join('\n');
    expect(shown).toContain(' ▎ In March the Company sold 15,133 bitcoin out of its holdings');
    expect(shown).toContain('(https://www.sec.gov/Archives/edgar/data/1507605/000150760526000031/exhibit991.htm)');
  }
});

it('shows whom a message on Discord calls, above it, and its buttons below', () => {
  const message = {
    platform: 'discord' as const,
    to: ['#mining'],
    at,
    content: '<@&290926798626357111>',
    embeds: [{ title: 'Mining at a loss', description: 'Channel: <#645027906669510667>, not \\<@42>' }],
    components: [
      { components: [{ label: 'Seen', custom_id: 'c|s:1' }] },
      { components: [{ label: 'Mute' }, { label: '10-K', url: 'https://www.sec.gov/a.htm' }] },
    ],
  };
  const [, ...lines] = cards(message, 78, plain);
  expect(lines).toEqual([
    '┃ @290926798626357111',
    '┃ Mining at a loss',
    '┃ Channel: #645027906669510667, not <@42>',
    '┃ [ Seen ]',
    '┃ [ Mute ] [ 10-K ↗ ]',
    '┗━',
  ]);
  const bare = cards({ ...message, embeds: [], components: [] }, 78, plain);
  expect(bare.slice(1)).toEqual(['┃ @290926798626357111', '┗━']);
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
