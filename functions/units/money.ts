import { type Quantity, quantity } from './quantity.ts';

/** Expected rewards are measured, so they are floats; a balance would be `Sats`. */
export type Btc = Quantity<'BTC'>;
export type Sats = Quantity<'sat'>;
export type Usd = Quantity<'USD'>;
export type UsdPerBtc = Quantity<'USD/BTC'>;

const SATS_PER_BTC = 1e8;

export const worth = (held: Btc, price: UsdPerBtc): Usd => quantity(held * price);
export const btcFromSats = (sats: Sats): Btc => quantity(sats / SATS_PER_BTC);
export const addBtc = (a: Btc, b: Btc): Btc => quantity(a + b);
