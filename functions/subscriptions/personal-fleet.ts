import * as z from 'zod';
import { type Hours, hoursShape } from '../alerts/hours.ts';
import type { Rule } from '../alerts/rule.ts';
import { type AnyFleet, anyFleetShape, beyondBounds } from '../market/fleet.ts';
import { CURRENCIES } from '../words/preferences.ts';

const MINUTES = 24 * 60;
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minute: number): string =>
  [Math.floor((minute % MINUTES) / 60), minute % 60].map((n) => String(n).padStart(2, '0')).join(':');

const price = z.number({ error: 'a price of power is a number, like 0.07' }).min(0, 'power costs nothing or more');

/** Power by the hour of the day, on the chat's own clock. With `otherwise` these are at most six prices. */
const tariffShape = z
  .object({
    bands: z
      .array(z.intersection(hoursShape, z.object({ perKwh: price })))
      .min(1)
      .max(5, 'a tariff has at most five bands besides the price of all other hours'),
    otherwise: price,
  })
  .refine(({ bands }) => !overlap(bands), {
    path: ['bands'],
    error: 'two bands claim the same hour; a right example is 16:00–21:00 at 0.12 and 22:00–06:00 at 0.04',
  });

/** A fleet as its owner told it. Shares are ratios: a pool fee of 2 % is 0.02. */
export const personalFleetShape = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, 'a fleet has a name, like "Garage"')
      .max(40, 'the name of a fleet has at most 40 characters'),
    /** The machine it was made of, as rigs.ts calls it. */
    rig: z.string().min(1).max(64).optional(),
    joulesPerTerahash: z.number().min(1, 'at least 1 J/TH').max(200, 'at most 200 J/TH'),
    currency: z.enum(CURRENCIES).default('USD'),
    perKwh: z.union([price, tariffShape]),
    poolFee: z.number().min(0).max(0.5, 'a pool fee is at most 50 %').default(0),
    pue: z.number().min(1, 'PUE is at least 1').max(3, 'PUE is at most 3').default(1),
    opexPerPhDay: z.number().min(0).default(0),
  })
  .superRefine(({ currency, perKwh, opexPerPhDay }, context) => {
    const dearest = Math.max(...pricesOf(perKwh));
    for (const issue of beyondBounds(currency, { perKwh: dearest, opexPerPhDay })) context.addIssue(issue);
  });
export type PersonalFleet = z.output<typeof personalFleetShape>;
export type PersonalFleetGiven = z.input<typeof personalFleetShape>;
type Tariff = z.output<typeof tariffShape>;

const pricesOf = (perKwh: number | Tariff): number[] =>
  typeof perKwh === 'number' ? [perKwh] : [perKwh.otherwise, ...perKwh.bands.map((band) => band.perKwh)];

const lengthOf = ({ from, to }: Hours): number => (minuteOf(to) - minuteOf(from) + MINUTES) % MINUTES;

const includes = (hours: Hours, minute: number): boolean =>
  (minute - minuteOf(hours.from) + MINUTES) % MINUTES < lengthOf(hours);

/** Of two bands that share an hour, one begins within the other. */
export const overlap = (bands: readonly Hours[]): boolean =>
  bands.some((one, i) => bands.some((other, k) => i !== k && includes(one, minuteOf(other.from))));

/** One price of a fleet's power, and when it is paid; without hours always. */
export type Band = { perKwh: number; hours?: Hours[] };

/**
 * The prices of a fleet: one for each that differs, `otherwise` first, then in the order of the tariff.
 *
 * The order is what tells one rule of a fleet from another, so a price that moves moves one rule and no other.
 */
export function bandsOf({ perKwh }: Pick<PersonalFleet, 'perKwh'>): Band[] {
  if (typeof perKwh === 'number') return [{ perKwh }];
  const minutes = Array.from({ length: MINUTES }, (_, minute) => priceAt({ perKwh }, timeOf(minute)));
  const paid = [...new Set(pricesOf(perKwh))].filter((one) => minutes.includes(one));
  // One price all day is no tariff.
  if (paid.length === 1) return [{ perKwh: paid[0]! }];
  return paid.map((one) => ({ perKwh: one, hours: stretchesOf(minutes, one) }));
}

/** When a price holds, in as few stretches as there can be; one may go through midnight. */
function stretchesOf(minutes: readonly number[], one: number): Hours[] {
  const holds = (minute: number) => minutes[minute % MINUTES] === one;
  const starts = minutes.flatMap((_, minute) => (holds(minute) && !holds(minute + MINUTES - 1) ? [minute] : []));
  return starts.map((start) => {
    let end = start;
    while (holds(end)) end++;
    return { from: timeOf(start), to: timeOf(end) };
  });
}

/** The fleet at one of its prices, as the market reckons with it. */
export function fleetAt(fleet: PersonalFleet, { perKwh }: Band): AnyFleet {
  const { name, joulesPerTerahash, poolFee, pue, currency, opexPerPhDay } = fleet;
  const machines = { name, joulesPerTerahash, poolFee, pue };
  return anyFleetShape.parse(
    currency === 'USD'
      ? { ...machines, usdPerKwh: perKwh, opexUsdPerPhDay: opexPerPhDay }
      : { ...machines, currency, perKwh, opexPerPhDay },
  );
}

/** What a fleet wants to be told: for each of its prices that it turns unprofitable, and that the retarget will do so. */
export const rulesOfFleet = (fleet: PersonalFleet): Rule[] =>
  bandsOf(fleet).flatMap((band): Rule[] => {
    const about = { fleet: fleetAt(fleet, band), ...(band.hours && { hours: band.hours }) };
    return [
      { kind: 'margin', ...about },
      { kind: 'retarget', ...about },
    ];
  });

/** The price of power that holds at a time of day on the chat's own clock, `16:30`. */
export function priceAt({ perKwh }: Pick<PersonalFleet, 'perKwh'>, time: string): number {
  if (typeof perKwh === 'number') return perKwh;
  const minute = minuteOf(time);
  const band = perKwh.bands.find((hours) => includes(hours, minute));
  return band?.perKwh ?? perKwh.otherwise;
}

/** The mean of its prices over a day, each for as long as it holds: for one line in a chart. */
export function meanPrice(fleet: Pick<PersonalFleet, 'perKwh'>): number {
  const bands = bandsOf(fleet);
  const minutesOf = ({ hours }: Band) => hours?.reduce((sum, each) => sum + lengthOf(each), 0) ?? MINUTES;
  return bands.reduce((sum, band) => sum + band.perKwh * minutesOf(band), 0) / MINUTES;
}
