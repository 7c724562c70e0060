import { type Command, Option } from 'commander';
import { BENCHMARK, LEASES, type Lease, rentsOf } from '../../../functions/industry/leases.ts';
import {
  type Assumption,
  assumptionsOf,
  type Comparison,
  compare,
  fromKwMonth,
  leasePerMwh,
  perKwMonth,
  type Terms,
  termsShape,
  USUAL_EFFICIENCIES,
  USUAL_USD_PER_KWH,
} from '../../../functions/industry/switch-over.ts';
import { type Fleet, fleetShape } from '../../../functions/market/fleet.ts';
import type { UsdPerPhDay } from '../../../functions/units/hashing.ts';
import type { UsdPerMwYear } from '../../../functions/units/power.ts';
import { positiveShape, quantity } from '../../../functions/units/quantity.ts';
import { decimals, percent } from '../../../functions/words/number.ts';
import type { BotCommand } from './bot-command.ts';
import { type Currency, currencyOf, moneyIn } from './currency.ts';
import { howSection, inputSection } from './evidence.ts';
import { fleetOf, type GivenFleet, withFleetOptions } from './fleet-options.ts';
import { hashpriceOf } from './hashprice.ts';
import { type MarketInputs, marketInputs } from './inputs.ts';
import { type Section, sections } from './layout.ts';
import { type GivenForm, type GivenMarket, withFormOptions, withMarketOptions } from './market-options.ts';
import { as, measured, share } from './options.ts';

type GivenTerms = {
  hashprice?: UsdPerPhDay;
  rent?: UsdPerMwYear;
  rentPerKwMonth?: UsdPerMwYear;
  lease?: string;
  uptime?: number;
  noiMargin?: number;
  building?: number;
  shed?: number;
  capitalCharge?: number;
  grossPerIt?: number;
};
type Given = GivenFleet & GivenMarket & GivenForm & GivenTerms;

const { uptime, noiMargin, buildingUsdPerMw, shedUsdPerMw, capitalCharge, grossPerIt } = termsShape.shape;
const rent = positiveShape<UsdPerMwYear>();

const withTerms = (command: Command): Command =>
  command
    .addOption(
      new Option('--hashprice <usd>', 'USD per PH/s per day, instead of that of the market').argParser(
        measured(as(positiveShape<UsdPerPhDay>()), '32.10'),
      ),
    )
    .option('--rent <usd>', 'rent of a MW of critical IT in USD per year', measured(as(rent), '1.78e6'))
    .addOption(
      new Option('--rent-per-kw-month <usd>', 'or the same as landlords quote it')
        .argParser(measured((usd) => fromKwMonth(as(positiveShape<ReturnType<typeof perKwMonth>>())(usd)), '148'))
        .conflicts('rent'),
    )
    .addOption(
      new Option('--lease <key>', 'or that of a published lease')
        .conflicts(['rent', 'rentPerKwMonth'])
        .choices(LEASES.filter(isComparable).map(({ key }) => key)),
    )
    .option('--uptime <share>', 'of the year that machines run', share(as(uptime)))
    .option('--noi-margin <share>', 'what a landlord keeps of its rent', share(as(noiMargin)))
    .option('--building <usd>', 'what a MW of critical IT costs to build', measured(as(buildingUsdPerMw), '10e6'))
    .option('--shed <usd>', 'what a MW of mining costs to build', measured(as(shedUsdPerMw), '1e6'))
    .option('--capital-charge <share>', 'of either, each year', share(as(capitalCharge)))
    .option('--gross-per-it <ratio>', 'MW of grid for a MW of critical IT', measured(as(grossPerIt), '1.35'));

const isComparable = ({ kind, of, usdPerMwYear }: Lease): boolean =>
  kind === 'colocation' && of === 'critical-it' && usdPerMwYear !== undefined;

