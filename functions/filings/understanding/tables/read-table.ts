import type { CleanText, Table } from '../../document/clean.ts';
import { type Calendar, findPeriods } from '../find-periods.ts';
import { isSame, type Span } from '../period.ts';
import type { Style } from '../reading/numerals.ts';
import { type Column, columnOf, columnsOf } from './columns.ts';
import { headedFacts } from './headed.ts';
import { meaningOf, type RowMeaning, speaksOfCoins } from './row-labels.ts';
import { type Part, partsOf, type Row, type Value } from './rows.ts';
import { isTransposed, transposedFacts } from './transposed.ts';
import { currencyOf, isScaled, type Reading, readValue } from './values.ts';

/** A number that a table gives, with the head of its column. */
export type TableFact = {
  is: RowMeaning;
  value: number;
  /** What the column's head, the row or the cell itself says it counts. */
  unit: 'btc' | 'money';
  currency?: string;
  /** Absent where neither the column's head nor the rows around name one. */
  period?: Span;
  kind?: 'at' | 'during';
  start: number;
  end: number;
  /** Why the number must not be relied on. */
  doubt?: string;
};

/** Nobody holds more; a larger number counts something else. */
const MOST_COINS = 2_000_000;

/**
 * The facts of a table: each row by its label, each column by what its head says.
 *
 * The head decides, never the place: Riot puts the current month first, LM Funding last. Where several values stand
 * in a row and no head tells them apart, or where cells have run together, the facts carry a doubt.
 */
export function readTable({ text }: CleanText, table: Table, style: Style, calendar: Calendar): TableFact[] {
  const headed = headedFacts(text, table, style, calendar);
  return headed.length > 0
    ? headed
    : partsOf(text, table).flatMap((part) => {
        const above = text.slice(Math.max(0, table.start - ABOVE), part.rows[0]!.start);
        const around = above.slice(-LONGEST_HEAD);
        const columns = columnsOf(text, part.head, calendar);
        if (isTransposed(part, columns, calendar)) return transposedFacts(part, columns, style, calendar);
        const how = {
          style,
          scale: scaleOf(around),
          currency: currencyOf(around),
          isStatement: isStatement(part),
          isInDollars: isInDollars(part, around),
          isRolledInDollars: isRolledInDollars(part),
        };
        const periods = isOfCoins(part, columns, above) ? blocksOf(part, columns, calendar) : [];
        const isOfElse = isOfMachines(part, columns, around);
        return part.rows.flatMap((row, i) =>
          isOfElse && !speaksOfCoins(row.label, 'opening') ? [] : factsOf(row, columns, how, periods[i]),
        );
      });
}

/** So far above a table its caption may stand, and so long may that and its head be, in characters. */
const ABOVE = 240;
const LONGEST_HEAD = 900;

const scaleOf = (around: string): number =>
  /in thousands/i.test(around) ? 1e3 : /in millions/i.test(around) ? 1e6 : 1;

/** A balance sheet or a statement of cash flows: digital assets are dollars there. */
const isStatement = ({ rows }: Part): boolean => rows.filter(({ label }) => STATEMENT.test(label)).length >= 3;
const STATEMENT =
  /^(?:total (?:current )?(?:assets|liabilities)|cash and cash|accounts? (?:payable|receivable)|net (?:loss|income|cash)|depreciation|goodwill|deferred|cost of revenues?|operating expenses|general and administrative|prepaid|revenues?\b|gross (?:profit|loss)|interest (?:expense|income)|share-based|stock-based|income tax|other (?:current )?assets)/i;

/** Its balances are dollars, or all of it is in thousands: what has no sign is no number of coins. */
const isInDollars = (part: Part, around: string): boolean => scaleOf(around) > 1 || isRolledInDollars(part);

const isRolledInDollars = ({ rows }: Part): boolean =>
  rows.some(({ label, values }) => BALANCE.test(label) && values.some(({ raw }) => /[$€£]/.test(raw)));

/* --------------------------------------------------------------------------------------------------- roll-forward */

/** When a row is, where rows and not columns tell: between `Balance at January 1` and `Balance at June 30`. */
type When = { period: Span; kind: 'at' | 'during'; isOpening: boolean };

/** Warrants, options and goodwill are rolled forward as well. */
const isOfCoins = ({ rows }: Part, columns: readonly Column[], above: string): boolean =>
  COINS.test([...columns.map(({ head }) => head), ...rows.map(({ label }) => label), above.slice(-ABOVE)].join(' '));
const COINS = /bitcoin|\bbtcs?\b|digital (?:assets?|currenc)|crypto/i;

/** Machines come and go as well, and are counted. */
const isOfMachines = ({ rows }: Part, columns: readonly Column[], around: string): boolean =>
  MACHINES.test(
    [...columns.map(({ head }) => head), ...rows.map(({ label }) => label), around.slice(-ABOVE)].join(' '),
  );
const MACHINES = /\b(?:S1[79]|S21|T2T|M[23]0S|[Ww]hatsminers?|[Aa]ntminers?|MicroBT|Bitmain|Innosilicon|Avalon)\b/;

