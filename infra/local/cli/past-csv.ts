import { readFileSync, statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { reasonOf } from '../../../functions/kit/errors.ts';
import type { PastDay } from '../../../functions/market/relive.ts';
import { dayAfter } from '../../../functions/units/time.ts';
import { pastTable } from './past-table.ts';

/** Twenty-seven years of days. */
const MOST_DAYS = 10_000;
const MOST_BYTES = 1024 * 1024;
/** Whoever has more of them has one mistake many times. */
const MOST_COMPLAINTS = 10;

const RIGHT = ['date,price_usd,difficulty,fees_btc', '2026-02-24,64113.07,144398400000000,2.31'];

/**
 * Days of history from a file as {@link pastTable} reads it.
 *
 * @throws {InvalidArgumentError} names every bad line, and shows a right file.
 */
export function readPastCsv(path: string): readonly PastDay[] {
  const { days, complaints } = pastTable(readSmallFile(path));
  if (complaints.length > 0) throw wrong('This is wrong in it:', complaints);
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (!first || !last) throw wrong('There are no days in it.');
  if (dayAfter(first, MOST_DAYS) < last)
    throw wrong(`It is about ${first} to ${last}; ${MOST_DAYS} days are the most.`);
  return days;
}

function readSmallFile(path: string): string {
  const about = tried(() => statSync(path));
  if (!about.isFile()) throw wrong('It is not a file.');
  if (about.size > MOST_BYTES) throw wrong(`It has ${about.size} bytes; ${MOST_BYTES} are the most.`);
  return tried(() => readFileSync(path, 'utf8'));
}

function tried<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw wrong(`It cannot be read: ${reasonOf(error)}.`);
  }
}

function wrong(what: string, complaints: readonly string[] = []): InvalidArgumentError {
  const more = complaints.length - MOST_COMPLAINTS;
  const said = [...complaints.slice(0, MOST_COMPLAINTS), ...(more > 0 ? [`and ${more} more lines`] : [])];
  const indented = (lines: readonly string[]) => lines.map((line) => `\n  ${line}`).join('');
  return new InvalidArgumentError(`${what}${indented(said)}\nA right file begins:${indented(RIGHT)}`);
}