export const switchOverCommand: BotCommand = {
  example: 'switch-over --joules-per-terahash 15 --usd-per-kwh 0.045 --rent 1.78e6',
  build: (command, terminal) =>
    withFormOptions(withMarketOptions(withTerms(withFleetOptions(command, quantity(USUAL_USD_PER_KWH)))))
      .description('what a MW earns with mining and with AI, and the hashprice at which both come to the same')
      .action(async (options: Given) => {
        const now = terminal.now();
        const fleets = fleetsOf(options, command);
        const inputs = options.hashprice ? undefined : await marketInputs(options, terminal.live, now);
        const hashprice = options.hashprice ?? hashpriceOf(inputs!).usdPerPhDay;
        const currency = await currencyOf(options.currency, terminal.live);
        const answer = answerOf(fleets, { hashprice, lease: leaseOf(options), terms: termsOf(options) });
        const evidence = { inputs, now, currency };
        terminal.print(options.json ? json(answer, evidence) : sections(sectionsOf(answer, evidence), terminal.colors));
      }),
};

/** One that was described, or four for everybody to find theirs between. */
function fleetsOf(options: Given, command: Command): Fleet[] {
  if (options.joulesPerTerahash !== undefined || options.rig !== undefined) return [fleetOf(options, command)];
  return USUAL_EFFICIENCIES.map((joulesPerTerahash) =>
    fleetOf({ ...options, joulesPerTerahash: fleetShape.shape.joulesPerTerahash.parse(joulesPerTerahash) }, command),
  );
}

type Rent = { usdPerMwYear: UsdPerMwYear; key?: string; source?: Lease['source'] };

function leaseOf({ rent: given, rentPerKwMonth, lease }: GivenTerms): Rent {
  const usdPerMwYear = given ?? rentPerKwMonth;
  if (usdPerMwYear !== undefined) return { usdPerMwYear };
  const known = LEASES.find(({ key }) => key === lease);
  return known?.usdPerMwYear === undefined
    ? BENCHMARK
    : { key: known.key, usdPerMwYear: quantity(known.usdPerMwYear), source: known.source };
}

const termsOf = ({ building, shed, ...given }: GivenTerms): Terms =>
  termsShape.parse({ ...given, buildingUsdPerMw: building, shedUsdPerMw: shed });

type Answer = {
  hashprice: UsdPerPhDay;
  lease: Rent;
  terms: Terms;
  compared: { fleet: Fleet; comparison: Comparison }[];
};
type Evidence = { inputs: MarketInputs | undefined; now: Date; currency: Currency };

const answerOf = (fleets: readonly Fleet[], of: Omit<Answer, 'compared'>): Answer => ({
  ...of,
  compared: fleets.map((fleet) => ({
    fleet,
    comparison: compare({ fleet, usdPerMwYear: of.lease.usdPerMwYear, terms: of.terms }, of.hashprice),
  })),
});

function json({ hashprice, lease, terms, compared }: Answer, { inputs, now }: Evidence): string {
  const { key, usdPerMwYear, source } = lease;
  const fleets = compared.map(({ fleet, comparison: { mining, lease: rented, byRevenue, byMargin } }) => ({
    fleet,
    revenueUsdPerMwh: mining.usdPerMwh,
    revenueUsdPerMwYear: mining.usdPerMwYear,
    marginUsdPerMwh: mining.marginUsdPerMwh,
    keptUsdPerMwYear: mining.keptUsdPerMwYear,
    leaseKeptUsdPerMwYear: rented.keptUsdPerMwYear,
    switchOverUsdPerPhDay: { byRevenue: byRevenue.usdPerPhDay, byMargin: byMargin.usdPerPhDay },
    ratio: { byRevenue: byRevenue.ratio, byMargin: byMargin.ratio },
  }));
  const rented = { leaseUsdPerMwh: leasePerMwh(usdPerMwYear), leaseUsdPerKwMonth: perKwMonth(usdPerMwYear) };
  return JSON.stringify(
    {
      hashpriceUsdPerPhDay: hashprice,
      lease: { key, usdPerMwYear, ...rented, source },
      fleets,
      assumptions: assumptionsOf(terms),
      leases: LEASES,
      inputs,
      at: now,
    },
    null,
    2,
  );
}

const sectionsOf = (answer: Answer, { inputs, now, currency }: Evidence): Section[] => [
  {
    title: `Mining and AI at a hashprice of ${moneyIn(currency, answer.hashprice)} per PH/s per day`,
    rows: answer.compared.flatMap(({ fleet, comparison }) => fleetRows(fleet, comparison, currency)),
  },
  { title: 'The lease', rows: leaseRows(answer, currency) },
  { title: 'Assumed', rows: assumptionsOf(answer.terms).map((one) => assumptionRow(one, currency)) },
  {
    title: 'Published leases, per MW-year',
    rows: LEASES.flatMap((lease) => dealRows(lease, currency)),
    columns: { align: 'rl' },
  },
  ...(inputs ? [inputSection(inputs)] : []),
  howSection(
    'switch-over by revenue: rent / 8,760 h · 0.024 · J/TH; by margin: 0.024 · J/TH · (power + (NOI − capital charge) / 8,760 h)',
    now,
    currency,
  ),
];

