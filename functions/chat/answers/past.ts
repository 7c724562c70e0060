import type { Rule } from '../../alerts/rule.ts';
import { wouldHaveFired } from '../../alerts/would-have-fired.ts';
import { type Desk, inARow } from '../desk.ts';

/** From fewer days nobody learns anything. */
const ENOUGH = 7;

/**
 * How often these would have fired in the last 90 days, as a sentence; one that owns up to a short record.
 * @returns undefined where the record could not tell on any day.
 */
export async function pastOf(desk: Desk, rules: readonly Rule[]): Promise<string | undefined> {
  const { deps, words, at, snapshot } = desk;
  const means = { history: deps.history, tickMs: deps.transitions.tickMs };
  const told = await Promise.all(rules.map((rule) => wouldHaveFired(rule, means, snapshot, at)));
  const judged = Math.max(0, ...told.map((one) => Math.min(one?.judged ?? 0, one?.days ?? 0)));
  if (judged < ENOUGH) return undefined;
  const fired = told.flatMap((one) => one?.incidents ?? []).map(({ firedAt }) => firedAt);
  const last = fired.toSorted((a, b) => b.getTime() - a.getTime())[0];
  const said =
    last === undefined
      ? words.say('past.never', { days: judged })
      : words.say('past.times', { count: fired.length, days: judged, last: words.day(last) });
  const currency = told.find((one) => one?.atRateOf)?.atRateOf;
  return currency === undefined ? said : inARow(words, said, words.say('past.atRate', { currency }));
}
