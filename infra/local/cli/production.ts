import type { Liquidation, Production, ProductionPeriod, Sum } from '../../../functions/industry/production.ts';
import { readProduction } from '../../../functions/industry/read-production.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import type { BotCommand } from './bot-command.ts';
import { type Section, sections } from './layout.ts';
import { recordedIndustry } from './recorded-industry.ts';
import type { Terminal } from './terminal.ts';

type Given = { recorded?: boolean; json?: boolean };

export const productionCommand: BotCommand = {
  example: 'production --recorded',
  build: (command, terminal) =>
    command
      .description('coins issued, mined and sold by listed miners, and bought by treasuries, by quarter and week')
      .option('--recorded', 'from the recorded filings and market that `npm start` replays, instead of from .local')
      .option('--json', 'print JSON, for scripts')
      .action(async (options: Given) => {
        const production = await productionOf(options, terminal);
        terminal.print(
          options.json
            ? JSON.stringify(production, null, 2)
            : sections(productionSections(production), terminal.colors),
        );
      }),
};

async function productionOf({ recorded }: Given, terminal: Terminal): Promise<Production> {
  if (!recorded) return terminal.industry((sources) => readProduction(sources, terminal.now()));
  const { sources, now } = recordedIndustry();
  return readProduction(sources, now);
}

const WORDS = wordsOf('en');
const WIDTH = 96;

function productionSections({ quarters, weeks, liquidation, all }: Production): Section[] {
  const sums = [...quarters, ...weeks].flatMap(({ mined, sold, bought }) => [mined, sold, bought]);
  return [
    table('By quarter', quarters),
    table('By week', weeks),
    {
      title: 'Sold of mined',
      rows: [
        ...(all ? [['all who told both', WORDS.period(all.period), ...numbers(all)]] : []),
        ...liquidation.map((one) => [one.ticker, WORDS.period(one.period), ...numbers(one)]),
        ...(liquidation.length === 0 ? [['nobody told both of one period', '', '']] : []),
      ],
      columns: { align: 'llr' },
    },
    ...(all && all.missing.length > 0
      ? [
          {
            title: `Not told for ${WORDS.period(all.period)}`,
            rows: [[all.missing.join(', ')]],
            columns: { align: 'l', widths: [WIDTH] },
          } as Section,
        ]
      : []),
    { title: 'Sources', rows: sourcesOf(sums, liquidation), columns: { align: 'll' } },
  ];
}

const numbers = ({ sold, mined, ratio }: Pick<Liquidation, 'sold' | 'mined' | 'ratio'>): string[] => [
  `${WORDS.number(sold)} of ${WORDS.number(mined)} BTC: ${WORDS.percent(ratio)}`,
];

function table(title: string, periods: readonly ProductionPeriod[]): Section {
  const known = periods.filter(({ issuedBtc, mined, sold, bought }) => issuedBtc ?? mined ?? sold ?? bought);
  return {
    title,
    rows: [
      ['', 'from', 'to', 'issued', 'mined', 'sold', 'bought'],
      ...known.map(({ period, from, to, isWhole, issuedBtc, isIssuedAbout, mined, sold, bought }) => [
        period,
        from,
        isWhole ? to : 'runs',
        issuedBtc === undefined ? '–' : `${isIssuedAbout ? '~' : ''}${WORDS.number(Math.round(issuedBtc))}`,
        ...[mined, sold, bought].map(sumIn),
      ]),
    ],
    columns: { align: 'lllrrrr' },
  };
}

/** Of how many; at least that, where somebody has not told all of its weeks. */
function sumIn(sum: Sum | undefined): string {
  if (sum === undefined) return '–';
  const all = new Set([...sum.by.map(({ ticker }) => ticker), ...sum.missing]).size;
  const isPart = sum.by.some(({ ticker }) => sum.missing.includes(ticker));
  return `${isPart ? '≥ ' : ''}${WORDS.number(sum.btc)} (${sum.by.length} of ${all})`;
}

function sourcesOf(sums: readonly (Sum | undefined)[], liquidation: readonly Liquidation[]): string[][] {
  const told = [...sums.flatMap((sum) => sum?.by ?? []), ...liquidation];
  const lines = new Map(
    told.map(({ ticker, source }) => [source.url, [ticker, `${source.title}, ${source.publishedOn}  ${source.url}`]]),
  );
  return [...lines.values()];
}
