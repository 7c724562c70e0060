import type { CompanyMemory, Fact, PeriodFacts, Source, Told } from '../../../functions/filings/memory.ts';
import { type Company, companyByTicker, nameOf, tickerOf, WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { Misconfigured } from '../../../functions/kit/errors.ts';
import { decimals } from '../../../functions/words/number.ts';
import type { BotCommand } from './bot-command.ts';
import { REMARK_WIDTH, type Section, sections } from './layout.ts';
import { recordedMemory } from './recorded-memory.ts';

type Given = { recorded?: boolean; json?: boolean };

export const minerCommand: BotCommand = {
  example: 'miner MARA --recorded',
  build: (command, terminal) =>
    command
      .description('what is known of a listed company: holdings, production, sales and policy, each with its source')
      .argument('<ticker>', 'like MARA; former tickers are understood')
      .option('--recorded', 'from the recorded filings that `npm start` replays, instead of from .local')
      .option('--json', 'print JSON, for scripts')
      .action(async (ticker: string, { recorded, json }: Given) => {
        const company = companyFor(ticker);
        const memory = recorded
          ? await recordedMemory(company)
          : await terminal.memories((memories) => memories.recall(company.cik));
        terminal.print(
          json
            ? JSON.stringify({ company: nameOf(company), ...memory }, null, 2)
            : sections(memorySections(company, memory), terminal.colors),
        );
      }),
};

function companyFor(ticker: string): Company & { cik: number } {
  const company = companyByTicker(ticker);
  if (company === undefined) {
    const known = WATCHLIST.filter(({ cik, until }) => cik !== null && until === undefined).map(tickerOf);
    throw new Misconfigured(`${ticker} is not on the list. On it are: ${known.sort().join(', ')}`);
  }
  if (company.cik === null)
    throw new Misconfigured(`${nameOf(company)} files nothing with the SEC, so nothing of it is read`);
  return { ...company, cik: company.cik };
}

function memorySections(company: Company, memory: CompanyMemory): Section[] {
  const sources = sourcesIn(memory);
  const numbers = new Map(sources.map((source, i) => [source.url, i + 1]));
  return [
    aboutSection(company, memory),
    policySection(memory, numbers),
    periodSection(memory, numbers),
    toldSection(memory),
    sourceSection(sources),
  ].filter(({ rows }) => rows.length > 0);
}

function aboutSection(company: Company, { cik }: CompanyMemory): Section {
  const former = company.names.slice(1).map(({ name }) => name);
  return {
    title: `${nameOf(company)} (${tickerOf(company)})`,
    rows: [
      ['CIK', String(cik)],
      ...(former.length === 0 ? [] : [['formerly', former.join(', ')]]),
      ...(company.tickers.length === 1 ? [] : [['former tickers', company.tickers.slice(1).join(', ')]]),
      ['forms', company.forms.join(', ')],
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

const sourcesIn = ({ policies, periods }: CompanyMemory): Source[] => {
  const all = [...policies.map(({ from }) => from), ...periods.flatMap(factsOf).map(({ from }) => from)];
  return [...new Map(all.map((source) => [source.url, source])).values()];
};

const sourceSection = (sources: readonly Source[]): Section => ({
  title: 'Sources',
  rows: sources.flatMap(({ form, filedOn, url }, i) => [
    [`[${i + 1}]`, `${form} of ${filedOn}`],
    ['', url],
  ]),
  columns: { align: 'rl' },
});
