import type { Financials } from '../filings/financials.ts';
import type { CompanyMemory } from '../filings/memory.ts';
import type { Company } from '../filings/watchlist.ts';
import { type Day, dayAfter, dayOf } from '../units/time.ts';
import type { MinerPanel } from './panel.ts';

/**
 * So many days after its last report a company's next one is overdue, by its slowest form, with the 15 days of a notice of
 * late filing (Rule 12b-25) and two weeks of grace: from a 10-Q to the 10-K after it a quarter and 90 days may pass
 * (92 + 90 + 29), from one 20-F to the next a year and the difference of four months at most (366 + 120 + 29).
 */
const OVERDUE_AFTER_DAYS = { domestic: 211, foreign: 515 } as const;

const PERIODIC = /^(?:10-[QK]|20-F|40-F)/;
const DOMESTIC = /^10-[QK]/;

/**
 * Where a company stands. Silent is only who was asked for its tagged reports after the next was overdue, and had none:
 * while nobody reads them, nothing is known of anybody.
 */
export function statusOf(
  { until, forms }: Pick<Company, 'until' | 'forms'>,
  memory: CompanyMemory,
  financials: Financials | undefined,
): Pick<MinerPanel, 'status' | 'since'> {
  if (until !== undefined) return { status: 'left', since: until as Day };
  const reports = [
    ...(financials?.facts ?? []),
    ...memory.periods.flatMap(({ sold, mined, held, pledged, bought }) =>
      [sold, mined, held, pledged, bought].flatMap((fact) => (fact ? [fact.from] : [])),
    ),
    ...memory.policies.map(({ from }) => from),
    ...memory.told,
  ].toSorted((a, b) => (a.filedOn < b.filedOn ? 1 : -1));
  const last = reports[0]?.filedOn as Day | undefined;
  if (last === undefined || financials === undefined) return { status: 'reporting' };
  const newest = reports.find(({ form }) => PERIODIC.test(form));
  const isDomestic = newest === undefined ? !forms.some((form) => form === '20-F') : DOMESTIC.test(newest.form);
  const overdue = dayAfter(last, OVERDUE_AFTER_DAYS[isDomestic ? 'domestic' : 'foreign']);
  return dayOf(financials.readAt) > overdue ? { status: 'silent', since: last } : { status: 'reporting' };
}
