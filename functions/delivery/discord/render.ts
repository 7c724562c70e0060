import { clip } from '../clip.ts';
import type { Severity, Span, Telling } from '../telling.ts';
import { type Embed, embedShape, fits } from './embed.ts';
import { Markdown, md } from './markdown.ts';

/** The body of Create Message, without the nonce. Nothing that somebody typed may ping anybody. */
export type DiscordMessage = { embeds: readonly [Embed]; allowed_mentions: { parse: [] }; flags?: number };

const COLOURS: Readonly<Record<Severity, number>> = {
  bad: 0xd83c3e,
  good: 0x2e9f5b,
  warning: 0xe8930c,
  info: 0x8a8f98,
};
/** @see https://discord.com/developers/docs/resources/message#message-object-message-flags */
const SUPPRESS_NOTIFICATIONS = 1 << 12;

/** Escaping may double a text, so each is held to less than half of what its place allows. */
const MOST = { title: 120, lead: 1_000, value: 400, foot: 250 } as const;

/** Same telling, same message. What does not fit is left out, whole facts first, from the end. */
export function renderDiscord(telling: Telling): DiscordMessage {
  let shown = telling.facts.length;
  let embed = write(telling, shown);
  while (!fits(embed) && shown > 0) embed = write(telling, --shown);
  return {
    embeds: [embedShape.parse(embed)],
    allowed_mentions: { parse: [] },
    ...(telling.severity === 'info' ? { flags: SUPPRESS_NOTIFICATIONS } : {}),
  };
}

const write = (telling: Telling, shown: number): Embed => ({
  title: md`${clip(telling.title, MOST.title)}`.markup,
  description: describe(telling, shown),
  color: COLOURS[telling.severity],
  fields: fieldsOf(telling),
  timestamp: telling.at.toISOString(),
});

function describe({ lead, facts, since }: Telling, shown: number): string {
  const lines = [
    md`${clip(lead, MOST.lead)}`,
    md``,
    ...facts.slice(0, shown).map(({ label, value }) => md`${clip(label, MOST.foot)}: **${clip(value, MOST.value)}**`),
    ...(since ? [md`${since.label}: ${spanIn(since)}`] : []),
  ];
  return Markdown.join(lines, '\n').markup;
}

function spanIn({ from, to, lasted }: Span): Markdown {
  const { time } = Markdown;
  return to
    ? md`**${time(from, 'f')} – ${time(to, 'f')}**${lasted ? ` (${lasted})` : ''}`
    : md`**${time(from, 'f')}**, ${time(from, 'R')}`;
}

function fieldsOf({ whatWouldChangeIt, sources, ignored, words }: Telling): Embed['fields'] {
  const lines = sources.map(({ what, names, at }) => md`${clip(`${what}: ${names}`, 120)}, ${Markdown.time(at, 'R')}`);
  if (ignored !== undefined) lines.push(md`${words.say('label.ignored', {})}: ${clip(ignored, 100)}`);
  return [
    ...(whatWouldChangeIt ? [field(words.say('label.until', {}), md`${clip(whatWouldChangeIt, MOST.value)}`)] : []),
    ...(lines.length > 0 ? [field(words.say('label.sources', {}), Markdown.join(lines, '\n'))] : []),
  ];
}

const field = (label: string, value: Markdown): Embed['fields'][number] => ({
  name: md`${clip(label, MOST.title)}`.markup,
  value: value.markup,
});
