import { decimals } from '../../../functions/words/number.ts';
import type { Currency } from './currency.ts';
import type { Known, MarketInputs } from './inputs.ts';
import type { Section } from './layout.ts';

/** What it was reckoned from, with who says so and when. */
export const inputSection = (inputs: MarketInputs): Section => ({
  title: 'Reckoned from',
  rows: [
    [`${decimals('en', inputs.priceUsdPerBtc.value)} USD`, 'for one bitcoin', originOf(inputs.priceUsdPerBtc)],
    [
      `${decimals('en', inputs.difficulty.value / 1e12, { least: 0, most: 6 })} T`,
      'difficulty',
      originOf(inputs.difficulty),
    ],
    [`${decimals('en', inputs.subsidyBtc.value, { least: 0, most: 8 })} BTC`, 'subsidy', originOf(inputs.subsidyBtc)],
    [
      `${decimals('en', inputs.feesBtcPerBlock.value, { least: 0, most: 8 })} BTC`,
      'fees per block',
      originOf(inputs.feesBtcPerBlock),
    ],
    ...inputs.ignored.map(({ feed, why }) => ['not used', feed, why]),
  ],
});

const originOf = ({ origin, measuredAt }: Known<number>): string =>
  measuredAt ? `${origin}, ${minuteOf(measuredAt)}` : origin;

/** The formula, the rate if there is one, and the time: what it takes to check the answer. */
export const howSection = (formula: string, now: Date, { code, rate }: Currency): Section => ({
  title: 'How',
  rows: [
    ['', '', formula],
    [
      '',
      '',
      'hashprice is difficulty-implied: what is to be expected, whatever the luck of the day, before power and pool fee',
    ],
    ...(rate
      ? [['', '', `1 USD = ${decimals('en', rate.perUsd, { least: 0, most: 6 })} ${code}, ${rate.from}, ${rate.on}`]]
      : []),
    ['', '', minuteOf(now)],
  ],
});

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
