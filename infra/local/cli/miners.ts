import { marksOfToday, tellFigure } from '../../../functions/delivery/tell/industry.ts';
import type { MinerPanel, Panel } from '../../../functions/industry/panel.ts';
import { readPanel } from '../../../functions/industry/read-panel.ts';
import { money } from '../../../functions/words/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import type { BotCommand } from './bot-command.ts';
import { hashpriceOf } from './hashprice.ts';
import { marketInputs } from './inputs.ts';
import { type Section, sections } from './layout.ts';
import { type GivenMarket, withMarketOptions } from './market-options.ts';
import { recordedIndustry } from './recorded-industry.ts';
import type { Terminal } from './terminal.ts';

type Given = GivenMarket & { recorded?: boolean; json?: boolean };

export const minersCommand: BotCommand = {
  example: 'miners --recorded',
  build: (command, terminal) =>
    withMarketOptions(command)
      .description('which listed miners mine at a loss at today’s hashprice, each on what that rests')
      .option('--recorded', 'from the recorded filings and market that `npm start` replays, instead of from .local')
      .option('--json', 'print JSON, for scripts')
      .action(async (options: Given) => {
        const panel = await panelOf(options, terminal);
        terminal.print(options.json ? JSON.stringify(panel, null, 2) : sections(panelSections(panel), terminal.colors));
      }),
};

async function panelOf({ recorded, ...options }: Given, terminal: Terminal): Promise<Panel> {
  if (recorded) {
    const { sources, now } = recordedIndustry();
    return readPanel(sources, now);
  }
  const now = terminal.now();
  const inputs = await marketInputs(options, terminal.live, now);
  const { usdPerPhDay, btcPerPhDay } = hashpriceOf(inputs);
  const prices = { at: now, usdPerPhDay, btcPerPhDay, usdPerBtc: inputs.priceUsdPerBtc.value };
  return terminal.industry((sources) => readPanel(sources, now, prices));
}

const WORDS = wordsOf('en');
const REMARKS = 52;

function panelSections({ at, usdPerPhDay = 0, usdPerBtc = 0, miners }: Panel): Section[] {
  const known = miners.filter(({ today }) => today !== undefined);
  const of = (status: MinerPanel['status']) => miners.filter((one) => one.today === undefined && one.status === status);
  return [
    {
      title: `At ${money('en', usdPerPhDay)}/PH/day and ${money('en', usdPerBtc, { least: 0, most: 0 })} for a bitcoin (${at.toISOString().slice(0, 10)})`,
      rows: [
        ['', 'left of a PH/day', 'left of a BTC', 'cost of a PH/day', 'by'],
        ...known.map((miner) => lineOf(miner)),
      ],
      columns: { align: 'lrrrl', widths: [null, null, null, null, REMARKS] },
    },
    ...[
      tickers('Cost not published', of('reporting'), ({ ticker }) => ticker),
      tickers('Report overdue', of('silent'), ({ ticker, since }) => `${ticker} (since ${since})`),
      tickers('No longer listed', of('left'), ({ ticker, since }) => `${ticker} (${since})`),
    ].flat(),
    {
      title: 'Sources',
      rows: known.flatMap(({ ticker, today, figures }) =>
        today!.uses.flatMap((name) => {
          const figure = figures[name];
          if (figure === undefined) return [];
          const { label, value, source } = tellFigure(name, figure, WORDS);
          return [
            [ticker, `${label} ${value}: ${source.title}, ${source.publishedOn}`],
            ['', source.url],
          ];
        }),
      ),
      columns: { align: 'll' },
    },
  ];
}

function lineOf(miner: MinerPanel): string[] {
  const { ticker, today } = miner;
  const { usdPerPhDay, usdPerBtc, cost } = today!;
  return [
    ticker,
    money('en', usdPerPhDay),
    money('en', usdPerBtc, { least: 0, most: 0 }),
    money('en', cost.usdPerPhDay),
    marksOfToday(miner, WORDS).join(', '),
  ];
}

const tickers = (title: string, some: readonly MinerPanel[], one: (miner: MinerPanel) => string): Section[] =>
  some.length === 0 ? [] : [{ title, rows: [[some.map(one).join(', ')]], columns: { align: 'l', widths: [96] } }];
