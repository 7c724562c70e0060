import { type Command, Option } from 'commander';
import { type Fleet, fleetShape } from '../../../functions/market/fleet.ts';
import { type Rig, rigNamed, rigsLike } from '../../../functions/market/rigs.ts';
import type { JoulesPerTerahash } from '../../../functions/units/hashing.ts';
import type { UsdPerKwh } from '../../../functions/units/power.ts';
import { as, measured, share } from './options.ts';

/** What the command line may say about somebody's machines. */
export type GivenFleet = Pick<Fleet, 'usdPerKwh'> & {
  joulesPerTerahash?: JoulesPerTerahash;
  rig?: string;
  poolFee?: number;
  pue?: number;
  opex?: number;
};

const { joulesPerTerahash, usdPerKwh, poolFee, pue, opexUsdPerPhDay } = fleetShape.shape;

/** @param usual what power costs where nobody says; without it, it must be said. */
export const withFleetOptions = (command: Command, usual?: UsdPerKwh): Command =>
  command
    .addOption(
      new Option('--joules-per-terahash <number>', 'efficiency of the machines')
        .argParser(measured(as(joulesPerTerahash), '17.5'))
        .conflicts('rig'),
    )
    .option('--rig <name>', 'or a machine by its name, as "bot rigs" lists them')
    .addOption(
      new Option('--usd-per-kwh <usd>', 'price of power in USD')
        .argParser(measured(as(usdPerKwh), '0.08 for 8 cents'))
        .default(usual)
        .makeOptionMandatory(usual === undefined),
    )
    .option('--pool-fee <share>', 'what the pool keeps', share(as(poolFee)))
    .option('--pue <ratio>', 'power of the whole site over that of its machines', measured(as(pue), '1.05'))
    .option('--opex <usd>', 'other running costs in USD per PH/s per day', measured(as(opexUsdPerPhDay), '2.50'));

/** The fleet that was described; what was left out is as {@link fleetShape} has it. Complains through `command`. */
export function fleetOf({ rig, opex, usdPerKwh, poolFee, pue, ...given }: GivenFleet, command: Command): Fleet {
  const known = rig === undefined ? undefined : rigOf(rig, command);
  const efficiency = given.joulesPerTerahash ?? known?.joulesPerTerahash;
  if (efficiency === undefined) command.error('error: give --joules-per-terahash, or --rig with a machine’s name');
  // Field by field: the command's own options, such as the currency to answer in, say nothing about the fleet.
  return fleetShape.parse({
    usdPerKwh,
    poolFee,
    pue,
    joulesPerTerahash: efficiency,
    ...(known ? { name: known.name } : {}),
    ...(opex === undefined ? {} : { opexUsdPerPhDay: opex }),
  });
}

/** So many suggestions help; a page of them does not. */
const NEAR = 5;

function rigOf(name: string, command: Command): Rig {
  const known = rigNamed(name);
  if (known) return known;
  const near = rigsLike(name)
    .map((rig) => rig.name)
    .slice(0, NEAR);
  const advice = near.length > 0 ? `these come near: ${near.join(', ')}` : '"bot rigs" lists those that are known';
  return command.error(`error: no rig is called "${name}"; ${advice}`);
}
