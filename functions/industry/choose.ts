import { ageOf, endOf } from './age.ts';
import type { Candidate } from './candidates.ts';
import type { Figure, SaidBy } from './figure.ts';
import type { FigureName } from './panel.ts';

/** Whose word counts first, of one period. */
const PRECEDENCE: readonly SaidBy[] = ['filing', 'company', 'analyst', 'press'];
/** Numbers are rounded when they are told: so far may two of them be from each other and say the same. */
const SAME_WITHIN = 0.02;

/** What is counted on one day, and may go by a month, a quarter, a year or that day. */
const ON_A_DAY: ReadonlySet<FigureName> = new Set(['btcHeld', 'btcPledged', 'hashrateEhs', 'joulesPerTerahash']);

/**
 * The newest number of each figure. Of one period that several tell, the one whose word counts first; what another says of
 * it that is not the same is beside it, and so is what the company itself said before.
 */
export function chooseFigures(candidates: readonly Candidate[], now: Date): Partial<Record<FigureName, Figure>> {
  const chosen: Partial<Record<FigureName, Figure>> = {};
  for (const figure of new Set(candidates.map((one) => one.figure))) {
    const some = candidates.filter((one) => one.figure === figure && endOf(one.period) !== undefined);
    const [first] = some.toSorted(newestFirst);
    if (first === undefined) continue;
    const rivals = some.filter((one) => one !== first && isOfTheSame(first, one) && !isTheSame(first.value, one.value));
    const [rival] = rivals.toSorted(newestFirst);
    const { figure: _, ...rest } = first;
    chosen[figure] = {
      ...rest,
      ...ageOf(first.period, now),
      ...(rival && { disputed: { value: rival.value, source: rival.source } }),
    };
  }
  return chosen;
}

const lengthOf = ({ period }: Candidate): number => (/^\d{4}$/.test(period) ? 12 : period.includes('-Q') ? 3 : 1);

/** By the period's end; a quarter before the year that it ends; then by whose word counts; then what was said later. */
function newestFirst(a: Candidate, b: Candidate): number {
  return (
    compare(endOf(b.period)!, endOf(a.period)!) ||
    (isOfTheSame(a, b) ? 0 : lengthOf(a) - lengthOf(b)) ||
    PRECEDENCE.indexOf(a.source.by) - PRECEDENCE.indexOf(b.source.by) ||
    compare(b.source.publishedOn, a.source.publishedOn) ||
    compare(a.source.url, b.source.url)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether two numbers are of the same thing, so that they can contradict each other. */
const isOfTheSame = (a: Candidate, b: Candidate): boolean =>
  a.scope === b.scope &&
  a.currency === b.currency &&
  (ON_A_DAY.has(a.figure) ? endOf(a.period) === endOf(b.period) : a.period === b.period);

const isTheSame = (a: number, b: number): boolean =>
  Math.abs(a - b) <= SAME_WITHIN * Math.max(Math.abs(a), Math.abs(b));
