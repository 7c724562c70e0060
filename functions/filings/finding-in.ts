import type { Filing } from './filing.ts';
import type { Finding } from './finding.ts';
import { isPeriodic } from './forms.ts';
import type { Document } from './read-documents.ts';
import { newestIn, type ReadStretch, stretchesIn } from './understanding/stretches.ts';
import { judged, quoteOf } from './understanding/understand.ts';
import { usesIn } from './uses.ts';
import { type Company, nameOf, tickerOf } from './watchlist.ts';

const ALERTS = {
  a_policy: 'policy',
  b_reserve_sale: 'reserve-sale',
  c_production: 'production-sale',
  none: undefined,
} as const;

/** What one document of a filing says. */
export function findingIn({ type, url, clean }: Document, company: Company, { form, filedOn }: Filing): Finding {
  const title = titleOf(clean.text);
  const said = judged({ form, issuer: nameOf(company), ticker: tickerOf(company), date: filedOn, title, clean });
  const { amounts, policy, relied } = said;
  const alert = ALERTS[said.alertClass];
  const numbers = {
    sold: amounts.sold,
    mined: amounts.mined,
    held: amounts.held,
    heldBefore: amounts.opening,
    pledged: amounts.pledged,
    bought: amounts.bought,
    averagePriceUsd: amounts.priceUsd,
    proceedsUsd: amounts.proceedsUsd,
  };
  const finding: Finding = {
    document: { type, url },
    category: said.category,
    alert,
    stated: said.stated ?? undefined,
    span: said.period,
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    ...(policy && { policy }),
    uses: alert === undefined ? [] : usesIn(clean.text, relied),
    confidence: said.confidence,
    doubts: clean.cut === undefined ? [] : ['cut'],
    quotes: relied.slice(0, MOST_QUOTES).map((place) => quoteOf(clean.text, place).quote),
  };
  const isByTheWeek = company.kind === 'accumulator' && !isPeriodic(form);
  return isByTheWeek ? ofDays(finding, stretchesIn(clean, filedOn), clean.text) : finding;
}

/**
 * Days that are named say more than what is read between the lines: of whom buys by the week they are the numbers, and a
 * filing that reports coins bought is about that, whatever paid for them.
 */
function ofDays(finding: Finding, read: readonly ReadStretch[], text: string): Finding {
  if (read.length === 0) return finding;
  const stretches = read.map(({ stretch }) => stretch);
  const rest = Object.entries(finding).filter(([name]) => !GUESSED.has(name));
  const told = Object.entries(newestIn(stretches)).filter(([name, value]) => !DAYS.has(name) && value !== undefined);
  const numbers = Object.fromEntries([...rest, ...told]) as Finding;
  const category = (numbers.bought ?? 0) > 0 ? 'purchase' : SALES.has(finding.category) ? 'other' : finding.category;
  const quotes = read
    .toReversed()
    .slice(0, MOST_QUOTES)
    .map((place) => quoteOf(text, place).quote);
  return { ...numbers, category, span: undefined, stretches, quotes };
}
const GUESSED: ReadonlySet<string> = new Set([
  'sold',
  'mined',
  'held',
  'heldBefore',
  'bought',
  'averagePriceUsd',
  'stated',
]);
const DAYS: ReadonlySet<string> = new Set(['from', 'to']);
const SALES: ReadonlySet<string> = new Set(['reserve_sale_executed', 'production_sale']);

const MOST_QUOTES = 3;

const HEAD_LINES = 40;
/** `Exhibit 99.1`, `EX-99.1`, `FOR IMMEDIATE RELEASE`, `Page 1 of 3`, a date, a link: what stands above a headline. */
const LABEL =
  /^(?:exhibit|ex-)\s*[\d.]+$|^(?:for immediate release|press release|news release|table of contents)\b|^page \d|^https?:|^[\W_]*$/i;

/** A release's headline: the first line that is a phrase of its own. Empty for covers and reports, which have none. */
export function titleOf(text: string): string {
  const lines = text
    .slice(0, 4_000)
    .split('\n')
    .slice(0, HEAD_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !LABEL.test(line));
  const [first = ''] = lines;
  const isHeadline =
    first.length >= 20 &&
    first.length <= 250 &&
    !first.includes(' | ') &&
    !/\bform (?:8-K|6-K|10-[KQ]|20-F|40-F)\b|united states|securities and exchange/i.test(first);
  return isHeadline ? first : '';
}
