import type { Cell, Table } from './clean.ts';

type Place = { start: number; end: number };

const MONTHS =
  'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec';
/** `MetricJuly 2023June 2023July 2022 Month/MonthYear/Year`: heads that ran together. */
const HEAD = new RegExp(String.raw`(?:${MONTHS})\.?\s20\d\d(?:\d?(?=${MONTHS}))`);
const HEAD_DATE = new RegExp(String.raw`(?:${MONTHS})\.?\s20\d\d`, 'g');
/** So many lines without a row, and the table is over. */
const WIDEST_GAP = 4;
const LONGEST_LINE = 160;
/** So many cuts are tried at a row; one that has more ways to be read has no one way. */
const MOST_CUTS = 5_000;
/** Per cent are rounded, and now and then by hand. */
const ROUNDING = 1.01;

/**
 * Tables whose cells ran together: `Bitcoin Sold400400275 0%45%`. A row is read only where there is one way to do it: the
 * signs of money keep its amounts apart, and the per cent behind the numbers must follow from them. All other rows are
 * left alone: whoever guesses where a number ends invents one.
 */
export function findFusedTables(text: string): Table[] {
  const tables: Table[] = [];
  for (const head of text.matchAll(new RegExp(`^.{0,${LONGEST_LINE}}$`, 'gm'))) {
    if (!HEAD.test(head[0])) continue;
    const dates = Array.from(head[0].matchAll(HEAD_DATE), ({ 0: date, index }) => ({
      start: head.index + index,
      end: head.index + index + date.length,
    }));
    const rows = rowsBelow(text, head.index + head[0].length + 1, dates.length);
    if (rows.length > 0)
      tables.push({ start: head.index, end: rows.at(-1)!.at(-1)!.end, rows: [inColumns(dates, 1), ...rows] });
  }
  return tables;
}

const inColumns = (places: readonly Place[], first: number): Cell[] =>
  places.map((place, i) => ({ ...place, column: first + i, span: 1 }));

function rowsBelow(text: string, from: number, width: number): Cell[][] {
  const rows: Cell[][] = [];
  let gap = 0;
  for (let start = from; start < text.length && gap <= WIDEST_GAP; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = end - start > LONGEST_LINE ? '' : text.slice(start, end);
    // Dates again: another table begins.
    if (HEAD.test(line)) break;
    const row = line === '' ? undefined : rowOf(line, start, width);
    if (row) rows.push(row);
    gap = row ? 0 : gap + 1;
    start = end + 1;
  }
  return rows;
}

/** A label of words, then all that ran together, then perhaps per cent. */
const ROW =
  /^(?<label>\s*[A-Za-z][A-Za-z .,/()–-]{2,60}?[A-Za-z)])(?<values>[\d$(–—-][\d.,$()A-Za-z/ –—-]*?)?(?<changes>(?:\s*(?:\(?-?\d+\)?\s?%|N\/[AM]|NM))*)\s*$/;

function rowOf(line: string, start: number, width: number): Cell[] | undefined {
  const { label, values, changes } = ROW.exec(line)?.groups ?? {};
  if (label === undefined || values === undefined) return undefined;
  const from = start + label.length;
  const ways = waysToRead(values.trimEnd(), width).filter((way) => follow(way, percentIn(changes ?? '')));
  // A footnote's mark before the first number is one more way.
  if (ways.length !== 1) return undefined;
  const cells = inColumns(
    ways[0]!.map((place) => ({ start: from + place.start, end: from + place.end })),
    1,
  );
  return [{ start, end: from, column: 0, span: 1 }, ...cells];
}

type Part = Place & { value: number | undefined; isDash: boolean };

const MONEY = /\$[\d,.]+(?:\s?(?:million|billion))?|N\/[AM]|[–—-]/g;

/** Every way in which so many cells can be cut out of what ran together. */
function waysToRead(values: string, width: number): Part[][] {
  if (values.includes('$')) {
    const parts = Array.from(values.matchAll(MONEY), ({ 0: amount, index }) => ({
      start: index,
      end: index + amount.length,
      value: undefined,
      isDash: false,
    }));
    return parts.length === width &&
      parts.reduce((sum, { start, end }) => sum + end - start, 0) ===
        values.replaceAll(' ', '').length + values.split(/\s/).length - 1
      ? [parts]
      : [];
  }
  if (/[A-Za-z$ ]/.test(values)) return [];
  const tries = { left: MOST_CUTS };
  const ways = [0, 1].flatMap((mark) => (mark === 1 && !/^\d/.test(values) ? [] : cuts(values, mark, width, tries)));
  return tries.left > 0 ? ways : [];
}

const LONGEST_NUMBER = 10;
const NUMBER = /^(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,4})(?:\.\d{1,2})?$/;

function cuts(values: string, from: number, width: number, tries: { left: number }): Part[][] {
  if (width === 0) return from === values.length ? [[]] : [];
  const ways: Part[][] = [];
  for (let end = from + 1; end <= Math.min(values.length, from + LONGEST_NUMBER); end++) {
    if (tries.left-- <= 0) return [];
    const cell = values.slice(from, end);
    const isDash = /^[–—-]$/.test(cell);
    if (!isDash && !NUMBER.test(cell)) continue;
    const value = isDash ? 0 : Number(cell.replaceAll(',', ''));
    for (const rest of cuts(values, end, width - 1, tries)) ways.push([{ start: from, end, value, isDash }, ...rest]);
  }
  return ways;
}

const percentIn = (changes: string): number[] =>
  Array.from(changes.matchAll(/(\()?(-?\d+)\)?\s?%/g), ({ 1: bracket, 2: percent }) =>
    bracket ? -Number(percent) : Number(percent),
  );

/** Whether each change is that from one of the other columns to the first; without any, nothing proves a reading of bare digits. */
function follow(parts: readonly Part[], changes: readonly number[]): boolean {
  const [current, ...others] = parts;
  if (current?.value === undefined) return true;
  if (parts.every(({ value }) => value === 0)) return true;
  // A dash keeps numbers apart; a nought may be the end of one, or all of it.
  if (changes.length === 0) return parts.filter(({ isDash }) => isDash).length === parts.length - 1;
  return (
    changes.length <= others.length &&
    changes.every((change, i) =>
      isChange(current.value!, others[others.length - changes.length + i]!.value ?? 0, change),
    )
  );
}

const isChange = (now: number, before: number, percent: number): boolean =>
  before > 0 && Math.abs((now / before - 1) * 100 - percent) <= ROUNDING;
