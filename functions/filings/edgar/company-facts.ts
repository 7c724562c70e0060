import * as z from 'zod';
import { Unreadable } from '../../kit/errors.ts';
import { parseJson } from '../../kit/http.ts';
import { type Day, dayAfter, dayOf, days, elapsed, startOfDay } from '../../units/time.ts';
import { accessionShape } from '../accession.ts';
import { CONCEPTS, type Concept, type Financials, type Tagged } from '../financials.ts';
import { IS_BITCOIN } from './facts.ts';

/** Everything that a company ever tagged without a dimension: five to ten megabytes for most. */
export const companyFactsPath = (cik: number): string =>
  `api/xbrl/companyfacts/CIK${String(cik).padStart(10, '0')}.json`;
/** Three times the largest that is documented; for this request only. */
export const COMPANY_FACTS_BYTES = 32 * 1024 * 1024;

const TAXONOMIES = ['us-gaap', 'ifrs-full'] as const;
type Tag = readonly [(typeof TAXONOMIES)[number], string];
/**
 * What each concept is tagged with, the best first: of one period that several tags tell, the first of these is taken. The
 * whole goes before what may be a part of it: contracts with customers leave leases out, and a miner that lets its halls
 * has both. A result of the owners' goes before one that counts others' shares in.
 */
const TAGS: Readonly<Record<Concept, readonly Tag[]>> = {
  revenue: [
    ['us-gaap', 'Revenues'],
    ['us-gaap', 'RevenueFromContractWithCustomerExcludingAssessedTax'],
    ['us-gaap', 'RevenueFromContractWithCustomerIncludingAssessedTax'],
    ['ifrs-full', 'Revenue'],
    ['ifrs-full', 'RevenueFromContractsWithCustomers'],
  ],
  netResult: [
    ['us-gaap', 'NetIncomeLoss'],
    ['us-gaap', 'ProfitLoss'],
    ['ifrs-full', 'ProfitLossAttributableToOwnersOfParent'],
    ['ifrs-full', 'ProfitLoss'],
  ],
  btcHeld: [['us-gaap', 'CryptoAssetNumberOfUnits']],
  btcMined: [['us-gaap', 'CryptoAssetMining']],
};

/** How far back facts are kept: enough for a change on the year of each of the last twenty quarters. */
const KEPT_YEARS = 6;
/** In days: a short quarter, and a year of 53 weeks and a little. Months and years together are nobody's report. */
const SPANS = { least: 80, most: 380 };
/** DynamoDB's item holds 400 KB; what is left is for names of attributes and types. */
const MOST_BYTES = 250_000;
const MOST_BEFORE = 4;
/** More than all the money there is, in the smallest currency. */
const MOST = 1e18;

const factShape = z.object({
  start: z.iso.date().optional(),
  end: z.iso.date(),
  val: z.number().min(-MOST).max(MOST),
  accn: accessionShape,
  form: z.string().min(1).max(20),
  filed: z.iso.date(),
});
/** `fy`, `fp` and `frame` are left: the first two are the filing's, not the fact's. */
type Fact = z.output<typeof factShape>;

const unitsShape = z.object({ units: z.record(z.string(), z.unknown()) });
const tagsOf = (taxonomy: Tag[0]) =>
  z
    .object(
      Object.fromEntries(
        CONCEPTS.flatMap((concept) => TAGS[concept])
          .filter(([of]) => of === taxonomy)
          .map(([, tag]) => [tag, unitsShape.optional().catch(undefined)]),
      ),
    )
    .optional();
/** Only what is asked for is looked at: a name in the file is never a key of ours. */
const shape = z.object({
  cik: z.union([z.string(), z.number()]).transform(Number),
  entityName: z.string().min(1),
  facts: z.object({ 'us-gaap': tagsOf('us-gaap'), 'ifrs-full': tagsOf('ifrs-full') }),
});

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/**
 * Reads what a company tagged: its results as they are in its own currency, and coins where the unit says that they are
 * bitcoin. @property odd facts that could not be read, and were passed over.
 *
 * The same period stands again in each later report. What was filed last counts, and what earlier reports said of it, where
 * that was another number and not the same one rounded, is kept beside it.
 *
 * @param readAt facts that ended more than six years before it are left out, and so are those that have not ended.
 * @throws {Unreadable} another shape altogether, or another company's.
 */
