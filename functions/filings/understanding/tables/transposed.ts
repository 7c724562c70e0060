import { type Calendar, findPeriods } from '../find-periods.ts';
import type { Style } from '../reading/numerals.ts';
import { asColumn, type Column, columnOf } from './columns.ts';
import type { TableFact } from './read-table.ts';
import { meaningOf, speaksOfCoins } from './row-labels.ts';
import type { Part, Row } from './rows.ts';
import { readValue } from './values.ts';

/** `Month | Bitcoin mined | Bitcoin sold`: a month to a row, and what is counted over each column. */
export const isTransposed = ({ rows }: Part, columns: readonly Column[], calendar: Calendar): boolean =>
  columns.some(({ head }) => meaningOf(head) !== undefined) &&
  columns.every(({ period }) => period === undefined) &&
  rows.some(({ label }) => periodOf(label, calendar) !== undefined);

export function transposedFacts(
  { rows }: Part,
  columns: readonly Column[],
  style: Style,
  calendar: Calendar,
): TableFact[] {
  return rows.flatMap((row) => factsOfMonth(row, columns, style, calendar));
}

function factsOfMonth(row: Row, columns: readonly Column[], style: Style, calendar: Calendar): TableFact[] {
  const period = periodOf(row.label, calendar);
  if (period === undefined) return [];
  return row.values.flatMap(({ cell, raw }) => {
    const head = columnOf(cell, columns)?.head ?? '';
    const is = meaningOf(head);
    const reading = readValue(raw, style);
    if (is === undefined || reading === undefined || reading.isPercent) return [];
    const isMoney = reading.isMoney || is === 'price' || is === 'proceeds';
    if (!isMoney && !speaksOfCoins(head, is)) return [];
    return [
      {
        is: isMoney && is === 'sold' ? 'proceeds' : is,
        value: reading.value,
        unit: isMoney ? 'money' : 'btc',
        ...(isMoney ? { currency: reading.currency } : {}),
        period: period.span,
        kind: period.kind,
        start: row.start,
        end: cell.end,
      },
    ];
  });
}

const periodOf = (label: string, calendar: Calendar) => findPeriods(asColumn(label), calendar)[0];
