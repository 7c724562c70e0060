import {
  marksOfToday,
  type ToldFigure,
  tellDeal,
  tellFigure,
  tellResult,
  tellToday,
} from '../../../functions/delivery/tell/industry.ts';
import type { CompanyMemory, Fact, PeriodFacts, Source, Told } from '../../../functions/filings/memory.ts';
import { type Company, companyByTicker, nameOf, tickerOf, WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { FIGURES, type MinerPanel } from '../../../functions/industry/panel.ts';
import { readMiner } from '../../../functions/industry/read-panel.ts';
import type { IndustrySources } from '../../../functions/industry/sources.ts';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { decimals } from '../../../functions/words/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import type { BotCommand } from './bot-command.ts';
import { REMARK_WIDTH, type Section, sections } from './layout.ts';
import { recordedIndustry } from './recorded-industry.ts';

type Given = { recorded?: boolean; json?: boolean };

export const minerCommand: BotCommand = {
  example: 'miner MARA --recorded',
  build: (command, terminal) =>
    command
      .description(
        'what is known of a listed company: numbers, results, contracts, sales and policy, each with its source',
      )
      .argument('<ticker>', 'like MARA; former tickers are understood')
      .option('--recorded', 'from the recorded filings that `npm start` replays, instead of from .local')
      .option('--json', 'print JSON, for scripts')
      .action(async (ticker: string, { recorded, json }: Given) => {
        const company = companyFor(ticker);
        const { memory, panel } = recorded
          ? await recordedOf(company)
          : await terminal.industry(of(company, terminal.now()));
        terminal.print(
          json
            ? JSON.stringify({ company: nameOf(company), ...memory, panel }, null, 2)
            : sections(memorySections(company, memory, panel), terminal.colors),
        );
      }),
};

type Filer = Company & { cik: number };

const of =
  ({ cik }: Filer, now: Date) =>
  async (sources: IndustrySources) => {
    const memory = await sources.memory.recall(cik);
    return { memory, panel: await readMiner({ ...sources, memory: { recall: async () => memory } }, cik, now) };
  };

async function recordedOf(company: Filer) {
  const { sources, now } = recordedIndustry();
  return of(company, now)(sources);
}

function companyFor(ticker: string): Filer {
  const company = companyByTicker(ticker);
  if (company === undefined) {
    const known = WATCHLIST.filter(({ cik, until }) => cik !== null && until === undefined).map(tickerOf);
    throw new Misconfigured(`${ticker} is not on the list. On it are: ${known.sort().join(', ')}`);
  }
  if (company.cik === null)
    throw new Misconfigured(`${nameOf(company)} files nothing with the SEC, so nothing of it is read`);
  return { ...company, cik: company.cik };
}

function memorySections(company: Company, memory: CompanyMemory, panel: MinerPanel | undefined): Section[] {
  const sources = sourcesIn(memory, panel);
  const numbers = new Map(sources.map((source, i) => [source.url, i + 1]));
  return [
    aboutSection(company, memory, panel),
    ...(panel === undefined
      ? []
      : [figureSection(panel, numbers), resultSection(panel, numbers), dealSection(panel, numbers)]),
    policySection(memory, numbers),
    periodSection(memory, numbers),
    toldSection(memory),
    sourceSection(sources),
  ].filter(({ rows }) => rows.length > 0);
}

function aboutSection(company: Company, { cik }: CompanyMemory, panel: MinerPanel | undefined): Section {
  const former = company.names.slice(1).map(({ name }) => name);
  return {
    title: `${nameOf(company)} (${tickerOf(company)})`,
    rows: [
      ['CIK', String(cik)],
      ...(former.length === 0 ? [] : [['formerly', former.join(', ')]]),
      ...(company.tickers.length === 1 ? [] : [['former tickers', company.tickers.slice(1).join(', ')]]),
      ['forms', company.forms.join(', ')],
      ...(panel === undefined || panel.status === 'reporting' ? [] : [[panel.status, `since ${panel.since}`]]),
      ...(panel?.today === undefined
        ? []
        : [['today', `${tellToday(panel.today, WORDS)} (${marksOfToday(panel, WORDS).join(', ')})`]]),
      ...(company.note === undefined ? [] : [['note', company.note]]),
    ],
    columns: { align: 'rl', widths: [null, REMARK_WIDTH] },
  };
}

const NOTHING: Pick<Section, 'rows' | 'columns'> = { rows: [['nothing on record yet']], columns: { align: 'l' } };

/** By address, as they are numbered where they are relied on. */
type Numbers = ReadonlyMap<string, number>;

function policySection({ policies }: CompanyMemory, numbers: Numbers): Section {
  const title = 'What it said about selling, newest first';
  if (policies.length === 0) return { title, ...NOTHING };
  return {
    title,
    rows: policies.map(({ scope, step, quote, from }) => [
      from.filedOn,
      `[${numbers.get(from.url)}]`,
      [wordsIn(scope, step), quote && `“${quote.replace(/\s+/g, ' ')}”`].filter(Boolean).join(': '),
    ]),
    columns: { align: 'lll', widths: [null, null, REMARK_WIDTH] },
  };
}

/* ------------------------------------------------------------------------------------------------ as others say it */

const WORDS = wordsOf('en');

const toldSections = (title: string, told: readonly ToldFigure[], numbers: Numbers): Section => ({
  title,
  rows: told.map((one) => [one.label, one.value, `[${numbers.get(one.source.url)}]`, one.marks.join(', ')]),
  columns: { align: 'lrll', widths: [null, null, null, NUMBER_WIDTH] },
});
/** Room for what remains of a hundred columns. */
const NUMBER_WIDTH = 42;

const figureSection = ({ figures }: MinerPanel, numbers: Numbers): Section =>
  toldSections(
    'The newest of each number',
    FIGURES.flatMap((name) => (figures[name] ? [tellFigure(name, figures[name], WORDS)] : [])),
    numbers,
  );

/** Two years of quarters, and the years that are on record. */
const MOST_RESULTS = 12;

const resultSection = ({ revenue, netResult }: MinerPanel, numbers: Numbers): Section =>
  toldSections(
    'Results, newest first',
    [
      ...revenue.slice(0, MOST_RESULTS).map((one) => tellResult('revenue', one, WORDS)),
      ...netResult.slice(0, MOST_RESULTS).map((one) => tellResult('netResult', one, WORDS)),
    ],
    numbers,
  );

const dealSection = ({ deals }: MinerPanel, numbers: Numbers): Section => ({
  title: 'Contracts for its buildings, newest first',
  rows: deals.map((deal) => [deal.on, `[${numbers.get(deal.source.url)}]`, tellDeal(deal, WORDS)]),
  columns: { align: 'lll', widths: [null, null, REMARK_WIDTH] },
});

const wordsIn = (scope: string, step: string): string =>
  step === 'hold' || scope === 'hold'
    ? 'holds what it mines'
    : `${step === 'permission' ? 'may sell' : 'plans to sell'} ${scope === 'reserve' ? 'reserves' : 'production'}`;

/* ------------------------------------------------------------------------------------------------ numbers */

const COINS = ['sold', 'mined', 'held', 'pledged', 'bought'] as const;
const MONEY = { averagePriceUsd: 'average price', proceedsUsd: 'proceeds' } as const;
const FACTS = [...COINS, ...(Object.keys(MONEY) as (keyof typeof MONEY)[])];

const factsOf = (facts: PeriodFacts): Fact[] => FACTS.flatMap((name) => facts[name] ?? []);

function periodSection({ periods }: CompanyMemory, numbers: Numbers): Section {
  const known = periods.filter((facts) => factsOf(facts).length > 0);
  if (known.length === 0) return { title: 'By period, in BTC', ...NOTHING };
  const shown = FACTS.filter((name) => known.some((facts) => facts[name] !== undefined));
  const isImplied = known.some((facts) => factsOf(facts).some(({ implied }) => implied));
  return {
    title: `By period, in BTC${isImplied ? ' (* implied: reckoned, and not said)' : ''}`,
    rows: [
      ['', ...shown.map((name) => (name in MONEY ? MONEY[name as keyof typeof MONEY] : name)), 'from'],
      ...known.map((facts) => [
        facts.period,
        ...shown.map((name) => numberIn(facts[name], name in MONEY)),
        [...new Set(factsOf(facts).map(({ from }) => `[${numbers.get(from.url)}]`))].join(' '),
      ]),
    ],
    columns: { align: `l${'r'.repeat(shown.length)}l` },
  };
}

function numberIn(fact: Fact | undefined, isMoney: boolean): string {
  if (fact === undefined) return '';
  const { value, implied } = fact;
  const written = isMoney ? `$${decimals('en', value, { least: 0, most: 0 })}` : decimals('en', value);
  return `${written}${implied ? '*' : ''}`;
}

/* ------------------------------------------------------------------------------------------------ told, and where */

/** Room for what remains of a hundred columns. */
const NOTE_WIDTH = 38;

function toldSection({ told }: CompanyMemory): Section {
  if (told.length === 0) return { title: 'What was told', ...NOTHING };
  return {
    title: 'What was told, newest first',
    rows: told.map(({ at, class: kind, event, btcSold, form, filedOn, corrects, again }) => [
      `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      `${toldIn(kind, btcSold)}${periodIn(event)}`,
      [
        `${form} of ${filedOn}`,
        corrects && `corrects ${toldIn(corrects.class, corrects.btcSold)}`,
        again.length > 0 && `said again by ${again.length === 1 ? 'one filing' : `${again.length} filings`}`,
      ]
        .filter(Boolean)
        .join(', '),
    ]),
    columns: { align: 'lll', widths: [null, null, NOTE_WIDTH] },
  };
}

const KINDS: Readonly<Record<Told['class'], string>> = {
  'reserve-sale': 'reserve sale',
  'production-sale': 'production sale',
  policy: 'policy on selling',
  purchase: 'purchase',
  'ai-pivot': 'turn to AI computing',
  unread: 'a filing that could not be read',
};

const toldIn = (kind: Told['class'], btcSold: number | undefined): string =>
  [KINDS[kind], btcSold !== undefined && `of ${decimals('en', btcSold)} BTC`].filter(Boolean).join(' ');

/** Of `1507605:sale:2026-03`; what names no period goes by its filing. */
function periodIn(event: string): string {
  const [, period] = /:(\d{4}(?:-(?:\d{2}|Q[1-4]))?)$/.exec(event) ?? [];
  return period === undefined ? '' : ` for ${period}`;
}

type Listed = Pick<Source, 'form' | 'filedOn' | 'url'>;

const sourcesIn = ({ policies, periods }: CompanyMemory, panel: MinerPanel | undefined): Listed[] => {
  const { figures = {}, revenue = [], netResult = [], deals = [] } = panel ?? {};
  const published = [...Object.values(figures), ...revenue, ...netResult, ...deals].map(
    ({ source: { title, publishedOn, url } }): Listed => ({ form: title, filedOn: publishedOn, url }),
  );
  const all = [...policies.map(({ from }) => from), ...periods.flatMap(factsOf).map(({ from }) => from), ...published];
  return all.filter(({ url }, i) => all.findIndex((other) => other.url === url) === i);
};

const sourceSection = (sources: readonly Listed[]): Section => ({
  title: 'Sources',
  rows: sources.flatMap(({ form, filedOn, url }, i) => [
    [`[${i + 1}]`, `${form} of ${filedOn}`],
    ['', url],
  ]),
  columns: { align: 'rl' },
});
