import { COST_MODELS, COST_PARAMETERS, networkCosts } from '../../../functions/market/cost.ts';
import { type Hashprice, hashprice } from '../../../functions/market/hashprice.ts';
import { addBtc } from '../../../functions/units/money.ts';
import { decimals } from '../../../functions/words/number.ts';
import type { BotCommand } from './bot-command.ts';
import { type Currency, convertedFigures, currencyOf, moneyIn } from './currency.ts';
import { howSection, inputSection } from './evidence.ts';
import { type MarketInputs, marketInputs } from './inputs.ts';
import { type Section, sections } from './layout.ts';
import { type GivenForm, type GivenMarket, withFormOptions, withMarketOptions } from './market-options.ts';

export const hashpriceCommand: BotCommand = {
  example: 'hashprice --price 87235 --difficulty 101.65e12 --fees 0.155 --subsidy 3.125',
  build: (command, terminal) =>
    withFormOptions(withMarketOptions(command))
      .description('what one petahash per second earns in a day, and what a coin costs the network')
      .action(async (options: GivenMarket & GivenForm) => {
        const now = terminal.now();
        const inputs = await marketInputs(options, terminal.live, now);
        const currency = await currencyOf(options.currency, terminal.live);
        const answer = { inputs, now, currency, figures: figuresOf(inputs, now) };
        terminal.print(options.json ? hashpriceJson(answer) : sections(hashpriceSections(answer), terminal.colors));
      }),
};

type Answer = { inputs: MarketInputs; now: Date; currency: Currency; figures: ReturnType<typeof figuresOf> };

export const hashpriceOf = (inputs: MarketInputs): Hashprice =>
  hashprice(
    inputs.priceUsdPerBtc.value,
    inputs.difficulty.value,
    addBtc(inputs.subsidyBtc.value, inputs.feesBtcPerBlock.value),
  );

/** Named as in every JSON this command line prints: what it is, then the unit. */
export const hashpriceFigures = ({ usdPerPhDay, btcPerPhDay, satPerThDay }: Hashprice) => ({
  hashpriceUsdPerPhDay: usdPerPhDay,
  hashpriceBtcPerPhDay: btcPerPhDay,
  hashpriceSatPerThDay: satPerThDay,
});

function figuresOf(inputs: MarketInputs, now: Date) {
  const costs = networkCosts({
    difficulty: inputs.difficulty.value,
    subsidyBtc: inputs.subsidyBtc.value,
    feesBtcPerBlock: inputs.feesBtcPerBlock.value,
    at: now,
  });
  return {
    ...hashpriceFigures(hashpriceOf(inputs)),
    electricityCostUsdPerBtc: costs.electricity,
    cashCostUsdPerBtc: costs.cash,
    regressionCostUsdPerBtc: costs.regression,
  };
}

const hashpriceJson = ({ inputs, now, currency, figures }: Answer): string =>
  JSON.stringify({ ...figures, ...convertedFigures(figures, currency), inputs, at: now }, null, 2);

const hashpriceSections = ({ inputs, now, currency, figures }: Answer): Section[] => [
  {
    title: 'Hashprice',
    rows: [
      [moneyIn(currency, figures.hashpriceUsdPerPhDay), 'per PH/s per day'],
      [`${decimals('en', figures.hashpriceBtcPerPhDay, { least: 8, most: 8 })} BTC`, 'per PH/s per day'],
      [`${decimals('en', figures.hashpriceSatPerThDay, { least: 2, most: 2 })} sat`, 'per TH/s per day'],
    ],
  },
  inputSection(inputs),
  {
    title: 'What a coin costs the network, by model',
    rows: [
      [moneyIn(currency, figures.electricityCostUsdPerBtc, 0), ...modelOf('electricity')],
      [moneyIn(currency, figures.cashCostUsdPerBtc, 0), ...modelOf('cash')],
      [moneyIn(currency, figures.regressionCostUsdPerBtc, 0), ...modelOf('regression')],
    ],
  },
  howSection('86,400 s · 10^15 H/s / (difficulty · 2^32) · (subsidy + fees) · price', now, currency),
];

/** A cost without its model is an anonymous number: which, how, after whom, checked when. */
const modelOf = (name: keyof typeof COST_MODELS): string[] => {
  const { formula, source, lastChecked } = COST_MODELS[name];
  return [name, `${formula(COST_PARAMETERS)}; ${source}; checked ${lastChecked}`];
};
