import type { Merged, NumberName } from './finding.ts';
import { isAmendment } from './forms.ts';
import {
  type CompanyMemory,
  type Fact,
  type FactName,
  KEPT,
  type PeriodFacts,
  type SaidOfDays,
  type Source,
} from './memory.ts';
import { isSame, lengthOf, nameOf, type Span, spanOf } from './understanding/period.ts';
import { lengthInDays, type Stretch } from './understanding/stretches.ts';

const FACTS: Readonly<Partial<Record<NumberName, FactName>>> = {
  sold: 'sold',
  mined: 'mined',
  held: 'held',
  pledged: 'pledged',
  bought: 'bought',
  averagePriceUsd: 'averagePriceUsd',
  proceedsUsd: 'proceedsUsd',
};

/**
 * What is known of a company when this finding is added: the newest word on each number counts, and each keeps its
 * source.
 */
export function remember(memory: CompanyMemory, found: Merged, source: Source): CompanyMemory {
  const { policy, span } = found;
  const policies = memory.policies.filter(({ from }) => from.accession !== source.accession);
  if (policy) policies.unshift({ ...policy, quote: found.quotes[0] ?? '', from: source });
  return {
    ...memory,
    periods: span ? withSpan(memory.periods, span, factsOf(found, source)) : memory.periods,
    stretches: (found.stretches ?? []).reduce(
      (known, said) => withStretch(known, { ...said, source }),
      memory.stretches,
    ),
    policies: policies.toSorted((a, b) => compare(b.from, a.from)).slice(0, KEPT.policies),
  };
}

type Facts = Partial<Record<FactName, Fact>>;

function factsOf(found: Merged, source: Source): Facts {
  const facts: Facts = {};
  for (const [name, fact] of Object.entries(FACTS) as [NumberName, FactName][]) {
    const value = found[name];
    if (value === undefined) continue;
    const url = found.sources[name] ?? source.url;
    facts[fact] = { value, from: { ...source, url }, implied: name === 'sold' && found.stated === 'implied' };
  }
  return facts;
}

/** Whether a span is what its name says: half a year goes by its year, and is not it. */
export const isNamed = (span: Span): boolean => isSame(spanOf(nameOf(span))!, span);

/** What is counted on one day, as opposed to what adds up over a period. */
const ON_ITS_LAST_DAY: ReadonlySet<string> = new Set<FactName>(['held', 'pledged']);

/**
 * What was held at the end of June is not what was held at the end of the year, and what was sold in six months is
 * no year's sum: where a span only borrows its name, its coins are kept under its last month, and of its sums only a
 * quarter's.
 */
function withSpan(periods: readonly PeriodFacts[], span: Span, facts: Facts): PeriodFacts[] {
  if (isNamed(span)) return withFacts(periods, nameOf(span), facts);
  const last = nameOf({ from: span.to, to: span.to });
  const held = pick(facts, (name) => ON_ITS_LAST_DAY.has(name));
  const sums = pick(facts, (name) => !ON_ITS_LAST_DAY.has(name) && lengthOf(span) <= 3);
  return withFacts(withFacts(periods, last, held), nameOf(span), sums);
}

const pick = (facts: Facts, isWanted: (name: string) => boolean): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => isWanted(name)));

function withFacts(periods: readonly PeriodFacts[], period: string, facts: Facts): PeriodFacts[] {
  const known = periods.find((one) => one.period === period) ?? { period };
  const newer = pick(facts, (name) => {
    const old = known[name as FactName];
    return old === undefined || compare(old.from, facts[name as FactName]!.from) <= 0;
  });
  if (Object.keys(newer).length === 0) return [...periods];
  const next: PeriodFacts = { ...known, ...newer };
  return [next, ...periods.filter((one) => one.period !== period)].toSorted(newestFirst).slice(0, KEPT.periods);
}

/**
 * Of two filings on the same days the newer counts, and of two that overlap (an amendment moves a day), since no day is
 * told twice. A quarter beside its weeks contradicts none of them, nor does what was held on a day.
 */
function withStretch(known: readonly SaidOfDays[], said: SaidOfDays): SaidOfDays[] {
  const rivals = known.filter((one) => isRival(one, said));
  if (rivals.some(({ source }) => compare(source, said.source) > 0)) return [...known];
  return [said, ...known.filter((one) => !rivals.includes(one))]
    .toSorted((a, b) => b.to.localeCompare(a.to) || b.from.localeCompare(a.from))
    .slice(0, KEPT.stretches);
}

function isRival(a: SaidOfDays, b: SaidOfDays): boolean {
  if (a.from === b.from && a.to === b.to) return true;
  const isOneFiling = a.source.accession === b.source.accession;
  return !isOneFiling && kindOfDays(a) === kindOfDays(b) && kindOfDays(a) !== 'day' && a.from <= b.to && b.from <= a.to;
}

const kindOfDays = (said: Stretch): 'day' | 'weeks' | 'quarter' =>
  said.bought === undefined && said.sold === undefined ? 'day' : lengthInDays(said) > 60 ? 'quarter' : 'weeks';

/**
 * Which of two filings counts: the later one; of one day the amendment, and else always the same one, in whatever
 * order they are read.
 */
function compare(a: Source, b: Source): number {
  const [x, y] = [a, b].map(({ filedOn, form, accession }) => `${filedOn} ${isAmendment(form) ? 1 : 0} ${accession}`);
  return x === y ? 0 : x! < y! ? -1 : 1;
}

function newestFirst(a: PeriodFacts, b: PeriodFacts): number {
  const [x, y] = [spanOf(a.period), spanOf(b.period)];
  if (x === undefined || y === undefined) return b.period.localeCompare(a.period);
  return y.to - x.to || lengthOf(x) - lengthOf(y);
}
