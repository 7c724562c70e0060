import type { Table } from '../../../functions/filings/document/clean.ts';

/** A table as words: `Bitcoin sold @0 | 212 @1+2`, a cell with its column and how many more it covers. */
export const shown = (text: string, tables: readonly Table[]): string[][] =>
  tables.map(({ rows }) =>
    rows.map((row) =>
      row
        .map(({ start, end, column, span }) => {
          const words = text.slice(start, end).replace(/\s+/g, ' ');
          return `${words} @${column}${span > 1 ? `+${span - 1}` : ''}`;
        })
        .join(' | '),
    ),
  );
