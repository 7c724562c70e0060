import * as z from 'zod';
import { type Rule, ruleShape } from '../alerts/rule.ts';
import { ANNOUNCEMENT_CLASSES } from '../filings/announcement.ts';
import { companyByTicker, nameOf } from '../filings/watchlist.ts';
import { Misconfigured } from '../kit/errors.ts';
import { anyFleetShape } from '../market/fleet.ts';
import type { Filter } from './filter.ts';
import { recipientKey, recipientShape } from './recipient.ts';

const tickerShape = z.string().transform((ticker, context) => {
  const company = companyByTicker(ticker);
  if (typeof company?.cik === 'number') return company.cik;
  context.addIssue(
    company === undefined
      ? `${ticker} is not the ticker of a company on the list (functions/filings/watchlist.json)`
      : `${nameOf(company)} (${ticker}) files nothing with the SEC, so nothing of it is heard`,
  );
  return z.NEVER;
});

/** What is heard of filings: the usual classes of all companies without it; nothing at all when false, or no class. */
const announcementsShape = z.preprocess(
  (value) => (value === false ? { classes: [] } : value),
  z.strictObject({
    tickers: z.array(tickerShape).min(1).max(100).optional(),
    classes: z.array(z.enum(ANNOUNCEMENT_CLASSES)).optional(),
    minBtc: z.number().positive().optional(),
  }),
);

/** One entry of RECIPIENTS: where to write, whose fleet, further rules if any, and which announcements. */
const entryShape = z.intersection(
  recipientShape,
  z.object({
    fleet: anyFleetShape.optional(),
    rules: z.array(ruleShape).max(20).default([]),
    announcements: announcementsShape.prefault({}),
  }),
);
export type Enrolment = z.output<typeof entryShape>;

const EXAMPLE =
  '[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17.5,"usdPerKwh":0.08}},{"platform":"discord","channel":"123"}]';

/**
 * Reads RECIPIENTS, the list that stands in until people subscribe by themselves.
 *
 * @throws {Misconfigured} naming every mistake at once, with a right example.
 */
export function parseRecipients(text: string): Enrolment[] {
  const wrong = (why: string) => new Misconfigured(`RECIPIENTS ${why}\nA right example: ${EXAMPLE}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('is not JSON.');
  }
  const parsed = z.array(entryShape).safeParse(value);
  if (!parsed.success) throw wrong(`has mistakes:\n${z.prettifyError(parsed.error)}`);
  const keys = parsed.data.map(recipientKey);
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) throw wrong(`names ${twice} twice.`);
  return parsed.data;
}

/** What every chat hears without asking for it, unless it asks for something else of the same kind. */
const FOR_ALL: readonly Rule[] = [
  { kind: 'data' },
  { kind: 'cost', model: 'regression' },
  { kind: 'lowest', days: 90 },
];

/** @returns which announcements this entry hears; undefined for none at all. */
export function filterOf({ announcements }: Enrolment): Filter | undefined {
  const { tickers, ...filter } = announcements;
  if (filter.classes?.length === 0) return undefined;
  return { ...filter, ...(tickers && { ciks: [...new Set(tickers)].sort((a, b) => a - b) }) };
}

/** @returns `personal` rules belong to the recipient alone; `shared` ones are topics. */
export function rulesOf({ fleet, rules }: Enrolment): { personal: Rule[]; shared: Rule[] } {
  const about: Rule[] = fleet
    ? [
        { kind: 'margin', fleet },
        { kind: 'retarget', fleet },
      ]
    : [];
  const isPersonal = (rule: Rule) => rule.kind === 'margin' || rule.kind === 'retarget';
  const asked = new Set(rules.map(({ kind }) => kind));
  return {
    personal: [...about, ...rules.filter(isPersonal)],
    shared: [...FOR_ALL.filter(({ kind }) => !asked.has(kind)), ...rules.filter((rule) => !isPersonal(rule))],
  };
}
