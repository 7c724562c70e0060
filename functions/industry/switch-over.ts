import * as z from 'zod';
import type { Fleet } from '../market/fleet.ts';
import type { JoulesPerTerahash, UsdPerPhDay } from '../units/hashing.ts';
import type { UsdPerKwMonth, UsdPerMwh, UsdPerMwYear } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';
import type { Day } from '../units/time.ts';
import type { Source } from './figure.ts';

const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8_760;
const KW_PER_MW = 1_000;
const MONTHS_PER_YEAR = 12;

/** `revenue`: what a MW earns. `margin`: what its owner keeps, after power and a charge for what had to be built. */
export const BASES = ['revenue', 'margin'] as const;
export type Basis = (typeof BASES)[number];

const share = z.number().min(0).max(1);

/**
 * What cannot be looked up when a building is compared with mining in it. Shares are ratios.
 *
 * @property uptime of the machines that mine, of a year. @property noiMargin what of its rent a landlord keeps after
 * running costs. @property buildingUsdPerMw what a building for AI costs for each MW of critical IT; `shedUsdPerMw` one
 * for mining. @property capitalCharge of either, each year. @property grossPerIt MW of grid for a MW of critical IT; 1
 * compares them MW by MW, as rents are published.
 */
export const termsShape = z.object({
  uptime: share.refine((n) => n > 0, 'uptime must be more than 0').default(1),
  noiMargin: share.default(0.85),
  buildingUsdPerMw: z.number().min(0).max(100e6).default(10e6),
  shedUsdPerMw: z.number().min(0).max(100e6).default(1e6),
  capitalCharge: share.default(0.1),
  grossPerIt: z.number().min(1).max(3).default(1),
});
export type Terms = z.output<typeof termsShape>;
export const TERMS: Terms = termsShape.parse({});

/** `published`: as its source has it. `within`: chosen inside what its source gives. `ours`: nobody published it. */
export type Assumption = {
  name: keyof Terms;
  value: number;
  basis: 'published' | 'within' | 'ours';
  source?: Source;
};

const CIPHER: Source = {
  title: 'Cipher Mining inks $3B AI hosting deal with Fluidstack',
  url: 'https://blockworks.co/news/cipher-mining-inks-3b-ai-hosting-deal-with-fluidstack',
  publishedOn: '2025-09-25' as Day,
  by: 'press',
};
const TERAWULF: Source = {
  title: 'TeraWulf shares jump after $3.7 billion AI data center deal',
  url: 'https://us.advfn-editors.com/2025/08/14/terawulf-shares-jump-after-3-7-billion-ai-data-center-deal',
  publishedOn: '2025-08-14' as Day,
  by: 'press',
};

/** What is paid for power where nobody said: between the 3.4 and 8 cents that listed miners report for 2025. */
export const USUAL_USD_PER_KWH = 0.045;
/** From old machines to the newest, in J/TH: between them are everybody’s. */
export const USUAL_EFFICIENCIES = [30, 20, 15, 9.5];

/** TeraWulf expects to keep 85 % and Cipher 80 to 85 %; Cipher builds for 9 to 11 million a MW. */
const WHENCE: Readonly<Record<keyof Terms, Pick<Assumption, 'basis' | 'source'>>> = {
  uptime: { basis: 'ours' },
  noiMargin: { basis: 'published', source: TERAWULF },
  buildingUsdPerMw: { basis: 'within', source: CIPHER },
  shedUsdPerMw: { basis: 'ours' },
  capitalCharge: { basis: 'ours' },
  grossPerIt: { basis: 'ours' },
};

/** Every assumption by its name, with whoever it is from; one that was given another value is the asker's own. */
export const assumptionsOf = (terms: Terms): Assumption[] =>
  (Object.keys(TERMS) as (keyof Terms)[]).map((name) => ({
    name,
    value: terms[name],
    ...(terms[name] === TERMS[name] ? WHENCE[name] : { basis: 'ours' }),
  }));

/** One PH/s at e J/TH draws e kW: 0.024·e MWh in a day. */
const mwhPerPhDay = (joulesPerTerahash: number): number => (HOURS_PER_DAY * joulesPerTerahash) / KW_PER_MW;

/** `hashprice / (0.024 · J/TH)`: what machines earn with a MWh that they draw. */
export const revenuePerMwh = (usdPerPhDay: UsdPerPhDay, joulesPerTerahash: JoulesPerTerahash): UsdPerMwh =>
  quantity(usdPerPhDay / mwhPerPhDay(joulesPerTerahash));

export const perMwYear = (usdPerMwh: UsdPerMwh, uptime = 1): UsdPerMwYear =>
  quantity(usdPerMwh * HOURS_PER_YEAR * uptime);

/** A rent as what mining is measured in: for each hour of the year, since it is paid for each. */
export const leasePerMwh = (usdPerMwYear: UsdPerMwYear): UsdPerMwh => quantity(usdPerMwYear / HOURS_PER_YEAR);

