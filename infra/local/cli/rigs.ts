import { Option } from 'commander';
import { fleetShape } from '../../../functions/market/fleet.ts';
import { marginOf } from '../../../functions/market/margin.ts';
import { type Rig, rigsLike } from '../../../functions/market/rigs.ts';
import type { UsdPerPhDay } from '../../../functions/units/hashing.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { decimals } from '../../../functions/words/number.ts';
import type { BotCommand } from './bot-command.ts';
import { hashpriceOf } from './hashprice.ts';
import { marketInputs } from './inputs.ts';
import { columns } from './layout.ts';
import { type GivenMarket, withMarketOptions } from './market-options.ts';
import { measured } from './options.ts';
import type { Terminal } from './terminal.ts';

type Given = GivenMarket & { hashprice?: UsdPerPhDay; json?: boolean };

export const rigsCommand: BotCommand = {
  example: 'rigs s21 --hashprice 32',
  build: (command, terminal) =>
    withMarketOptions(command)
      .description('machines, and the most each may pay for power')
      .argument('[search]', 'a part of their name', '')
      .addOption(
        new Option('--hashprice <usd>', 'USD per PH/s per day, instead of reckoning it')
          .argParser(measured(hashpriceInUsd, '32'))
          .conflicts(['price', 'difficulty', 'fees', 'subsidy', 'height']),
      )
      .option('--json', 'print JSON, for scripts')
      .action(async (search: string, options: Given) => {
        const found = rigsLike(search);
        if (found.length === 0) command.error(`error: no rig has "${search}" in its name`);
        const hashprice = options.hashprice ?? (await reckoned(options, terminal));
        terminal.print(options.json ? rigsJson(found, hashprice) : rigsTable(found, hashprice, terminal.colors));
      }),
};

function hashpriceInUsd(amount: number): UsdPerPhDay {
  if (amount > 0 && amount <= 10_000) return quantity(amount);
  throw new RangeError('a hashprice is more than 0 and at most 10,000 USD per PH/s per day');
}

const reckoned = async (options: GivenMarket, terminal: Terminal): Promise<UsdPerPhDay> =>
  hashpriceOf(await marketInputs(options, terminal.live, terminal.now())).usdPerPhDay;

/** The power price at which the machine earns nothing, before pool fee and other costs. */
function breakEven({ joulesPerTerahash }: Rig, hashprice: UsdPerPhDay): number {
  const fleet = fleetShape.parse({ joulesPerTerahash, usdPerKwh: 0 });
  return marginOf(fleet, { hashprice, price: quantity(1) }).breakEvenUsdPerKwh;
}

const rigsJson = (rigs: readonly Rig[], hashprice: UsdPerPhDay): string =>
  JSON.stringify(
    {
      hashpriceUsdPerPhDay: hashprice,
      rigs: rigs.map((rig) => ({ ...rig, breakEvenUsdPerKwh: breakEven(rig, hashprice) })),
    },
    null,
    2,
  );

const HEAD = ['Rig', 'TH/s', 'W', 'J/TH', 'cooling', 'released', 'USD/kWh'];

function rigsTable(rigs: readonly Rig[], hashprice: UsdPerPhDay, { bold, dim }: Terminal['colors']): string {
  const rows = rigs.map((rig) => [
    rig.name,
    decimals('en', rig.terahashPerSecond),
    decimals('en', rig.watts),
    decimals('en', rig.joulesPerTerahash, { least: 1, most: 2 }),
    rig.cooling,
    rig.released,
    decimals('en', breakEven(rig, hashprice), { least: 3, most: 3 }),
  ]);
  const note = `USD/kWh: what power may cost at most at a hashprice of ${decimals('en', hashprice, { least: 2, most: 2 })} USD, before pool fee.`;
  return `${columns([HEAD.map((title) => bold(title)), ...rows], 'lrrrllr')}\n\n${dim(note)}`;
}
