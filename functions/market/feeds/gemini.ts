import * as z from 'zod';
import { minutes } from '../../units/time.ts';
import { feed } from '../feed.ts';
import { decimal, unixMilliseconds } from '../numerals.ts';
import { plausiblePrice } from '../plausible.ts';
import type { Tick } from '../tick.ts';

/** "The volume is updated every five minutes", says Gemini: so often its stamp moves, and only that tells that the reply is alive. */
const STAMPED_EVERY = minutes(5);

/**
 * Gemini's last trade.
 *
 * The only time in it is that of its volume. Until the next stamp is due the price is taken as of receipt, and after
 * that as of when it was due, so that a frozen reply grows old. Version 1 because version 2's `close` has been seen
 * 2,800 USD from the market (ccxt issue 28077). @see https://docs.gemini.com/rest-api/
 */
export const gemini = feed({
  name: 'gemini',
  base: 'GEMINI_URL',
  path: 'v1/pubticker/btcusd',
  shape: z.object({ last: decimal, volume: z.object({ timestamp: unixMilliseconds }) }),
  read: ({ last, volume }, receivedAt): Tick => ({
    feed: 'gemini',
    usdPerBtc: plausiblePrice(last),
    at: aliveAt(volume.timestamp, receivedAt),
  }),
});

function aliveAt(stamp: Date, receivedAt: Date): Date {
  const until = Math.min(stamp.getTime() + STAMPED_EVERY, receivedAt.getTime());
  return new Date(Math.max(stamp.getTime(), until));
}