function blocksOf({ rows }: Part, columns: readonly Column[], calendar: Calendar): (When | undefined)[] {
  const dates = rows.map((row) =>
    BALANCE.test(row.label) ? findPeriods(row.label, calendar).find(({ kind }) => kind === 'at') : undefined,
  );
  const when: (When | undefined)[] = rows.map(() => undefined);
  const told = columns.flatMap(({ period }) => (period?.kind === 'during' ? [period.span] : []));
  // One caption over all of them is no head of any.
  if (
    told.length > 0 &&
    (columns.length < 2 || told.length < columns.length || told.some((span) => !isSame(span, told[0]!)))
  )
    return when;
  let opened = -1;
  dates.forEach((date, i) => {
    if (date === undefined) return;
    const from = opened < 0 ? undefined : dates[opened]!;
    const isClosing = from !== undefined && i > opened + 1 && from.span.to < date.span.to;
    if (isClosing) {
      const period = { from: from.day === 1 ? from.span.from : from.span.from + 1, to: date.span.to };
      for (let k = opened + 1; k < i; k++) when[k] = { period, kind: 'during', isOpening: false };
      when[opened] = { period, kind: 'at', isOpening: true };
      when[i] = { period, kind: 'at', isOpening: false };
    }
    opened = i;
  });
  return when;
}
const BALANCE =
  /\bbalance\b|^(?:beginning|ending|opening|closing)\b|\b(?:held|holdings) (?:as of|at)\b|^(?:bitcoins?|btc|digital assets?)\b.*\b(?:as of|at)\b/i;

/* --------------------------------------------------------------------------------------------------------- facts */

type How = {
  style: Style;
  scale: number;
  currency: string;
  isStatement: boolean;
  isInDollars: boolean;
  isRolledInDollars: boolean;
};

function factsOf(row: Row, columns: readonly Column[], how: How, when: When | undefined): TableFact[] {
  const label = meaningOf(row.label);
  const is = when?.kind === 'at' ? (when.isOpening ? 'opening' : 'held') : label;
  if (is === undefined) return [];
  const values = row.values
    .map((value) => ({ ...value, column: columnOf(value.cell, columns), reading: readValue(value.raw, how.style) }))
    .filter((value): value is Told => value.reading !== undefined && !value.reading.isPercent);
  const isPlain =
    columns.some(({ period, counts }) => period !== undefined || counts !== undefined) || values.length === 1;
  return values.flatMap((value, i) => factOf(row, is, value, how, when, isPlain ? undefined : i));
}

type Told = Value & { column: Column | undefined; reading: Reading };

function factOf(
  row: Row,
  is: RowMeaning,
  { column, reading, raw, cell }: Told,
  how: How,
  when: When | undefined,
  nth: number | undefined,
): TableFact[] {
  const unit = unitOf(row, is, column, reading, how);
  if (unit === undefined || (unit === 'btc' && reading.value > MOST_COINS)) return [];
  // On the first day of a period nothing has been done in it.
  if (column?.period?.kind === 'at' && column.period.day === 1 && is !== 'held' && is !== 'opening') return [];
  const fact = {
    is:
      unit === 'btc' && is === 'proceeds'
        ? ('sold' as const)
        : unit === 'money' && is === 'sold'
          ? ('proceeds' as const)
          : is,
    value:
      unit === 'money' && !isScaled(raw) && is !== 'price'
        ? reading.value * (scaleOf(row.label) > 1 ? scaleOf(row.label) : how.scale)
        : reading.value,
    unit,
    ...(unit === 'money' ? { currency: reading.currency === 'USD' ? how.currency : reading.currency } : {}),
    ...whenOf(column, when),
    start: row.start,
    end: cell.end,
    ...(nth === undefined ? {} : { doubt: 'several values in the row, and no head that tells them apart' }),
  };
  return isSettled(is, unit) ? [fact] : [];
}

/** Coins are told in coins; the dollars of a holding are not asked for. */
const isSettled = (is: RowMeaning, unit: 'btc' | 'money'): boolean =>
  unit === 'btc' || is === 'price' || is === 'proceeds' || is === 'sold';

function whenOf(column: Column | undefined, when: When | undefined): Pick<TableFact, 'period' | 'kind'> {
  if (when) return { period: when.period, kind: when.kind };
  return column?.period ? { period: column.period.span, kind: column.period.kind } : {};
}

/** In coins where the head, or the label, says so; a statement in dollars has no coins in it but those it calls a number. */
function unitOf(
  { label }: Row,
  is: RowMeaning,
  column: Column | undefined,
  { isMoney }: Reading,
  { isStatement, isInDollars, isRolledInDollars }: How,
): 'btc' | 'money' | undefined {
  if (isMoney) return 'money';
  if (column?.counts) return column.counts === 'else' ? undefined : column.counts;
  if (is === 'price' || is === 'proceeds') return 'money';
  if (/\bnumber of\b|\bquantity\b/i.test(label)) return 'btc';
  // `Sales of BTC in exchange of cash (32,509,262)` between balances in dollars.
  if (isRolledInDollars && is === 'sold' && speaksOfCoins(label, is)) return 'money';
  return isStatement || isInDollars || !speaksOfCoins(label, is) ? undefined : 'btc';
}
