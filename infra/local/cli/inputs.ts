import type { LiveMarket } from '../../../functions/entry/ask-market.ts';
import { BotError, reasonOf, Unreachable } from '../../../functions/kit/errors.ts';
import type { Ignored } from '../../../functions/market/feed.ts';
import { heightAbout } from '../../../functions/market/height-about.ts';
import type { Network } from '../../../functions/market/network.ts';
import { subsidyAt } from '../../../functions/market/subsidy.ts';
import type { Difficulty } from '../../../functions/units/hashing.ts';
import type { Btc, UsdPerBtc } from '../../../functions/units/money.ts';
import type { GivenMarket } from './market-options.ts';

/** A number, who says so, and when it was true, where that is known. */
export type Known<Value extends number> = { value: Value; origin: string; measuredAt?: Date };

/** What a hashprice is reckoned from. */
export type MarketInputs = {
  priceUsdPerBtc: Known<UsdPerBtc>;
  difficulty: Known<Difficulty>;
  feesBtcPerBlock: Known<Btc>;
  subsidyBtc: Known<Btc>;
  /** What the feeds said, or failed to say, and why it was not used. */
  ignored: readonly Ignored[];
};

/**
 * Completes what was given from the live feeds, and asks them for nothing that was given.
 *
 * @throws {Unreachable} when a number is neither given nor to be had; says which feeds failed and what to give instead.
 */
export async function marketInputs(market: GivenMarket, live: () => LiveMarket, now: Date): Promise<MarketInputs> {
  const { price, difficulty, fees } = market;
  const needsPrice = price === undefined;
  const needsNetwork = difficulty === undefined || fees === undefined;
  const feeds = needsPrice || needsNetwork ? live() : undefined;
  const [quote, network] = await both(
    needsPrice ? feeds?.price() : undefined,
    needsNetwork ? feeds?.network() : undefined,
  );
  return {
    priceUsdPerBtc: known(price, quote?.usdPerBtc, quote?.from.join(', '), quote?.measuredAt),
    difficulty: known(difficulty, network?.difficulty, network?.from.tip, network?.measuredAt),
    feesBtcPerBlock: known(fees, network?.feesBtcPerBlock, network?.from.fees, network?.feesMeasuredAt),
    subsidyBtc: subsidyOf(market, network, now),
    ignored: [...(quote?.ignored ?? []), ...(network?.ignored ?? [])],
  };
}

/** What was given comes first; the feeds were asked for the rest. */
function known<Value extends number>(
  given: Value | undefined,
  measured: Value | undefined,
  origin: string | undefined,
  measuredAt: Date | undefined,
): Known<Value> {
  if (given !== undefined) return { value: given, origin: 'given' };
  return { value: measured!, origin: origin!, measuredAt: measuredAt! };
}

function subsidyOf({ subsidy, height }: GivenMarket, network: Network | undefined, now: Date): Known<Btc> {
  if (subsidy !== undefined) return { value: subsidy, origin: 'given' };
  if (height !== undefined) return { value: subsidyAt(height), origin: `block ${height}` };
  if (network) return { value: subsidyAt(network.height), origin: `block ${network.height}, ${network.from.tip}` };
  const about = heightAbout(now);
  return { value: subsidyAt(about), origin: `about block ${about}, by the date; --height or --subsidy says otherwise` };
}

/** Waits for both, so that one message can name everything that is missing. */
async function both<A, B>(
  a: Promise<A> | undefined,
  b: Promise<B> | undefined,
): Promise<[A | undefined, B | undefined]> {
  const settled = await Promise.allSettled([a, b]);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const unknown = failures.find((failure) => !(failure instanceof BotError));
  if (unknown !== undefined) throw unknown;
  if (failures.length > 0) {
    const advice = 'Give them yourself, with --price, --difficulty and --fees.';
    const reasons = failures.map((failure) => `  ${reasonOf(failure)}`);
    throw new Unreachable(['The live figures cannot be had:', ...reasons, advice].join('\n'));
  }
  return Promise.all([a, b]);
}
