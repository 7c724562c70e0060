import { addressRun, type Run, type Style } from './text.ts';

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
};
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Telegram's HTML as a terminal can show it: a quotation with a mark, a link with its address.
 * @see https://core.telegram.org/bots/api#html-style
 */
export function telegramRuns(markup: string): Run[] {
  const runs: Run[] = [];
  const open: { tag: string; address: string | undefined }[] = [];
  for (const part of markup.split(/(<[^>]*>)/)) {
    const [, closing, tag] = /^<(\/?)([a-z-]+)/.exec(part) ?? [];
    if (tag === undefined) {
      if (part !== '')
        runs.push(
          runOf(
            plain(part),
            open.map((one) => one.tag),
          ),
        );
    } else if (closing === '') {
      const [, address] = / href="([^"]*)"/.exec(part) ?? [];
      open.push({ tag, address: address && plain(address) });
    } else {
      const [closed] = open.splice(
        open.findLastIndex((one) => one.tag === tag),
        1,
      );
      if (closed?.address !== undefined) runs.push(addressRun(closed.address));
    }
  }
  return runs;
}

const runOf = (text: string, open: readonly string[]): Run => ({
  text,
  styles: stylesOf(open),
  ...(open.includes('blockquote') ? { quoted: true } : {}),
});

const stylesOf = (open: readonly string[]): Style[] =>
  [...new Set(open)].flatMap((tag) => (STYLES[tag] === undefined ? [] : [STYLES[tag]]));

const plain = (text: string): string => text.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name]!);
