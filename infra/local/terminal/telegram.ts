import type { Run, Style } from './text.ts';

const STYLES: Readonly<Record<string, Style>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  del: 'strikethrough',
  code: 'cyan',
  pre: 'cyan',
  a: 'underline',
  blockquote: 'dim',
};
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Telegram's HTML as a terminal can show it. @see https://core.telegram.org/bots/api#html-style */
export function telegramRuns(markup: string): Run[] {
  const runs: Run[] = [];
  const open: string[] = [];
  for (const part of markup.split(/(<[^>]*>)/)) {
    const [, closing, tag] = /^<(\/?)([a-z-]+)/.exec(part) ?? [];
    if (tag === undefined) {
      if (part !== '') runs.push({ text: plain(part), styles: stylesOf(open) });
    } else if (closing === '') open.push(tag);
    else open.splice(open.lastIndexOf(tag), 1);
  }
  return runs;
}

const stylesOf = (open: readonly string[]): Style[] =>
  [...new Set(open)].flatMap((tag) => (STYLES[tag] === undefined ? [] : [STYLES[tag]]));

const plain = (text: string): string => text.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name]!);