/** As landlords quote rent: $148 for each kW and month is 1.78 million for each MW and year. */
export const perKwMonth = (usdPerMwYear: UsdPerMwYear): UsdPerKwMonth =>
  quantity(usdPerMwYear / KW_PER_MW / MONTHS_PER_YEAR);
export const fromKwMonth = (usdPerKwMonth: UsdPerKwMonth): UsdPerMwYear =>
  quantity(usdPerKwMonth * KW_PER_MW * MONTHS_PER_YEAR);

export type Rivals = { fleet: Fleet; usdPerMwYear: UsdPerMwYear; terms?: Terms };

/** What a landlord keeps of a year's rent for each MW that mining could have had: after running costs and the building. */
function leaseKept(usdPerMwYear: UsdPerMwYear, { noiMargin, buildingUsdPerMw, capitalCharge, grossPerIt }: Terms) {
  return (usdPerMwYear * noiMargin - buildingUsdPerMw * capitalCharge) / grossPerIt;
}

/**
 * The hashprice at which mining and the lease come to the same:
 * by revenue `(lease/8,760) · 0.024·e`, by margin `0.024·e · (power + (NOI − capital charge)/8,760)`, the charge being
 * what the building costs more than a shed. PUE, pool fee, other costs and uptime of the fleet are in it.
 */
export function switchOverHashprice({ fleet, usdPerMwYear, terms = TERMS }: Rivals, basis: Basis): UsdPerPhDay {
  const { pue, poolFee, usdPerKwh, opexUsdPerPhDay, joulesPerTerahash } = fleet;
  const mwh = mwhPerPhDay(joulesPerTerahash * pue);
  const hours = HOURS_PER_YEAR * terms.uptime;
  if (basis === 'revenue') return quantity(((usdPerMwYear / terms.grossPerIt / hours) * mwh) / (1 - poolFee));
  const shed = terms.shedUsdPerMw * terms.capitalCharge;
  const kept = (leaseKept(usdPerMwYear, terms) + shed) / hours;
  return quantity((mwh * (usdPerKwh * KW_PER_MW + kept) + opexUsdPerPhDay) / (1 - poolFee));
}

/** @property ratio what hashprice is of that: by revenue it is also what mining earns of the rent. */
export type SwitchOver = { basis: Basis; usdPerPhDay: UsdPerPhDay; ratio: number; assumptions: readonly Assumption[] };

export function switchOver(rivals: Rivals, basis: Basis, hashprice: UsdPerPhDay): SwitchOver {
  const usdPerPhDay = switchOverHashprice(rivals, basis);
  return { basis, usdPerPhDay, ratio: hashprice / usdPerPhDay, assumptions: assumptionsOf(rivals.terms ?? TERMS) };
}

/**
 * Both sides for each MW that the site draws. @property margin after power and other running costs. @property kept after
 * the charge for what was built, too.
 */
export type Comparison = {
  mining: {
    usdPerMwh: UsdPerMwh;
    usdPerMwYear: UsdPerMwYear;
    marginUsdPerMwh: UsdPerMwh;
    keptUsdPerMwYear: UsdPerMwYear;
  };
  lease: { usdPerMwh: UsdPerMwh; usdPerMwYear: UsdPerMwYear; keptUsdPerMwYear: UsdPerMwYear };
  byRevenue: SwitchOver;
  byMargin: SwitchOver;
};

export function compare(rivals: Rivals, hashprice: UsdPerPhDay): Comparison {
  const { fleet, usdPerMwYear, terms = TERMS } = rivals;
  const { pue, poolFee, usdPerKwh, opexUsdPerPhDay, joulesPerTerahash } = fleet;
  const efficiency = quantity<JoulesPerTerahash>(joulesPerTerahash * pue);
  const revenue = revenuePerMwh(quantity(hashprice * (1 - poolFee)), efficiency);
  const margin = quantity<UsdPerMwh>(revenue - usdPerKwh * KW_PER_MW - revenuePerMwh(opexUsdPerPhDay, efficiency));
  const rent = quantity<UsdPerMwYear>(usdPerMwYear / terms.grossPerIt);
  const shed = terms.shedUsdPerMw * terms.capitalCharge;
  return {
    mining: {
      usdPerMwh: revenue,
      usdPerMwYear: perMwYear(revenue, terms.uptime),
      marginUsdPerMwh: margin,
      keptUsdPerMwYear: quantity(perMwYear(margin, terms.uptime) - shed),
    },
    lease: {
      usdPerMwh: leasePerMwh(rent),
      usdPerMwYear: rent,
      keptUsdPerMwYear: quantity(leaseKept(usdPerMwYear, terms)),
    },
    byRevenue: switchOver(rivals, 'revenue', hashprice),
    byMargin: switchOver(rivals, 'margin', hashprice),
  };
}
