import { type AnyFleet, currencyOf, type Fleet, inDollars } from '../../market/fleet.ts';
import { rateOf } from '../../market/rates.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import type { Currency } from '../../words/preferences.ts';
import { type Words, wordsOf } from '../../words/words.ts';
import type { Fact } from '../telling.ts';
import { fact } from './facts.ts';

/** A market with every amount in one currency, and words that write amounts of that currency. */
export type OwnMoney = { words: Words; snapshot: Snapshot | undefined; rate: number | undefined };

/**
 * What somebody pays for power, or a line that they drew, is said in the money they said it in: converted, it would move
 * every day and be nobody's number.
 *
 * The snapshot that comes back is in that money throughout, as if it were the dollar; there is none without a rate.
 */
export function inOwnMoney(currency: Currency, given: Snapshot | undefined, words: Words): OwnMoney {
  const rate = given && rateOf(given, currency);
  const snapshot = given && rate !== undefined ? exchanged(given, rate) : undefined;
  if (currency === words.reader.currency && currency === 'USD') return { words, snapshot, rate };
  const price = snapshot && { usdPerBtc: snapshot.price.usdPerBtc };
  return { words: wordsOf({ ...words.reader, currency }, { perUsd: 1, ...price }), snapshot, rate };
}

const exchanged = (snapshot: Snapshot, rate: number): Snapshot =>
  rate === 1
    ? snapshot
    : {
        ...snapshot,
        price: { ...snapshot.price, usdPerBtc: quantity(snapshot.price.usdPerBtc * rate) },
        hashprice: { ...snapshot.hashprice, usdPerPhDay: quantity(snapshot.hashprice.usdPerPhDay * rate) },
        ...(snapshot.hashpriceAfterRetarget !== undefined && {
          hashpriceAfterRetarget: quantity(snapshot.hashpriceAfterRetarget * rate),
        }),
      };

/** The same for a fleet: its costs are what they are, in its own money. */
export const fleetInOwnMoney = (
  fleet: AnyFleet,
  given: Snapshot | undefined,
  words: Words,
): OwnMoney & { fleet: Fleet } => ({
  ...inOwnMoney(currencyOf(fleet), given, words),
  fleet: inDollars(fleet, 1),
});

/** By which rate dollars became that money, so that a surprised reader can check it; nothing where there were none. */
export function rateFacts(currency: Currency, given: Snapshot | undefined, own: OwnMoney): Fact[] {
  if (currency === 'USD' || own.rate === undefined || given?.rates === undefined) return [];
  const rate = own.words.number(own.rate);
  const sentence = own.words.say('fleets.rate', { rate: `${rate} ${currency}`, day: given.rates.day });
  return [fact(own.words.say('fleets.rateLabel', {}), sentence)];
}
