import { isDate, isValue } from './cells.ts';
import type { Table } from './clean.ts';
import type { Line, Place } from './text-lines.ts';

/**
 * `BTC Acquired | Average Purchase Price | Aggregate BTC Holdings` over `8,178 | $102,171 | 649,870`: heads of words, and
 * values without any label below them.
 *
 * @returns such tables, and the lines that belong to none of them, as they hung together.
 */
export function headedTablesIn(text: string, lines: readonly Line[]): { tables: Table[]; rest: (readonly Line[])[] } {
  const tables: Table[] = [];
  const rest: (readonly Line[])[] = [];
  let from = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const [head, values] = [lines[i]!, lines[i + 1]!];
    if (!isHeaded(text, head, values)) continue;
    rest.push(lines.slice(from, i));
    tables.push({
      start: head.start,
      end: values.end,
      rows: [cells(head.pieces), cells(withoutSigns(text, values.pieces))],
    });
    from = i + 2;
    i++;
  }
  rest.push(lines.slice(from));
  return { tables, rest: rest.filter(({ length }) => length > 0) };
}

function isHeaded(text: string, head: Line, below: Line): boolean {
  if (head.pieces.length < 2 || head.hasValue || !below.hasValue) return false;
  const word = ({ start, end }: Place) => text.slice(start, end);
  const values = withoutSigns(text, below.pieces);
  return (
    values.length === head.pieces.length &&
    values.every((piece) => isValue(word(piece))) &&
    head.pieces.every((piece) => !isDate(word(piece))) &&
    head.pieces.some((piece) => COINS.test(word(piece)))
  );
}
const COINS = /bitcoin|\bbtc\b/i;

/** `$` in a cell of its own says what the head says as well. */
const withoutSigns = (text: string, pieces: readonly Place[]): readonly Place[] =>
  pieces.filter(({ start, end }) => !/^[$€£]$/.test(text.slice(start, end)));

const cells = (places: readonly Place[]) => places.map(({ start, end }, column) => ({ start, end, column, span: 1 }));
