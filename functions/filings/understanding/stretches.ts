import * as z from 'zod';
import { type Day, dayAfter, elapsed, startOfDay } from '../../units/time.ts';
import { isSign, isValue } from '../document/cells.ts';
import type { Cell, CleanText, Table } from '../document/clean.ts';

const coins = z.number().nonnegative().max(21_000_000);

/**
 * What a company says of a stretch of days that it names itself, first and last day included: treasuries report by the week,
 * and their weeks are no calendar's. Of a single day with nothing but `held` it says what was held at its end.
 */
export const stretchShape = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  bought: coins.optional(),
  sold: coins.optional(),
  held: coins.optional(),
  /** Of what was bought. */
  averagePriceUsd: z.number().positive().optional(),
});
export type Stretch = z.output<typeof stretchShape>;

/** A stretch, and the place of the text that says so. */
export type ReadStretch = { stretch: Stretch; start: number; end: number };

/** Longer ones are told by periods: a hundred days are a quarter and some. */
const LONGEST_DAYS = 100;

/**
 * The stretches that a filing tells of, in the order of their days: by its tables (`During Period March 9, 2026 to
 * March 15, 2026 | As of March 15, 2026` over `BTC Acquired | … | Aggregate BTC Holdings`), and by sentences (`during the
 * period between … and …, the Company acquired approximately 55,500 bitcoins … at an average price of …`).
 *
 * A dash under `BTC Acquired` is none, and so is "did not purchase any bitcoin"; what is not said is absent.
 *
 * @param filedOn nothing can be reported that had not been yet.
 */
export function stretchesIn({ text, tables }: CleanText, filedOn: string): ReadStretch[] {
  const known = new Map<string, ReadStretch>();
  for (const one of [...tables.flatMap((table) => inTable(text, table)), ...inProse(text)]) {
    if (!isPossible(one.stretch, filedOn)) continue;
    const key = `${one.stretch.from}/${one.stretch.to}`;
    const before = known.get(key);
    known.set(key, before ? { ...before, stretch: { ...one.stretch, ...before.stretch } } : one);
  }
  const on = heldOn(text);
  return [...known.values()]
    .map((one) => ({ ...one, stretch: withHeld(one.stretch, on) }))
    .toSorted(({ stretch: a }, { stretch: b }) => a.to.localeCompare(b.to) || b.from.localeCompare(a.from));
}

const isPossible = (one: Stretch, filedOn: string): boolean =>
  stretchShape.safeParse(one).success && one.from <= one.to && one.to <= filedOn && lengthInDays(one) <= LONGEST_DAYS;

/** First and last day included. */
export const lengthInDays = ({ from, to }: Pick<Stretch, 'from' | 'to'>): number =>
  elapsed(startOfDay(from as Day), startOfDay(to as Day)) / 86_400_000 + 1;

/**
 * The newest of them, with those of the same filing that lead up to it without a gap: at the end of a year one week is told
 * in two parts. A sum of a quarter beside its weeks is none of them.
 *
 * @param stretches at least one, in the order of their days.
 */
export function newestIn(stretches: readonly Stretch[]): Stretch {
  const weeks = stretches.filter((one) => lengthInDays(one) <= LONGEST_WEEKS);
  return (weeks.length > 0 ? weeks : stretches).reduceRight((later, earlier) =>
    dayAfter(earlier.to as Day, 1) === later.from ? together(earlier, later) : later,
  );
}
/** Two weeks, told at once after a holiday. */
const LONGEST_WEEKS = 14;

function together(a: Stretch, b: Stretch): Stretch {
  const sum = (name: 'bought' | 'sold') =>
    a[name] === undefined && b[name] === undefined ? {} : { [name]: (a[name] ?? 0) + (b[name] ?? 0) };
  const { from } = a;
  const { averagePriceUsd: _, ...rest } = b;
  const price = averageOf([a, b]);
  return {
    ...rest,
    from,
    ...sum('bought'),
    ...sum('sold'),
    ...(price === undefined ? {} : { averagePriceUsd: price }),
  };
}

/** Weighted by coins; undefined where one of them has no price. */
function averageOf(stretches: readonly Stretch[]): number | undefined {
  const bought = stretches.filter(({ bought = 0 }) => bought > 0);
  if (bought.some(({ averagePriceUsd }) => averagePriceUsd === undefined)) return undefined;
  const coins = bought.reduce((sum, { bought = 0 }) => sum + bought, 0);
  const usd = bought.reduce((sum, { bought = 0, averagePriceUsd = 0 }) => sum + bought * averagePriceUsd, 0);
  return coins === 0 ? undefined : Number((usd / coins).toFixed(2));
}

