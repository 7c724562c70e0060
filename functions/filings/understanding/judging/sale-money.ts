import type { Claim } from '../claim.ts';
import type { Span } from '../period.ts';
import type { Amounts } from './case.ts';
import { isLike, scoreOf } from './weigh.ts';

/** What one bitcoin has ever cost, with room. */
const PRICES = { from: 500, to: 500_000 } as const;
/** Below this a bare number of dollars, in a report that is kept in thousands, is one of thousands. */
const THOUSANDS_BELOW = 10_000_000;

type Money = Pick<Amounts, 'priceUsd' | 'proceedsUsd'>;
export type MoneyRows = { price: number | undefined; proceeds: number | undefined };

/**
 * Price and proceeds in US dollars, where both can be of the coins that were sold; what cannot be is left out.
 *
 * @param isInThousands the text is a report kept in thousands, where `$42,803` in a sentence may be millions.
 */
export function saleMoney(
  sales: readonly Claim[],
  rows: MoneyRows,
  sold: number | undefined,
  report: Span | undefined,
  isInThousands: boolean,
): Money {
  const said = (of: 'price' | 'usd') =>
    sales
      .filter((claim) => claim[of]?.currency === 'USD' && isOfSame(claim, sold))
      .toSorted((a, b) => closeness(b, sold, report) - closeness(a, sold, report))[0]?.[of]?.amount;
  const priceUsd = rows.price || said('price');
  const proceedsUsd = possible(rows.proceeds || said('usd'), sold, isInThousands && !rows.proceeds);
  return { ...(priceUsd ? { priceUsd } : {}), ...(proceedsUsd ? { proceedsUsd } : {}) };
}

/** Money that is said of another number of coins is another sale's. */
const isOfSame = ({ btc }: Claim, sold: number | undefined): boolean =>
  btc === undefined || sold === undefined || isLike(btc, sold);

/** Money of the very sentence that tells the number. */
const closeness = (claim: Claim, sold: number | undefined, report: Span | undefined): number =>
  scoreOf(claim, report) + (sold !== undefined && claim.btc === sold ? 2 : 0);

/** Quarterly reports are in thousands, and do not say so where a part is cut out; what fits neither way is left out. */
function possible(proceeds: number | undefined, sold: number | undefined, isInThousands: boolean): number | undefined {
  if (proceeds === undefined) return undefined;
  if (sold === undefined) return isInThousands && proceeds < THOUSANDS_BELOW ? undefined : proceeds;
  return [proceeds, proceeds * 1_000].find((amount) => amount / sold >= PRICES.from && amount / sold <= PRICES.to);
}
