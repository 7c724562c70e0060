import { addBtc } from '../units/money.ts';
import { dayOf } from '../units/time.ts';
import { networkCosts } from './cost.ts';
import { hashprice } from './hashprice.ts';
import type { Rollup } from './history.ts';
import type { Network } from './network.ts';
import type { Quote } from './price.ts';
import type { GatheredRates } from './rates.ts';
import { FORECAST_FROM_BLOCKS, forecastRetarget, hashpriceAfter } from './retarget.ts';
import type { Forecast, Snapshot } from './snapshot.ts';
import { standing } from './standing.ts';
import { subsidyAt } from './subsidy.ts';

/** What was gathered at one tick. */
export type MarketFacts = {
  at: Date;
  takenAt: Date;
  continuousSince: Date;
  quote: Quote;
  network: Network;
  /** Days on record, ascending, today's included. */
  record: readonly Rollup[];
  exchange?: GatheredRates;
};

/** Everything that follows from the facts, and nothing that has to be asked for. */
export function computeSnapshot(facts: MarketFacts): Snapshot {
  const { at, takenAt, continuousSince, quote, network, record, exchange } = facts;
  const { epoch, ignored, ...measured } = network;
  const subsidyBtc = subsidyAt(network.height);
  const reward = addBtc(subsidyBtc, network.feesBtcPerBlock);
  const value = hashprice(quote.usdPerBtc, network.difficulty, reward);
  const forecast = forecastOf(network, takenAt);
  const worthActingOn = forecast !== undefined && forecast.blocksFound >= FORECAST_FROM_BLOCKS;
  return {
    v: 1,
    at,
    takenAt,
    continuousSince,
    price: { usdPerBtc: quote.usdPerBtc, from: quote.from, measuredAt: quote.measuredAt },
    network: { ...measured, subsidyBtc },
    epoch,
    ...(forecast === undefined ? {} : { forecast }),
    hashprice: value,
    ...(worthActingOn ? { hashpriceAfterRetarget: hashpriceAfter(value.usdPerPhDay, forecast.change) } : {}),
    costs: networkCosts({ ...measured, subsidyBtc, at }),
    standing: standing(record, dayOf(at), value.usdPerPhDay),
    ...(exchange?.rates && { rates: exchange.rates }),
    ignored: [...quote.ignored, ...ignored, ...(exchange?.ignored ?? [])],
  };
}

/** None when the epoch's start is unknown, or its first blocks (whose times may run backwards) show no pace yet. */
function forecastOf(
  { height, measuredAt, epoch: { firstHeight, startedAt } }: Network,
  now: Date,
): Forecast | undefined {
  if (startedAt === undefined || height === firstHeight || measuredAt <= startedAt) return undefined;
  return forecastRetarget({ firstHeight, startedAt }, { height, at: measuredAt }, now);
}
