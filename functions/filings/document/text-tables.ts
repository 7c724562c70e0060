import { isDate, isSign, isUnit, isValue, VALUE } from './cells.ts';
import type { Cell, Table } from './clean.ts';
import { headRowsOf } from './table-heads.ts';
import { transposedRowsOf } from './transposed-tables.ts';

export type Place = { start: number; end: number };

/** A cell of more than this is prose, even with a bar beside it. */
const LONGEST_CELL = 160;
const LONGEST_LINE = 72;
/** Fewer values than this do not make a table out of short lines. */
const FEWEST_VALUES = 3;
/** So many lines without a value, and a table is over. */
const WIDEST_GAP = 4;
/** So many lines above the first value may be its head. */
const HEAD_LINES = 14;

/**
 * Tables in text that lost its markup: `Bitcoin Sold | 212 | 0`, the same with every cell and bar on a line of its own, a
 * cell a line without any bars, or `Bitcoin Sold 212 -  (9.0)`.
 *
 * A label begins a row, wherever lines end. The dates above the first row are the head; values are counted from the
 * left, and so are dates, since that is all that is left of the grid.
 */
export function findTables(text: string): Table[] {
  return regionsIn(text).flatMap((lines) => {
    const rows = transposedRowsOf(text, lines) ?? rowsOf(text, lines);
    return rows.length === 0 ? [] : [{ start: lines[0]!.start, end: lines.at(-1)!.end, rows }];
  });
}

/* -------------------------------------------------------------------------------------------------------- where */

/** A line as it may be part of a table: its pieces, and whether one of them is a value. */
export type Line = Place & { pieces: readonly Place[]; hasValue: boolean };

/** Stretches of lines with values, no further apart than a table's lines are, with what may be their head. */
function regionsIn(text: string): Line[][] {
  const regions: Line[][] = [];
  let run: Line[] = [];
  for (const place of linesOf(text)) {
    const words = text.slice(place.start, place.end).trim();
    if (words === '') continue;
    if (isCelly(words)) run.push(lineOf(text, place));
    else {
      regions.push(...clustersIn(text, run));
      run = [];
    }
  }
  return [...regions, ...clustersIn(text, run)];
}

function clustersIn(text: string, run: readonly Line[]): Line[][] {
  const worded = run.filter(({ pieces }) => pieces.length > 0);
  const clusters: Line[][] = [];
  let first = -1;
  let last = -1;
  const close = (next: number) => {
    if (first < 0) return;
    const head = Math.max(clusters.length === 0 ? 0 : lastOf(clusters, worded) + 1, first - HEAD_LINES);
    const cluster = worded.slice(head, Math.min(next, last + 1));
    if (isTable(text, cluster)) clusters.push(cluster);
  };
  worded.forEach(({ hasValue }, i) => {
    if (!hasValue) return;
    if (i - last > WIDEST_GAP && first >= 0) {
      close(i);
      first = -1;
    }
    if (first < 0) first = i;
    last = i;
  });
  close(worded.length);
  return clusters;
}

const lastOf = (clusters: readonly (readonly Line[])[], worded: readonly Line[]): number =>
  worded.indexOf(clusters.at(-1)!.at(-1)!);

function* linesOf(text: string): Generator<Place> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    yield { start, end };
    start = end + 1;
  }
}

/** A sentence is no cell; a short line without an end may be one, and so is a label with values behind it. */
function isCelly(words: string): boolean {
  if (/[|\t]/.test(words)) return words.split(/[|\t]/).every((cell) => cell.trim().length <= LONGEST_CELL);
  if (words.length > LONGEST_CELL) return false;
  if (LABEL_AND_VALUES.test(words)) return true;
  return (
    words.length <= LONGEST_LINE &&
    !/[.!?;]["”]?$/.test(
      words.replace(/\b(?:Inc|Corp|Ltd|Avg|No|Oct|Sept?|Nov|Dec|Aug|Jan|Feb|Mar|Apr|Jun|Jul)\.$/, ''),
    )
  );
}

