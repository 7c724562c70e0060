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
    const row = rowOf(text, cells);
    if (row) part.rows.push(row);
    else if (part.rows.length === 0) part.head.push(cells);
    else if (isHead(text, cells)) parts.push({ head: [cells], rows: [] });
  }
  return parts.filter((part) => part.rows.length > 0);
}

/** Dates again, in the middle of a table: another part of it, with columns of its own. */
const isHead = (text: string, cells: readonly Cell[]): boolean =>
  cells.some((cell) => isDate(wordsOf(text, cell))) && !cells.some((cell) => isValue(wordsOf(text, cell)));

function rowOf(text: string, cells: readonly Cell[]): Row | undefined {
  const first = cells.findIndex((cell) => isValue(wordsOf(text, cell)) || isSign(wordsOf(text, cell)));
  if (first < 1) return undefined;
  const values = valuesOf(text, cells.slice(first));
  if (values.length === 0 || values.every(({ raw }) => isYearOrDay(raw))) return undefined;
  const label = cells
    .slice(0, first)
    .map((cell) => wordsOf(text, cell))
    .join(' ')
    .replace(/[\s|]+/g, ' ')
    .replace(/^[-–•·*]\s*/, '');
  if (isDate(label) && values.every(({ raw }) => /^\d{1,2}$/.test(raw))) return undefined;
  return { label, start: cells[0]!.start, end: cells.at(-1)!.end, values };
}

const isYearOrDay = (raw: string): boolean => /^(?:19|20)\d\d$/.test(raw);

/** `$`, `(598.0` and `)` in cells of their own are one value. */
function valuesOf(text: string, cells: readonly Cell[]): Value[] {
  const values: { cell: Cell; raw: string }[] = [];
  let lead = '';
  for (const cell of cells) {
    const words = wordsOf(text, cell);
    if (isSign(words) && /^[)%]/.test(words)) {
      const last = values.at(-1);
      if (last) last.raw += words;
    } else if (isSign(words)) lead = words;
    else if (isValue(words) || /^\(\s*[$€£]?\d[\d,.]*$/.test(words)) {
      values.push({ cell, raw: lead + words });
      lead = '';
    }
  }
  return values;
}

const wordsOf = (text: string, { start, end }: Cell): string => text.slice(start, end).replace(/\s+/g, ' ').trim();
