import type { Recipient } from '../../subscriptions/recipient.ts';
import { clip } from '../clip.ts';
import { type Detail, fittest, showsQuotes } from '../fitting.ts';
import type { Manner } from '../manner.ts';
import type { Evidence, Fact, Section, Severity, Span, Telling } from '../telling.ts';
import { buttonRows, type Components, type DiscordButton, ownerOf } from './components.ts';
import { type Embed, embedShape, fits } from './embed.ts';
import { Markdown, md } from './markdown.ts';

/** The body of Create Message, without the nonce. Nothing that somebody typed may ping anybody; a chosen role may be. */
export type DiscordMessage = {
  content?: string;
  embeds: readonly [Embed];
  components?: Components;
  allowed_mentions: { parse: []; roles?: [role: string] };
  flags?: number;
};

/** How it is said. Its buttons may lead somewhere, too. */
export type DiscordManner = Omit<Manner, 'buttons'> & { buttons?: readonly (readonly DiscordButton[])[] };

const COLOURS: Readonly<Record<Severity, number>> = {
  bad: 0xd83c3e,
  good: 0x2e9f5b,
  warning: 0xe8930c,
  info: 0x8a8f98,
};
/** @see https://discord.com/developers/docs/resources/message#message-object-message-flags */
const SUPPRESS_NOTIFICATIONS = 1 << 12;

/** Escaping may double a text, so each is held to less than half of what its place allows. */
const MOST = { title: 120, lead: 1_000, value: 400, foot: 250, quote: 300 } as const;

/**
 * Same telling, same message. What does not fit is left out, whole facts first, from the end.
 *
 * @param whose its buttons are: a person's are for them alone, a channel's for everybody in it.
 */
export function renderDiscord(telling: Telling, manner: DiscordManner = {}, whose?: Recipient): DiscordMessage {
  const embed = fittest(telling, (detail) => write(telling, detail), fits) ?? write(telling, BARE);
  const components = buttonRows(manner.buttons, whose === undefined ? 'c' : ownerOf(whose));
  const isSilent = manner.silent ?? telling.severity === 'info';
  const role = isSilent ? undefined : manner.mention;
  return {
    ...(role === undefined ? {} : { content: `<@&${role}>` }),
    embeds: [embedShape.parse(embed)],
    ...(components && { components }),
    allowed_mentions: { parse: [], ...(role === undefined ? {} : { roles: [role] }) },
    ...(isSilent ? { flags: SUPPRESS_NOTIFICATIONS } : {}),
  };
}

/** "Up to 2000 characters". */
const LONGEST_CONTENT = 2_000;
const SUPPRESS_EMBEDS = 1 << 2;

/** The same words for a channel that takes no embeds: whole lines, as many as there is room for. */
export function withoutEmbeds(message: DiscordMessage): Omit<DiscordMessage, 'embeds'> & { embeds: [] } {
  const lines = [
    ...(message.content === undefined ? [] : [message.content]),
    ...message.embeds.flatMap(({ title, description, fields }) => [
      `**${title}**`,
      ...description.split('\n'),
      ...fields.flatMap(({ name, value }) => [`**${name}**`, ...value.split('\n')]),
    ]),
  ];
  let content = '';
  for (const line of lines) {
    const longer = content === '' ? line : `${content}\n${line}`;
    if (longer.length > LONGEST_CONTENT) break;
    content = longer;
  }
  return { ...message, content: content.trim(), embeds: [], flags: (message.flags ?? 0) | SUPPRESS_EMBEDS };
}

const BARE: Detail = { facts: 0, sections: 0, show: 'titles' };

const write = (telling: Telling, detail: Detail): Embed => ({
  title: md`${clip(telling.title, MOST.title)}`.markup,
  description: describe(telling, detail),
  color: COLOURS[telling.severity],
  fields: fieldsOf(telling),
  timestamp: telling.at.toISOString(),
});

function describe({ lead, facts, since, sections = [], evidence = [], words }: Telling, detail: Detail): string {
  const left = sections.length - detail.sections;
  const blocks = [
    [md`${clip(lead, MOST.lead)}`],
    evidenceOf(evidence, detail),
    ...sectionsOf(sections.slice(0, detail.sections), detail),
    left > 0 ? [md`${words.say('label.more', { count: left })}`] : [],
    [...factsOf(facts.slice(0, detail.facts)), ...(since ? [md`${since.label}: ${spanIn(since)}`] : [])],
  ];
  const written = blocks.filter((lines) => lines.length > 0).map((lines) => Markdown.join(lines, '\n'));
  return Markdown.join(written, '\n\n').markup;
}

const factsOf = (facts: readonly Fact[]): Markdown[] =>
  facts.map(({ label, value, url, channel }) => {
    const shown = clip(value, MOST.value);
    if (channel !== undefined) return md`${clip(label, MOST.foot)}: ${Markdown.channel(channel)}`;
    return md`${clip(label, MOST.foot)}: **${url === undefined ? shown : Markdown.link(shown, url)}**`;
  });

/** A paragraph each, or a line each when there is room for no more. */
const sectionsOf = (sections: readonly Section[], detail: Detail): Markdown[][] =>
  detail.show === 'titles'
    ? [sections.map(({ title, url }) => md`• ${Markdown.link(clip(title, MOST.title), url ?? '')}`)]
    : sections.map(({ title, lead, facts, evidence }) => [
        md`**${clip(title, MOST.title)}**`,
        md`${clip(lead, MOST.lead)}`,
        ...evidenceOf(evidence, detail),
        ...(detail.show === 'everything' ? factsOf(facts) : []),
      ]);

/** Each quote with the document it stands in; a document is named once. */
const evidenceOf = (evidence: readonly Evidence[], detail: Detail): Markdown[] =>
  detail.show === 'titles'
    ? []
    : evidence.flatMap(({ quote, label, url }, i) => [
        ...(quote === undefined || !showsQuotes(detail) ? [] : [Markdown.quote(clip(quote, MOST.quote))]),
        ...(evidence[i + 1]?.url === url ? [] : [Markdown.link(clip(label, MOST.foot), url)]),
      ]);

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
