import { isSign, isUnit, isValue, VALUE } from './cells.ts';

export type Place = { start: number; end: number };

/** A line as it may be part of a table: its pieces, and whether one of them is a value. */
export type Line = Place & { pieces: readonly Place[]; hasValue: boolean };

/** A cell of more than this is prose, even with a bar beside it. */
const LONGEST_CELL = 160;
const LONGEST_LINE = 72;
/** Fewer values than this do not make a table out of short lines. */
const FEWEST_VALUES = 3;
/** So many lines without a value, and a table is over. */
const WIDEST_GAP = 4;
/** So many lines are looked at together: nobody sets a longer table, and a megabyte of lines is not held at once. */
const MOST_LINES = 5_000;
/** So many lines above the first value may be its head. */
const HEAD_LINES = 14;

/** Stretches of lines with values, no further apart than a table's lines are, with what may be their head. */
export function* regionsIn(text: string): Generator<Line[]> {
  let run: Line[] = [];
  for (const place of linesOf(text)) {
    const words = text.slice(place.start, place.end).trim();
    if (words === '') continue;
    const celly = isCelly(words);
    if (celly) run.push(lineOf(text, place));
    if (celly && run.length < MOST_LINES) continue;
    yield* clustersIn(text, run);
    run = [];
  }
  yield* clustersIn(text, run);
}

function* clustersIn(text: string, run: readonly Line[]): Generator<Line[]> {
  const worded = run.filter(({ pieces }) => pieces.length > 0);
  const numbered = worded.flatMap(({ hasValue }, i) => (hasValue ? [i] : []));
  /** Where the lines begin that are in no table yet. */
  let free = 0;
  for (let from = 0, to = 0; from < numbered.length; from = to) {
    const first = numbered[from]!;
    for (to = from + 1; to < numbered.length && numbered[to]! - numbered[to - 1]! <= WIDEST_GAP; ) to++;
    let end = numbered[to - 1]! + 1;
    // The last value's `%` may stand on a line of its own, and it is another number without.
    while (end < worded.length && isTail(text, worded[end]!)) end++;
    const cluster = worded.slice(Math.max(free, first - HEAD_LINES), end);
    if (!isTable(text, cluster)) continue;
    yield cluster;
    free = end;
  }
}

const isTail = (text: string, { pieces }: Line): boolean =>
  pieces
    .map(({ start, end }) => text.slice(start, end))
    .every((word) => (/^[)%]/.test(word) && isSign(word)) || isUnit(word));

function* linesOf(text: string): Generator<Place> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    yield { start, end };
    start = end + 1;
  }
}

/** A sentence is no cell; a short line without an end may be one, and so is a label with values behind it. */
function isCelly(words: string): boolean {
  if (/[|\t]/.test(words)) return words.split(/[|\t]/).every((cell) => cell.trim().length <= LONGEST_CELL);
  if (words.length > LONGEST_CELL) return false;
  if (labelAndValuesOf(words)) return true;
  return (
    words.length <= LONGEST_LINE &&
    !/[.!?;]["”]?$/.test(
      words.replace(/\b(?:Inc|Corp|Ltd|Avg|No|Oct|Sept?|Nov|Dec|Aug|Jan|Feb|Mar|Apr|Jun|Jul)\.$/, ''),
    )
  );
}

/**
 * `Bitcoin Sold (55.0) -  (9.0)`: at least two values, or one that is more than the mark of a footnote.
 *
 * Each value is looked for once, from the left. One pattern for all of them would try every way of sharing the blanks
 * and brackets out between them, and two to the number of values are too many.
 */
function labelAndValuesOf(words: string): { label: string; values: Place[] } | undefined {
  if (!/^[A-Za-z•●*]/.test(words)) return undefined;
  for (const { 0: gap, index } of words.matchAll(BEFORE_VALUES)) {
    if (index + 1 < SHORTEST_LABEL) continue;
    if (index + 1 > LONGEST_LABEL) return undefined;
    const values = valuesFrom(words, index + gap.length);
    if (values.length > 1) return { label: words.slice(0, index + 1), values };
  }
  return undefined;
}
const BEFORE_VALUES = /[A-Za-z)*:\d]\s+/g;
const SHORTEST_LABEL = 4;
const LONGEST_LABEL = 92;

/** The values that are all there is from a place on; none where there is anything else. */
function valuesFrom(words: string, from: number): Place[] {
  const values: Place[] = [];
  for (let at = from; at < words.length; ) {
    EACH_VALUE.lastIndex = at;
    const end = EACH_VALUE.test(words) ? EACH_VALUE.lastIndex : at;
    const blanks = /^(?:\s+|$)/.exec(words.slice(end))?.[0];
    if (end === at || blanks === undefined) return [];
    values.push({ start: at, end });
    at = end + blanks.length;
  }
  return values;
}
const EACH_VALUE = new RegExp(VALUE, 'iy');

/** `Balance as of June 30, 2024`: no values, but a date. */
const ENDS_IN_DATE = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$/i;

function lineOf(text: string, place: Place): Line {
  const pieces = piecesOf(text, place);
  return { ...place, pieces, hasValue: pieces.some(({ start, end }) => isValue(text.slice(start, end))) };
}

function piecesOf(text: string, { start, end }: Place): Place[] {
  const line = text.slice(start, end);
  const words = line.trim();
  const parts = /[|\t]/.test(words) || words.length > LONGEST_CELL ? undefined : labelAndValuesOf(words);
  if (parts === undefined || ENDS_IN_DATE.test(parts.label)) return between(text, start, end);
  const from = start + line.length - line.trimStart().length;
  return [
    { start: from, end: from + parts.label.length },
    ...parts.values.map((value) => ({ start: from + value.start, end: from + value.end })),
  ];
}

/** What stands between bars, tabs or wide gaps, without the blanks around it. */
function between(text: string, from: number, to: number): Place[] {
  const pieces: Place[] = [];
  let start = from;
  for (const { index, 0: bar } of text.slice(from, to).matchAll(BETWEEN)) {
    pieces.push(...trimmed(text, start, from + index));
    start = from + index + bar.length;
  }
  return [...pieces, ...trimmed(text, start, to)];
}
const BETWEEN = /[|\t]| {3,}/g;

const trimmed = (text: string, start: number, end: number): Place[] => {
  const place = trim(text, start, end);
  return place ? [place] : [];
};

function trim(text: string, start: number, end: number): Place | undefined {
  let [a, b] = [start, end];
  while (a < b && /\s/.test(text[a]!)) a++;
  while (b > a && /\s/.test(text[b - 1]!)) b--;
  return b > a ? { start: a, end: b } : undefined;
}

/** A line with no words besides its values is a row's only where another has words: three values make a table of it. */
function isTable(text: string, lines: readonly Line[]): boolean {
  const pieces = lines.flatMap((line) => line.pieces);
  const values = pieces.filter(({ start, end }) => isValue(text.slice(start, end))).length;
  return (
    values >= FEWEST_VALUES ||
    (values > 0 && lines.filter(({ start, end }) => /[|\t]/.test(text.slice(start, end))).length * 2 > lines.length)
  );
}
