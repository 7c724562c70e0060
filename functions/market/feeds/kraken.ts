import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import { feed } from '../feed.ts';
import { decimal } from '../numerals.ts';
import { plausiblePrice } from '../plausible.ts';
import type { Tick } from '../tick.ts';

const last = z.object({ c: z.tuple([decimal]).rest(z.unknown()) });

/** Kraken's last trade. It tells no time, so it is taken as of receipt. @see https://docs.kraken.com/api/docs/rest-api/get-ticker-information */
export const kraken = feed({
  name: 'kraken',
  base: 'KRAKEN_URL',
  path: '0/public/Ticker?pair=XBTUSD',
  shape: z.object({ error: z.array(z.string()), result: z.record(z.string(), last).optional() }),
  read: ({ error, result }, receivedAt): Tick => {
    // A failure comes with status 200. What starts with W is a warning, and the result is there.
    const failure = error.find((text) => !text.startsWith('W'));
    if (failure !== undefined) throw new Unreadable(`kraken answered with an error: ${failure.slice(0, 80)}`);
    // Asked for XBTUSD it answers under XXBTZUSD: the one there is, whatever its name.
    const [ticker] = Object.values(result ?? {});
    if (ticker === undefined) throw new Unreadable('kraken answered without a ticker');
    return { feed: 'kraken', usdPerBtc: plausiblePrice(ticker.c[0]), at: receivedAt };
  },
});
