import { readHtml } from '../../../../functions/filings/document/read-html.ts';
import { findTables } from '../../../../functions/filings/document/text-tables.ts';
import { nameOf } from '../../../../functions/filings/understanding/period.ts';
import { readTable, type TableFact } from '../../../../functions/filings/understanding/tables/read-table.ts';

const CALENDAR = { date: '2026-04-03' };

/** Rows of cells as a page has them; a cell that begins with a number and `×` covers so many columns. */
export const table = (...rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map((cells) => `<tr>${cells.map(cellOf).join('')}</tr>`).join('')}</table>`;

const cellOf = (cell: string): string => {
  const [, span, words] = /^(\d)×(.*)$/.exec(cell) ?? [];
  return span === undefined ? `<td>${cell}</td>` : `<td colspan="${span}">${words}</td>`;
};

/** What a page's tables say, or those drawn in a text: `sold 212 btc during 2026-03`. */
export function factsIn(source: string): string[] {
  const clean = source.startsWith('<')
    ? readHtml(source)
    : { text: source, tables: findTables(source), sourceOf: (offset: number) => offset };
  return clean.tables.flatMap((one) => readTable(clean, one, 'point', CALENDAR)).map(told);
}

const told = ({ is, value, unit, currency, period, kind, doubt }: TableFact): string =>
  [
    is,
    value,
    unit === 'money' ? currency : unit,
    ...(period ? [kind, nameOf(period)] : []),
    ...(doubt ? ['?'] : []),
  ].join(' ');
