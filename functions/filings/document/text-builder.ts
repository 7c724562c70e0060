import type { Cell, CleanText, Table } from './clean.ts';
import { Origins } from './origins.ts';

const BETWEEN_CELLS = ' | ';
/** A grid wider than this is no table that a person made; what stands beyond it is text and no cell. */
const WIDEST_GRID = 512;
/**
 * So many runs are joined at a time. A string that grows by `+=` is a tree with a node of 32 bytes to every run until
 * somebody reads it: ten times the text.
 */
const RUNS = 512;

type OpenCell = { start: number; column: number; span: number; rows: number };
type OpenTable = {
  start: number;
  rows: Cell[][];
  row: Cell[];
  cell?: OpenCell | undefined;
  /** Which row we are in, counted with those that have no text. */
  at: number;
  /** For each column of the grid, the row before which a cell from above ends; without one where none reaches down. */
  reach: number[];
};

/** Puts clean text together word by word: white space folds, blocks get lines, cells get columns, words know their source. */
export class TextBuilder {
  #pieces: string[] = [];
  #runs: string[] = [];
  readonly #tables: Table[] = [];
  readonly #open: OpenTable[] = [];
  readonly #origins = new Origins();
  #length = 0;
  #cells = 0;
  /** What stands between the last word and the next. */
  #owed: '' | ' ' | '\n' = '';

  get length(): number {
    return this.#length;
  }

  /** How many were opened that have a place in a grid. */
  get cells(): number {
    return this.#cells;
  }

  get openTables(): number {
    return this.#open.length;
  }

  /** @param at where `raw` begins in the source. */
  add(raw: string, at: number): void {
    let seen = 0;
    for (const { 0: run, index } of raw.matchAll(RUN)) {
      if (BLANK.test(raw.slice(seen, index))) this.#owe(' ');
      this.#write(run, at + index);
      seen = index + run.length;
    }
    if (BLANK.test(raw.slice(seen))) this.#owe(' ');
  }

  /** Ends the line; inside a cell, where a line would look like a row, only the word. */
  break(): void {
    this.#owe(this.#open.at(-1)?.cell ? ' ' : '\n');
  }

  openTable(): void {
    this.break();
    this.#open.push({ start: -1, rows: [], row: [], at: 0, reach: [] });
    this.#owe('\n');
  }

  /** @param columns how many of the grid it covers; @param rows how far it reaches down, itself included. */
  openCell(columns: number, rows: number): void {
    this.closeCell();
    const table = this.#open.at(-1);
    if (table === undefined) this.break();
    else {
      const column = freeColumn(table);
      if (column < WIDEST_GRID) {
        this.#cells++;
        table.cell = { start: -1, column, span: Math.min(columns, WIDEST_GRID - column), rows };
      } else this.#owe(' ');
    }
  }

  closeCell(): void {
    const table = this.#open.at(-1);
    if (table?.cell === undefined) return;
    const { start, column, span, rows } = table.cell;
    if (rows > 1)
      for (let i = column; i < column + span; i++) table.reach[i] = Math.max(table.reach[i] ?? 0, table.at + rows);
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
    if (table.row.length > 0) table.at++;
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
    this.#join();
    const text = this.#pieces.join('');
    this.#pieces = [text];
    const origins = this.#origins;
    return {
      text,
      tables: this.#tables.toSorted((a, b) => a.start - b.start),
      sourceOf: (offset) => origins.sourceOf(offset),
      ...(cut === undefined ? {} : { cut }),
    };
  }

  #owe(what: ' ' | '\n'): void {
    if (this.#owed !== '\n') this.#owed = what;
  }

  #write(run: string, at: number): void {
    this.#append(this.#between());
    this.#owed = '';
    this.#origins.add(this.#length, at);
    for (const table of this.#open) {
      if (table.start < 0) table.start = this.#length;
      if (table.cell && table.cell.start < 0) table.cell.start = this.#length;
    }
    this.#append(run);
  }

  #between(): string {
    if (this.#length === 0) return '';
    const table = this.#open.at(-1);
    const beginsCell = table?.cell !== undefined && table.cell.start < 0;
    return beginsCell && table.row.some(({ start }) => start >= 0) ? BETWEEN_CELLS : this.#owed;
  }

  #append(text: string): void {
    if (text === '') return;
    this.#length += text.length;
    this.#runs.push(text);
    if (this.#runs.length >= RUNS) this.#join();
  }

  #join(): void {
    this.#pieces.push(this.#runs.join(''));
    this.#runs = [];
  }
}

/** What a reader sees between blanks. Zero-width characters and soft hyphens are neither: a word goes on after them. */
const WORD = String.raw`[^\s\u00ad\u200b-\u200d\u2060]+`;
/** Words as they go into the text, one blank between them. */
const RUN = new RegExp(`${WORD}(?: ${WORD})*`, 'g');
const BLANK = /\s/;

/** A cell from above that reaches down to this row holds its place; `WIDEST_GRID` where there is none left. */
function freeColumn({ row, at, reach }: OpenTable): number {
  const last = row.at(-1);
  let column = last === undefined ? 0 : last.column + last.span;
  while (column < WIDEST_GRID && (reach[column] ?? 0) > at) column++;
  return column;
}
