import type { Quantity } from './quantity.ts';

export type UsdPerKwh = Quantity<'USD/kWh'>;
export type UsdPerMwh = Quantity<'USD/MWh'>;
export type Watts = Quantity<'W'>;
/** Power usage effectiveness: what the site draws over what the machines draw, never below one. */
export type Pue = Quantity<'PUE'>;