export function readCompanyFacts(json: string, cik: number, readAt: Date): { financials: Financials; odd: number } {
  const read = parseJson(json, shape, 'EDGAR’s company facts');
  if (read.cik !== cik) throw new Unreadable('EDGAR’s company facts are another company’s', { asked: cik });
  const today = dayOf(readAt);
  const horizon = dayAfter(today, -Math.ceil(KEPT_YEARS * 365.25));
  let odd = 0;
  const facts = CONCEPTS.flatMap((concept) => {
    const chosen = new Map<string, Tagged>();
    for (const [taxonomy, tag] of TAGS[concept]) {
      for (const [name, some] of Object.entries(read.facts[taxonomy]?.[tag]?.units ?? {})) {
        const unit = unitOf(concept, name);
        if (unit === undefined) continue;
        const parsed = z
          .array(z.unknown())
          .catch([])
          .parse(some)
          .map((one) => factShape.safeParse(one));
        odd += parsed.filter(({ success }) => !success).length;
        const kept = parsed
          .flatMap(({ data }) => (data === undefined ? [] : [data]))
          .filter((fact) => fact.end >= horizon && fact.end <= today && isOf(concept, fact));
        for (const [period, told] of Map.groupBy(kept, ({ start = '', end }) => `${start} ${end} ${unit}`))
          if (!chosen.has(period)) chosen.set(period, taggedOf(concept, `${taxonomy}:${tag}`, unit, told));
      }
    }
    return [...chosen.values()];
  });
  const entity = read.entityName.slice(0, 200);
  return { financials: { v: 1, cik, entity, readAt, facts: bounded(facts.toSorted(newestFirst)) }, odd };
}

const isMoney = (concept: Concept): boolean => concept === 'revenue' || concept === 'netResult';

/** `USD/shares` and `pure` are neither money nor coins; a count that may be of another coin is not guessed at. */
function unitOf(concept: Concept, name: string): string | undefined {
  if (isMoney(concept)) return CURRENCIES.has(name) ? name : undefined;
  return IS_BITCOIN.test(name) ? 'BTC' : undefined;
}

/** Holdings are of a day and never less than nothing; everything else is of a span. */
function isOf(concept: Concept, { start, end, val }: Fact): boolean {
  if (concept === 'btcHeld') return start === undefined && val >= 0;
  if (start === undefined || (concept === 'btcMined' && val < 0)) return false;
  const length = spanDays(start, end);
  return length >= SPANS.least && length <= SPANS.most;
}

/** Both ends included. */
export const spanDays = (start: string, end: string): number =>
  Math.round(elapsed(startOfDay(start as Day), startOfDay(end as Day)) / days(1)) + 1;

function taggedOf(concept: Concept, tag: string, unit: string, told: readonly Fact[]): Tagged {
  const [last, ...earlier] = told.toSorted(
    (a, b) => compare(b.filed, a.filed) || compare(b.accn, a.accn) || b.val - a.val,
  ) as [Fact, ...Fact[]];
  const before: Fact[] = [];
  for (const fact of earlier) {
    const isNew = !isSame(concept, (before.at(-1) ?? last).val, fact.val);
    if (isNew && before.length < MOST_BEFORE) before.push(fact);
  }
  const { start, end } = last;
  const period = start === undefined ? { end } : { start, end };
  return { concept, tag, unit, ...period, ...saidIn(last), before: before.map(saidIn) };
}

const saidIn = ({ val: value, accn: accession, form, filed: filedOn }: Fact) => ({ value, accession, form, filedOn });

/** Whether one is the other as it reads in thousands or in millions: who changes how he rounds has corrected nothing. */
function isSame(concept: Concept, a: number, b: number): boolean {
  if (!isMoney(concept)) return a === b;
  return Math.abs(a - b) <= Math.max(stepOf(a), stepOf(b)) / 2;
}
const stepOf = (value: number): number => [1e6, 1e3].find((step) => value !== 0 && value % step === 0) ?? 1;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function newestFirst(a: Tagged, b: Tagged): number {
  return (
    compare(b.end, a.end) ||
    CONCEPTS.indexOf(a.concept) - CONCEPTS.indexOf(b.concept) ||
    compare(b.start ?? '', a.start ?? '') ||
    compare(a.unit, b.unit)
  );
}

/** The newest that an item has room for; honest reports of six years are a sixth of it. */
function bounded(facts: readonly Tagged[]): Tagged[] {
  let left = MOST_BYTES;
  return facts.filter((fact) => {
    left -= Buffer.byteLength(JSON.stringify(fact));
    return left >= 0;
  });
}
