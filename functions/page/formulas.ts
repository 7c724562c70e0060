import { EPOCH_BLOCKS, FORECAST_FROM_BLOCKS } from '../market/retarget.ts';
import type { Key } from '../words/catalogue.ts';

/**
 * What is reckoned, in the symbols of a text book; the names of quantities are those of the API. Each is computed where its
 * slice has it, and test/page/formulas.test.ts holds these lines against that.
 */
export const FORMULAS = [
  {
    name: 'fact.bitcoin',
    formula: 'usdPerBtc = median(feeds at most 2 min old and within 2 % of their median); fewer than 2: no snapshot',
  },
  {
    name: 'fact.hashprice',
    formula: 'usdPerPhDay = 10^15 · 86400 / (difficulty · 2^32) · (subsidyBtc + mean fees of 144 blocks) · usdPerBtc',
  },
  {
    name: 'picture.legend.breakEven',
    formula: 'usdPerPhDay = (24 · joulesPerTerahash · PUE · usdPerKwh + other costs) / (1 − pool fee)',
  },
  {
    name: 'fact.marginBoth',
    formula: 'usdPerPhDay · (1 − pool fee) − 24 · joulesPerTerahash · PUE · usdPerKwh − other costs',
  },
  {
    name: 'fact.power',
    formula: 'usdPerKwh = (usdPerPhDay · (1 − pool fee) − other costs) / (24 · joulesPerTerahash · PUE)',
  },
  {
    name: 'fact.retarget',
    formula: `change = 600 s · (blocks + 1) / time spent − 1, from −75 % to +300 %, ± 1/√blocks, told from ${FORECAST_FROM_BLOCKS} of ${EPOCH_BLOCKS} blocks on; then usdPerPhDay / (1 + change)`,
  },
  {
    name: 'page.perMwh',
    formula: 'usdPerMwh = usdPerPhDay / (0.024 · joulesPerTerahash)',
  },
  {
    name: 'page.levelRevenue',
    formula: 'usdPerPhDay = rent / grossPerIt / (8760 · uptime) · 0.024 · joulesPerTerahash · PUE / (1 − pool fee)',
  },
  {
    name: 'page.levelMargin',
    formula:
      'usdPerPhDay = (0.024 · joulesPerTerahash · PUE · (1000 · usdPerKwh + ((rent · noiMargin − buildingUsdPerMw · capitalCharge) / grossPerIt + shedUsdPerMw · capitalCharge) / (8760 · uptime)) + other costs) / (1 − pool fee)',
  },
  { name: 'page.ratio', formula: 'btcSold / btcMined, of periods in which both were told' },
] as const satisfies readonly { name: Key; formula: string }[];
