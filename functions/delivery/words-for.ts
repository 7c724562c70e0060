import { rateOf } from '../market/rates.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Settings } from '../subscriptions/settings.ts';
import { speak, type Words } from '../words/words.ts';

/**
 * The words of one chat: its language, its units, its zone, and its currency by the rates of the snapshot that is told.
 * Without a rate that still holds, amounts stay in dollars and say so.
 */
export function wordsFor(settings: Settings, snapshot?: Snapshot): Promise<Words> {
  const { locale, currency, unit, zone } = settings;
  const perUsd = snapshot && rateOf(snapshot, currency);
  return speak(
    { locale, currency, unit, zone },
    { ...(perUsd === undefined ? {} : { perUsd }), ...(snapshot && { usdPerBtc: snapshot.price.usdPerBtc }) },
  );
}
