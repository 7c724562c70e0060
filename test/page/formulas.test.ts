import { describe, expect, it } from 'vitest';
import { BENCHMARK } from '../../functions/industry/leases.ts';
import { revenuePerMwh, switchOverHashprice, termsShape } from '../../functions/industry/switch-over.ts';
import { hashprice } from '../../functions/market/hashprice.ts';
import { breakEvenHashprice, marginOf } from '../../functions/market/margin.ts';
import { hashpriceAfter } from '../../functions/market/retarget.ts';
import { FORMULAS } from '../../functions/page/formulas.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { aFleet } from '../support/market.ts';

const formulaOf = (name: (typeof FORMULAS)[number]['name']): string =>
  FORMULAS.find((one) => one.name === name)!.formula;

/** A line of the method page as arithmetic: names and signs as it has them, numbers from here. */
function reckon(formula: string, given: Readonly<Record<string, number>>): number {
  const names = Object.keys(given).toSorted((a, b) => b.length - a.length);
  const withNumbers = names.reduce(
    (text, name) => text.replaceAll(name, `(${given[name]})`),
    formula.replace(/^\w+ = /, ''),
  );
  const arithmetic = withNumbers.replaceAll('·', '*').replaceAll('−', '-').replaceAll('^', '**');
  if (!/^[\d\s.()*/+\-e]+$/.test(arithmetic)) throw new Error(`not arithmetic: ${arithmetic}`);
  return Number(new Function(`return ${arithmetic}`)());
}

describe('what the method page says is what is reckoned', () => {
  const fleet = aFleet({ poolFee: 0.02, pue: 1.08, opexUsdPerPhDay: 3 });
  const { joulesPerTerahash, usdPerKwh } = fleet;
  const given = { joulesPerTerahash, usdPerKwh, PUE: 1.08, 'pool fee': 0.02, 'other costs': 3, usdPerPhDay: 41.5 };
  const market = { hashprice: quantity<never>(41.5), price: quantity<never>(70_000) };

  it('of hashprice', () => {
    const facts = { difficulty: 141.7e12, subsidyBtc: 3.125, 'mean fees of 144 blocks': 0.02, usdPerBtc: 70_000 };
    expect(reckon(formulaOf('fact.hashprice'), facts)).toBeCloseTo(
      hashprice(quantity(70_000), quantity(141.7e12), quantity(3.145)).usdPerPhDay,
      9,
    );
  });

  it('of break-even, margin and power', () => {
    const margin = marginOf(fleet, market);
    expect(reckon(formulaOf('picture.legend.breakEven'), given)).toBeCloseTo(breakEvenHashprice(fleet), 9);
    expect(reckon(formulaOf('fact.marginBoth'), given)).toBeCloseTo(margin.marginUsdPerPhDay, 9);
    expect(reckon(formulaOf('fact.power'), given)).toBeCloseTo(margin.breakEvenUsdPerKwh, 9);
  });

  it('of a retarget', () => {
    expect(formulaOf('fact.retarget')).toContain('usdPerPhDay / (1 + change)');
    expect(hashpriceAfter(quantity(40), -0.2)).toBeCloseTo(40 / (1 - 0.2), 9);
  });

  it('of mining against a lease', () => {
    const terms = termsShape.parse({ uptime: 0.95, grossPerIt: 1.3 });
    const rivals = { fleet, usdPerMwYear: BENCHMARK.usdPerMwYear, terms };
    const all = { ...given, ...terms, rent: BENCHMARK.usdPerMwYear };
    expect(reckon(formulaOf('page.levelRevenue'), all)).toBeCloseTo(switchOverHashprice(rivals, 'revenue'), 9);
    expect(reckon(formulaOf('page.levelMargin'), all)).toBeCloseTo(switchOverHashprice(rivals, 'margin'), 9);
    expect(reckon(formulaOf('page.perMwh'), given)).toBeCloseTo(revenuePerMwh(quantity(41.5), joulesPerTerahash), 9);
  });
});
