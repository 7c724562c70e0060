import { HEAD_DATE, HEAD_PART, HEAD_UNIT, HEAD_YEAR, isDate, isMonth } from './cells.ts';
import type { Cell } from './clean.ts';
import type { Place } from './text-lines.ts';

/**
 * The heads of columns in text that lost its grid: dates, or what the columns count, each over a value, counted from the
 * left. `Three Months Ended March 31,` over `2026` and `2025` gives two rows, the upper one spanning those below it.
 *
 * @param width how many values the widest row has; dates that are more than that belong to something else.
 */
export function headRowsOf(text: string, head: readonly Place[], width: number): Cell[][] {
  const last = head.at(-1);
  const first = firstOfLastDates(text, head);
  if (last === undefined || width === 0) return [];
  const [from, to] = [(first ?? head[0]!).start, last.end];
  const years = found(text, from, to, HEAD_YEAR);
  const parts = found(text, from, to, HEAD_PART);
  // `June 30, | December 31, | 2025 | 2024`: no December of 2025.
  const dates = found(text, from, to, HEAD_DATE);
  // `Three Months Ended June 30, 2025 | May 2025 | June 2025`: each has its own year.
  const isStacked =
    parts.length > 0 && years.length > 1 && dates.length < years.length && parts.at(-1)!.start < years[0]!.start;
  if (isStacked && years.length <= width) return stacked(parts, years);
  const units = found(text, from, to, HEAD_UNIT).filter(({ start }) => start >= (dates.at(-1)?.end ?? 0));
  const isCounted = units.length > 0 && units.length <= width;
  // A caption names the period, and the line below it what each column counts.
  if (dates.length === 1 && units.length > 1 && isCounted)
    return [[{ ...dates[0]!, column: 1, span: units.length }], cells(units)];
  if (dates.length > 0) return dates.length > width ? [] : [cells(dates)];
  if (isCounted) return [cells(units)];
  const alone = head.filter(({ start, end }) => YEAR_ALONE.test(text.slice(start, end)));
  return alone.length > 1 && alone.length === width ? [cells(alone)] : [];
}

const YEAR_ALONE = new RegExp(`^\\s*${HEAD_YEAR}\\s*$`);

/** Dates further up than this from those below belong to something else: a dateline, a headline. */
const WIDEST_GAP = 4;

/** Where the dates begin that stand right above the table. */
function firstOfLastDates(text: string, head: readonly Place[]): Place | undefined {
  let first: Place | undefined;
  let gap = 0;
  for (const piece of head.toReversed()) {
    const words = text.slice(piece.start, piece.end).trim();
    if (isDate(words) || isMonth(words)) {
      first = piece;
      gap = 0;
    } else if (words.length > 72 || (first !== undefined && ++gap > WIDEST_GAP)) break;
  }
  return first;
}

function found(text: string, from: number, to: number, pattern: string): Place[] {
  // Bars and line ends between the words of a date are what the grid left behind; all offsets stay.
  const words = text.slice(from, to).replace(/[|\n]/g, ' ');
  return Array.from(words.matchAll(new RegExp(pattern, 'gi')), ({ 0: match, index }) => ({
    start: from + index,
    end: from + index + match.length,
  }));
}

const cells = (places: readonly Place[]): Cell[] => places.map((place, i) => ({ ...place, column: i + 1, span: 1 }));

/** Each part stands over as many years as come to it. */
function stacked(parts: readonly Place[], years: readonly Place[]): Cell[][] {
  const each = Math.floor(years.length / parts.length);
  if (each === 0 || years.length % parts.length !== 0) return [cells(years)];
  return [parts.map((part, i) => ({ ...part, column: i * each + 1, span: each })), cells(years)];
}
