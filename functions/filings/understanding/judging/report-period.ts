import type { Claim } from '../claim.ts';
import { findPeriods } from '../find-periods.ts';
import { contains, isSame, lengthOf, type Span } from '../period.ts';
import type { TableFact } from '../tables/read-table.ts';
import { type Case, weightOf } from './case.ts';

type Vote = { span: Span; weight: number };

/**
 * The period that is reported, by what speaks for each: the headline, tables, what was mined and sold, the first lines; and
 * by the calendar, since what is reported is what has just ended.
 */
export function reportedSpan(c: Case): Span | undefined {
  const votes: Vote[] = [];
  const vote = (span: Span | undefined, weight: number) => {
    const known = span && votes.find((other) => isSame(other.span, span));
    if (known) known.weight += weight;
    else if (span) votes.push({ span, weight });
  };
  vote(c.named?.span, c.named?.inTitle ? 6 : 1.6);
  vote(newest(c.facts.filter(({ doubt, kind }) => doubt === undefined && kind === 'during')), 4);
  for (const claim of c.claims)
    if (isTelling(claim) || saysNone(claim)) vote(claim.period, weightOf(claim) * (claim.act === 'sell' ? 1.2 : 1));
  const written = monthOfDate(c.date);
  const elected = votes
    .map(({ span, weight }) => ({ span, weight: weight * likelihood(span, written) }))
    .toSorted((a, b) => b.weight - a.weight || b.span.to - a.span.to);
  const [first] = elected;
  if (first === undefined) return undefined;
  const quarter = /^10-Q/.test(c.form)
    ? votes.find(({ span }) => lengthOf(span) === 3 && span.to === first.span.to)?.span
    : undefined;
  if (quarter) return ofTheNumbers(c, quarter);
  const year = /^(?:10-K|20-F|40-F)/.test(c.form)
    ? votes.find(({ span }) => lengthOf(span) === 12 && span.to === first.span.to)?.span
    : undefined;
  if (year) return ofTheNumbers(c, year);
  return ofTheNumbers(c, c.named?.inTitle ? first.span : (laterOf(elected, first, written) ?? first.span));
}

/**
 * The month in which a week ends that the headline or the first lines name. It is no period of the numbers: next
 * week's are of the same month and contradict nothing.
 */
export function weekIn({ title, text, body, date }: Case): Span | undefined {
  const lead = `${title}\n${text.slice(body, body + LEAD_OF_WEEK)}`;
  const week = WEEK.exec(lead);
  if (week === null) return undefined;
  const words = lead.slice(week.index, week.index + week[0].length + 40);
  return findPeriods(words, date === undefined ? {} : { date })[0]?.span;
}
const LEAD_OF_WEEK = 1_500;
const WEEK =
  /\bweek(?:ly)?(?: update| report)?(?: (?:period|that|which|has))*(?: (?:ended|ending|closed|to|through|until|of|from))?(?: on)?[ ,:–-]*(?=[A-Z\d])/;

/** Of two months that are spoken of nearly alike, the later: the other is what it is compared with. */
const laterOf = (
  votes: readonly Vote[],
  { span, weight }: Vote,
  written = Number.POSITIVE_INFINITY,
): Span | undefined =>
  votes.find(
    (other) =>
      lengthOf(other.span) === lengthOf(span) &&
      other.span.from > span.to &&
      other.span.to <= written &&
      other.weight >= weight * NEARLY,
  )?.span;
const NEARLY = 0.55;

/**
 * Numbers are of a period: where none is of the elected one, it is that of the sale, or else of the production, that comes
 * nearest to it. `Sold 15,133 between March 4 and 25` in a report on a quarter; a headline on June over figures of May.
 */
function ofTheNumbers({ claims, facts }: Case, elected: Span): Span {
  if (facts.some(({ doubt, period }) => doubt === undefined && period !== undefined && isSame(period, elected)))
    return elected;
  for (const act of ['sell', 'mine'] as const) {
    const told = claims.filter(
      (claim) =>
        claim.act === act && ((claim.mode === 'done' && claim.btc !== undefined) || saysNone(claim)) && !claim.aside,
    );
    if (told.some(({ period }) => period === undefined || isSame(period, elected))) return elected;
    const near = told.filter(
      ({ period }) =>
        contains(elected, period!) || contains(period!, elected) || NEAR.has(Math.abs(period!.to - elected.to)),
    );
    const best = near.toSorted((a, b) => weightOf(b) - weightOf(a) || b.period!.to - a.period!.to)[0];
    if (best) return best.period!;
  }
  return elected;
}

/** In months: of the last quarter; or the same month, where somebody wrote the wrong year. */
const NEAR: ReadonlySet<number> = new Set([0, 1, 2, 3, 12]);

const isTelling = ({ aside, mode, act, btc, share }: Claim): boolean =>
  !aside && mode === 'done' && (act === 'mine' || act === 'sell') && (btc !== undefined || share !== undefined);

/** That none were sold is as good as a number. */
const saysNone = ({ aside, mode, act, period }: Claim): boolean =>
  !aside && act === 'sell' && mode === 'negated' && period !== undefined;

/** What has just ended is reported; what is long past is a comparison, and what has not ended a forecast. */
function likelihood(span: Span, written: number | undefined): number {
  if (written === undefined) return 1;
  const lag = written - span.to;
  if (lag < 0) return span.from <= written && lengthOf(span) === 12 ? 0.3 : 0.15;
  if (lag === 0) return 0.7;
  if (lag <= 2) return 1.3;
  return lag <= 5 ? 1 : lag <= 12 ? 0.5 : 0.25;
}

export function monthOfDate(date: string | undefined): number | undefined {
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(date ?? '') ?? [];
  return year === undefined ? undefined : Number(year) * 12 + Number(month) - 1;
}

/** Where heads name several, the newest, and of those the shortest. */
export const newest = (facts: readonly TableFact[]): Span | undefined =>
  facts
    .flatMap(({ period }) => (period ? [period] : []))
    .toSorted((a, b) => b.to - a.to || lengthOf(a) - lengthOf(b))[0];
