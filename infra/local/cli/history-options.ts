import { type Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { daysTouched } from '../../../functions/market/periods.ts';
import { type PastDay, relive } from '../../../functions/market/relive.ts';
import type { Snapshot } from '../../../functions/market/snapshot.ts';
import { type Day, dayOf } from '../../../functions/units/time.ts';
import { recordedPast } from '../recordings/past.ts';
import { readPastCsv } from './past-csv.ts';

type Table = { source: string; credit?: string; days: readonly PastDay[] };

/** What the command line may say about the past. */
export type GivenHistory = { csv?: Table; from?: Day; to?: Day };

/** `days`: those asked for, at least one. `missing`: those asked for of which this history has no figures. */
export type AskedHistory = {
  source: string;
  /** Where it is written whose figures they are. */
  credit?: string;
  from: Day;
  to: Day;
  days: readonly [Snapshot, ...Snapshot[]];
  missing: readonly Day[];
};

export const withHistoryOptions = (command: Command): Command =>
  command
    .option('--from <day>', 'the first day (UTC), as 2026-01-15; earlier ones count as record', calendarDay)
    .option('--to <day>', 'the last day, itself included', calendarDay)
    .option(
      '--csv <file>',
      'your own history: date,price_usd,difficulty,fees_btc (BTC a day, or fees_btc_per_block); otherwise the recorded one',
      (path) => ({ source: path, days: readPastCsv(path) }),
    );

function calendarDay(text: string): Day {
  if (z.iso.date().safeParse(text).success) return text as Day;
  throw new InvalidArgumentError('It must be a day, like 2026-01-15.');
}

/** The days that were asked for, as the bot would have seen them. Complains through `command` when there are none. */
export function historyOf(given: GivenHistory, command: Command): AskedHistory {
  const { days: past, ...about } = given.csv ?? recorded();
  const [first, last] = [past[0]!.day, past.at(-1)!.day];
  const { from = first, to = last } = given;
  if (from > to) command.error(`error: --from ${from} is after --to ${to}`);
  if (from < first || to > last) command.error(`error: ${about.source} has ${first} to ${last}, not ${from} to ${to}`);
  const [head, ...tail] = relive(past).filter(({ at }) => dayOf(at) >= from && dayOf(at) <= to);
  if (!head) return command.error(`error: ${about.source} has no day from ${from} to ${to}`);
  const there = new Set([head, ...tail].map(({ at }) => dayOf(at)));
  return {
    ...about,
    from,
    to,
    days: [head, ...tail],
    missing: daysTouched(from, to).filter((day) => !there.has(day)),
  };
}

const recorded = (): Table => ({
  source: 'the recorded market',
  credit: 'infra/local/recordings/README.md',
  days: recordedPast(),
});
