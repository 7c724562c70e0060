import type { Cell, CleanText, Table } from './clean.ts';

const BETWEEN_CELLS = ' | ';
/** A grid wider than this is no table that a person made. */
const WIDEST_GRID = 512;
/** Text is kept in pieces: a string that grows word by word for a megabyte is slow to read. */
const PIECE = 8_192;

type OpenCell = { start: number; column: number; span: number; rows: number };
type OpenTable = {
  start: number;
  rows: Cell[][];
  row: Cell[];
  cell?: OpenCell | undefined;
  /** For each column of the grid, how many more rows a cell from above reaches down. */
  reach: number[];
};

/** Puts clean text together word by word: white space folds, blocks get lines, cells get columns, words know their source. */
export class TextBuilder {
  readonly #pieces: string[] = [];
  readonly #tables: Table[] = [];
  readonly #open: OpenTable[] = [];
  /** Pairs of offsets, in the text and in the source, ascending in both; between two of them one goes with the other. */
  readonly #anchors: number[] = [];
  #piece = '';
  #length = 0;
  /** What stands between the last word and the next. */
  #owed: '' | ' ' | '\n' = '';

  get length(): number {
    return this.#length;
  }

  get openTables(): number {
    return this.#open.length;
  }

  /** @param at where `raw` begins in the source. */
  add(raw: string, at: number): void {
    let seen = 0;
    for (const match of raw.matchAll(WORD)) {
      if (BLANK.test(raw.slice(seen, match.index))) this.#owe(' ');
      this.#word(match[0], at + match.index);
      seen = match.index + match[0].length;
    }
    if (BLANK.test(raw.slice(seen))) this.#owe(' ');
  }

  /** Ends the line; inside a cell, where a line would look like a row, only the word. */
  break(): void {
    this.#owe(this.#open.at(-1)?.cell ? ' ' : '\n');
  }

  openTable(): void {
    this.break();
    this.#open.push({ start: -1, rows: [], row: [], reach: [] });
    this.#owe('\n');
  }

  /** @param columns how many of the grid it covers; @param rows how far it reaches down, itself included. */
  openCell(columns: number, rows: number): void {
    this.closeCell();
    const table = this.#open.at(-1);
    if (table === undefined) return this.break();
    const column = freeColumn(table);
    table.cell = { start: -1, column, span: Math.max(1, Math.min(columns, WIDEST_GRID - column)), rows };
  }

  closeCell(): void {
    const table = this.#open.at(-1);
    if (table?.cell === undefined) return;
    const { start, column, span, rows } = table.cell;
    for (let i = column; i < column + span; i++) table.reach[i] = Math.max(table.reach[i] ?? 0, rows);
    // An empty cell has its place in the grid, and none in the text.
    table.row.push({ start, end: start < 0 ? start : this.#length, column, span });
    table.cell = undefined;
  }

  closeRow(): void {
    const table = this.#open.at(-1);
    if (table === undefined) return;
    this.closeCell();
    const row = table.row.filter(({ start }) => start >= 0);
    if (row.length > 0) table.rows.push(row);
    if (table.row.length > 0) table.reach = table.reach.map((rows) => Math.max(0, rows - 1));
    table.row = [];
    this.#owe('\n');
  }

  closeTable(): void {
    this.closeRow();
    const table = this.#open.pop();
    if (table && table.rows.length > 0) {
      this.#tables.push({ start: table.start, end: this.#length, rows: table.rows });
    }
    this.break();
  }

  build(cut?: string): CleanText {
    while (this.#open.length > 0) this.closeTable();
    const anchors = this.#anchors;
    return {
      text: [...this.#pieces, this.#piece].join(''),
      tables: this.#tables.toSorted((a, b) => a.start - b.start),
      sourceOf: (offset) => sourceOf(anchors, offset),
      ...(cut === undefined ? {} : { cut }),
    };
  }

  #owe(what: ' ' | '\n'): void {
    if (this.#owed !== '\n') this.#owed = what;
  }

  #word(word: string, at: number): void {
    this.#append(this.#between());
    this.#owed = '';
    if (sourceOf(this.#anchors.slice(-2), this.#length) !== at) this.#anchors.push(this.#length, at);
    for (const table of this.#open) {
      if (table.start < 0) table.start = this.#length;
      if (table.cell && table.cell.start < 0) table.cell.start = this.#length;
    }
    this.#append(word);
  }

  #between(): string {
    if (this.#length === 0) return '';
    const table = this.#open.at(-1);
    const beginsCell = table?.cell !== undefined && table.cell.start < 0;
    return beginsCell && table.row.some(({ start }) => start >= 0) ? BETWEEN_CELLS : this.#owed;
  }

  #append(text: string): void {
    this.#piece += text;
    this.#length += text.length;
    if (this.#piece.length < PIECE) return;
    this.#pieces.push(this.#piece);
    this.#piece = '';
  }
}

/** What a reader sees between blanks. Zero-width characters and soft hyphens are neither: a word goes on after them. */
const WORD = /[^\s\u00ad\u200b-\u200d\u2060]+/g;
const BLANK = /\s/;

/** A cell from above that reaches down to this row holds its place. */
function freeColumn({ row, reach }: OpenTable): number {
  const last = row.at(-1);
  let column = last === undefined ? 0 : last.column + last.span;
  while (column < WIDEST_GRID - 1 && (reach[column] ?? 0) > 0) column++;
  return Math.min(column, WIDEST_GRID - 1);
}

function sourceOf(anchors: readonly number[], offset: number): number {
  let low = 0;
  let high = anchors.length / 2 - 1;
  if (high < 0) return -1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (anchors[2 * middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return anchors[2 * low + 1]! + Math.max(0, offset - anchors[2 * low]!);
}
