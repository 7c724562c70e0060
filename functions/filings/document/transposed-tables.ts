import { isDate, isValue } from './cells.ts';
import type { Cell } from './clean.ts';
import type { Line, Place } from './text-lines.ts';

/**
 * `Month | Bitcoin mined | Bitcoin sold` over `January 2024 | 124 | 117`: heads of words, and a date to a row.
 *
 * @returns undefined where no head of as many words as values stands over dated rows.
 */
export function transposedRowsOf(text: string, lines: readonly Line[]): Cell[][] | undefined {
  const word = ({ start, end }: Place) => text.slice(start, end);
  const isDated = ({ pieces: [first, ...rest] }: Line): boolean =>
    first !== undefined && rest.length > 0 && isDate(word(first)) && rest.every((piece) => isValue(word(piece)));
  const begin = lines.findIndex(isDated);
  const head = lines[begin - 1]?.pieces;
  if (head === undefined || head.length < 2 || head.some((piece) => isDate(word(piece)) || isValue(word(piece))))
    return undefined;
  const width = lines[begin]!.pieces.length;
  if (head.length !== width && head.length !== width - 1) return undefined;
  const after = lines.slice(begin);
  const end = after.findIndex((line) => !isDated(line));
  const rows = after.slice(0, end < 0 ? after.length : end);
  return [cells(head, width - head.length), ...rows.map(({ pieces }) => cells(pieces, 0))];
}

const cells = (places: readonly Place[], first: number): Cell[] =>
  places.map(({ start, end }, i) => ({ start, end, column: first + i, span: 1 }));
