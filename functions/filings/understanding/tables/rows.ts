import { isDate, isSign, isValue } from '../../document/cells.ts';
import type { Cell, Table } from '../../document/clean.ts';

/** A row: its label, and its values with the signs that stood in cells of their own. */
export type Row = { label: string; start: number; end: number; values: readonly Value[] };
export type Value = { cell: Cell; raw: string };

/** A table taken apart: what stands above the values, and the rows with them. A head may come again further down. */
export type Part = { head: readonly (readonly Cell[])[]; rows: readonly Row[] };

export function partsOf(text: string, { rows }: Table): Part[] {
  const parts: { head: (readonly Cell[])[]; rows: Row[] }[] = [{ head: [], rows: [] }];
  for (const cells of rows) {
    const part = parts.at(-1)!;
    const words = cells.map((cell) => wordsOf(text, cell));
    const row = rowOf(cells, words);
    if (row) part.rows.push(row);
    else if (part.rows.length === 0) part.head.push(cells);
    else if (isHead(words)) parts.push({ head: [cells], rows: [] });
  }
  return parts.filter((part) => part.rows.length > 0);
}

/** Dates again, in the middle of a table: another part of it, with columns of its own. */
const isHead = (words: readonly string[]): boolean => words.some(isDate) && !words.some(isValue);

function rowOf(cells: readonly Cell[], words: readonly string[]): Row | undefined {
  const first = words.findIndex((word) => isValue(word) || isSign(word));
  if (first < 1) return undefined;
  const values = valuesOf(cells, words, first);
  if (values.length === 0 || values.every(({ raw }) => isYearOrDay(raw))) return undefined;
  const label = words
    .slice(0, first)
    .join(' ')
    .replace(/[\s|]+/g, ' ')
    .replace(/^[-–•·*]\s*/, '');
  if (isDate(label) && values.every(({ raw }) => /^\d{1,2}$/.test(raw))) return undefined;
  return { label, start: cells[0]!.start, end: cells.at(-1)!.end, values };
}

const isYearOrDay = (raw: string): boolean => /^(?:19|20)\d\d$/.test(raw);

/** `$`, `(598.0` and `)` in cells of their own are one value. */
function valuesOf(cells: readonly Cell[], words: readonly string[], first: number): Value[] {
  const values: { cell: Cell; raw: string }[] = [];
  let lead = '';
  for (let i = first; i < cells.length; i++) {
    const word = words[i]!;
    if (isSign(word) && /^[)%]/.test(word)) {
      const last = values.at(-1);
      if (last) last.raw += word;
    } else if (isSign(word)) lead = word;
    else if (isValue(word) || isOpened(word)) {
      values.push({ cell: cells[i]!, raw: lead + word });
      lead = '';
    }
  }
  return values;
}

/** `(598.0`, whose bracket closes in the next cell. */
const isOpened = (word: string): boolean => word.length < 40 && /^\(\s*[$€£]?\d[\d,.]*$/.test(word);

const wordsOf = (text: string, { start, end }: Cell): string => text.slice(start, end).replace(/\s+/g, ' ').trim();
