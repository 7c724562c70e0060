import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { reasonOf } from '../../../functions/kit/errors.ts';
import { FEE_BLOCKS } from '../../../functions/market/chain.ts';
import { plausibleDifficulty, plausibleFees, plausiblePrice } from '../../../functions/market/plausible.ts';
import type { PastDay } from '../../../functions/market/relive.ts';
import type { Btc } from '../../../functions/units/money.ts';
import type { Day } from '../../../functions/units/time.ts';
import { measured } from './options.ts';

/** Days, or what is wrong with each line that is none; use the days only without complaints. */
export type PastTable = { days: readonly PastDay[]; complaints: readonly string[] };

/**
 * Reads a CSV of days, ascending: date, price_usd, difficulty, and fees_btc or fees_btc_per_block. Other columns are
 * nobody's business; the order of columns is free, and so is the choice between comma, semicolon and tab.
 *
 * `fees_btc` are those of the whole day, as public data has them; a day is taken for 144 blocks.
 */
export function pastTable(text: string): PastTable {
  const [head, ...body] = linesOf(text);
  const names = head?.cells.map((name) => name.toLowerCase()) ?? [];
  const missing = missingColumns(names);
  if (missing.length > 0) return { days: [], complaints: [`The first line does not name ${missing.join(', ')}.`] };

  const days: PastDay[] = [];
  const complaints: string[] = [];
  const mustAscend = ascent();
  for (const { cells, line } of body) {
    try {
      const day = dayOf(names, cells);
      mustAscend(day.day, line);
      days.push(day);
    } catch (error) {
      complaints.push(`line ${line}: ${reasonOf(error)}`);
    }
  }
  return { days, complaints };
}

const parsedLines = z.array(
  z
    .object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) })
    .transform(({ record, info }) => ({ cells: record, line: info.lines })),
);

/** A quote around a number is decoration: it hides no comma and no end of a line, so that lines can be counted. */
const linesOf = (text: string) =>
  parsedLines.parse(
    parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      record_delimiter: ['\r\n', '\n', '\r'],
      quote: false,
      trim: true,
      cast: (cell) => cell.replace(/^"(.*)"$/, '$1'),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }),
  );

function missingColumns(names: readonly string[]): string[] {
  const missing = ['date', 'price_usd', 'difficulty'].filter((name) => !names.includes(name));
  const hasFees = names.includes('fees_btc') || names.includes('fees_btc_per_block');
  return hasFees ? missing : [...missing, 'fees_btc (or fees_btc_per_block)'];
}

/** @param read gives the text its meaning, or throws what is wrong with it. */
const cell = <Value>(read: (text: string) => Value) =>
  z.string().transform((text, context) => {
    try {
      return read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `"${text}": ${reasonOf(error)}` });
      return z.NEVER;
    }
  });

const feesOfDay = (btc: number): Btc => plausibleFees(btc / FEE_BLOCKS);

function calendarDay(text: string): Day {
  if (z.iso.date().safeParse(text).success) return text as Day;
  throw new RangeError('It must be a day, like 2026-02-24.');
}

const rowShape = z.object({
  date: cell(calendarDay),
  price_usd: cell(measured(plausiblePrice, '64113.07')),
  difficulty: cell(measured(plausibleDifficulty, '144398400000000')),
  fees_btc: cell(measured(feesOfDay, '2.31')).optional(),
  fees_btc_per_block: cell(measured(plausibleFees, '0.016')).optional(),
});

function dayOf(names: readonly string[], cells: readonly string[]): PastDay {
  if (cells.length !== names.length)
    throw new RangeError(`It has ${cells.length} cells, and the first line names ${names.length}.`);
  const parsed = rowShape.safeParse(Object.fromEntries(names.map((name, i) => [name, cells[i]])));
  if (!parsed.success)
    throw new RangeError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(' '));
  const { date, price_usd, difficulty, fees_btc, fees_btc_per_block } = parsed.data;
  // missingColumns saw to it that one of the two is there.
  return { day: date, usdPerBtc: price_usd, difficulty, feesBtcPerBlock: fees_btc_per_block ?? fees_btc! };
}

/** A table that repeats a day, or runs backwards, was put together wrongly. */
function ascent(): (day: Day, line: number) => void {
  const seen = new Map<Day, number>();
  let latest: Day | undefined;
  return (day, line) => {
    const first = seen.get(day);
    if (first !== undefined) throw new RangeError(`${day} is there already, in line ${first}.`);
    seen.set(day, line);
    if (latest !== undefined && day < latest) throw new RangeError(`${day} comes after ${latest}; days must ascend.`);
    latest = day;
  };
}
