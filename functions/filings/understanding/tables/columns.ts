import { isDate } from '../../document/cells.ts';
import type { Cell } from '../../document/clean.ts';
import { type Calendar, findPeriods, type PeriodMention } from '../find-periods.ts';

/** The head of a column: its words from top to bottom, the period they name, and what they say is counted. */
export type Column = {
  from: number;
  to: number;
  head: string;
  period?: PeriodMention;
  counts?: 'btc' | 'money' | 'else';
};

/** So far beside its column a head may stand, where a grid was drawn for currency signs. */
const BESIDE = 2;

/** So many rows above the values may be heads: where a page was set as one table, all of its prose stands above. */
const HEAD_ROWS = 20;
const LONGEST_HEAD = 300;

/** The heads of the columns, put together from top to bottom: `Three Months Ended March 31,` over `2026`. */
export function columnsOf(text: string, rows: readonly (readonly Cell[])[], calendar: Calendar): Column[] {
  const lowest = rows.findLast((row) => row.length > 1 || isDateOverValues(text, row)) ?? rows.at(-1) ?? [];
  const at = rows.indexOf(lowest);
  const upper = rows.slice(Math.max(0, at - HEAD_ROWS), Math.max(0, at));
  const columns = lowest.map((cell) => {
    const above = upper.flatMap((row) => row.filter((other) => isOver(other, cell)));
    const head = [...above, cell]
      .map(({ start, end }) => text.slice(start, Math.min(end, start + LONGEST_HEAD)).replace(/\s+/g, ' '))
      .join(' ');
    return { from: cell.column, to: cell.column + cell.span - 1, head };
  });
  const year = /\b(20[12]\d)\b/.exec(columns.map(({ head }) => head).join(' '))?.[1];
  return columns.map((column) => ({ ...column, ...meaningOf(column.head, year, calendar) }));
}

/** The only head of a table with one column of values; any other cell alone is a caption. */
const isDateOverValues = (text: string, [cell, ...others]: readonly Cell[]): boolean =>
  cell !== undefined && others.length === 0 && cell.column > 0 && isDate(text.slice(cell.start, cell.end));

const isOver = (upper: Cell, { column, span }: Cell): boolean =>
  upper.column <= column + span - 1 && column <= upper.column + upper.span - 1;

function meaningOf(head: string, year: string | undefined, calendar: Calendar): Pick<Column, 'period' | 'counts'> {
  const seen =
    year === undefined || /\b20[12]\d\b/.test(head) ? calendar : { ...calendar, date: calendar.date ?? `${year}-12` };
  const named = asColumn(head);
  const period = findPeriods(named, seen)[0] ?? (calendar.isAnnual ? yearAlone(named, seen) : undefined);
  const counts = OTHER_COINS.test(head) ? 'else' : MONEY.test(head) ? 'money' : QUANTITY.test(head) ? 'btc' : undefined;
  return { ...(period ? { period } : {}), ...(counts ? { counts } : {}) };
}

/** `August 2024 1` and `Aug-24`: what heads do to dates. A dash never stands before a day. */
export const asColumn = (head: string): string =>
  head.replace(/\b([A-Z][a-z]{2,8})(?:-|\.?[ -]?[’'])(\d{2})\b/g, '$1 20$2').replace(/\s+\(?\d\)?$/, '');
/** `2025` over a column of an annual report, with what is counted below it or nothing. */
const yearAlone = (head: string, calendar: Calendar): PeriodMention | undefined => {
  const years = head.match(/\b20[12]\d\b/g) ?? [];
  return years.length === 1 ? findPeriods(`FY${years[0]}`, calendar)[0] : undefined;
};
const QUANTITY = /quantity|units|number|bitcoins?\b|\bbtc\b|coins/i;
const OTHER_COINS = /\beth(?:er|ereum)?\b|usdc|usdt|stable|\b(?:warrants?|options?|shares?|stock|awards?|rsus?)\b/i;
const MONEY = /\$|\busd\b|amount|value|carrying|dollars|cost/i;

/** The column a value stands in, or a little beside, where heads were set over currency signs. */
export function columnOf({ column, span }: Cell, columns: readonly Column[]): Column | undefined {
  const over = columns.filter(({ from, to }) => column <= to && column + span - 1 >= from);
  const known = over.find(isTold) ?? nearest(column, columns) ?? over[0];
  return known;
}

const isTold = ({ period, counts }: Column): boolean => period !== undefined || counts !== undefined;

function nearest(column: number, columns: readonly Column[]): Column | undefined {
  // In a text without a grid columns follow each other closely, and beside one is another.
  if (columns.every(({ from, to }, i) => to === from && (i === 0 || from - columns[i - 1]!.from === 1)))
    return undefined;
  return columns
    .filter(isTold)
    .map((head) => ({ head, distance: head.from > column ? head.from - column : column - head.to }))
    .filter(({ distance }) => distance <= BESIDE)
    .sort((a, b) => a.distance - b.distance)[0]?.head;
}
