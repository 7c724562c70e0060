import type { Quantity } from './quantity.ts';

export type Difficulty = Quantity<'difficulty'>;
export type BlockHeight = Quantity<'block height'>;
export type JoulesPerTerahash = Quantity<'J/TH'>;

/** Hashprice and everything that is compared with it: what one petahash per second earns or costs in a day. */
export type UsdPerPhDay = Quantity<'USD/(PH/s)/day'>;
export type BtcPerPhDay = Quantity<'BTC/(PH/s)/day'>;
export type SatPerThDay = Quantity<'sat/(TH/s)/day'>;
