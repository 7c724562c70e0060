import { BotError, reasonOf, Unreadable } from '../kit/errors.ts';
import { dayOf, elapsed, floorTo, hours, startOfDay } from '../units/time.ts';
import type { Currency } from '../words/preferences.ts';
import type { AskFeed } from './ask.ts';
import type { Ignored } from './feed.ts';
import { frankfurterAny, type UsdRates } from './feeds/frankfurter.ts';
import { FOREIGN_CURRENCIES, type ForeignCurrency } from './fleet.ts';
import type { Rates, Snapshot } from './snapshot.ts';

export type GatheredRates = { rates?: Rates; ignored: Ignored[] };

/** Longer than the longest stretch without a fixing: Thursday before Easter to the Tuesday after it. */
const GOOD_FOR_DAYS = 5;
const ASK_EVERY = hours(1);
/** No currency of a reference rate moves so far between two fixings; a wrong column does. */
const LARGEST_MOVE = 0.3;

const NAME = 'frankfurter';
const feed = frankfurterAny(FOREIGN_CURRENCIES);

/**
 * The day's reference rates. They are fixed once a day, so they are asked for once an hour, and a tick in between goes on
 * with what the one before had.
 *
 * Never fails a snapshot: whatever goes wrong is among `ignored`, and the last good rates stay, with the day on which
 * they were fixed; {@link rateOf} says when they are too old.
 *
 * @param kept of the newest snapshot on record.
 */
export async function gatherRates(
  ask: AskFeed,
  kept: Rates | undefined,
  at: Date,
  now: () => Date,
): Promise<GatheredRates> {
  const { rates, ignored } = isToBeAsked(kept, at) ? await askFor(ask, kept, at, now) : { rates: kept, ignored: [] };
  const stale = rates && isStale(rates, at) ? [{ feed: NAME, why: staleness(rates) }] : [];
  return { ...(rates && { rates }), ignored: [...ignored, ...stale] };
}

/** By the schedule's hours and not by the clock's: a tick that is some seconds early must not wait for another hour. */
const isToBeAsked = (kept: Rates | undefined, at: Date): boolean =>
  kept?.askedAt === undefined || floorTo(kept.askedAt, ASK_EVERY) < floorTo(at, ASK_EVERY);

async function askFor(ask: AskFeed, kept: Rates | undefined, at: Date, now: () => Date): Promise<GatheredRates> {
  try {
    const fresh = await ask(feed);
    if (dayOf(now()) < fresh.day) throw new Unreadable(`frankfurter knows the rates of ${fresh.day} already`);
    return merged(fresh, kept, at);
  } catch (error) {
    if (!(error instanceof BotError)) throw error;
    const ignored = [{ feed: NAME, why: reasonOf(error) }];
    return kept ? { rates: { ...kept, askedAt: at }, ignored } : { ignored };
  }
}

/** A rate that leapt is not believed while there is an older one that is still good; after that it is what there is. */
function merged(fresh: UsdRates, kept: Rates | undefined, at: Date): GatheredRates {
  // A cache somewhere may know less than we do.
  if (kept !== undefined && fresh.day < kept.day) return { rates: { ...kept, askedAt: at }, ignored: [] };
  const trusted = kept !== undefined && !isStale(kept, at) ? kept.perUsd : {};
  const leapt = FOREIGN_CURRENCIES.filter((code) => isLeap(fresh.perUsd[code], trusted[code]));
  if (kept !== undefined && leapt.length > 0) {
    const why = `the rates of ${fresh.day} are far from those of ${kept.day}: ${leapt.join(', ')}`;
    return { rates: { ...kept, askedAt: at }, ignored: [{ feed: NAME, why }] };
  }
  const perUsd = Object.fromEntries(
    FOREIGN_CURRENCIES.flatMap((code) => (fresh.perUsd[code] === undefined ? [] : [[code, fresh.perUsd[code]]])),
  ) as Rates['perUsd'];
  return { rates: { day: fresh.day, perUsd, askedAt: at }, ignored: [] };
}

const isLeap = (fresh: number | undefined, known: number | undefined): boolean =>
  fresh !== undefined && known !== undefined && Math.abs(fresh / known - 1) > LARGEST_MOVE;

/** Whether so many days have passed since these were fixed that nothing may be decided by them. */
export const isStale = ({ day }: Pick<Rates, 'day'>, at: Date): boolean =>
  elapsed(startOfDay(day), startOfDay(dayOf(at))) > GOOD_FOR_DAYS * hours(24);

const staleness = ({ day }: Rates): string =>
  `the newest reference rates are of ${day}, and more than ${GOOD_FOR_DAYS} days old: nothing is judged by them`;

/** Units of a currency for one dollar at a snapshot; undefined where it knows none that is still good. */
export function rateOf({ rates, at }: Pick<Snapshot, 'rates' | 'at'>, currency: Currency): number | undefined {
  if (currency === 'USD') return 1;
  return rates === undefined || isStale(rates, at) ? undefined : rates.perUsd[currency satisfies ForeignCurrency];
}
