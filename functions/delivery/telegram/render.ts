import { clip } from '../clip.ts';
import { type Detail, fittest, showsQuotes } from '../fitting.ts';
import type { Evidence, Fact, Section, Severity, Telling } from '../telling.ts';
import { Html, html } from './html.ts';
import { type InlineKeyboard, keyboardOf, type TelegramButton } from './keyboard.ts';

/** `sendMessage` without its address. @see https://core.telegram.org/bots/api#sendmessage */
export type TelegramMessage = {
  text: Html;
  options: {
    parse_mode: 'HTML';
    link_preview_options: { is_disabled: true };
    disable_notification?: true;
    reply_markup?: InlineKeyboard;
  };
};

/** How it is said. @property silent without a sound, or with one; without it, as its severity asks for. */
export type TelegramManner = { silent?: boolean; buttons?: readonly (readonly TelegramButton[])[] };

/** "1-4096 characters after entities parsing", in UTF-16 units. */
export const LONGEST_TEXT = 4_096;
const LONGEST_LINE = 512;
const LONGEST_QUOTE = 300;

const SIGNS: Readonly<Record<Severity, string>> = { bad: '🔴', good: '🟢', warning: '🟠', info: '⚪' };

/** Same telling, same message. One that is too long loses whole facts from the end; nothing is cut inside a tag. */
export function renderTelegram(telling: Telling, { silent, buttons }: TelegramManner = {}): TelegramMessage {
  const keyboard = keyboardOf(buttons);
  const fits = (draft: Html) => draft.text.length <= LONGEST_TEXT;
  const text = fittest(telling, (detail) => write(telling, detail), fits);
  return {
    text: text ?? bareOf(telling),
    options: {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      // Nobody need be woken to hear that a rule was closed.
      ...((silent ?? telling.severity === 'info') ? { disable_notification: true as const } : {}),
      ...(keyboard && { reply_markup: keyboard }),
    },
  };
}

function write(telling: Telling, detail: Detail): Html {
  const { words, whatWouldChangeIt, sections = [], evidence = [] } = telling;
  return paragraphs([
    [titleOf(telling), html`${clip(telling.lead, LONGEST_LINE)}`],
    evidenceOf(evidence, detail),
    ...sectionsOf(sections.slice(0, detail.sections), detail),
    detail.sections < sections.length
      ? [html`${words.say('label.more', { count: sections.length - detail.sections })}`]
      : [],
    [...factsOf(telling.facts.slice(0, detail.facts)), ...sinceOf(telling)],
    whatWouldChangeIt ? [html`${words.say('label.until', {})}: ${whatWouldChangeIt}`] : [],
    footOf(telling),
  ]);
}

const factsOf = (facts: readonly Fact[]): Html[] =>
  facts.map(({ label, value, url }) => {
    const shown = clip(value, LONGEST_LINE);
    return html`${label}: <b>${url === undefined ? shown : Html.link(shown, url)}</b>`;
  });

/** A paragraph each, or a line each when there is room for no more. */
const sectionsOf = (sections: readonly Section[], detail: Detail): Html[][] =>
  detail.show === 'titles'
    ? [sections.map(({ title, url }) => html`• ${Html.link(clip(title, LONGEST_LINE), url ?? '')}`)]
    : sections.map(({ title, lead, facts, evidence }) => [
        html`<b>${clip(title, LONGEST_LINE)}</b>`,
        html`${clip(lead, LONGEST_LINE)}`,
        ...evidenceOf(evidence, detail),
        ...(detail.show === 'everything' ? factsOf(facts) : []),
      ]);

/** Each quote with the document it stands in; a document is named once. */
const evidenceOf = (evidence: readonly Evidence[], detail: Detail): Html[] =>
  detail.show === 'titles'
    ? []
    : evidence.flatMap(({ quote, label, url }, i) => [
        ...(quote === undefined || !showsQuotes(detail) ? [] : [Html.quote(clip(quote, LONGEST_QUOTE))]),
        ...(evidence[i + 1]?.url === url ? [] : [Html.link(label, url)]),
      ]);

/** What is left when even the words are too long: what happened, and nothing else. */
const bareOf = (telling: Telling): Html => paragraphs([[titleOf(telling), html`${clip(telling.lead, 2_048)}`]]);

const titleOf = ({ severity, title }: Telling): Html => html`${SIGNS[severity]} <b>${clip(title, LONGEST_LINE)}</b>`;

function sinceOf({ since, words }: Telling): Html[] {
  if (since === undefined) return [];
  const { label, from, to, lasted } = since;
  const span = to
    ? words.say('since.ended', { from: words.instant(from), to: words.instant(to) })
    : words.instant(from);
  return [html`${label}: <b>${lasted ? words.say('since.lasting', { span, lasted }) : span}</b>`];
}

function footOf({ sources, ignored, words }: Telling): Html[] {
  const lines = sources.map(({ what, names, at }) => words.say('source.line', { what, names, at: words.instant(at) }));
  if (ignored !== undefined) lines.push(`${words.say('label.ignored', {})}: ${ignored}`);
  return lines.map((line) => html`<i>${clip(line, LONGEST_LINE)}</i>`);
}

const paragraphs = (blocks: readonly (readonly Html[])[]): Html =>
  Html.join(
    blocks.filter((lines) => lines.length > 0).map((lines) => Html.join(lines, '\n')),
    '\n\n',
  );
