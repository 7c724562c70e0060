import * as z from 'zod';
import type { UsdPerMwYear } from '../units/power.ts';
import { positiveShape, quantity } from '../units/quantity.ts';
import type { Day } from '../units/time.ts';
import type { Source } from './figure.ts';
import file from './leases.json' with { type: 'json' };
import { dayShape, sourceShape } from './source.ts';

/**
 * A published contract of a building. `colocation`: space and power for somebody else's AI machines, who pays for power.
 * `gpu-cloud`: the machines, too. `mining-colocation`: for somebody else's miners.
 *
 * @property on signed or announced. @property megawatts as published, of critical IT or gross. @property grossMegawatts
 * what critical IT takes from the grid, where that was told too. @property usd the whole value over the base term.
 * @property usdPerMwYear as published or divided, for each MW as `of` has it; absent where the value was not found.
 * @property partOf the key of a contract that counts this one in.
 */
export type Lease = {
  key: string;
  on: Day;
  /** The landlord's CIK. */
  cik?: number;
  landlord: string;
  tenant: string;
  kind: 'colocation' | 'gpu-cloud' | 'mining-colocation';
  megawatts?: number;
  of?: 'critical-it' | 'gross';
  grossMegawatts?: number;
  years?: number;
  usd?: number;
  usdPerMwYear?: number;
  how?: 'stated' | 'reckoned';
  partOf?: string;
  source: Source;
};

/** What mining is held against: rent of a year for each MW of critical IT, and who says so. */
export type Benchmark = { key: string; usdPerMwYear: UsdPerMwYear; source: Source };

/** A divided figure is off by no more than its rounding. */
const ROUNDING = 0.001;

const leaseShape = z
  .object({
    key: z.string().regex(/^[a-z0-9-]{3,64}$/),
    on: dayShape,
    cik: z.int().positive().exactOptional(),
    landlord: z.string().min(1).max(60),
    tenant: z.string().min(1).max(60),
    kind: z.enum(['colocation', 'gpu-cloud', 'mining-colocation']),
    megawatts: z.number().positive().exactOptional(),
    of: z.enum(['critical-it', 'gross']).exactOptional(),
    grossMegawatts: z.number().positive().exactOptional(),
    years: z.number().positive().max(99).exactOptional(),
    usd: z.number().positive().exactOptional(),
    usdPerMwYear: z.number().positive().exactOptional(),
    how: z.enum(['stated', 'reckoned']).exactOptional(),
    partOf: z.string().exactOptional(),
    source: sourceShape,
  })
  .superRefine(({ megawatts, of, grossMegawatts, years, usd, usdPerMwYear, how }, context) => {
    const wrong = (message: string) => context.addIssue({ code: 'custom', message });
    if ((usdPerMwYear === undefined) !== (how === undefined)) wrong('a rent is stated or reckoned; no rent is neither');
    if (usdPerMwYear !== undefined && of === undefined) wrong('a rent is for a MW of critical IT or gross');
    if (grossMegawatts !== undefined && (of !== 'critical-it' || grossMegawatts < (megawatts ?? 0)))
      wrong('critical IT takes more than itself from the grid');
    if (usd === undefined || megawatts === undefined || years === undefined || usdPerMwYear === undefined) return;
    if (Math.abs(usd / megawatts / years / usdPerMwYear - 1) > ROUNDING)
      wrong('usdPerMwYear is not usd ÷ megawatts ÷ years');
  });

export const leasesShape = z
  .object({
    benchmark: z.object({ key: z.string(), usdPerMwYear: positiveShape<UsdPerMwYear>(), source: sourceShape }),
    leases: z.array(leaseShape).min(1).max(500),
  })
  .superRefine(({ leases }, context) => {
    const keys = new Set(leases.map(({ key }) => key));
    if (keys.size < leases.length) context.addIssue({ code: 'custom', message: 'two leases have one key' });
    for (const { key, partOf } of leases)
      if (partOf !== undefined && !keys.has(partOf))
        context.addIssue({ code: 'custom', message: `${key} is part of ${partOf}, which is not there` });
  });

const read = leasesShape.parse(file);

/** Newest first. */
export const LEASES: readonly Lease[] = read.leases.toSorted((a, b) => (a.on < b.on ? 1 : -1));

/**
 * The sector's mean for colocation as an analyst published it in May 2026. A published figure of one source and day, and
 * not our own mean ({@link rentsOf}), which would move with every deal that we find; it is a little under that.
 */
export const BENCHMARK: Benchmark = read.benchmark;

/** Rents of a year for each MW. @property mean every MW counts the same. @property leases how many there are. */
export type Rents = { leases: number; low: UsdPerMwYear; high: UsdPerMwYear; mean: UsdPerMwYear; since: Day };

/**
 * What colocation brings for each MW of critical IT: the only rents that compare with each other. A rent for each gross
 * MW, GPU cloud (most of which pays for machines) and miners' colocation are left out, and so is what another counts in.
 */
export function rentsOf(leases: readonly Lease[] = LEASES): Rents | undefined {
  const some = leases.flatMap(({ kind, of, usdPerMwYear, megawatts, partOf, on }) =>
    kind === 'colocation' && of === 'critical-it' && usdPerMwYear && megawatts && partOf === undefined
      ? [{ usdPerMwYear, megawatts, on }]
      : [],
  );
  if (some.length === 0) return undefined;
  const rents = some.map(({ usdPerMwYear }) => usdPerMwYear);
  const megawatts = some.reduce((sum, one) => sum + one.megawatts, 0);
  const mean = some.reduce((sum, one) => sum + one.usdPerMwYear * one.megawatts, 0) / megawatts;
  return {
    leases: some.length,
    low: quantity(Math.min(...rents)),
    high: quantity(Math.max(...rents)),
    mean: quantity(mean),
    since: some.map(({ on }) => on).toSorted()[0]!,
  };
}

/** How many MW of grid a MW of critical IT takes in these contracts, as ratios; undefined where none told. */
export function grossPerIt(leases: readonly Lease[] = LEASES): { low: number; high: number } | undefined {
  const ratios = leases.flatMap(({ grossMegawatts, megawatts }) =>
    grossMegawatts && megawatts ? [grossMegawatts / megawatts] : [],
  );
  return ratios.length === 0 ? undefined : { low: Math.min(...ratios), high: Math.max(...ratios) };
}
