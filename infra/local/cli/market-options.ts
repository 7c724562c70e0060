import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  plausibleDifficulty,
  plausibleFees,
  plausibleHeight,
  plausiblePrice,
} from '../../../functions/market/plausible.ts';
import type { BlockHeight, Difficulty } from '../../../functions/units/hashing.ts';
import type { Btc, UsdPerBtc } from '../../../functions/units/money.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { measured } from './options.ts';

/** What the command line may say about the market; what it does not say is asked of the feeds. */
export type GivenMarket = {
  price?: UsdPerBtc;
  difficulty?: Difficulty;
  fees?: Btc;
  subsidy?: Btc;
  height?: BlockHeight;
};

/** How the answer is wanted. */
export type GivenForm = { currency: string; json?: boolean };

const FIRST_SUBSIDY = 50;

function subsidy(btc: number): Btc {
  if (btc > 0 && btc <= FIRST_SUBSIDY) return quantity(btc);
  throw new RangeError(`a subsidy was never more than ${FIRST_SUBSIDY} BTC, and is more than nothing`);
}

function currencyCode(text: string): string {
  if (/^[a-z]{3}$/i.test(text)) return text.toUpperCase();
  throw new InvalidArgumentError('It must be a currency code of three letters, like EUR.');
}

export const withMarketOptions = (command: Command): Command =>
  command
    .option('--price <usd>', 'USD for one bitcoin', measured(plausiblePrice, '87235'))
    .option('--difficulty <number>', 'network difficulty', measured(plausibleDifficulty, '101.65e12'))
    .option('--fees <btc>', 'mean transaction fees in BTC per block', measured(plausibleFees, '0.02'))
    .option('--subsidy <btc>', 'new coins in BTC per block', measured(subsidy, '3.125'))
    .addOption(
      new Option('--height <block>', 'the block whose subsidy is meant')
        .argParser(measured(plausibleHeight, '925000'))
        .conflicts('subsidy'),
    );

export const withFormOptions = (command: Command): Command =>
  command
    .option('--currency <code>', 'show money in this currency as well, at the ECB’s rate', currencyCode, 'USD')
    .option('--json', 'print JSON, for scripts');
