import { USUAL_USD_PER_KWH } from '../../industry/switch-over.ts';
import { type AnyFleet, currencyOf, type Fleet, fleetShape, inDollars } from '../../market/fleet.ts';
import { rateOf } from '../../market/rates.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { fleetAt, meanPrice, type PersonalFleet } from '../../subscriptions/personal-fleet.ts';
import type { Currency } from '../../words/preferences.ts';
import type { Desk } from '../desk.ts';
import { readMachineAndPower } from '../parse/machine.ts';
import { type Read, read, wrong } from '../parse/read.ts';
import { fleetNamed } from './fleets-of.ts';

/**
 * Machines that a building is compared by, in dollars as its rent is: a fleet of this chat by its name, or what was
 * described; without a price, power costs what it usually does.
 */
export async function rivalFleet(desk: Desk, text: string): Promise<Read<Fleet>> {
  const own = await fleetNamed(desk, text);
  const fleet = own === undefined ? described(text, desk.settings.currency) : ofMeanPrice(own.fleet);
  if (fleet === undefined) return wrong('wrong.ai', text);
  const usd = dollarsOf(fleet, desk.snapshot);
  return usd === undefined ? wrong('wrong.aiRate', text, { currency: currencyOf(fleet) }) : read(usd);
}

/** @returns undefined where there is no rate for its currency. */
export function dollarsOf(fleet: AnyFleet, snapshot: Snapshot | undefined): Fleet | undefined {
  const currency = currencyOf(fleet);
  const rate = currency === 'USD' ? 1 : snapshot && rateOf(snapshot, currency);
  return rate === undefined ? undefined : inDollars(fleet, rate);
}

/** A lease is paid by the year, so a tariff counts by its mean. */
export const ofMeanPrice = (fleet: PersonalFleet): AnyFleet => fleetAt(fleet, { perKwh: meanPrice(fleet) });

function described(text: string, usual: Currency): AnyFleet | undefined {
  const given = readMachineAndPower(text, usual);
  if (!given.ok || 'oneOf' in given.value.machine) return undefined;
  const { machine, tariff } = given.value;
  const joulesPerTerahash = 'rig' in machine ? machine.rig.joulesPerTerahash : machine.joulesPerTerahash;
  if (tariff === undefined) return fleetShape.parse({ joulesPerTerahash, usdPerKwh: USUAL_USD_PER_KWH });
  const { otherwise, currency, bands } = tariff;
  const perKwh = bands.length === 0 ? otherwise : { otherwise, bands: [...bands] };
  return ofMeanPrice({ name: 'fleet', joulesPerTerahash, currency, perKwh, poolFee: 0, pue: 1, opexPerPhDay: 0 });
}
