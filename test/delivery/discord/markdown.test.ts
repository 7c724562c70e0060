import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Markdown, md } from '../../../functions/delivery/discord/markdown.ts';
import { anyText, NASTY } from '../adversarial.ts';

/** What could still mean something: a special character that no backslash precedes, or a block mark at a line's start. */
const alive = (markup: string): string[] => {
  const rest = markup.replaceAll(/\\[\\*_~`|[\]<#>+.)-]/g, 'x');
  return [
    ...(rest.match(/[*_~`|[\]<]/g) ?? []),
    ...(rest.match(/^[ \t]*(?:[-+#>]|\d+[.)])/gm) ?? []),
    ...(rest.match(/@(?!\u200b)|:\/\//g) ?? []),
  ];
};

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
});
