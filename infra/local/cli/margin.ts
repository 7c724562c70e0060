import type { Fleet } from '../../../functions/market/fleet.ts';
import { type Margin, marginOf } from '../../../functions/market/margin.ts';
import { decimals, percent } from '../../../functions/words/number.ts';
import type { BotCommand } from './bot-command.ts';
import { type Currency, convertedFigures, currencyOf, moneyIn } from './currency.ts';
import { howSection, inputSection } from './evidence.ts';
import { fleetOf, type GivenFleet, withFleetOptions } from './fleet-options.ts';
import { hashpriceFigures, hashpriceOf } from './hashprice.ts';
import { type MarketInputs, marketInputs } from './inputs.ts';
import { type Section, sections } from './layout.ts';
import { type GivenForm, type GivenMarket, withFormOptions, withMarketOptions } from './market-options.ts';

export const marginCommand: BotCommand = {
  example: 'margin --joules-per-terahash 17.5 --usd-per-kwh 0.08 --pool-fee 2%',
  build: (command, terminal) =>
    withFormOptions(withMarketOptions(withFleetOptions(command)))
      .description('what a fleet earns, costs and keeps, and where it breaks even')
      .action(async (options: GivenFleet & GivenMarket & GivenForm) => {
        const fleet = fleetOf(options, command);
        const now = terminal.now();
        const inputs = await marketInputs(options, terminal.live, now);
        const currency = await currencyOf(options.currency, terminal.live);
        const hashprice = hashpriceOf(inputs);
        const margin = marginOf(fleet, { hashprice: hashprice.usdPerPhDay, price: inputs.priceUsdPerBtc.value });
        const answer = { fleet, inputs, now, currency, margin, figures: { ...hashpriceFigures(hashprice), ...margin } };
        terminal.print(options.json ? marginJson(answer) : sections(marginSections(answer), terminal.colors));
      }),
};

type Answer = {
  fleet: Fleet;
  inputs: MarketInputs;
  now: Date;
  currency: Currency;
  margin: Margin;
  figures: Readonly<Record<string, number>>;
};

const marginJson = ({ fleet, inputs, now, currency, figures }: Answer): string =>
  JSON.stringify({ ...figures, ...convertedFigures(figures, currency), fleet, inputs, at: now }, null, 2);

const marginSections = ({ fleet, inputs, now, currency, margin, figures }: Answer): Section[] => [
  {
    title: `Margin of ${fleet.name === 'fleet' ? 'a fleet' : fleet.name} at ${decimals('en', fleet.joulesPerTerahash)} J/TH`,
    rows: [
      [moneyIn(currency, figures['hashpriceUsdPerPhDay']!), 'hashprice', 'per PH/s per day, before the pool’s fee'],
      [
        moneyIn(currency, margin.revenueUsdPerPhDay),
        'revenue',
        `after a pool fee of ${percent('en', fleet.poolFee, 'auto')}`,
      ],
      [moneyIn(currency, margin.hashcostUsdPerPhDay), 'hashcost', hashcostInWords(fleet)],
      [
        moneyIn(currency, margin.marginUsdPerPhDay),
        'margin',
        `${percent('en', margin.marginPercent / 100, 'auto')} of revenue, ${moneyIn(currency, margin.marginUsdPerMwh)} per MWh`,
      ],
    ],
  },
  {
    title: 'Breaks even at',
    rows: [
      [
        moneyIn(currency, margin.breakEvenHashpriceUsdPerPhDay),
        'hashprice',
        'per PH/s per day; under it, it mines at a loss',
      ],
      [
        moneyIn(currency, margin.shutdownPriceUsdPerBtc, 0),
        'for one bitcoin',
        'at this difficulty and these fees: the shutdown price',
      ],
      [moneyIn(currency, margin.breakEvenUsdPerKwh, 4), 'power', 'the most a kWh may cost at this hashprice'],
    ],
  },
  inputSection(inputs),
  howSection(
    'margin = hashprice · (1 − pool fee) − hashcost; hashcost = 24 h · J/TH · PUE · USD/kWh + other costs',
    now,
    currency,
  ),
];

const hashcostInWords = (fleet: Fleet): string =>
  [
    `24 h · ${decimals('en', fleet.joulesPerTerahash)} J/TH`,
    ...(fleet.pue === 1 ? [] : [`PUE ${decimals('en', fleet.pue)}`]),
    `${decimals('en', fleet.usdPerKwh, { least: 2, most: 4 })} USD/kWh`,
  ].join(' · ') + (fleet.opexUsdPerPhDay === 0 ? '' : ` + ${decimals('en', fleet.opexUsdPerPhDay)} USD of other costs`);
