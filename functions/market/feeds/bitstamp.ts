import * as z from 'zod';
import { feed } from '../feed.ts';
import { decimal, unixSeconds } from '../numerals.ts';
import { plausiblePrice } from '../plausible.ts';
import type { Tick } from '../tick.ts';

/** Bitstamp's last trade. The path ends in a slash; without it they answer with a redirect. @see https://www.bitstamp.net/api/ */
export const bitstamp = feed({
  name: 'bitstamp',
  base: 'BITSTAMP_URL',
  path: 'api/v2/ticker/btcusd/',
  shape: z.object({ last: decimal, timestamp: unixSeconds }),
  read: ({ last, timestamp }): Tick => ({ feed: 'bitstamp', usdPerBtc: plausiblePrice(last), at: timestamp }),
});
