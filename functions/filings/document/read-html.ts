import { Parser } from 'htmlparser2';
import type { CleanText } from './clean.ts';
import { TextBuilder } from './text-builder.ts';

/** How much of a document is read; what comes after is named in `cut`. */
export const LIMITS = {
  /** Twice the largest 10-K met. */
  sourceCharacters: 24_000_000,
  textCharacters: 6_000_000,
  /** Three times those of the largest report. */
  cells: 500_000,
  /** Open elements. Old filings never close their fonts, so honest ones are deep; a bomb is deeper. */
  depth: 10_000,
  /** Tags times how deep they stand: what finding their ends takes. A thousand times what honest reports need. */
  steps: 1_000_000_000,
  /** Tables in tables; deeper ones are read as text of the cell around them. */
  tables: 16,
} as const;

/** So much is parsed at a time: what a pattern, or the parser, holds of the source is never more. */
const PIECE = 65_536;
/** A footnote's mark is short; a raised element that goes on for longer is text. */
const LONGEST_MARK = 24;

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
  #deepest = 0;
  #steps = 0;
  /** Depth of the hidden element we are in; 0 outside. */
  #hiddenAt = 0;
  /** Texts of the raised or lowered element we are in, until it is known whether it is a footnote's mark. */
  #raised: { depth: number; length: number; texts: { text: string; at: number }[] } | undefined;
  #cut: string | undefined;

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#opened(name, attributes),
        onclosetag: (name) => this.#closed(name),
        ontext: (text) => this.#texted(text),
      },
      { lowerCaseTags: true, decodeEntities: true, recognizeSelfClosing: true },
    );
  }

  /** Whether there is any use in going on. */
  get isFull(): boolean {
    return this.#cut !== undefined;
  }

  write(source: string): void {
    for (let from = 0; from < source.length && this.#cut === undefined; from += PIECE)
      this.#parse(source.slice(from, from + PIECE));
  }

  end(): CleanText {
    if (this.#cut === undefined) this.#parser.end();
    this.#lower();
    return this.#text.build(this.#cut);
  }

  #parse(piece: string): void {
    const room = LIMITS.sourceCharacters - this.#read;
    this.#read += piece.length;
    this.#deepest = this.#depth;
    this.#parser.write(piece.length > room ? piece.slice(0, room) : piece);
    this.#steps += this.#deepest * countOf('<', piece);
    if (piece.length > room) this.#stop(`only its first ${LIMITS.sourceCharacters} characters were read`);
    else if (this.#steps > LIMITS.steps) this.#stop('its elements are nested too deep to be followed to their ends');
  }

  #stop(why: string): void {
    if (this.#cut !== undefined) return;
    this.#cut = why;
    this.#parser.pause();
  }

  #opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#cut !== undefined) return;
    this.#depth++;
    this.#deepest = Math.max(this.#deepest, this.#depth);
    if (this.#depth > LIMITS.depth) this.#stop(`it is nested deeper than ${LIMITS.depth} elements`);
    else if (this.#hiddenAt > 0) return;
    else if (isHidden(name, attributes)) this.#hiddenAt = this.#depth;
    else this.#enter(name, attributes);
  }

  #enter(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sup' || name === 'sub') {
      this.#raised ??= { depth: this.#depth, length: 0, texts: [] };
      return;
    }
    // Nothing that has blocks in it is raised: somebody forgot to end it.
    if (name === 'table' || name === 'tr' || CELLS.has(name) || BLOCKS.has(name)) this.#lower();
    if (name === 'table') {
      if (this.#text.openTables < LIMITS.tables) this.#text.openTable();
    } else if (name === 'tr') this.#text.closeRow();
    else if (CELLS.has(name)) {
      this.#text.openCell(countIn(attributes['colspan']), countIn(attributes['rowspan']));
      if (this.#text.cells > LIMITS.cells) this.#stop(`only its first ${LIMITS.cells} cells were read`);
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
    if (this.#raised === undefined) this.#text.add(text, this.#parser.startIndex);
    else {
      this.#raised.texts.push({ text, at: this.#parser.startIndex });
      this.#raised.length += text.length;
      if (this.#raised.length > LONGEST_MARK) this.#lower();
    }
    if (this.#text.length > LIMITS.textCharacters)
      this.#stop(`only its first ${LIMITS.textCharacters} characters of text were read`);
  }

  #lower(): void {
    if (this.#raised === undefined) return;
    const { length, texts } = this.#raised;
    this.#raised = undefined;
    if (length <= LONGEST_MARK && FOOTNOTE.test(texts.map(({ text }) => text).join(''))) return;
    for (const { text, at } of texts) this.#text.add(text, at);
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

/** `(1)`, `2,3`, `(1)(2)`, `*`, `†`, `a`. */
const FOOTNOTE = /^[\s()[\],;*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]*(?:\d{1,2}|[a-z])?(?:[\s,;&()[\]]+(?:\d{1,2}|[a-z]))*[\s()[\],;*†‡§]*$/i;

const MOST_SPAN = 1_000;
const countIn = (attribute: string | undefined): number => {
  const count = Number.parseInt(attribute ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, MOST_SPAN);
};

function countOf(character: string, piece: string): number {
  let count = 0;
  for (let at = piece.indexOf(character); at >= 0; at = piece.indexOf(character, at + 1)) count++;
  return count;
}
