import { isDate, isSign, isUnit, isValue } from './cells.ts';
import type { Cell, Table } from './clean.ts';
import { columnMajorTablesIn } from './column-major-tables.ts';
import { headedTablesIn } from './headed-tables.ts';
import { headRowsOf } from './table-heads.ts';
import { type Line, type Place, regionsIn } from './text-lines.ts';
import { transposedRowsOf } from './transposed-tables.ts';

/**
 * Tables in text that lost its markup: `Bitcoin Sold | 212 | 0`, the same with every cell and bar on a line of its own, a
 * cell a line without any bars, or `Bitcoin Sold 212 -  (9.0)`.
 *
 * A label begins a row, wherever lines end. The dates above the first row are the head; values are counted from the
 * left, and so are dates, since that is all that is left of the grid.
 */
export function findTables(text: string): Table[] {
  const tables: Table[] = [];
  for (const lines of regionsIn(text)) {
    const headed = headedTablesIn(text, lines);
    const columnMajor = headed.rest.map((part) => columnMajorTablesIn(text, part));
    tables.push(...headed.tables, ...columnMajor.flatMap((found) => found.tables));
    for (const part of columnMajor.flatMap(({ rest }) => rest)) {
      const rows = transposedRowsOf(text, part) ?? rowsOf(text, part);
      if (rows.length > 0) tables.push({ start: part[0]!.start, end: part.at(-1)!.end, rows });
    }
  }
  return tables.toSorted((a, b) => a.start - b.start);
}

/** A label after a value begins a row; what stands before the first row's label is the head. */
function rowsOf(text: string, lines: readonly Line[]): Cell[][] {
  const pieces = rejoined(
    text,
    lines.flatMap((line) => line.pieces),
  );
  const word = ({ start, end }: Place) => text.slice(start, end);
  const first = pieces.findIndex(
    (piece, i) => i > 0 && isValue(word(piece)) && !isValue(word(pieces[i - 1]!)) && !isDate(word(pieces[i - 1]!)),
  );
  if (first < 1) return [];
  const from = labelBefore(text, pieces, first);
  const rows: Place[][] = [];
  let labels: Place[] = [];
  for (const piece of pieces.slice(from)) {
    if (!isValue(word(piece))) labels.push(piece);
    else if (labels.length > 0) {
      rows.push([labelOf(text, labels), piece]);
      labels = [];
    } else rows.at(-1)?.push(piece);
  }
  const body = withoutMarks(text, rows).map((row) => row.map((piece, column) => ({ ...piece, column, span: 1 })));
  return [...headRowsOf(text, pieces.slice(0, from), widthOf(body)), ...body];
}

/** `Bitcoin Held` / `2` / `10,019` …: one value more than rows have, and the first is the mark of a footnote. */
function withoutMarks(text: string, rows: readonly (readonly Place[])[]): Place[][] {
  const usual = usualWidth(rows);
  return rows.map(([label, first, ...rest]) => {
    const isMark =
      first !== undefined && rest.length + 1 === usual && /^\(?\d{1,2}\)?$/.test(text.slice(first.start, first.end));
    return isMark ? [label!, ...rest] : [label!, ...(first ? [first] : []), ...rest];
  });
}

/** As wide as most rows are; the first of those where several widths are as frequent. */
function usualWidth(rows: readonly (readonly Place[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = width;
  return usual;
}

const widthOf = (rows: readonly (readonly Cell[])[]): number =>
  rows.reduce((widest, row) => Math.max(widest, row.length - 1), 0);

/** `$`, `(`, `)` on lines of their own go back to the numbers they belong to. */
function rejoined(text: string, pieces: readonly Place[]): Place[] {
  const whole: Place[] = [];
  let opening: Place | undefined;
  for (const [i, piece] of pieces.entries()) {
    const word = text.slice(piece.start, piece.end);
    const last = whole.at(-1);
    if (
      isUnit(word) &&
      !beginsLabel(text, word, pieces[i + 1]) &&
      last &&
      isValue(text.slice(last.start, last.end)) &&
      piece.start - last.end < 8
    ) {
      last.end = piece.end;
      continue;
    }
    if (isSign(word)) {
      if (!/^[)%]/.test(word)) opening = piece;
      else if (last && isOpenValue(text, last)) last.end = piece.end;
      continue;
    }
    const begins = opening && /^[\d(]/.test(word) && piece.start - opening.end < 8 ? opening.start : piece.start;
    whole.push({ start: begins, end: piece.end });
    opening = undefined;
  }
  return whole;
}
/** `212` / `Bitcoin` / `mined` / `700`: the coin is of the label that follows. */
const beginsLabel = (text: string, word: string, next: Place | undefined): boolean =>
  next !== undefined && /^(?:bitcoins?|btc)$/i.test(word) && GOES_ON.test(text.slice(next.start, next.end));
const GOES_ON = /^(?:[a-z]|(?:Sold|Sales|Mined|Produced|Production|Earned|Held|Holdings)\b)/;
const isOpenValue = (text: string, { start, end }: Place): boolean => /\d$/.test(text.slice(start, end));

/** A label may be folded (`Bitcoin` / `Produced`); of several, those without numbers nearest to the values are the row's. */
function labelOf(text: string, labels: readonly Place[]): Place {
  const last = labels.at(-1)!;
  const kept = labels
    .slice(-3)
    .filter(
      (label, i, some) => label === last || some.slice(i).every((one) => isFragment(text.slice(one.start, one.end))),
    );
  return { start: kept[0]!.start, end: last.end };
}
const isFragment = (words: string): boolean => words.length < 40 && !/\d{2}/.test(words);

/** Where the label of the first row begins; a date, and what ends in one, is head and no label. */
function labelBefore(text: string, pieces: readonly Place[], value: number): number {
  let at = value - 1;
  const word = (i: number) => text.slice(pieces[i]!.start, pieces[i]!.end);
  while (at > 0 && !isDate(word(at - 1)) && (/^[a-z(]/.test(word(at)) || /^(?:bitcoins?|btc)$/i.test(word(at - 1))))
    at--;
  return at;
}
