import * as z from 'zod';
import { BASES, type Basis, switchOverHashprice, type Terms, termsShape } from '../industry/switch-over.ts';
import { digestOf } from '../kit/digest.ts';
import { anyFleetShape, type Fleet, fleetShape } from '../market/fleet.ts';
import type { UsdPerPhDay } from '../units/hashing.ts';
import type { UsdPerMwYear } from '../units/power.ts';
import { positiveShape } from '../units/quantity.ts';
import { CURRENCIES, type Currency } from '../words/preferences.ts';
import { ruleHoursShape } from './hours.ts';
import { inCurrency } from './metric.ts';

const COST_MODELS = ['electricity', 'cash', 'regression'] as const;

/** One rule for each price of a tariff: its fleet pays that price, and these are the hours in which it does. */
const inHours = { hours: ruleHoursShape.optional() };
const hashpriceAt = { kind: z.literal('hashprice'), side: z.enum(['below', 'above']) };

type Switching = { basis: Basis; fleet: Fleet; lease: { usdPerMwYear: UsdPerMwYear }; terms: Terms };

/** The hashprice at which a rule of this kind turns, in USD/PH/s/day. */
export const switchOverLine = ({ basis, fleet, lease, terms }: Switching): UsdPerPhDay =>
  switchOverHashprice({ fleet, usdPerMwYear: lease.usdPerMwYear, terms }, basis);

/**
 * Mining against a lease. Everything that the line follows from is written down with the rule: when a newer benchmark
 * comes with a newer version, the line that somebody was told of stays where it was.
 */
const switchOverRule = z
  .object({
    kind: z.literal('switch-over'),
    side: z.enum(['below', 'above']),
    basis: z.enum(BASES),
    fleet: fleetShape,
    lease: z.object({ key: z.string().min(1).max(64), usdPerMwYear: positiveShape<UsdPerMwYear>() }),
    terms: termsShape,
  })
  .refine((rule) => switchOverLine(rule) > 0, 'so little rent and so cheap power leave no hashprice to switch at');

/** What somebody wants to be told. Everything else (metric, thresholds, holds) follows from it in plan.ts. */
export const ruleShape = z.discriminatedUnion('kind', [
  /** Hashprice on this side of a value. */
  z.discriminatedUnion('currency', [
    z.object({ ...hashpriceAt, usdPerPhDay: positiveShape<UsdPerPhDay>(), currency: z.literal('USD').optional() }),
    z.object({ ...hashpriceAt, currency: z.enum(CURRENCIES).exclude(['USD']), perPhDay: z.number().positive() }),
  ]),
  /** A fleet's margin turns negative. */
  z.object({ kind: z.literal('margin'), fleet: anyFleetShape, ...inHours }),
  /** Price under the network's cost of one coin, by a named model. */
  z.object({ kind: z.literal('cost'), model: z.enum(COST_MODELS) }),
  /** Hashprice at its lowest in so many days, or on record. */
  z.object({
    kind: z.literal('lowest'),
    days: z.union([z.int().min(2).max(3_650), z.literal('record')]),
  }),
  /** The expected retarget will turn this fleet unprofitable. */
  z.object({ kind: z.literal('retarget'), fleet: anyFleetShape, ...inHours }),
  /** Hashprice on this side of the one at which a building earns as much with AI: over it mining earns more. */
  switchOverRule,
  /** No good snapshot for a while. */
  z.object({ kind: z.literal('data') }),
]);
export type Rule = z.output<typeof ruleShape>;
export type HashpriceRule = Extract<Rule, { kind: 'hashprice' }>;
export type SwitchOverRule = z.output<typeof switchOverRule>;

/** The line that somebody drew, in the money they drew it in. */
export const lineOf = (rule: HashpriceRule): { currency: Currency; perPhDay: number } =>
  'perPhDay' in rule ? rule : { currency: 'USD', perPhDay: rule.usdPerPhDay };

/** `hashprice<40`, `cost:regression`, `lowest:90`, `switch-over:margin>41.38:…`, `data`: ten chats share one. `margin:telegram:42:fleet` is one chat's own. */
export type RuleKey = string & { readonly rule: unique symbol };

/** @param owner the recipient key of a personal rule; those about a fleet must have one. */
export function ruleKey(rule: Rule, owner?: string): RuleKey {
  const topic = topicOf(rule);
  return (owner === undefined ? topic : `${topic}@${owner}`) as RuleKey;
}

function topicOf(rule: Rule): string {
  switch (rule.kind) {
    case 'hashprice': {
      const { currency, perPhDay } = lineOf(rule);
      return `${inCurrency('hashprice', currency)}${rule.side === 'below' ? '<' : '>'}${perPhDay}`;
    }
    case 'margin':
    case 'retarget':
      return `${rule.kind}:${rule.fleet.name}`;
    case 'cost':
      return `cost:${rule.model}`;
    case 'lowest':
      return `lowest:${rule.days}`;
    case 'switch-over': {
      // Two with one line may still tell different things: of what they follow from, a digest.
      const { kind, side, ...of } = rule;
      const line = switchOverLine(of).toFixed(2);
      return `${kind}:${of.basis}${side === 'below' ? '<' : '>'}${line}:${digestOf(JSON.stringify(of), 8)}`;
    }
    case 'data':
      return 'data';
  }
}
