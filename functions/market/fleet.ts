import * as z from 'zod';
import type { JoulesPerTerahash, UsdPerPhDay } from '../units/hashing.ts';
import type { Pue, UsdPerKwh } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';
import { CURRENCIES, type Currency } from '../words/preferences.ts';

const between = (low: number, high: number, what: string) =>
  z
    .number({ error: `${what} must be a number` })
    .min(low, `${what} must be at least ${low}`)
    .max(high, `${what} must be at most ${high}`);

/** More than anybody pays for a kilowatt-hour: beyond it somebody means cents. Round, since no rate of a day is in it. */
export const MOST_PER_KWH: Readonly<Record<Currency, number>> = {
  USD: 2,
  EUR: 2,
  GBP: 2,
  CAD: 2,
  AUD: 2,
  CHF: 2,
  CNY: 10,
  BRL: 10,
  NOK: 20,
  SEK: 20,
  MXN: 40,
  ZAR: 40,
  TRY: 80,
  INR: 150,
  JPY: 300,
};
/** All other costs of a PH/s in a day, in kilowatt-hours at that price. */
const MOST_OPEX_IN_KWH = 500;

/** What every fleet is made of, whatever its money. Shares are ratios: a pool fee of 2 % is 0.02. */
const machines = {
  name: z.string().min(1).max(64).default('fleet'),
  joulesPerTerahash: between(1, 200, 'joulesPerTerahash').transform((n) => quantity<JoulesPerTerahash>(n)),
};
const site = {
  poolFee: between(0, 0.5, 'poolFee').default(0),
  pue: between(1, 3, 'pue')
    .default(1)
    .transform((n) => quantity<Pue>(n)),
};

/** Somebody's machines and what running them costs, in US dollars. */
export const fleetShape = z.object({
  ...machines,
  usdPerKwh: between(0, MOST_PER_KWH.USD, 'usdPerKwh').transform((n) => quantity<UsdPerKwh>(n)),
  ...site,
  opexUsdPerPhDay: between(0, MOST_PER_KWH.USD * MOST_OPEX_IN_KWH, 'opexUsdPerPhDay')
    .default(0)
    .transform((n) => quantity<UsdPerPhDay>(n)),
  /** Said by nobody who pays in dollars; here so that `currency` tells the two kinds of fleet apart. */
  currency: z.literal('USD').optional(),
});
export type Fleet = z.output<typeof fleetShape>;

export type ForeignCurrency = Exclude<Currency, 'USD'>;
export const FOREIGN_CURRENCIES = CURRENCIES.filter((code): code is ForeignCurrency => code !== 'USD');

/** What of these costs nobody pays in that currency. */
export function beyondBounds(
  currency: Currency,
  costs: Readonly<Record<'perKwh' | 'opexPerPhDay', number>>,
): { code: 'custom'; path: string[]; message: string }[] {
  const most = { perKwh: MOST_PER_KWH[currency], opexPerPhDay: MOST_PER_KWH[currency] * MOST_OPEX_IN_KWH };
  return (['perKwh', 'opexPerPhDay'] as const)
    .filter((field) => costs[field] > most[field])
    .map((field) => ({
      code: 'custom',
      path: [field],
      message: `${field} must be at most ${most[field]} ${currency}`,
    }));
}

/** The same with costs in another currency: its break-even is in that currency, and moves with no exchange rate. */
export const foreignFleetShape = z
  .object({
    ...machines,
    currency: z.enum(CURRENCIES).exclude(['USD']),
    perKwh: z.number({ error: 'perKwh must be a number' }).min(0, 'perKwh must be at least 0'),
    ...site,
    opexPerPhDay: z.number({ error: 'opexPerPhDay must be a number' }).min(0, 'must be at least 0').default(0),
  })
  .superRefine(({ currency, perKwh, opexPerPhDay }, context) => {
    for (const issue of beyondBounds(currency, { perKwh, opexPerPhDay })) context.addIssue(issue);
  });
export type ForeignFleet = z.output<typeof foreignFleetShape>;

/** A fleet in whatever money its power is paid in. Fleets that were stored before there were currencies pay dollars. */
export const anyFleetShape = z.discriminatedUnion('currency', [fleetShape, foreignFleetShape], {
  error: ({ code }) => (code === 'invalid_union' ? `currency must be one of ${CURRENCIES.join(', ')}` : undefined),
});
export type AnyFleet = Fleet | ForeignFleet;

const isForeign = (fleet: AnyFleet): fleet is ForeignFleet => (fleet.currency ?? 'USD') !== 'USD';
export const currencyOf = (fleet: AnyFleet): Currency => fleet.currency ?? 'USD';

/** What running it costs, in its own currency. */
export const costsOf = (fleet: AnyFleet): { perKwh: number; opexPerPhDay: number } =>
  isForeign(fleet) ? fleet : { perKwh: fleet.usdPerKwh, opexPerPhDay: fleet.opexUsdPerPhDay };

/**
 * The fleet with its costs in dollars at this rate, for all that is reckoned in dollars.
 * @param perUsd units of the fleet's currency for one dollar; of no account to a fleet that pays dollars.
 */
export function inDollars(fleet: AnyFleet, perUsd: number): Fleet {
  if (!isForeign(fleet)) return fleet;
  const { currency: _, perKwh, opexPerPhDay, ...rest } = fleet;
  return { ...rest, usdPerKwh: quantity(perKwh / perUsd), opexUsdPerPhDay: quantity(opexPerPhDay / perUsd) };
}
