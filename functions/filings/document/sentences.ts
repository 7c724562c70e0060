/** A sentence of the text it was found in; `text.slice(start, end)` is its words without the blanks around it. */
export type Sentence = { start: number; end: number };

/**
 * The sentences of a stretch of text. A full stop ends one where a blank follows and no small letter; `Inc. (NASDAQ: RIOT)`,
 * `Sept. 5`, `U.S. Bitcoin` and `No. 5` do not end one. Written out rather than left to the runtime's ICU, which changes.
 *
 * A line end is a blank where the line was only folded (the next one goes on in lower case, this one ends in the middle
 * of a phrase, or it is as full as its paragraph is wide), and an end everywhere else: a heading and the paragraph below
 * it are not one sentence.
 */
export function sentencesIn(text: string, from = 0, to = text.length): Sentence[] {
  const found: Sentence[] = [];
  for (const stretch of stretchesIn(text, from, to)) findSentences(text, stretch, found);
  return found;
}

function findSentences(text: string, { start, end }: Sentence, found: Sentence[]): void {
  const stretch = text.slice(start, end);
  let from = 0;
  for (const { index, 0: stop } of stretch.matchAll(STOP)) {
    const to = index + stop.length;
    if (!isEnd(stretch, from, index + 1, to)) continue;
    push(found, text, { start: start + from, end: start + to });
    from = to;
  }
  push(found, text, { start: start + from, end });
}

const STOP = /[.!?]["”’)\]]{0,3}\s+|[。！？]["”’）」]{0,3}\s*/g;

function isEnd(stretch: string, from: number, stop: number, next: number): boolean {
  if (/[。！？]/.test(stretch[stop - 1]!)) return true;
  if (/[\p{Ll},;:)\]]/u.test(stretch[next] ?? '')) return false;
  return !goesOn(stretch.slice(Math.max(from, stop - 16), stop), stretch.slice(next, next + 2));
}

function push(found: Sentence[], text: string, sentence: Sentence): void {
  let { start, end } = sentence;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (end > start) found.push({ start, end });
}

/** Lines that belong together. */
function* stretchesIn(text: string, from: number, to: number): Generator<Sentence> {
  for (const lines of paragraphsIn(text, from, to)) {
    const width = widthOf(lines);
    let start = lines[0]!.start;
    for (const [i, line] of lines.entries()) {
      const next = lines[i + 1];
      if (next && isFold(text, start, line, next, width)) continue;
      if (line.end > start) yield { start, end: line.end };
      start = next?.start ?? line.end;
    }
  }
}

/** A page without an empty line is a paragraph to us, and a long one; it is taken in parts. */
const MOST_LINES = 10_000;
/** Lines without an empty one between. */
function* paragraphsIn(text: string, from: number, to: number): Generator<Sentence[]> {
  let lines: Sentence[] = [];
  for (let start = from; start <= to; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 || next > to ? to : next;
    const isEmpty = text.slice(start, end).trim() === '';
    if (!isEmpty) lines.push({ start, end });
    if (lines.length > 0 && (isEmpty || lines.length >= MOST_LINES)) {
      yield lines;
      lines = [];
    }
    start = end + 1;
  }
  if (lines.length > 0) yield lines;
}

/** A paragraph that was wrapped has lines of much the same length, and none is long. */
const WIDEST_WRAP = 110;
const FEWEST_LINES = 3;
/** As wide as the lines are; undefined where they were not wrapped. */
function widthOf(lines: readonly Sentence[]): number | undefined {
  const width = lines.reduce((widest, { start, end }) => Math.max(widest, end - start), 0);
  return lines.length >= FEWEST_LINES && width <= WIDEST_WRAP && width >= 40 ? width : undefined;
}

const ENDS_OPEN =
  /(?:[,;–—(]|\b(?:a|an|and|as|at|by|for|from|its|of|or|our|per|than|that|the|their|was|were|which|with|approximately|Mr\.|Ms\.|Inc\.,?|No\.)|\$|\([^()]{0,30})\s*$/i;
/** These end headlines as well: `goes on`. */
const MAY_END = /\b(?:in|into|on|over|to|under)\s*$/i;
const BEGINS_OPEN = /^\s*(?:\p{Ll}|[)\],;:%])/u;
/** A full stop, or the value of a label: `Bitcoin mined: 633`. */
const ENDS_CLOSED = /[.!?:]["”’)]?\s*$|:\s*[~$]?[\d.,]+\s*(?:%|EH\/s|J\/TH|MW|BTC)?\s*$/;
const BEGINS_ITEM = /^\s*(?:[•●▪◦‣·*□☐☒]|[-–—]\s|\||\(\d+\))/;

function isFold(text: string, from: number, line: Sentence, next: Sentence, width: number | undefined): boolean {
  const before = text.slice(Math.max(from, line.end - 40), line.end);
  const after = text.slice(next.start, Math.min(next.end, next.start + 24));
  if (BEGINS_ITEM.test(after)) return false;
  if (ENDS_OPEN.test(before) || (width !== undefined && MAY_END.test(before))) return true;
  if (ENDS_CLOSED.test(before)) return false;
  if (BEGINS_OPEN.test(after)) return true;
  return (
    width !== undefined && (isFull(line, after, width) || isProse(text.slice(Math.max(from, line.start), line.end)))
  );
}

/** The next word would not have fitted. */
const isFull = ({ start, end }: Sentence, after: string, width: number): boolean =>
  end - start + 1 + (/^\s*\S+/.exec(after)?.[0].length ?? 0) >= width * 0.92;

/** In the middle of a sentence, and no heading: long, and mostly in small letters. */
const SHORTEST_PROSE = 35;
function isProse(line: string): boolean {
  const words = line.replace(NAMES_OF_THINGS, '').match(/\p{L}[\p{L}’'-]*/gu) ?? [];
  return (
    line.trim().length >= SHORTEST_PROSE && words.filter((word) => /^\p{Ll}/u.test(word)).length >= words.length * 0.55
  );
}

const NAMES_OF_THINGS =
  /\b(?:Bitcoins?|BTC|January|February|March|April|May|June|July|August|September|October|November|December|Company)\b/g;

const ALWAYS =
  /(?:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Ms|Mrs|Dr|No|Nos|St|vs|[Aa]pprox|[Aa]vg|c|ca|Exh?|Sec|U\.S|U\.K|U\.S\.C|e\.g|i\.e|[A-Z])\.)\s*$/;
const UNLESS_CAPITAL = /\b(?:Inc|Corp|Ltd|Co|LLC|plc|PLC|S\.A|N\.V|a\.m|p\.m|D\.C)\.,?\s*$/;

function goesOn(before: string, after: string): boolean {
  if (ALWAYS.test(before)) return true;
  return UNLESS_CAPITAL.test(before) && !/^["“]?\p{Lu}/u.test(after);
}
