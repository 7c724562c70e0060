import { isSign, isValue } from '../../document/cells.ts';
import type { Cell, Table } from '../../document/clean.ts';
import type { Calendar } from '../find-periods.ts';
import type { Style } from '../reading/numerals.ts';
import { columnOf, columnsOf } from './columns.ts';
import type { TableFact } from './read-table.ts';
import { meaningOf, speaksOfCoins } from './row-labels.ts';
import { readValue } from './values.ts';

/** `BTC Acquired | Aggregate BTC Holdings` over `8,178 | 649,870`: rows without a label, whose heads say what they count. */
export function headedFacts(text: string, { rows }: Table, style: Style, calendar: Calendar): TableFact[] {
  const word = ({ start, end }: Cell) => text.slice(start, end).replace(/\s+/g, ' ').trim();
  return rows.flatMap((row, i) => {
    const head = rows[i - 1];
    const words = row.map(word);
    if (head === undefined || words.length < 2 || !words.every((one) => isValue(one) || isSign(one))) return [];
    if (head.map(word).some((one) => isValue(one) || isSign(one))) return [];
    const columns = columnsOf(text, [head], calendar);
    return row.flatMap((cell, k): TableFact[] => {
      const over = columnOf(cell, columns)?.head ?? '';
      const is = meaningOf(over);
      const reading = readValue(words[k]!, style);
      const isOfCoins = is !== undefined && is !== 'price' && is !== 'proceeds' && speaksOfCoins(over, is);
      if (!isOfCoins || reading === undefined || reading.isMoney || reading.isPercent) return [];
      return [{ is, value: reading.value, unit: 'btc', start: row[0]!.start, end: row.at(-1)!.end }];
    });
  });
}
