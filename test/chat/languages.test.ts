import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../functions/words/preferences.ts';
import { aBot } from './talking.ts';

const TYPED = [
  '/start',
  '/hashprice',
  '/cost',
  '/difficulty',
  '/margin',
  '/fleet S21 XP 0.05; 16-21 0.12',
  '/fleet',
  '/margin',
  '/subscribe < 20',
  '/subscribe lowest',
  '/subscribe',
  '/alerts',
  '/miners',
  '/miner MARA',
  '/miner IREN',
  '/chart panel',
  '/chart 30d',
  '/mute',
  '/mute 2h',
  '/settings',
  '/settings digest',
  '/test',
  '/history',
  '/help',
  '/privacy',
  '/export',
  '/delete',
  '/nothing',
  '/fleet S21 XP cheap 9',
  'hmm?',
];

/** Words that no other language of ours has; names, commands and what is typed are not told by them. */
const ENGLISH =
  /(?<!\p{L})(?:the|is|are|of|and|with|your?|when|not|from|until|what|hashprice is|days?|alerts?)(?!\p{L})/iu;

describe.each(LOCALES.filter((locale) => locale !== 'en'))('somebody whose app speaks %s', (language) => {
  it('is answered in it, whatever they ask', async () => {
    const ann = (await aBot()).chat({ language });
    const pages: string[] = [];
    for (const typed of TYPED) {
      await ann.types(typed);
      const buttons = ann.keyboard.map((row) => row.map((label) => `[${label}]`).join(' '));
      pages.push([`> ${typed}`, ann.text, ...buttons].join('\n'));
    }
    for (const page of pages) expect(page.replace(/^>.*/, '').replace(/\/\w+/g, '')).not.toMatch(ENGLISH);
    await expect(`${pages.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/words/${language}/chat.txt`);
  });
});
