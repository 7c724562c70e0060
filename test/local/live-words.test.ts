import { expect, it } from 'vitest';
import { lengthOf, tickLine } from '../../infra/local/live-words.ts';
import { Outages } from '../../infra/local/outages.ts';
import { ReplayCards } from '../../infra/local/replay-cards.ts';
import { changeLine } from '../../infra/local/rule-words.ts';
import type { Message } from '../../infra/local/terminal/card.ts';
import { paintFor } from '../../infra/local/terminal/text.ts';

const nameOf = (key: string) => (key === 'telegram:1' ? 'this terminal' : key);

it.each([
  ['margin:S21 at $0.08@telegram:1', 'its owner removed it', 'S21 at $0.08 of this terminal: ended, its owner removed'],
  ['margin:S21@telegram:42', 'value reached the line', 'S21 of telegram:42: under its line, waiting to see whether'],
  ['margin/3.1@telegram:42', 'held long enough', 'fleet 3 of telegram:42: it lasted, so it is told'],
  ['retarget/1@discord:@7', 'a new epoch began', 'fleet 1 after the retarget of discord:@7: over'],
  ['cost:regression', 'value reached the line', 'bitcoin and its regression cost: under its line'],
  ['hashprice<40', 'value reached the line', 'hashprice under $40: so, waiting to see'],
  ['hashprice:EUR>35', 'fell back before the hold was over', 'hashprice over 35 EUR: fell back'],
  ['lowest:90', 'held long enough', 'lowest hashprice in 90 days: it lasted'],
  ['switch-over:margin>41.39:Zx_-81aB', 'held long enough', 'mining over AI by margin, at $41.39: it lasted'],
  [
    'switch-over:revenue<73.15:Zx_-81aB@telegram:42',
    'value reached the line',
    'AI over mining by revenue, at $73.15 of',
  ],
  ['data', 'value reached the line', 'no data: so, waiting'],
])('says in words what came of %s: %s', (rule, because, words) => {
  expect(changeLine({ rule, from: 'calm', to: 'pending', because }, nameOf)).toContain(`  ${words}`);
});

it('says a length of time as people do', () => {
  expect([10, 60, 300, 3_600].map(lengthOf)).toEqual(['10 s', '1 min', '5 min', '1 h']);
});

it('says once why a feed is ignored', () => {
  const taken = { at: new Date(0), usdPerBtc: 60_000, usdPerPhDay: 38.68, difficulty: 1, from: ['coinbase'] };
  const snapshot = { ...taken, ignored: [{ feed: 'kraken', why: 'answered 503' }] };
  expect(tickLine(snapshot)).toMatch(/hashprice \$38\.68\/PH\/day .* ignored kraken \(answered 503\)$/);
  expect(tickLine(snapshot, new Set(['kraken']))).toMatch(/ignored kraken$/);
});

it('tells an outage when it begins, again after an hour, and that it is over', () => {
  const outages = new Outages();
  expect(outages.begins('no snapshot: of 12:00', 0)).toBe(true);
  expect(outages.begins('no snapshot: of 12:05', 300_000)).toBe(false);
  expect(outages.begins('no snapshot: of 13:00', 3_600_000)).toBe(true);
  expect(outages.end('no snapshot')).toBe(true);
  expect(outages.end('no snapshot')).toBe(false);
  expect(outages.begins('no snapshot: of 13:05', 3_900_000)).toBe(true);
});

it('shows both looks of the first of a kind, and then names Discord below what Telegram got', () => {
  const at = new Date('2026-02-24T12:05:00Z');
  const both = (title: string): Message[] => [
    { platform: 'telegram', to: ['S21'], at, html: `🔴 <b>${title}</b>\nMore.` },
    { platform: 'discord', to: ['#mining'], at, embeds: [{ title }] },
  ];
  const shown = new ReplayCards();
  const lines = (title: string) => shown.lines(both(title), { width: 80, paint: paintFor(false) });
  const heads = (title: string) => lines(title).filter((line) => /→|the same to/.test(line));
  expect(heads('Lowest hashprice in 90 days')).toEqual([
    '╭─ 2026-02-24 12:05 UTC  Telegram → S21',
    '┏━ 2026-02-24 12:05 UTC  Discord → #mining',
  ]);
  expect(heads('Lowest hashprice in 120 days')).toEqual([
    '╭─ 2026-02-24 12:05 UTC  Telegram → S21',
    '   the same to Discord #mining',
  ]);
});
