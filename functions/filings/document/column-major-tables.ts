import { isDate, isSign, isValue } from './cells.ts';
import type { Cell, Table } from './clean.ts';
import type { Line, Place } from './text-lines.ts';

/** Fewer labels in a row than this, and it is a table like others. */
const FEWEST_LABELS = 3;

type Column = { head: Place; values: Place[] };

/**
 * All labels first, one to a line, then each column with its date on top: what is left of a page that was set in columns.
 * `Total BTC held` / `BTC pledged` / `Market value` / `2022` / `10,670` / `3,828` / `$19,432` / `2021` / …
 *
 * @returns such tables, row by row as they stood on the page, and the lines that belong to none of them. A column that has
 * not a value for each label makes none.
 */
export function columnMajorTablesIn(
  text: string,
  lines: readonly Line[],
): { tables: Table[]; rest: (readonly Line[])[] } {
  const tables: Table[] = [];
  const rest: (readonly Line[])[] = [];
  let free = 0;
  for (let i = FEWEST_LABELS; i < lines.length; i++) {
    if (!isDateOverValue(text, lines, i)) continue;
    const { columns, end } = columnsFrom(text, lines, i);
    const height = columns[0]!.values.length;
    const isEven =
      columns.length > 1 && height >= FEWEST_LABELS && columns.every(({ values }) => values.length === height);
    let top = i;
    while (top > free && isOnly(text, lines[top - 1]!, isHead)) top--;
    const labels = lines.slice(Math.max(free, top - height), top).flatMap(({ pieces }) => pieces);
    const isWhole = labels.length === height && beginsBlock(text, lines, top - height, free);
    // `Three months ended` and `Year ended` over four years: which is whose nobody can tell.
    if (!isEven || !isWhole || i - top > 1 || labels.some((label) => isNoLabel(text, label))) {
      i = end - 1;
      continue;
    }
    const over = lines.slice(top, i).flatMap(({ pieces }) => pieces);
    rest.push(lines.slice(free, top - height));
    tables.push({ start: labels[0]!.start, end: lines[end - 1]!.end, rows: rowsOf(over, labels, columns) });
    free = end;
    i = end;
  }
  rest.push(lines.slice(free));
  return { tables, rest: rest.filter(({ length }) => length > 0) };
}

const wordOf = (text: string, { start, end }: Place): string => text.slice(start, end);
const isOnly = (text: string, { pieces }: Line, is: (word: string) => boolean): boolean =>
  pieces.length === 1 && is(wordOf(text, pieces[0]!));
/** `As of September 30,` over `2022`. */
const isHead = (word: string): boolean => isDate(word.replace(/^(?:as (?:of|at)|at|for the|on)\s+/i, ''));
const isNoLabel = (text: string, place: Place): boolean =>
  [isHead, isValue, isSign].some((is) => is(wordOf(text, place)));

/** With a label too many or too few every number would be another label's. */
function beginsBlock(text: string, lines: readonly Line[], at: number, free: number): boolean {
  const before = lines[at - 1];
  if (before === undefined || at <= free) return true;
  return (
    before.hasValue ||
    /:$/.test(wordOf(text, before).trimEnd()) ||
    /\n\s*\n/.test(text.slice(before.end, lines[at]!.start))
  );
}

const isDateOverValue = (text: string, lines: readonly Line[], i: number): boolean =>
  isOnly(text, lines[i]!, isDate) && i + 1 < lines.length && isOnly(text, lines[i + 1]!, isValue);

/** Each date with the values below it; signs in lines of their own are left out. */
function columnsFrom(text: string, lines: readonly Line[], from: number): { columns: Column[]; end: number } {
  const columns: Column[] = [];
  let end = from;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    if (isOnly(text, line, isSign)) continue;
    if (isDateOverValue(text, lines, end)) columns.push({ head: line.pieces[0]!, values: [] });
    else if (isOnly(text, line, isValue)) columns.at(-1)!.values.push(line.pieces[0]!);
    else break;
  }
  return { columns, end };
}

const rowsOf = (over: readonly Place[], labels: readonly Place[], columns: readonly Column[]): Cell[][] => [
  ...over.map((place) => [{ ...place, column: 1, span: columns.length }]),
  columns.map(({ head }, i) => ({ ...head, column: i + 1, span: 1 })),
  ...labels.map((label, row) => [
    { ...label, column: 0, span: 1 },
    ...columns.map(({ values }, i) => ({ ...values[row]!, column: i + 1, span: 1 })),
  ]),
];
