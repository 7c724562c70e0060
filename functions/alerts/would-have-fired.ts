import { currencyOf, inDollars } from '../market/fleet.ts';
import type { History } from '../market/history.ts';
import { rateOf } from '../market/rates.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { quantity } from '../units/quantity.ts';
import { dayAfter, dayOf, type Milliseconds } from '../units/time.ts';
import type { Currency } from '../words/preferences.ts';
import { type Firings, firings } from './backtest.ts';
import { lineOf, type Rule } from './rule.ts';

const DAYS = 90;
/** What "lowest in so many days" is measured against begins so long before; two calendar years are two queries more. */
const RECORD_DAYS = 730;

/** @property days looked back; `judged` of them could tell. @property atRateOf the currency, where today's rate stood for all days. */
export type WouldHaveFired = Firings & { days: number; atRateOf?: Currency };

/**
 * How often a rule would have fired in the last 90 days: what its confirmation says.
 *
 * The past is on record in dollars, so a rule in another currency is held against it at today's rate.
 *
 * @returns undefined where nothing can be said: no history yet, no rate, or a rule that days cannot judge.
 */
export async function wouldHaveFired(
  rule: Rule,
  { history, tickMs }: { history: Pick<History, 'days'>; tickMs: Milliseconds },
  latest: Snapshot | undefined,
  now: Date,
): Promise<WouldHaveFired | undefined> {
  if (rule.kind === 'data') return undefined;
  const currency = currencyOfRule(rule);
  const rate = currency === 'USD' ? 1 : latest && rateOf(latest, currency);
  if (rate === undefined) return undefined;
  const today = dayOf(now);
  const from = dayAfter(today, -DAYS);
  const since = rule.kind === 'lowest' ? dayAfter(today, -DAYS - RECORD_DAYS) : from;
  const found = firings(ruleInDollars(rule, rate), await history.days(since, today), tickMs, from);
  if (found.judged === 0) return undefined;
  return { ...found, days: DAYS, ...(currency !== 'USD' && { atRateOf: currency }) };
}

/** The money that a rule's line is drawn in. */
function currencyOfRule(rule: Rule): Currency {
  if (rule.kind === 'hashprice') return lineOf(rule).currency;
  return rule.kind === 'margin' || rule.kind === 'retarget' ? currencyOf(rule.fleet) : 'USD';
}

function ruleInDollars(rule: Rule, perUsd: number): Rule {
  switch (rule.kind) {
    case 'hashprice':
      return { kind: 'hashprice', side: rule.side, usdPerPhDay: quantity(lineOf(rule).perPhDay / perUsd) };
    case 'margin':
    case 'retarget':
      return { ...rule, fleet: inDollars(rule.fleet, perUsd) };
    default:
      return rule;
  }
}