function fleetRows(fleet: Fleet, { mining, byRevenue, byMargin }: Comparison, currency: Currency): string[][] {
  const what = `${decimals('en', fleet.joulesPerTerahash)} J/TH at ${decimals('en', fleet.usdPerKwh, { least: 2, most: 4 })} USD/kWh`;
  const earns = `${million(currency, mining.usdPerMwYear)} per MW-year, ${percent('en', byRevenue.ratio, 'auto')} of the rent`;
  return [
    [moneyIn(currency, mining.usdPerMwh), 'per MWh', `${what}: ${earns}`],
    [moneyIn(currency, mining.marginUsdPerMwh), 'per MWh', 'after power and other running costs'],
    [moneyIn(currency, byMargin.usdPerPhDay), 'hashprice', 'switch-over by margin'],
    [moneyIn(currency, byRevenue.usdPerPhDay), 'hashprice', 'switch-over by revenue'],
  ];
}

function leaseRows({ lease, compared }: Answer, currency: Currency): string[][] {
  const { usdPerMwYear, source } = lease;
  const whose = source ? `${source.title}, ${source.publishedOn}` : 'given';
  const rents = rentsOf();
  return [
    [million(currency, usdPerMwYear), 'per MW-year', `of critical IT: ${whose}`],
    [moneyIn(currency, leasePerMwh(usdPerMwYear)), 'per MWh', ''],
    [moneyIn(currency, perKwMonth(usdPerMwYear)), 'per kW-month', ''],
    [
      million(currency, compared[0]!.comparison.lease.keptUsdPerMwYear),
      'per MW-year',
      'kept by the landlord, after costs and capital',
    ],
    ...(rents
      ? [[million(currency, rents.mean), 'per MW-year', `mean of the ${rents.leases} below that compare, by their MW`]]
      : []),
  ];
}

const million = (currency: Currency, usd: number): string => {
  const { code, rate } = currency;
  const amount = (usd * (rate?.perUsd ?? 1)) / 1e6;
  return `${decimals('en', amount, { least: 2, most: 3 })} M ${code}`;
};

const NAMES: Readonly<Record<Assumption['name'], string>> = {
  uptime: 'of the year machines run (--uptime)',
  noiMargin: 'of its rent a landlord keeps (--noi-margin)',
  buildingUsdPerMw: 'to build a MW of critical IT (--building)',
  shedUsdPerMw: 'to build a MW of mining (--shed)',
  capitalCharge: 'of either, each year (--capital-charge)',
  grossPerIt: 'MW of grid for a MW of critical IT (--gross-per-it)',
};

function assumptionRow({ name, value, basis, source }: Assumption, currency: Currency): string[] {
  const isMoney = name === 'buildingUsdPerMw' || name === 'shedUsdPerMw';
  const written = isMoney
    ? million(currency, value)
    : name === 'grossPerIt'
      ? decimals('en', value)
      : percent('en', value, 'auto');
  const whence = { published: 'as published', within: 'within what is published', ours: 'our own' }[basis];
  return [written, NAMES[name], source ? `${whence}: ${source.title}, ${source.publishedOn}` : whence];
}

/** In two lines, so that its address is neither broken nor cut. */
function dealRows(lease: Lease, currency: Currency): string[][] {
  const { landlord, tenant, usdPerMwYear, megawatts, of, kind, on, years, source } = lease;
  const size = megawatts === undefined ? [] : [`${decimals('en', megawatts)} MW${of ? SIZES[of] : ''}`];
  const term = years === undefined ? [] : [`${decimals('en', years)} years`];
  return [
    [
      usdPerMwYear === undefined ? '–' : million(currency, usdPerMwYear),
      [`${landlord}: ${tenant}`, kind, ...size, ...term, on].join(', '),
    ],
    ['', source.url],
  ];
}

const SIZES = { 'critical-it': ' of critical IT', gross: ' gross' } as const;
