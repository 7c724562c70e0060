import * as z from 'zod';
import { feed } from '../feed.ts';
import { decimal } from '../numerals.ts';
import { plausiblePrice } from '../plausible.ts';
import type { Tick } from '../tick.ts';

/** Coinbase Exchange's last trade. Not `/v2/prices/…/spot`, which tells no time. @see https://docs.cdp.coinbase.com/exchange/reference/exchangerestapi_getproductticker */
export const coinbase = feed({
  name: 'coinbase',
  base: 'COINBASE_EXCHANGE_URL',
  path: 'products/BTC-USD/ticker',
  shape: z.object({ price: decimal, time: z.iso.datetime() }),
  read: ({ price, time }): Tick => ({ feed: 'coinbase', usdPerBtc: plausiblePrice(price), at: new Date(time) }),
});
