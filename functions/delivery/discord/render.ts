import { clip } from '../clip.ts';
import { type Detail, fittest, showsQuotes } from '../fitting.ts';
import type { Manner } from '../manner.ts';
import type { Evidence, Fact, Section, Severity, Span, Telling } from '../telling.ts';
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
const MOST = { title: 120, lead: 1_000, value: 400, foot: 250, quote: 300 } as const;

/** Same telling, same message. What does not fit is left out, whole facts first, from the end; buttons, too, for now. */
export function renderDiscord(telling: Telling, { silent }: Manner = {}): DiscordMessage {
  const embed = fittest(telling, (detail) => write(telling, detail), fits) ?? write(telling, BARE);
  return {
    embeds: [embedShape.parse(embed)],
    allowed_mentions: { parse: [] },
    ...((silent ?? telling.severity === 'info') ? { flags: SUPPRESS_NOTIFICATIONS } : {}),
  };
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
  facts.map(({ label, value, url }) => {
    const shown = clip(value, MOST.value);
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
