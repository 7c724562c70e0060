/** A cell: where its text stands, and which columns of the table's grid it covers. */
export type Cell = { start: number; end: number; column: number; span: number };

/** Rows as they stand; an empty row is left out. */
export type Table = { start: number; end: number; rows: readonly (readonly Cell[])[] };

/**
 * A document as text: blocks on lines of their own, cells with ` | ` between them, nothing that a reader would not see.
 *
 * All offsets are UTF-16 units of `text`; `text.slice(start, end)` is what was meant.
 */
export type CleanText = {
  text: string;
  tables: readonly Table[];
  /** Where in the source a place of `text` came from, in UTF-16 units of the decoded source. */
  sourceOf(offset: number): number;
  /** Why the rest of the document was not read; absent when all of it was. */
  cut?: string;
};
