import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Markdown, md } from '../../../functions/delivery/discord/markdown.ts';
import { alive, anyText, NASTY } from '../adversarial.ts';

describe('Discord markdown', () => {
  it.each(NASTY)('shows %j as it was typed', (nasty) => {
    expect(alive(md`${nasty}`.markup)).toEqual([]);
  });

  it('lets nothing live, whatever was put in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(alive(md`${text}`.markup)).toEqual([]);
      }),
    );
  });

  it.each([
    ['@everyone', '@\u200beveryone'],
    ['<@123>', '\\<@\u200b123>'],
    ['<t:1:R>', '\\<t:1:R>'],
    ['[a](https://b)', '\\[a\\](https:\u200b//b)'],
    ['# a', '\\# a'],
    ['1. a', '1\\. a'],
    ['$28.06/PH/day (−19.7 %)', '$28.06/PH/day (−19.7 %)'],
  ])('writes %s as %s', (plain, safe) => {
    expect(md`${plain}`.markup).toBe(safe);
  });

  it('escapes once, however deep, and has instants in the reader’s own zone', () => {
    expect(md`**${md`${'*'}`}**`.markup).toBe('**\\***');
    expect(Markdown.time(new Date('2026-02-24T13:05:00.900Z'), 'R').markup).toBe('<t:1771938300:R>');
  });

  it('quotes somebody else’s words in one line, and nothing in them lives', () => {
    expect(Markdown.quote(' We\r\n\u200bsold \u202e15,133\u202c bit\u00adcoin\t* ').markup).toBe(
      '> We sold 15,133 bitcoin \\*',
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const { markup } = Markdown.quote(text);
        expect(markup.slice(0, 2)).toBe('> ');
        expect(alive(markup.slice(2))).toEqual([]);
        expect(markup).not.toMatch(/[\n\p{Cc}]/u);
      }),
    );
  });

  it.each([
    ['https://www.sec.gov/a.htm', '[a\\]b](https://www.sec.gov/a.htm)'],
    ['https://www.sec.gov/a b(c).htm', '[a\\]b](https://www.sec.gov/a%20b%28c%29.htm)'],
    ['https://www.sec.gov/a%20b.htm', '[a\\]b](https://www.sec.gov/a%20b.htm)'],
    ['https://www.sec.gov/half\ud800', '[a\\]b](https://www.sec.gov/half%EF%BF%BD)'],
    [
      'https://x.example/a) [b](https://evil.example',
      '[a\\]b](https://x.example/a%29%20%5Bb%5D%28https://evil.example)',
    ],
    ['javascript:alert(1)', 'a\\]b'],
    ['nowhere', 'a\\]b'],
  ])('leads to %s and nowhere else', (url, link) => {
    expect(Markdown.link('a]b', url).markup).toBe(link);
  });

  it('turns no line around', () => {
    expect(md`${'\u202eabc\u202c \u2066x\u2069\u200f\u061c'}`.markup).toBe('abc x');
  });
});
