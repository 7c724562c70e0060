import type { UsdPerPhDay } from '../units/hashing.ts';
import type { UsdPerBtc } from '../units/money.ts';
import type { UsdPerKwh, UsdPerMwh } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';
import { type AnyFleet, costsOf, type Fleet } from './fleet.ts';

const HOURS_PER_DAY = 24;
const KWH_PER_MWH = 1_000;

/** What a fleet earns and costs, for each PH/s, at one hashprice. */
export type Margin = {
  /** Electricity and other running costs. */
  hashcostUsdPerPhDay: UsdPerPhDay;
  /** After the pool's fee. */
  revenueUsdPerPhDay: UsdPerPhDay;
  marginUsdPerPhDay: UsdPerPhDay;
  /** Of revenue: 25 is a quarter. */
  marginPercent: number;
  marginUsdPerMwh: UsdPerMwh;
  /** The power price at which the margin is zero; below zero when other costs alone eat the revenue. */
  breakEvenUsdPerKwh: UsdPerKwh;
  breakEvenHashpriceUsdPerPhDay: UsdPerPhDay;
  /** The price of a coin at which the margin is zero, difficulty and fees staying as they are. */
  shutdownPriceUsdPerBtc: UsdPerBtc;
};

/** One petahash per second at e J/TH draws e kW, so a day of it takes 24·e·PUE kWh. */
const kwhPerPhDay = (fleet: AnyFleet): number => HOURS_PER_DAY * fleet.joulesPerTerahash * fleet.pue;

/** `24·e·PUE·p + opex`, in the fleet's currency. */
function costPerPhDay(fleet: AnyFleet): number {
  const { perKwh, opexPerPhDay } = costsOf(fleet);
  return kwhPerPhDay(fleet) * perKwh + opexPerPhDay;
}

/** What a petahash per second costs in a day. */
export const hashcost = (fleet: Fleet): UsdPerPhDay => quantity(costPerPhDay(fleet));

/** The hashprice at which the fleet earns exactly its costs: `hashcost/(1 − pool fee)`. */
export const breakEvenHashprice = (fleet: Fleet): UsdPerPhDay => quantity(breakEvenLine(fleet));

/** The same in the currency that the fleet pays, for each PH/s and day: no rate moves it. */
export const breakEvenLine = (fleet: AnyFleet): number => costPerPhDay(fleet) / (1 - fleet.poolFee);

/** What `fleet` makes of this market. Every alert, message and command gets its figures here. */
export function marginOf(fleet: Fleet, market: { hashprice: UsdPerPhDay; price: UsdPerBtc }): Margin {
  const cost = hashcost(fleet);
  const revenue = market.hashprice * (1 - fleet.poolFee);
  const margin = revenue - cost;
  const breakEven = breakEvenHashprice(fleet);
  return {
    hashcostUsdPerPhDay: cost,
    revenueUsdPerPhDay: quantity(revenue),
    marginUsdPerPhDay: quantity(margin),
    marginPercent: (margin / revenue) * 100,
    marginUsdPerMwh: quantity((margin / kwhPerPhDay(fleet)) * KWH_PER_MWH),
    breakEvenUsdPerKwh: quantity((revenue - fleet.opexUsdPerPhDay) / kwhPerPhDay(fleet)),
    breakEvenHashpriceUsdPerPhDay: breakEven,
    shutdownPriceUsdPerBtc: quantity((market.price * breakEven) / market.hashprice),
  };
}
