import { rateOf } from '../market/rates.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Preferences } from '../words/preferences.ts';
import { type Words, wordsOf } from '../words/words.ts';

/**
 * For whom a picture is drawn; how they read numbers is in `words.reader`.
 *
 * @property perUsd what one dollar is in their currency. By today's rate for all of the past: we keep no older ones.
 */
export type Reader = { words: Words; perUsd: number };

/** By the rates and the price of a snapshot; in dollars where it knows no rate. Their language has been loaded. */
export function readerOf(preferences: Preferences, snapshot: Snapshot | undefined): Reader {
  const rate = snapshot && rateOf(snapshot, preferences.currency);
  const usdPerBtc = snapshot?.price.usdPerBtc;
  return {
    words: wordsOf(preferences, {
      ...(rate === undefined ? {} : { perUsd: rate }),
      ...(usdPerBtc === undefined ? {} : { usdPerBtc }),
    }),
    perUsd: rate ?? 1,
  };
}
