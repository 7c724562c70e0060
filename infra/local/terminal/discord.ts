import { addressRun, type Run, type Style } from './text.ts';

/** What we send of an embed, and all that a card in the terminal shows. */
export type Embed = {
  title?: string;
  description?: string;
  color?: number;
  fields?: readonly { name: string; value: string; inline?: boolean }[];
  footer?: { text: string } | undefined;
  timestamp?: string;
};

/** What we send of components: rows of buttons. */
export type Row = { components: readonly { label?: string; url?: string }[] };

/** A line of buttons for each row. */
export const buttonRuns = (rows: readonly Row[]): Run[][] =>
  rows.map(({ components }) =>
    components.flatMap(({ label = '', url }): Run[] => [
      { text: `[ ${label}${url === undefined ? '' : ' ↗'} ]`, styles: ['cyan'] },
      { text: ' ', styles: [] },
    ]),
  );

/** An embed from top to bottom, as Discord lays it out for somebody who looks at `now`. */
export function embedRuns(embed: Embed, now: Date): Run[] {
  const parts: Run[][] = [];
  if (embed.title !== undefined) parts.push(markdownRuns(embed.title, now, ['bold']));
  if (embed.description !== undefined) parts.push(markdownRuns(embed.description, now));
  for (const { name, value } of embed.fields ?? []) {
    parts.push([...markdownRuns(name, now, ['bold']), { text: '\n', styles: [] }, ...markdownRuns(value, now)]);
  }
  const foot = [embed.footer?.text, embed.timestamp?.slice(0, 16).replace('T', ' ')].filter(
    (text) => text !== undefined,
  );
  if (foot.length > 0) parts.push([{ text: foot.join(' · '), styles: ['dim'] }]);
  return parts.flatMap((part, i) => (i === 0 ? part : [{ text: '\n', styles: [] }, ...part]));
}

const MARKS: Readonly<Record<string, Style>> = {
  '**': 'bold',
  __: 'underline',
  '~~': 'strikethrough',
  '*': 'italic',
  _: 'italic',
  '`': 'cyan',
};

/** What means something: an escaped character, a link, a mark. */
const TOKENS = /(\\.|<(?:@[&!]?|#)\d+>|\[(?:\\.|[^\]\\])+\]\(<?https?:[^)\s]*\)|\*\*|__|~~|[*_`])/;
const MENTION = /^<(@[&!]?|#)(\d+)>$/;
const LINK = /^\[(.+)\]\(<?(https?:[^)\s>]*)>?\)$/s;

/**
 * Discord's markdown: marks switch a style on and off, a backslash makes the next character an ordinary one, a line
 * that begins with `>` is a quotation. A link is shown with its address.
 */
export function markdownRuns(markdown: string, now: Date, base: readonly Style[] = []): Run[] {
  const on = new Set<Style>();
  const text = markdown.replace(/<t:(\d+)(?::(\w))?>/g, (_, seconds: string, style?: string) =>
    style === 'R' ? fromNow(Number(seconds), now) : instant(Number(seconds)),
  );
  return text.split(/(\n)/).flatMap((line) => {
    const said = line.replace(/^> /, '');
    const runs = lineRuns(said, base, on);
    return said === line ? runs : runs.map((run) => ({ ...run, quoted: true as const }));
  });
}

function lineRuns(line: string, base: readonly Style[], on: Set<Style>): Run[] {
  return line.split(TOKENS).flatMap((part): Run[] => {
    const [, label, address] = LINK.exec(part) ?? [];
    if (label !== undefined && address !== undefined) {
      return [...lineRuns(label, [...base, ...on, 'underline'], new Set()), addressRun(address)];
    }
    // Discord shows the name, which is not in the message.
    const [, sigil, id] = MENTION.exec(part) ?? [];
    if (sigil !== undefined && id !== undefined)
      return [{ text: `${sigil === '#' ? '#' : '@'}${id}`, styles: ['cyan'] }];
    const style = MARKS[part];
    if (style === undefined) {
      return part === '' ? [] : [{ text: /^\\./.test(part) ? part.slice(1) : part, styles: [...base, ...on] }];
    }
    if (!on.delete(style)) on.add(style);
    return [];
  });
}

/** Discord shows `<t:1771934400>` in the reader's own time; a terminal has UTC. */
const instant = (seconds: number): string =>
  `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** And `<t:1771934400:R>` as "2 hours ago". */
function fromNow(seconds: number, now: Date): string {
  const away = seconds - Math.floor(now.getTime() / 1_000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS[3];
  return relative.format(Math.trunc(away / size), unit);
}
