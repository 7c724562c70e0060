import type { Act, Claim } from '../claim.ts';
import { isSame, lengthOf, type Span } from '../period.ts';
import type { TableFact } from '../tables/read-table.ts';
import { type Amounts, type Case, weightOf } from './case.ts';
import { monthOfDate, newest } from './report-period.ts';
import { saleMoney } from './sale-money.ts';
import { best, isDuring, isLike, isStanding } from './weigh.ts';

/**
 * What is said of the reported period: what tables say before what prose says, and of several claims the one that names
 * the period, stands first, is the issuer's by name, and is told more than once.
 */
export function amountsOf(c: Case, told: readonly Claim[], report: Span | undefined): Amounts {
  const own = told.filter(({ act, btc }) => isPossible(c, act, btc));
  const rows = rowsOf(c, report).filter(({ is, unit, value }) => unit !== 'btc' || isPossible(c, is, value));
  const row = (is: TableFact['is']) => rows.find((fact) => fact.is === is && fact.unit === 'btc')?.value;
  const flow = (act: Act) => best(ofAct(own, act, report), report)?.btc;
  const mined =
    rowOrProse(rows, 'mined', ofAct(own, 'mine', report), report) ?? flow('mine') ?? lastOf(own, 'mine', report)?.btc;
  const inRow = fitting(c, soldIn(c, rows), {
    opening: row('opening'),
    mined,
    held: row('held'),
    bought: row('bought'),
  });
  const sold = inRow ?? flow('sell') ?? (isAllOfIt(ofAct(own, 'sell', report)) ? mined : undefined);
  // What was sold is no longer held, however near the word stands.
  const held = heldAfter(
    c,
    own.filter(({ act, btc }) => act !== 'hold' || !sold || btc !== sold),
    report,
  );
  return defined({
    sold,
    mined,
    held: totalHeld(c, rows) ?? held?.btc,
    opening: row('opening') ?? held?.was ?? heldBefore(own, report),
    pledged: row('pledged') ?? best(ofAct(own, 'pledge', undefined), report)?.btc,
    bought: row('bought') ?? flow('buy'),
    share: ofAct(own, 'sell', report)
      .filter(({ share }) => share !== undefined)
      .toSorted((a, b) => weightOf(b) - weightOf(a))[0]?.share,
    ...(sold === 0 ? {} : saleMoney(ofAct(own, 'sell', report), moneyRows(c, rows), sold, report, isInThousands(c))),
  });
}

/** No miner has mined or sold more in a year; more digits are two numbers that ran together. */
const MOST_OF_A_MINER = 60_000;
const isPossible = ({ issuer }: Case, is: Act | TableFact['is'], btc = 0): boolean =>
  !(issuer.is === 'known' && issuer.company.kind === 'miner' && FLOWS.has(is)) || btc <= MOST_OF_A_MINER;
const FLOWS: ReadonlySet<Act | TableFact['is']> = new Set<Act | TableFact['is']>([
  'sell',
  'mine',
  'buy',
  'sold',
  'mined',
  'bought',
]);

/**
 * The row that prose confirms; where none does and prose tells another number of the very period twice, the row is of a
 * part (`from owned facilities`), and prose is right.
 */
function rowOrProse(
  rows: readonly TableFact[],
  is: TableFact['is'],
  claims: readonly Claim[],
  report: Span | undefined,
): number | undefined {
  const [first, ...others] = rows.filter((fact) => fact.is === is && fact.unit === 'btc');
  if (first === undefined) return undefined;
  const told = claims.flatMap(({ btc, period }) =>
    btc !== undefined && period && report && isSame(period, report) ? [btc] : [],
  );
  const confirmed = [first, ...others.filter((other) => isSameTime(other, first))].find(({ value }) =>
    told.some((btc) => isLike(btc, value)),
  );
  const twice = told.find((btc, i) => told.some((other, k) => k > i && isLike(other, btc)));
  return confirmed?.value ?? twice ?? first.value;
}

/** `sold all that it mined`: as many as it mined. */
const isAllOfIt = (sales: readonly Claim[]): boolean =>
  sales.some(({ share, origin }) => share === 1 && origin === 'production');

const ofAct = (own: readonly Claim[], act: Act, report: Span | undefined): Claim[] =>
  own.filter((claim) => claim.act === act && isDuring(claim, report));

const defined = (amounts: { [Name in keyof Amounts]: Amounts[Name] | undefined }): Amounts =>
  Object.fromEntries(Object.entries(amounts).filter(([, value]) => value !== undefined)) as Amounts;

const isInThousands = ({ form, text }: Case): boolean =>
  /^(?:10-[KQ]|20-F|40-F)/.test(form) && /in thousands/i.test(text);

/* ---------------------------------------------------------------------------------------------------- from prose */

function heldAfter(c: Case, own: readonly Claim[], report: Span | undefined): Claim | undefined {
  const since = report ?? lately(c);
  const told = best(
    own.filter((claim) => claim.act === 'hold' && isStanding(claim, since)),
    since,
  );
  if (told) return told.isAtLeast ? (exactly(told, own, since) ?? told) : told;
  const last = report === undefined ? lastKnown(c, own) : undefined;
  if (last) return last;
  const all = ofAct(own, 'sell', report).find(({ settles }) => settles === 'all');
  return all ? { ...all, btc: 0 } : undefined;
}

/** `over 7,500`, and elsewhere 7,528.3: the number itself. */
const exactly = ({ btc = 0 }: Claim, own: readonly Claim[], since: Span | undefined): Claim | undefined =>
  best(
    own.filter(
      (claim) =>
        claim.act === 'hold' &&
        !claim.isAtLeast &&
        (claim.btc ?? 0) > btc &&
        (claim.btc ?? 0) < btc * ROUNDED_BY &&
        isStanding(claim, since),
    ),
    since,
  );