/* --------------------------------------------------------------------------------------------------- from tables */

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DATE = (year: string): string => String.raw`(?:${MONTHS.join('|')})\s+\d{1,2}(?:,?\s+20\d\d)${year}`;
const DURING = new RegExp(
  String.raw`\bduring (?:the )?period (?:(?:from|between) )?(${DATE('?')}) (?:to|through|and|[–-]) (${DATE('')})`,
  'i',
);
const AS_OF = new RegExp(String.raw`^\W*as of (${DATE('')})`, 'i');

/** With its heads a row says more, where they fit. */
const LONGEST_QUOTE = 300;

type Said = 'bought' | 'sold' | 'held' | 'averagePriceUsd';

function inTable(text: string, { rows }: Table): ReadStretch[] {
  const words = (cell: Cell): string => text.slice(cell.start, cell.end).replace(/\s+/g, ' ').trim();
  const found: ReadStretch[] = [];
  for (const [i, row] of rows.entries()) {
    const days = daysOver(row.map(words));
    const heads = days && rows[i + 1];
    const values = days && rows[i + 2];
    if (!days || !heads || !values) continue;
    const isOfCoins = heads.some((cell) => /\b(?:btc|bitcoins?)\b/i.test(words(cell)));
    const isOfValues = values.every((cell) => words(cell) === '' || isSign(words(cell)) || isValue(words(cell)));
    if (!isOfCoins || !isOfValues) continue;
    const [start, end] = [row[0]!.start, values.at(-1)!.end];
    found.push({
      stretch: { ...days, ...numbersUnder(heads, values, words) },
      start: end - start <= LONGEST_QUOTE ? start : values[0]!.start,
      end,
    });
  }
  return found;
}

/** The days that stand over a table of coins: those of the period, or else the one on which they were held. */
function daysOver(heads: readonly string[]): Pick<Stretch, 'from' | 'to'> | undefined {
  for (const head of heads) {
    const during = DURING.exec(head);
    if (during) return daysBetween(during[1]!, during[2]!);
  }
  const [, on] = heads.map((head) => AS_OF.exec(head)).find((match) => match !== null) ?? [];
  const day = on === undefined ? undefined : dayOfDate(on);
  return day && { from: day, to: day };
}

/** The first average is of what was bought; the second, of all that is held, stands behind the holdings. */
function numbersUnder(
  heads: readonly Cell[],
  values: readonly Cell[],
  words: (cell: Cell) => string,
): Partial<Record<Said, number>> {
  const numbers: Partial<Record<Said, number>> = {};
  let isAfterHoldings = false;
  for (const head of heads) {
    const is = saidBy(words(head));
    if (is === 'held') isAfterHoldings = true;
    if (is === undefined || numbers[is] !== undefined || (is === 'averagePriceUsd' && isAfterHoldings)) continue;
    const value = under(head, heads, values, words);
    if (value !== undefined && (is !== 'averagePriceUsd' || value > 0)) numbers[is] = value;
  }
  // A price of sales is none of purchases.
  if (numbers.bought === undefined) delete numbers.averagePriceUsd;
  return numbers;
}

function saidBy(head: string): Said | undefined {
  if (/^(?:btc|bitcoins?) (?:acquired|purchased)\b/i.test(head)) return 'bought';
  if (/^(?:btc|bitcoins?) sold\b/i.test(head)) return 'sold';
  if (/^(?:aggregate|total) (?:btc|bitcoin) holdings?\b/i.test(head)) return 'held';
  return /^average purchase price\b/i.test(head) ? 'averagePriceUsd' : undefined;
}

/** What stands under a head and under no other; a dash is none. */
function under(
  head: Cell,
  heads: readonly Cell[],
  values: readonly Cell[],
  words: (cell: Cell) => string,
): number | undefined {
  const own = values.filter((cell) => nearestOf(cell, heads) === head && !isSign(words(cell)) && words(cell) !== '');
  return own.length === 1 ? countIn(words(own[0]!)) : undefined;
}

const nearestOf = (cell: Cell, heads: readonly Cell[]): Cell | undefined =>
  heads.toSorted((a, b) => distance(a, cell) - distance(b, cell))[0];

