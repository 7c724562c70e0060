import { html, raw } from 'hono/html';
import { inOneLine } from '../delivery/printable.ts';
import type { Fact } from '../delivery/telling.ts';
import type { Visit } from './visit.ts';

/** Markup. Whatever is put into `html` as plain text is escaped; only this is not. */
export type Html = ReturnType<typeof html>;
export { html, raw };

/** As much of somebody else's line as anybody reads. */
const MOST_CHARACTERS = 300;

/** Somebody else's words: in one line, without what turns lines around, and cut. A language that runs the other way stays inside. */
export function theirs(text: string): Html {
  const line = inOneLine(text);
  const cut = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS).toWellFormed()}…` : line;
  return html`<bdi>${cut}</bdi>`;
}

/** Where http and https lead, and nothing else does: `javascript:` is an address, too. */
export function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

/** A way out, where it is one; else only the words. */
export function outwards(url: string, words: Html | string): Html {
  const address = webAddress(url);
  return address === undefined ? html`<span>${words}</span>` : html`<a href="${address}" rel="nofollow">${words}</a>`;
}

/** To another of our pages; only words where this visit has none there. */
export function within(visit: Visit, path: `/${string}`, words: Html | string): Html {
  const href = visit.href(path);
  return href === undefined ? html`<span>${words}</span>` : html`<a href="${href}">${words}</a>`;
}

export const facts = (list: readonly Fact[]): Html =>
  list.length === 0
    ? html``
    : html`<dl class="facts">${list.map(
        ({ label, value, url }) =>
          html`<div><dt>${theirs(label)}</dt><dd>${url === undefined ? value : outwards(url, value)}</dd></div>`,
      )}</dl>`;

export type Cell = Html | string;
export type Column = { head: string; isNumber?: boolean };

/** The first cell of each row names it. Too wide for a phone, it moves inside its own frame, by keyboard, too. */
export function table(
  visit: Visit,
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Html {
  const kind = (i: number) => (columns[i]?.isNumber ? html` class="n"` : html``);
  return html`<div class="wide" role="region" tabindex="0" aria-label="${visit.words.say('page.scroll', { what: caption })}">
<table><caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ head }, i) => html`<th scope="col"${kind(i)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, i) =>
        i === 0 ? html`<th scope="row">${cell}</th>` : html`<td${kind(i)}>${cell}</td>`,
      )}</tr>
`,
  )}</tbody></table></div>`;
}

/** What few want to read, behind a word for it. */
export const folded = (summary: string, inside: Cell): Html =>
  html`<details><summary>${summary}</summary>${inside}</details>`;

/** A number over what must be known of it. */
export const marked = (value: Cell, marks: readonly Cell[]): Html =>
  html`<span class="v">${value}</span>${
    marks.length === 0 ? '' : html` <small>${marks.map((mark, i) => html`${i === 0 ? '' : ', '}${mark}`)}</small>`
  }`;
