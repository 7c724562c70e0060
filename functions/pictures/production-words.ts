import type { ProductionPeriod } from '../industry/production.ts';
import { quantity } from '../units/quantity.ts';
import type { Words } from '../words/words.ts';

/** `Q1 2026`, and of one that runs that it does. */
export const nameIn = ({ period, isWhole }: ToldPeriod, words: Words): string =>
  isWhole ? words.period(period) : words.say('production.running', { period: words.period(period) });

type ToldSum = { btc: number; by: readonly { ticker: string }[]; missing: readonly string[] };
/** As much of a period as its words need. */
export type ToldPeriod = Pick<ProductionPeriod, 'period' | 'isWhole'> & {
  issuedBtc?: number | undefined;
  isIssuedAbout?: true | undefined;
  mined?: ToldSum | undefined;
  sold?: ToldSum | undefined;
  bought?: ToldSum | undefined;
};

/** What is known of a period, and of how many: a sum of some is no sum of all. */
export function factsIn({ issuedBtc, isIssuedAbout, mined, sold, bought }: ToldPeriod, words: Words): string {
  const btc = (coins: number) => coinsIn(coins, words);
  const of = (sum: ToldSum) => ({ btc: btc(sum.btc), told: sum.by.length, all: sum.by.length + untold(sum).length });
  return words.list([
    ...(issuedBtc === undefined
      ? []
      : [words.say(isIssuedAbout ? 'production.issuedAbout' : 'production.issued', { btc: btc(issuedBtc) })]),
    ...(mined ? [words.say('production.mined', of(mined))] : []),
    ...(sold ? [words.say('production.sold', of(sold))] : []),
    ...(bought ? [boughtIn(bought, words)] : []),
  ]);
}

function boughtIn(bought: ToldSum, words: Words): string {
  const isPart = bought.by.some(({ ticker }) => bought.missing.includes(ticker));
  const tickers = words.list(bought.by.map(({ ticker }) => ticker));
  return words.say(isPart ? 'production.boughtPart' : 'production.bought', {
    btc: coinsIn(bought.btc, words),
    tickers,
  });
}

/** Of many a part of one says nothing. */
export const coinsIn = (coins: number, words: Words): string =>
  words.btc(quantity(coins >= MANY ? Math.round(coins) : coins));
const MANY = 100;

const untold = ({ by, missing }: ToldSum): string[] =>
  missing.filter((ticker) => !by.some((one) => one.ticker === ticker));