const distance = (head: Cell, cell: Cell): number =>
  Math.max(0, head.column - (cell.column + cell.span - 1), cell.column - (head.column + head.span - 1));

/** `22,305`, `$ 95,284`, `32 (1)`, `—`. */
function countIn(word: string): number | undefined {
  const [, digits, dash] = /^\$?\s*(?:(\d[\d,]*(?:\.\d+)?)|([-–—]+))\s*(?:\(\d\)|\*)*$/.exec(word) ?? [];
  if (dash !== undefined) return 0;
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''));
}

/* ---------------------------------------------------------------------------------------------------- from prose */

const COUNT = String.raw`(\d[\d,]*(?:\.\d+)?)`;
const COINS = String.raw`(?:bitcoins?|BTC)\b`;
const DID = new RegExp(
  String.raw`^[^;]{0,300}?\b(acquired|purchased|bought|sold) (?:an (?:aggregate|additional) (?:of )?|a total of )?(?:approximately |about )?${COUNT} ${COINS}`,
  'i',
);
const DID_NOT = new RegExp(String.raw`\bdid not (?:purchase|acquire|buy)\b[^.;]{0,20}${COINS}`, 'i');
const AVERAGE = /\bat an average (?:purchase )?price of (?:approximately )?\$(\d[\d,]*(?:\.\d+)?)/i;
const LONGEST_SENTENCE = 1_000;

function inProse(text: string): ReadStretch[] {
  const found: ReadStretch[] = [];
  for (const match of text.matchAll(new RegExp(DURING, 'gi'))) {
    const days = daysBetween(match[1]!, match[2]!);
    if (days === undefined) continue;
    const after = match.index + match[0].length;
    const said = text.slice(after, after + LONGEST_SENTENCE).split('\n')[0]!;
    const sentence = said.slice(0, endOfSentence(said));
    const place = { start: match.index, end: after + sentence.length };
    const did = DID.exec(sentence);
    if (did) {
      const isSale = did[1]!.toLowerCase() === 'sold';
      const price = isSale ? undefined : AVERAGE.exec(sentence)?.[1];
      const stretch = {
        ...days,
        [isSale ? 'sold' : 'bought']: numberIn(did[2]!),
        ...(price ? { averagePriceUsd: numberIn(price) } : {}),
      };
      found.push({ stretch, ...place });
    } else if (DID_NOT.test(sentence)) found.push({ stretch: { ...days, bought: 0 }, ...place });
  }
  return found;
}

/** `$155.4 million` and `$0.001 par value` end none. */
function endOfSentence(said: string): number {
  const end = said.search(/[.;](?:\s+[A-Z]|$)/);
  return end < 0 ? said.length : end + 1;
}

const HELD = new RegExp(
  String.raw`\bas of (${DATE('')})[^.;]{0,120}?\b(?:held|holds|owned|owns) (?:an aggregate of )?(?:approximately )?${COUNT} ${COINS}`,
  'gi',
);

/** What prose says was held, by the day. */
const heldOn = (text: string): ReadonlyMap<string | undefined, number> =>
  new Map(Array.from(text.matchAll(HELD), ([, date, count]) => [dayOfDate(date!), numberIn(count!)]));

function withHeld(stretch: Stretch, on: ReadonlyMap<string | undefined, number>): Stretch {
  const held = stretch.held ?? on.get(stretch.to);
  return held === undefined ? stretch : { ...stretch, held };
}

const numberIn = (digits: string): number => Number(digits.replaceAll(',', ''));

/* --------------------------------------------------------------------------------------------------------- dates */

/** `December 29 to January 4, 2026`: a year that is not said is the one of the last day, or the year before. */
function daysBetween(first: string, last: string): Pick<Stretch, 'from' | 'to'> | undefined {
  const to = dayOfDate(last);
  if (to === undefined) return undefined;
  const year = Number(to.slice(0, 4));
  const from = dayOfDate(first, year);
  const start = from !== undefined && from > to && !/20\d\d/.test(first) ? dayOfDate(first, year - 1) : from;
  return start && { from: start, to };
}

function dayOfDate(date: string, year?: number): Day | undefined {
  const [, month = '', day = '', written = year] = /^(\w+)\s+(\d{1,2})(?:,?\s+(20\d\d))?$/.exec(date) ?? [];
  const at = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (at === 0 || written === undefined) return undefined;
  const text = `${written}-${String(at).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return z.iso.date().safeParse(text).success ? (text as Day) : undefined;
}
