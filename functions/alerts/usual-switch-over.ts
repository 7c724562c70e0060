import { BENCHMARK } from '../industry/leases.ts';
import { type Basis, TERMS, USUAL_USD_PER_KWH } from '../industry/switch-over.ts';
import { type Fleet, fleetShape } from '../market/fleet.ts';
import type { Side } from './metric.ts';
import { ruleShape, type SwitchOverRule } from './rule.ts';

/** Machines of a good fleet today, power in the middle of what listed miners pay. */
export const USUAL_FLEET: Fleet = fleetShape.parse({ joulesPerTerahash: 15, usdPerKwh: USUAL_USD_PER_KWH });

/**
 * Mining against the benchmark lease, on today's terms.
 *
 * Usually by margin, which asks what a building's owner keeps: a rent that pays for ten times the building is not compared
 * with what machines earn before power. And usually `above`: that AI earns more is no news, that mining does again is;
 * told, too, when it is over.
 */
export const switchOverRule = (
  fleet: Fleet = USUAL_FLEET,
  { side = 'above', basis = 'margin' }: { side?: Side; basis?: Basis } = {},
): SwitchOverRule => {
  const { key, usdPerMwYear } = BENCHMARK;
  return ruleShape.parse({
    kind: 'switch-over',
    side,
    basis,
    fleet,
    lease: { key, usdPerMwYear },
    terms: TERMS,
  }) as SwitchOverRule;
};