const ROUNDED_BY = 1.08;

/** What was held on the last day before the period: `53,000 at February 28 and 50,000 at March 31`. */
const heldBefore = (own: readonly Claim[], report: Span | undefined): number | undefined =>
  report &&
  best(
    own.filter(({ act, mode, period }) => act === 'hold' && mode === 'done' && period?.to === report.from - 1),
    undefined,
  )?.btc;

/** Whoever reports no period reports the last day of one: an annual report may be four months late. */
function lastKnown({ date, issuer }: Case, own: readonly Claim[]): Claim | undefined {
  const written = monthOfDate(date);
  if (written === undefined || issuer.is !== 'known') return undefined;
  const dated = own.filter(
    ({ act, mode, period }) =>
      act === 'hold' &&
      mode === 'done' &&
      period !== undefined &&
      period.to >= written - LATEST &&
      period.to <= written,
  );
  const newestEnd = Math.max(...dated.map(({ period }) => period!.to));
  return best(
    dated.filter(({ period }) => period!.to === newestEnd),
    undefined,
  );
}
/** In months. */
const LATEST = 5;

/** The last month before it was written: what was held long before is not what is held. */
function lately({ date }: Case): Span | undefined {
  const written = monthOfDate(date);
  return written === undefined ? undefined : { from: written - 1, to: written - 1 };
}

/** Where nothing is told of the very period: of one that ended with it. */
const lastOf = (own: readonly Claim[], act: Act, report: Span | undefined): Claim | undefined =>
  best(
    own.filter(({ act: done, mode, period }) => done === act && mode === 'done' && period?.to === report?.to),
    report,
  );

/* --------------------------------------------------------------------------------------------------- from tables */

/** The rows of the period that is reported, and those that name none. */
function rowsOf(c: Case, report: Span | undefined): TableFact[] {
  const sure = c.facts.filter(({ doubt }) => doubt === undefined);
  const dated = sure.filter(({ period }) => period !== undefined);
  const wanted = report && dated.some(({ period }) => isSame(period!, report)) ? report : newest(dated);
  const nearness = ({ period }: TableFact): number =>
    period === undefined
      ? 2
      : wanted === undefined || isSame(period, wanted)
        ? 3
        : period.to === wanted.to && lengthOf(period) === 1
          ? 1
          : 0;
  return sure.filter((fact) => nearness(fact) > 0).toSorted((a, b) => nearness(b) - nearness(a));
}

const moneyRows = ({ text }: Case, rows: readonly TableFact[]) => {
  const inDollars = (is: 'price' | 'proceeds') =>
    ofCash(
      text,
      rows.filter((fact) => fact.is === is && fact.unit === 'money' && fact.currency === 'USD'),
    )?.value;
  return { price: inDollars('price'), proceeds: inDollars('proceeds') };
};

/** `Sales of BTC in exchange of cash` beside `of ETH`: other coins are no proceeds. */
function ofCash(text: string, rows: readonly TableFact[]): TableFact | undefined {
  const words = ({ start, end }: TableFact) => text.slice(start, end);
  return (
    rows.find((row) => /\b(?:for|of|into) cash\b/i.test(words(row))) ?? rows.find((row) => !FOR_COINS.test(words(row)))
  );
}
const FOR_COINS = /\b(?:into|for|of) (?:ETH|ether(?:eum)?|LsETH|SOL|USDC|USDT|stablecoins?)\b/i;

/** Of several rows of one time the sum: `Total bitcoin treasury` below what it is made of. */
const totalHeld = ({ text }: Case, rows: readonly TableFact[]): number | undefined => {
  const held = rows.filter(({ is, unit }) => is === 'held' && unit === 'btc');
  const [first] = held;
  const total = held.find(
    (row) => isSameTime(row, first!) && /^\W*(?:total|aggregate|combined)\b/i.test(text.slice(row.start, row.end)),
  );
  return (total ?? first)?.value;
};

/** `Exchange of BTC into USDC` beside `Sales of BTC`: the row that says so is meant; of several that say so, none is. */
function soldIn({ text }: Case, rows: readonly TableFact[]): number | undefined {
  const sold = rows.filter(({ is, unit }) => is === 'sold' && unit === 'btc');
  const outright = sold.filter(({ start, end }) => OUTRIGHT.test(text.slice(start, end)));
  const [first, ...others] = outright.length > 0 ? outright : sold;
  return first && others.every((other) => !isSameTime(other, first) || isLike(other.value, first.value))
    ? first.value
    : undefined;
}

/** A roll-forward adds up: where the chosen row does not make it, and another does, the columns had slipped. */
function fitting(
  { facts }: Case,
  sold: number | undefined,
  { opening, mined = 0, held, bought = 0 }: { [Name in 'opening' | 'mined' | 'held' | 'bought']: number | undefined },
): number | undefined {
  if (!sold || opening === undefined || held === undefined) return sold;
  const gone = opening + mined + bought - held;
  if (Math.abs(gone - sold) <= Math.max(OUT_BY, sold * 0.05)) return sold;
  return (
    facts.find(
      ({ is, unit, value }) => is === 'sold' && unit === 'btc' && value > 0 && Math.abs(gone - value) <= OUT_BY,
    )?.value ?? sold
  );
}
/** Wages, fees and rounding, in coins. */
const OUT_BY = 0.5;

const isSameTime = (a: TableFact, b: TableFact): boolean =>
  a.period === undefined || b.period === undefined ? a.period === b.period : isSame(a.period, b.period);
const OUTRIGHT = /\b(?:sold|offered|sales?|liquidat\w+|dispos\w+)\b/i;
