import { clip } from '../clip.ts';
import type { Severity, Telling } from '../telling.ts';
import { Html, html } from './html.ts';

/** `sendMessage` without its address. @see https://core.telegram.org/bots/api#sendmessage */
export type TelegramMessage = {
  text: Html;
  options: {
    parse_mode: 'HTML';
    link_preview_options: { is_disabled: true };
    disable_notification?: true;
  };
};

/** "1-4096 characters after entities parsing", in UTF-16 units. */
export const LONGEST_TEXT = 4_096;
const LONGEST_LINE = 512;

const SIGNS: Readonly<Record<Severity, string>> = { bad: '🔴', good: '🟢', warning: '🟠', info: '⚪' };

/** Same telling, same message. One that is too long loses whole facts from the end; nothing is cut inside a tag. */
export function renderTelegram(telling: Telling): TelegramMessage {
  let shown = telling.facts.length;
  let text = write(telling, shown);
  while (text.text.length > LONGEST_TEXT && shown > 0) text = write(telling, --shown);
  return {
    text: text.text.length > LONGEST_TEXT ? bareOf(telling) : text,
    options: {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      // Nobody need be woken to hear that a rule was closed.
      ...(telling.severity === 'info' ? { disable_notification: true as const } : {}),
    },
  };
}

function write(telling: Telling, shown: number): Html {
  const { words, whatWouldChangeIt } = telling;
  return paragraphs([
    [titleOf(telling), html`${clip(telling.lead, LONGEST_LINE)}`],
    [
      ...telling.facts.slice(0, shown).map(({ label, value }) => html`${label}: <b>${clip(value, LONGEST_LINE)}</b>`),
      ...sinceOf(telling),
    ],
    whatWouldChangeIt ? [html`${words.say('label.until', {})}: ${whatWouldChangeIt}`] : [],
    footOf(telling),
  ]);
}

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
