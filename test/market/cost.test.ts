import { describe, expect, it } from 'vitest';
import {
  COST_MODELS,
  COST_PARAMETERS,
  type CostModelName,
  type CostParameters,
  type NetworkFacts,
  networkCosts,
  networkEfficiency,
} from '../../functions/market/cost.ts';
import { quantity } from '../../functions/units/quantity.ts';
import type { Day } from '../../functions/units/time.ts';
import { median } from '../support/median.ts';

/** The published models reckon with the subsidy alone. */
const facts = (teraDifficulty: number, on: string, { fees = 0, subsidy = 3.125 } = {}): NetworkFacts => ({
  difficulty: quantity(teraDifficulty * 1e12),
  subsidyBtc: quantity(subsidy),
  feesBtcPerBlock: quantity(fees),
  at: new Date(`${on}T00:00:00Z`),
});
const error = (actual: number, published: number) => Math.abs(actual / published - 1);

type Row = [CostModelName, number, number, string, number, string, Partial<CostParameters>?];
const JPM: Partial<CostParameters> = { usdPerTeraDifficulty: 607 };
const GLASSNODE: Partial<CostParameters> = { usdPerTeraDifficulty: 530 };
const MACROMICRO: Partial<CostParameters> = { usdPerKwh: quantity(0.085) };

/** Constants were fitted to these very points by whoever compiled them: the table shows the series are linear, not that they predict. */
const PUBLISHED: Row[] = [
  // model, published, difficulty T, day, within, who; parameters other than ours
  ['regression', 92_000, 150.84, '2025-11-12', 0.01, 'JPMorgan, before its change of that day', JPM],
  ['regression', 94_000, 155.97, '2025-11-13', 0.01, 'JPMorgan', JPM],
  ['regression', 90_000, 148.26, '2026-01-01', 0.01, 'JPMorgan', JPM],
  ['regression', 77_000, 125.86, '2026-02-11', 0.01, 'JPMorgan', JPM],
  ['regression', 57_200, 89.47, '2024-09-01', 0.04, 'Checkonchain, August or September'],
  ['regression', 76_000, 121.51, '2025-04-08', 0.02, 'Checkonchain'],
  ['regression', 92_300, 149.3, '2025-12-05', 0.01, 'Checkonchain, a day in December'],
  ['regression', 87_000, 141.668, '2026-02-05', 0.01, 'Checkonchain: the $87,000 of February 2026'],
  ['regression', 88_000, 145.04, '2026-03-20', 0.02, 'Checkonchain, with the epoch that ended two days before'],
  ['regression', 19_300, 36.84, '2022-10-24', 0.013, 'Glassnode, subsidy still 6.25', GLASSNODE],
  ['regression', 18_800, 35.36, '2022-12-19', 0.013, 'Glassnode, subsidy still 6.25', GLASSNODE],
  ['electricity', 59_450, 146.47, '2026-01-15', 0.01, 'Capriole, a day in January; calibrates the efficiency'],
  ['electricity', 55_000, 141.67, '2026-02-02', 0.045, 'Capriole'],
  ['electricity', 50_000, 125.86, '2026-02-10', 0.015, 'Capriole, undated, after the retarget of February 7'],
  ['cash', 74_300, 146.47, '2026-01-15', 0.01, 'Capriole’s production cost, from difficulty alone'],
  ['cash', 69_000, 141.67, '2026-02-02', 0.04, 'Capriole'],
  ['cash', 62_650, 125.86, '2026-02-10', 0.015, 'Capriole'],
  ['electricity', 80_670, 95.67, '2024-11-03', 0.02, 'MacroMicro, whose power price is back-solved', MACROMICRO],
  ['electricity', 101_000, 146.47, '2026-01-19', 0.01, 'MacroMicro', MACROMICRO],
  [
    'electricity',
    86_668,
    84.38,
    '2024-06-15',
    0.11,
    'MacroMicro; the worst of all: one power price does not fit',
    MACROMICRO,
  ],
];
const reproduced = ([model, , difficulty, on, , , parameters]: Row) =>
  networkCosts(facts(difficulty, on), { ...COST_PARAMETERS, ...parameters })[model];

describe('network cost of a coin', () => {
  it.each(PUBLISHED)('%s: %d published at %d T on %s, within %d (%s)', (...row) => {
    expect(error(reproduced(row), row[1])).toBeLessThanOrEqual(row[4]);
  });

  it('agrees with the published values to 1 % in the median', () => {
    expect(median(PUBLISHED.map((row) => error(reproduced(row), row[1])))).toBeLessThanOrEqual(0.01);
  });

  it.each([
    [59_450, 74_300, '2026-01'],
    [55_000, 69_000, '2026-02-02'],
    [50_000, 62_650, '2026-02'],
  ])('of %d for electricity is %d for cash, as Capriole has it in %s', (electricity, cash) => {
    expect(error(electricity / COST_PARAMETERS.electricityShare, cash)).toBeLessThan(0.005);
  });

  it('takes 1.191 GWh at difficulty 146.47 T and 21.3 J/TH, by hand', () => {
    const steady: CostParameters = {
      ...COST_PARAMETERS,
      efficiency: { joulesPerTerahash: quantity(21.3), on: '2026-01-15' as Day, yearlyFactor: 1 },
      usdPerKwh: quantity(1),
    };
    const { electricity } = networkCosts(facts(146.47, '2026-01-15'), steady);
    expect(electricity / 1e6).toBeCloseTo(1.191, 3);
  });

  it('falls by the share that fees add to the reward, where work is counted', () => {
    const without = networkCosts(facts(130, '2026-06-01'));
    const withFees = networkCosts(facts(130, '2026-06-01', { fees: 0.3125 }));
    expect(without.electricity / withFees.electricity).toBeCloseTo(1.1, 9);
    expect(without.cash / withFees.cash).toBeCloseTo(1.1, 9);
    expect(withFees.regression).toBe(without.regression);
  });

  it('doubles with the halving, where work is counted', () => {
    const before = networkCosts(facts(130, '2028-04-15'));
    const after = networkCosts(facts(130, '2028-04-15', { subsidy: 1.5625 }));
    expect(after.electricity / before.electricity).toBeCloseTo(2, 9);
  });

  it.each([
    ['2024-06-15', 28.2, 'Cambridge’s survey'],
    ['2024-11-03', 26.4, 'interpolated'],
    ['2026-01-15', 21.3, 'back-solved from Capriole'],
    ['2026-08-17', 19.3, 'extrapolated'],
    ['2026-11-15', 18.5, 'extrapolated'],
  ])('has the network at %s run at %d J/TH (%s)', (on, expected) => {
    expect(error(networkEfficiency(new Date(`${on}T00:00:00Z`)), expected)).toBeLessThan(0.005);
  });

  it('says of every model what it means, how it is reckoned, after whom and when that was checked', () => {
    for (const [name, model] of Object.entries(COST_MODELS)) {
      expect(model.name).toBe(name);
      expect(model.description).not.toBe('');
      expect(model.source).not.toBe('');
      expect(model.lastChecked).toMatch(/^2026-\d\d-\d\d$/);
    }
    expect(COST_MODELS.regression.formula({ ...COST_PARAMETERS, ...JPM })).toContain('607');
  });
});
