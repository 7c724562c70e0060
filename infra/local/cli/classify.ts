import { companyByCik, nameOf, tickerOf } from '../../../functions/filings/watchlist.ts';
import { reasonOf } from '../../../functions/kit/errors.ts';
import { decimals } from '../../../functions/words/number.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import type { BotCommand } from './bot-command.ts';
import { type Answer, classify, type Input, inputShape } from './classify-input.ts';
import { REMARK_WIDTH, type Section, sections } from './layout.ts';
import type { Terminal } from './terminal.ts';

type Given = { form?: string; issuer?: string; ticker?: string; date?: string; title?: string; json?: boolean };

export const classifyCommand: BotCommand = {
  example: 'classify < announcements.jsonl',
  build: (command, terminal) =>
    command
      .description(
        'what a filing or a press release says about selling bitcoin: JSON lines, or one document for a person',
      )
      .argument(
        '[document]',
        'an address (https) or a file, HTML or text; without one, JSON lines are read from the standard input',
      )
      .option('--form <form>', 'of a document: 8-K, 6-K, 10-Q, news …')
      .option('--issuer <name>', 'of a document: who published it')
      .option('--ticker <ticker>', 'of a document: its ticker')
      .option('--date <date>', 'of a document: when it was published, like 2026-03-26')
      .option('--title <title>', 'of a document: its headline')
      .option('--json', 'print JSON of a document, too')
      .action(async (document: string | undefined, { json, ...given }: Given) => {
        if (document === undefined) return classifyLines(terminal);
        const content = await terminal.open(document);
        if (isLines(content)) return answerLines(content.split('\n'), terminal);
        const input = inputOf(document, content, given);
        const { cleanText: _, ...answer } = classify(input);
        terminal.print(
          json ? JSON.stringify(answer, null, 2) : sections(answerSections(input, answer), terminal.colors),
        );
      }),
};

/** One answer for each line, in order. What is wrong with a line is said in its place, and the rest goes on. */
const classifyLines = (terminal: Terminal): Promise<void> => answerLines(terminal.lines(), terminal);

async function answerLines(
  lines: AsyncIterable<string> | Iterable<string>,
  { print }: Pick<Terminal, 'print'>,
): Promise<void> {
  let line = 0;
  for await (const given of lines) {
    line++;
    // Before the first line, and before those of a file that was put behind another.
    const text = given.replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    print(JSON.stringify(answerTo(text, line)));
  }
}

function answerTo(text: string, line: number): Answer | { line: number; error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, error: `not JSON; a right line: ${EXAMPLE}` };
  }
  const parsed = inputShape.safeParse(value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter((part) => part !== '').join(' '),
    );
    return { line, error: `${wrong.join('; ')}; a right line: ${EXAMPLE}` };
  }
  try {
    return classify(parsed.data);
  } catch (error) {
    return { line, error: reasonOf(error) };
  }
}

const EXAMPLE =
  '{"id":"1","form":"8-K","issuer":"MARA Holdings","ticker":"MARA","date":"2026-03-26","title":"…","text":"…"}';

/** A file of what would come by the standard input: its braces are nobody's prose. */
const isLines = (content: string): boolean => /^\uFEFF?\s*\{\s*"\w+"\s*:/.test(content);

function inputOf(document: string, content: string, given: Omit<Given, 'json'>): Input {
  const isHtml = /<(?:html|body|p|div|table)\b/i.test(content.slice(0, 20_000));
  return { id: document, ...filedAt(document), ...given, ...(isHtml ? { html: content } : { text: content }) };
}

/** Below EDGAR's archive everything is filed by somebody: a company's own words, whichever form they are on. */
function filedAt(document: string): Pick<Input, 'form' | 'issuer' | 'ticker'> {
  const [, cik] = /^https?:\/\/[^?]*\/Archives\/edgar\/data\/(\d+)\//i.exec(document.replace('/ix?doc=', '')) ?? [];
  const company = cik === undefined ? undefined : companyByCik(Number(cik));
  if (company === undefined) return {};
  return { form: 'filing', issuer: nameOf(company), ticker: tickerOf(company) };
}

/* ------------------------------------------------------------------------------------------------ for a person */

const btc = (amount: number | null): string => (amount === null ? 'not said' : `${decimals('en', amount)} BTC`);
const usd = (amount: number | null): string =>
  amount === null ? 'not said' : `$${decimals('en', amount, { least: 0, most: 2 })}`;

const ALERTS: Readonly<Record<Answer['alertClass'], string>> = {
  a_policy: 'yes: a policy on selling',
  b_reserve_sale: 'yes: a sale of reserves',
  c_production: 'for those who ask: a sale of production',
  none: 'no',
};

/** Long sentences wrap, so that a hundred columns are enough. */
const REASON_WIDTH = 90;

function answerSections({ issuer, ticker }: Input, answer: Answer): Section[] {
  const { category, also, alertClass, period, stated, btcSold, btcMined, btcHeldAfter, reasons, evidence } = answer;
  const company = issuer && ticker ? `${issuer} (${ticker})` : (issuer ?? ticker);
  const implied = stated === 'implied' ? ' (implied: it follows from the numbers, and is not said)' : '';
  return [
    {
      title: inWords(category),
      rows: [
        ...(company ? [['company', company]] : []),
        ...(also.length === 0 ? [] : [['also', also.map(plainWords).join(', ')]]),
        ['alert', ALERTS[alertClass]],
        ['period', period === null ? 'not said' : wordsOf('en').period(period)],
        ['sold', `${btc(btcSold)}${implied}`],
        ['mined', btc(btcMined)],
        ['held', btc(btcHeldAfter)],
        ['average price', usd(answer.averagePriceUsd)],
        ['proceeds', usd(answer.proceedsUsd)],
        ['confidence', decimals('en', answer.confidence, { least: 2, most: 2 })],
      ],
    },
    { title: 'Why', rows: reasons.map((reason) => [reason]), columns: { align: 'l', widths: [REASON_WIDTH] } },
    {
      title: 'In its own words, and where they begin (in characters)',
      rows: evidence.map(({ quote, start }) => [String(start), quote.replace(/\s+/g, ' ')]),
      columns: { align: 'rl', widths: [null, REMARK_WIDTH] },
    },
  ].filter(({ rows }) => rows.length > 0);
}

const plainWords = (category: string): string =>
  category.replace('ai_hpc_pivot', 'turn to AI and high-performance computing').replaceAll('_', ' ');
const inWords = (category: string): string => plainWords(category).replace(/^./, (first) => first.toUpperCase());