/** `Bitcoin Sold (55.0) -  (9.0)`: at least two values, or one that is more than the mark of a footnote. */
const LABEL_AND_VALUES = new RegExp(
  String.raw`^(?<label>[A-Za-z•●*][^|]{2,90}?[A-Za-z)*:\d])\s+(?<values>${VALUE}(?:\s+${VALUE})+)$`,
  'i',
);
/** `Balance as of June 30, 2024`: no values, but a date. */
const ENDS_IN_DATE = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$/i;

function lineOf(text: string, { start, end }: Place): Line {
  const pieces = piecesOf(text, { start, end });
  return { start, end, pieces, hasValue: pieces.some((piece) => isValue(text.slice(piece.start, piece.end))) };
}

function piecesOf(text: string, { start, end }: Place): Place[] {
  const line = text.slice(start, end);
  const match = /[|\t]/.test(line) ? null : LABEL_AND_VALUES.exec(line.trim());
  if (match === null || ENDS_IN_DATE.test(match.groups!['label']!)) return between(text, start, end);
  const from = start + line.length - line.trimStart().length;
  const label = match.groups!['label']!;
  const values = match.groups!['values']!;
  const at = from + match[0].length - values.length;
  return [
    { start: from, end: from + label.length },
    ...Array.from(values.matchAll(EACH_VALUE), ({ 0: value, index }) => ({
      start: at + index,
      end: at + index + value.length,
    })),
  ];
}
const EACH_VALUE = new RegExp(VALUE, 'gi');

/** What stands between bars, tabs or wide gaps, without the blanks around it. */
function between(text: string, from: number, to: number): Place[] {
  const pieces: Place[] = [];
  let start = from;
  for (const { index, 0: bar } of text.slice(from, to).matchAll(BETWEEN)) {
    pieces.push(...trimmed(text, start, from + index));
    start = from + index + bar.length;
  }
  return [...pieces, ...trimmed(text, start, to)];
}
const BETWEEN = /[|\t]| {3,}/g;

const trimmed = (text: string, start: number, end: number): Place[] => {
  const place = trim(text, start, end);
  return place ? [place] : [];
};

function trim(text: string, start: number, end: number): Place | undefined {
  let [a, b] = [start, end];
  while (a < b && /\s/.test(text[a]!)) a++;
  while (b > a && /\s/.test(text[b - 1]!)) b--;
  return b > a ? { start: a, end: b } : undefined;
}

/** A line with no words besides its values is a row's only where another has words: three values make a table of it. */
function isTable(text: string, lines: readonly Line[]): boolean {
  const pieces = lines.flatMap((line) => line.pieces);
  const values = pieces.filter(({ start, end }) => isValue(text.slice(start, end))).length;
  return (
    values >= FEWEST_VALUES ||
    (values > 0 && lines.filter(({ start, end }) => /[|\t]/.test(text.slice(start, end))).length * 2 > lines.length)
  );
}

/* --------------------------------------------------------------------------------------------------------- rows */

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
  const widths = rows.map((row) => row.length);
  const usual =
    widths.toSorted((a, b) => widths.filter((n) => n === b).length - widths.filter((n) => n === a).length)[0] ?? 0;
  return rows.map(([label, first, ...rest]) => {
    const isMark =
      first !== undefined && rest.length + 1 === usual && /^\(?\d{1,2}\)?$/.test(text.slice(first.start, first.end));
    return isMark ? [label!, ...rest] : [label!, ...(first ? [first] : []), ...rest];
  });
}

const widthOf = (rows: readonly (readonly Cell[])[]): number => Math.max(0, ...rows.map((row) => row.length - 1));

/** `$`, `(`, `)` on lines of their own go back to the numbers they belong to. */
function rejoined(text: string, pieces: readonly Place[]): Place[] {
  const whole: Place[] = [];
  let opening: Place | undefined;
  for (const piece of pieces) {
    const word = text.slice(piece.start, piece.end);
    const last = whole.at(-1);
    if (isUnit(word) && last && isValue(text.slice(last.start, last.end)) && piece.start - last.end < 8) {
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
