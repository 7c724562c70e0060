import { type Fleet, fleetShape } from './fleet.ts';

/**
 * Three generations of machines at what large miners pay for power: whoever hears that one of them turned unprofitable
 * knows who is next. Efficiencies as in rigs.ts; power between the 3.4 and 8 cents that listed miners report for 2025.
 */
export const REFERENCE_FLEETS: readonly Fleet[] = [
  fleetShape.parse({ name: 'S19j Pro at 5 ¢/kWh', joulesPerTerahash: 29.5, usdPerKwh: 0.05 }),
  fleetShape.parse({ name: 'S19 XP at 6 ¢/kWh', joulesPerTerahash: 21.5, usdPerKwh: 0.06 }),
  fleetShape.parse({ name: 'S21 at 7 ¢/kWh', joulesPerTerahash: 17.5, usdPerKwh: 0.07 }),
];
