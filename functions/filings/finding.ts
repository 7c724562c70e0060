import type { Announcement, Doubt } from './announcement.ts';
import { isSame, type Span } from './understanding/period.ts';
import type { Stretch } from './understanding/stretches.ts';
import type { Category } from './understanding/understanding.ts';

/** What one document of a filing says, in the terms in which companies are remembered. */
export type Finding = {
  /** `EX-99.1`, and where it is. */
  document: { type: string; url: string };
  category: Category;
  alert: 'policy' | 'reserve-sale' | 'production-sale' | 'unread' | undefined;
  stated: 'stated' | 'implied' | undefined;
  span: Span | undefined;
  sold?: number;
  mined?: number;
  held?: number;
  heldBefore?: number;
  pledged?: number;
  bought?: number;
  averagePriceUsd?: number;
  proceedsUsd?: number;
  policy?: { scope: 'reserve' | 'production' | 'hold'; step: 'permission' | 'plan' | 'hold' };
  /** Of whom buys by the week: what it says of days that it names. Its numbers are then those of the newest. */
  stretches?: readonly Stretch[];
  uses: Announcement['uses'];
  confidence: number;
  doubts: Doubt[];
  /** Words relied on, at most 300 characters each. */
  quotes: readonly string[];
};

/** The loudest finding of a filing, with the numbers that its other documents add. */
export type Merged = Finding & { sources: Readonly<Partial<Record<NumberName, string>>> };
export type NumberName =
  | 'sold'
  | 'mined'
  | 'held'
  | 'heldBefore'
  | 'pledged'
  | 'bought'
  | 'averagePriceUsd'
  | 'proceedsUsd';
const NUMBERS: readonly NumberName[] = [
  'sold',
  'mined',
  'held',
  'heldBefore',
  'pledged',
  'bought',
  'averagePriceUsd',
  'proceedsUsd',
];

const LOUDNESS: Readonly<Record<Category, number>> = {
  reserve_sale_executed: 9,
  reserve_sale_policy: 8,
  production_sale: 6,
  purchase: 5,
  ai_hpc_pivot: 4,
  no_sale: 3,
  pledge_or_loan: 2,
  asset_sale: 2,
  equity_or_debt: 2,
  other: 0,
};

/**
 * A filing as one finding. The cover of an 8-K says nothing, its press release says it all, and a report repeats it in
 * words of its own: the loudest document speaks, an exhibit before the cover; the others fill in numbers of one and
 * the same period, and what the loudest does not say of the company's policy.
 */
export function merge(findings: readonly Finding[]): Merged | undefined {
  const [first, ...others] = findings.toSorted((a, b) => rank(b) - rank(a));
  if (first === undefined) return undefined;
  const merged: Merged = {
    ...first,
    sources: Object.fromEntries(
      NUMBERS.filter((name) => first[name] !== undefined).map((name) => [name, first.document.url]),
    ),
  };
  const saysNumbers = Object.keys(merged.sources).length > 0;
  let { span } = first;
  for (const other of others) {
    // Of two documents that contradict their own verdict on a sale, "we hold" is a phrase that nobody took out.
    if (merged.policy === undefined && other.policy && other.policy.scope !== 'hold') merged.policy = other.policy;
    if (span !== undefined && other.span !== undefined && !isSame(span, other.span)) continue;
    if (isOfDays(other) !== isOfDays(first)) continue;
    const missing = NUMBERS.filter((name) => merged[name] === undefined && other[name] !== undefined);
    for (const name of missing) Object.assign(merged, { [name]: other[name] });
    for (const name of missing) Object.assign(merged.sources, { [name]: other.document.url });
    if (missing.length > 0) span ??= other.span;
  }
  // Numbers whose period is not named stay so; those that all came from elsewhere bring theirs along.
  return {
    ...merged,
    span: saysNumbers ? first.span : span,
    ...(findings.some(isOfDays) ? { stretches: findings.flatMap(({ stretches = [] }) => stretches) } : {}),
    doubts: [...new Set(findings.flatMap(({ doubts }) => doubts))],
  };
}

/** A week's numbers and a quarter's are no parts of each other, also where the quarter is not named. */
const isOfDays = ({ stretches = [] }: Finding): boolean => stretches.length > 0;

const rank = ({ category, confidence, document }: Finding): number =>
  LOUDNESS[category] + confidence + (document.type.startsWith('EX-99') ? 0.5 : 0);

/** There will never be more. */
const ALL_COINS = 21_000_000;
const IS_MONEY: ReadonlySet<NumberName> = new Set(['averagePriceUsd', 'proceedsUsd']);
const LONGEST_QUOTE = 300;
const LONGEST_TYPE = 60;

/**
 * Without what cannot be: one number misread must not make a company's whole memory unreadable, nor a filing
 * untellable.
 */
export function plausible(found: Merged): Merged {
  const impossible = NUMBERS.filter((name) => found[name] !== undefined && !isPossible(name, found[name]));
  const { document, quotes } = found;
  return {
    ...(Object.fromEntries(
      Object.entries(found).filter(([name]) => !impossible.includes(name as NumberName)),
    ) as Merged),
    document: { ...document, type: document.type.slice(0, LONGEST_TYPE) },
    quotes: quotes.map((quote) => quote.slice(0, LONGEST_QUOTE)).filter((quote) => quote.trim() !== ''),
  };
}

const isPossible = (name: NumberName, value: number): boolean =>
  Number.isFinite(value) && (IS_MONEY.has(name) ? value > 0 : value >= 0 && value <= ALL_COINS);
