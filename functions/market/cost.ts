import type { Difficulty, JoulesPerTerahash } from '../units/hashing.ts';
import { addBtc, type Btc, type UsdPerBtc } from '../units/money.ts';
import type { UsdPerKwh } from '../units/power.ts';
import { quantity } from '../units/quantity.ts';
import { type Day, days, elapsed, startOfDay } from '../units/time.ts';
import { HASHES_PER_DIFFICULTY } from './hashprice.ts';

export type CostModelName = 'electricity' | 'cash' | 'regression';
export type NetworkFacts = { difficulty: Difficulty; subsidyBtc: Btc; feesBtcPerBlock: Btc; at: Date };

/** What the models assume. Measured or fitted once, on the day named in {@link COST_MODELS}; whoever knows better passes their own. */
export type CostParameters = {
  /** Mean efficiency of the network's machines: known on one day, falling by a fixed share each year. */
  efficiency: { joulesPerTerahash: JoulesPerTerahash; on: Day; yearlyFactor: number };
  usdPerKwh: UsdPerKwh;
  /** Share of running costs that is electricity. */
  electricityShare: number;
  /** Regression of the coin's price on difficulty: USD for each 10^12 of difficulty, while the subsidy is 3.125 BTC. */
  usdPerTeraDifficulty: number;
};

export const COST_PARAMETERS: CostParameters = {
  // Cambridge's survey of mid-2024; the decline is the one that meets Capriole's electricity cost of January 2026.
  efficiency: { joulesPerTerahash: quantity(28.2), on: '2024-06-15' as Day, yearlyFactor: 0.839 },
  usdPerKwh: quantity(0.05),
  electricityShare: 0.8,
  usdPerTeraDifficulty: 615,
};

/** A cost is never one anonymous number: each says what it means, how it is reckoned, after whom, and when that was last checked. */
export type CostModel = {
  name: CostModelName;
  description: string;
  formula(parameters: CostParameters): string;
  source: string;
  lastChecked: Day;
  usdPerBtc(facts: NetworkFacts, parameters: CostParameters): UsdPerBtc;
};

export const COST_MODELS: Readonly<Record<CostModelName, CostModel>> = {
  electricity: {
    name: 'electricity',
    description: 'electricity the whole network spends on one coin',
    formula: ({ usdPerKwh }) =>
      `difficulty · 2^32 / (subsidy + fees) hashes, at the network’s mean J/TH and ${usdPerKwh} USD/kWh`,
    source: 'after Capriole’s electrical cost, with Cambridge’s efficiency and power price',
    lastChecked: '2026-02-07' as Day,
    usdPerBtc: electricity,
  },
  cash: {
    name: 'cash',
    description: 'all running costs of one coin, electricity being most of them',
    formula: ({ electricityShare }) => `electricity cost / ${electricityShare}`,
    source: 'after Capriole’s production cost; Cambridge’s survey has electricity at 80 % or more',
    lastChecked: '2026-02-07' as Day,
    usdPerBtc: (facts, parameters) => quantity(electricity(facts, parameters) / parameters.electricityShare),
  },
  regression: {
    name: 'regression',
    description:
      'what a coin has been worth at such a difficulty, read by its authors as an all-in cost; not a cash cost',
    formula: ({ usdPerTeraDifficulty }) => `${usdPerTeraDifficulty} USD for each 10^12 of difficulty`,
    source: 'imitates Checkonchain’s difficulty regression (JPMorgan’s estimate fits 607)',
    lastChecked: '2026-03-23' as Day,
    usdPerBtc: ({ difficulty }, parameters) => quantity((difficulty / 1e12) * parameters.usdPerTeraDifficulty),
  },
};

/** What one coin costs the network at the time of the facts, under each named model. */
export function networkCosts(
  facts: NetworkFacts,
  parameters: CostParameters = COST_PARAMETERS,
): Record<CostModelName, UsdPerBtc> {
  const cost = (name: CostModelName) => COST_MODELS[name].usdPerBtc(facts, parameters);
  return { electricity: cost('electricity'), cash: cost('cash'), regression: cost('regression') };
}

/** The network's mean efficiency at a moment. Extrapolated after January 2026, so say "about" beside it. */
export function networkEfficiency(at: Date, { efficiency }: CostParameters = COST_PARAMETERS): JoulesPerTerahash {
  const years = elapsed(startOfDay(efficiency.on), at) / days(365.25);
  return quantity(efficiency.joulesPerTerahash * efficiency.yearlyFactor ** years);
}

const JOULES_PER_KWH = 3.6e6;
const HASHES_PER_TERAHASH = 1e12;

function electricity(facts: NetworkFacts, parameters: CostParameters): UsdPerBtc {
  const hashesPerBtc = (facts.difficulty * HASHES_PER_DIFFICULTY) / addBtc(facts.subsidyBtc, facts.feesBtcPerBlock);
  const joules = (hashesPerBtc / HASHES_PER_TERAHASH) * networkEfficiency(facts.at, parameters);
  return quantity((joules / JOULES_PER_KWH) * parameters.usdPerKwh);
}
