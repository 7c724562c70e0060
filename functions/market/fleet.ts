import * as z from 'zod';
import type { JoulesPerTerahash, UsdPerPhDay } from '../units/hashing.ts';
import type { Pue, UsdPerKwh } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';

const between = (low: number, high: number, what: string) =>
  z
    .number({ error: `${what} must be a number` })
    .min(low, `${what} must be at least ${low}`)
    .max(high, `${what} must be at most ${high}`);

/** Somebody's machines and what running them costs. Shares are ratios: a pool fee of 2 % is 0.02. */
export const fleetShape = z.object({
  name: z.string().min(1).max(64).default('fleet'),
  joulesPerTerahash: between(1, 200, 'joulesPerTerahash').transform((n) => quantity<JoulesPerTerahash>(n)),
  usdPerKwh: between(0, 2, 'usdPerKwh').transform((n) => quantity<UsdPerKwh>(n)),
  poolFee: between(0, 0.5, 'poolFee').default(0),
  pue: between(1, 3, 'pue')
    .default(1)
    .transform((n) => quantity<Pue>(n)),
  opexUsdPerPhDay: between(0, 1_000, 'opexUsdPerPhDay')
    .default(0)
    .transform((n) => quantity<UsdPerPhDay>(n)),
});
export type Fleet = z.output<typeof fleetShape>;
