export type Broken = { broken: string };

/** @see https://core.telegram.org/bots/api#html-style */
const TAGS = new Set('b strong i em u ins s strike del code pre a span tg-spoiler tg-emoji blockquote'.split(' '));
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** What remains of HTML after Telegram has parsed it, or why it would not: an unknown tag, one left open, or none at all. */
export function parseTelegramHtml(markup: string): string | Broken {
  const open: string[] = [];
  let text = '';
  for (const [piece] of markup.matchAll(/<[^>]*>|<|[^<]+/g)) {
    if (!piece.startsWith('<')) {
      text += decode(piece);
      continue;
    }
    const [, slash, name] = /^<(\/?)([a-z-]+)(?: [^<>]*)?>$/.exec(piece) ?? [];
    if (name === undefined || !TAGS.has(name)) return { broken: `Unsupported start tag "${piece.slice(1, 20)}"` };
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return { broken: `Unexpected end tag "${name}"` };
  }
  return open.length > 0 ? { broken: `Can't find end tag corresponding to start tag "${open.at(-1)}"` } : text;
}

const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, dec?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number.parseInt(dec ?? hex ?? '', dec === undefined ? 16 : 10));
  });
