import { currencyOf } from '../market/fleet.ts';
import { breakEvenLine } from '../market/margin.ts';
import { quantity } from '../units/quantity.ts';
import { hours, type Milliseconds, minutes } from '../units/time.ts';
import { inCurrency, type Metric, type Side } from './metric.ts';
import { lineOf, type Rule, switchOverLine } from './rule.ts';

/** A rule in the engine's terms: which number, which side of it is bad, and for how long it must stay there. */
export type Plan = {
  metric: Metric;
  bad: Side;
  /** The bad side begins here … */
  enter: number;
  /** … and is left for good only here: a value that sits on the line does not ring twice a minute. */
  leave: number;
  holdMs: Milliseconds;
  calmHoldMs: Milliseconds;
  /** While it goes on, say so again this often. */
  remindMs?: Milliseconds;
  /** Whether its end is worth a message. */
  tellsEnd: boolean;
  /** Told once an epoch: the incident ends, in silence, when the next one begins. */
  oncePerEpoch: boolean;
};

/** Two ticks in a row: one odd tick is harmless. */
const HOLD_TICKS = 2;
/** Three ticks without a snapshot is an outage, not a hiccup. */
export const STALE_TICKS = 3;
/** How far past the line counts as over, as a ratio. */
const BAND = 0.01;
const REMIND_AFTER = hours(24 * 7);
/** A fall to a new low is one story for a day, however it zigzags. */
const LOW_STORY = hours(24);
const AT_ONCE = minutes(0);

/** @param tickMs the schedule's step; holds are counted in ticks, so that a faster schedule is a faster bot. */
export function planOf(rule: Rule, tickMs: Milliseconds): Plan {
  const hold = quantity<Milliseconds>(HOLD_TICKS * tickMs);
  const banded = { holdMs: hold, calmHoldMs: hold, tellsEnd: true, oncePerEpoch: false };
  switch (rule.kind) {
    case 'hashprice': {
      const { currency, perPhDay } = lineOf(rule);
      return { ...banded, metric: inCurrency('hashprice', currency), bad: rule.side, ...band(perPhDay, rule.side) };
    }
    case 'margin': {
      const metric = inCurrency('hashprice', currencyOf(rule.fleet));
      const line = band(breakEvenLine(rule.fleet), 'below');
      return { ...banded, metric, bad: 'below', ...line, remindMs: REMIND_AFTER };
    }
    case 'cost':
      return { ...banded, metric: `price-over-${rule.model}`, bad: 'below', ...band(1, 'below') };
    case 'lowest':
      return { ...lowest(rule.days), holdMs: AT_ONCE, calmHoldMs: LOW_STORY, tellsEnd: false, oncePerEpoch: false };
    case 'retarget': {
      const line = breakEvenLine(rule.fleet);
      const metric = inCurrency('hashprice-after-retarget', currencyOf(rule.fleet));
      const once = { holdMs: AT_ONCE, calmHoldMs: AT_ONCE, tellsEnd: false, oncePerEpoch: true };
      return { ...once, metric, bad: 'below', enter: line, leave: line };
    }
    case 'switch-over':
      return { ...banded, metric: 'hashprice', bad: rule.side, ...band(switchOverLine(rule), rule.side) };
    case 'data': {
      const line = (STALE_TICKS * tickMs) / 60_000;
      const once = { holdMs: AT_ONCE, calmHoldMs: AT_ONCE, tellsEnd: true, oncePerEpoch: false };
      return { ...once, metric: 'data-age', bad: 'above', enter: line, leave: line };
    }
  }
}

const band = (line: number, bad: Side) => ({ enter: line, leave: line * (bad === 'below' ? 1 + BAND : 1 - BAND) });

const lowest = (days: number | 'record'): Pick<Plan, 'metric' | 'bad' | 'enter' | 'leave'> =>
  days === 'record'
    ? { metric: 'over-record-low', bad: 'below', enter: 1, leave: 1 }
    : { metric: 'days-since-lower', bad: 'above', enter: days, leave: days };

/** Every metric whose ticks this plan must be asked about, so that metrics without rules need not be. */
export const metricsOf = (plan: Plan): Metric[] => (plan.oncePerEpoch ? [plan.metric, 'epoch'] : [plan.metric]);
