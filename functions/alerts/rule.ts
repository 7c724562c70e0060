import * as z from 'zod';
import { fleetShape } from '../market/fleet.ts';
import type { UsdPerPhDay } from '../units/hashing.ts';
import { positiveShape } from '../units/quantity.ts';

const COST_MODELS = ['electricity', 'cash', 'regression'] as const;

/** What somebody wants to be told. Everything else (metric, thresholds, holds) follows from it in plan.ts. */
export const ruleShape = z.discriminatedUnion('kind', [
  /** Hashprice on this side of a value. */
  z.object({
    kind: z.literal('hashprice'),
    side: z.enum(['below', 'above']),
    usdPerPhDay: positiveShape<UsdPerPhDay>(),
  }),
  /** A fleet's margin turns negative. */
  z.object({ kind: z.literal('margin'), fleet: fleetShape }),
  /** Price under the network's cost of one coin, by a named model. */
  z.object({ kind: z.literal('cost'), model: z.enum(COST_MODELS) }),
  /** Hashprice at its lowest in so many days, or on record. */
  z.object({
    kind: z.literal('lowest'),
    days: z.union([z.int().min(2).max(3_650), z.literal('record')]),
  }),
  /** The expected retarget will turn this fleet unprofitable. */
  z.object({ kind: z.literal('retarget'), fleet: fleetShape }),
  /** No good snapshot for a while. */
  z.object({ kind: z.literal('data') }),
]);
export type Rule = z.output<typeof ruleShape>;

/** `hashprice<40`, `cost:regression`, `lowest:90`, `data`: ten chats share one. `margin:telegram:42:fleet` is one chat's own. */
export type RuleKey = string & { readonly rule: unique symbol };

/** @param owner the recipient key of a personal rule; those about a fleet must have one. */
export function ruleKey(rule: Rule, owner?: string): RuleKey {
  const topic = topicOf(rule);
  return (owner === undefined ? topic : `${topic}@${owner}`) as RuleKey;
}

function topicOf(rule: Rule): string {
  switch (rule.kind) {
    case 'hashprice':
      return `hashprice${rule.side === 'below' ? '<' : '>'}${rule.usdPerPhDay}`;
    case 'margin':
    case 'retarget':
      return `${rule.kind}:${rule.fleet.name}`;
    case 'cost':
      return `cost:${rule.model}`;
    case 'lowest':
      return `lowest:${rule.days}`;
    case 'data':
      return 'data';
  }
}
