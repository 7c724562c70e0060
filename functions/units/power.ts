import type { Quantity } from './quantity.ts';

export type UsdPerKwh = Quantity<'USD/kWh'>;
export type UsdPerMwh = Quantity<'USD/MWh'>;
/** Of a building: what a megawatt of it earns in a year, and what a kilowatt of it costs its tenant in a month. */
export type UsdPerMwYear = Quantity<'USD/MW/year'>;
export type UsdPerKwMonth = Quantity<'USD/kW/month'>;
export type Watts = Quantity<'W'>;
/** Power usage effectiveness: what the site draws over what the machines draw, never below one. */
export type Pue = Quantity<'PUE'>;
