import { Parser } from 'htmlparser2';
import type { CleanText } from './clean.ts';
import { TextBuilder } from './text-builder.ts';

/** How much of a document is read; what comes after is named in `cut`. */
export const LIMITS = {
  /** Twice the largest 10-K met. */
  sourceCharacters: 24_000_000,
  textCharacters: 6_000_000,
  /** Open elements. Old filings never close their fonts, so honest ones are deep; a bomb is deeper. */
  depth: 10_000,
  /** Tables in tables; deeper ones are read as text of the cell around them. */
  tables: 16,
} as const;

/**
 * Reads HTML as it comes, a piece at a time: nothing but the text and the places of its cells is kept.
 *
 * What a reader of the page does not see is left out: scripts, styles, hidden elements, the header of inline XBRL, and
 * the little marks of footnotes, which would otherwise become digits of the number before them.
 */
export class HtmlReader {
  readonly #text = new TextBuilder();
  readonly #parser: Parser;
  #read = 0;
  #depth = 0;
  /** Depth of the hidden element we are in; 0 outside. */
  #hiddenAt = 0;
  /** Text of the raised or lowered element we are in, until it is known whether it is a footnote's mark. */
  #raised: { depth: number; text: string; at: number } | undefined;
  #cut: string | undefined;

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#opened(name, attributes),
        onclosetag: (name) => this.#closed(name),
        ontext: (text) => this.#texted(text),
      },
      { lowerCaseTags: true, decodeEntities: true },
    );
  }

  /** Whether there is any use in going on. */
  get isFull(): boolean {
    return this.#cut !== undefined;
  }

  write(piece: string): void {
    if (this.#cut !== undefined) return;
    const room = LIMITS.sourceCharacters - this.#read;
    this.#read += piece.length;
    this.#parser.write(piece.length > room ? piece.slice(0, room) : piece);
    if (piece.length > room) this.#stop(`only its first ${LIMITS.sourceCharacters} characters were read`);
  }

  end(): CleanText {
    if (this.#cut === undefined) this.#parser.end();
    return this.#text.build(this.#cut);
  }

  #stop(why: string): void {
    if (this.#cut !== undefined) return;
    this.#cut = why;
    this.#parser.pause();
  }

  #opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#cut !== undefined) return;
    if (++this.#depth > LIMITS.depth) return this.#stop(`it is nested deeper than ${LIMITS.depth} elements`);
    if (this.#hiddenAt > 0) return;
    if (isHidden(name, attributes)) {
      this.#hiddenAt = this.#depth;
      return;
    }
    this.#enter(name, attributes);
  }

  #enter(name: string, attributes: Readonly<Record<string, string>>): void {
    const isFlat = this.#text.openTables >= LIMITS.tables;
    if (name === 'table') {
      if (!isFlat) this.#text.openTable();
    } else if (name === 'tr') this.#text.closeRow();
    else if (CELLS.has(name)) {
      this.#text.openCell(countIn(attributes['colspan']), countIn(attributes['rowspan']));
    } else if (name === 'sup' || name === 'sub') {
      this.#raised ??= { depth: this.#depth, text: '', at: this.#parser.endIndex + 1 };
    } else if (BLOCKS.has(name)) this.#text.break();
  }

  #closed(name: string): void {
    if (this.#cut !== undefined) return;
    const depth = this.#depth--;
    if (this.#hiddenAt > 0) {
      if (this.#hiddenAt === depth) this.#hiddenAt = 0;
      return;
    }
    if (this.#raised?.depth === depth) this.#lower();
    if (name === 'table') {
      if (this.#text.openTables > 0) this.#text.closeTable();
    } else if (name === 'tr') this.#text.closeRow();
    else if (CELLS.has(name)) this.#text.closeCell();
    else if (BLOCKS.has(name)) this.#text.break();
  }

  #texted(text: string): void {
    if (this.#cut !== undefined || this.#hiddenAt > 0) return;
    if (this.#raised) this.#raised.text += text;
    else this.#text.add(text, this.#parser.startIndex);
    if (this.#text.length > LIMITS.textCharacters)
      this.#stop(`only its first ${LIMITS.textCharacters} characters of text were read`);
  }

  #lower(): void {
    const { text, at } = this.#raised!;
    this.#raised = undefined;
    if (!FOOTNOTE.test(text)) this.#text.add(text, at);
  }
}

/** A whole document that is already here. */
export function readHtml(source: string): CleanText {
  const reader = new HtmlReader();
  reader.write(source);
  return reader.end();
}

const CELLS = new Set(['td', 'th']);
const BLOCKS = new Set(
  'address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary tbody tfoot thead title ul'.split(
    ' ',
  ),
);
const UNSEEN = new Set([
  'script',
  'style',
  'head',
  'noscript',
  'template',
  'ix:header',
  'ix:hidden',
  'svg',
  'math',
  'select',
]);

const isHidden = (name: string, { style, hidden }: Readonly<Record<string, string>>): boolean =>
  UNSEEN.has(name) ||
  hidden !== undefined ||
  (style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style));

/** `(1)`, `2,3`, `*`, `†`, `a`. */
const FOOTNOTE = /^[\s()[\],;*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]*(?:\d{1,2}|[a-z])?(?:[\s,;&]+(?:\d{1,2}|[a-z]))*[\s()[\],;*†‡§]*$/i;

const MOST_SPAN = 1_000;
const countIn = (attribute: string | undefined): number => {
  const count = Number.parseInt(attribute ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, MOST_SPAN);
};
