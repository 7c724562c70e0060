import type { Clock } from '../kit/clock.ts';
import { reasonOf, Unreachable } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { textOf } from '../kit/web.ts';
import { dayOf, elapsed, later, seconds } from '../units/time.ts';
import { askEdgar, type EdgarDeps, nextSlot } from './edgar/ask.ts';
import { COMPANY_FACTS_BYTES, companyFactsPath, readCompanyFacts } from './edgar/company-facts.ts';
import type { Financials, FinancialsKeeper } from './financials.ts';
import { type Company, type Filer, nameOf, WATCHLIST } from './watchlist.ts';

export type ReadFinancialsDeps = {
  edgar: EdgarDeps;
  financials: FinancialsKeeper;
  clock: Clock;
  log: Log;
  companies?: readonly Company[];
};

/** @property left whom nobody came to: EDGAR blocks us, or the time is over. The next run begins with them. */
export type FinancialsRead = { read: number; failed: number; left: number };

/** What one company may take: a slot, an answer, and ten megabytes to go through. */
const ENOUGH = seconds(45);

/**
 * Reads what the companies tagged in their reports, one request each, the longest unread first. Whoever was read since the
 * scheduled time is passed over, so that a run that comes twice, or dies half-way and comes again, does only what is left.
 *
 * One company that fails does not keep the others from being read. A company that tagged nothing is kept as such, but
 * nothing never takes the place of something that is known.
 *
 * @param at the scheduled time. @param deadline nobody is begun with whom there is no time left.
 * @throws the first failure, after everything else was tried, when nobody could be read.
 */
export async function readFinancials(deps: ReadFinancialsDeps, at: Date, deadline: Date): Promise<FinancialsRead> {
  const { log, clock } = deps;
  const due = await dueAt(deps, at);
  const failures: unknown[] = [];
  let read = 0;
  for (const { company, known } of due) {
    if (elapsed(clock.now(), deadline) < ENOUGH) break;
    try {
      await readOne(deps, company, known, deadline);
      read++;
    } catch (error) {
      log.warn('tagged reports could not be read', { cik: company.cik, why: reasonOf(error) });
      failures.push(error);
      // Whoever is blocked only makes it worse by asking on; and where there is no slot before the end, there is none.
      if (nextSlot(error) !== undefined) break;
    }
  }
  if (read === 0 && failures.length > 0) throw failures[0];
  return { read, failed: failures.length, left: due.length - read - failures.length };
}

type Due = { company: Filer; known: Financials | undefined };

/** Those who left file no more: once is enough. */
async function dueAt({ financials, companies = WATCHLIST }: ReadFinancialsDeps, at: Date): Promise<Due[]> {
  const due: Due[] = [];
  for (const company of companies) {
    const { cik } = company;
    if (cik === null || company.since > dayOf(at)) continue;
    const known = await financials.recall(cik);
    const isDue = known === undefined || (known.readAt < at && !hasLeft(company, at));
    if (isDue) due.push({ company: { ...company, cik }, known });
  }
  return due.toSorted((a, b) => readAtOf(a) - readAtOf(b));
}
const hasLeft = ({ until }: Company, at: Date): boolean => until !== undefined && until < dayOf(at);
const readAtOf = ({ known }: Due): number => known?.readAt.getTime() ?? 0;

async function readOne(
  deps: ReadFinancialsDeps,
  company: Filer,
  known: Financials | undefined,
  deadline: Date,
): Promise<void> {
  const { edgar, financials, clock, log } = deps;
  const { cik } = company;
  const reply = await inASlot(deps, deadline, () =>
    askEdgar(edgar, {
      base: 'SEC_DATA_URL',
      path: companyFactsPath(cik),
      maxBytes: COMPANY_FACTS_BYTES,
      budget: 'list',
    }),
  );
  if (reply === 'absent') {
    if (known !== undefined && known.facts.length > 0) {
      log.warn('EDGAR has no tagged reports any more of a company that had some', { cik });
      return;
    }
    await financials.keep({ v: 1, cik, entity: nameOf(company), readAt: clock.now(), facts: [] });
    return;
  }
  const text = await textOf(reply);
  const { financials: read, odd } = readCompanyFacts(text, cik, clock.now());
  if (odd > 0) log.warn('tagged facts could not be read', { cik, odd });
  await financials.keep(read);
}

/** Others list filings every minute out of the same slots, and come first. */
async function inASlot<Answer>(
  { clock }: ReadFinancialsDeps,
  deadline: Date,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const slot = nextSlot(error);
      const isBlocked = error instanceof Unreachable && error.facts['status'] !== undefined;
      if (slot === undefined || isBlocked || later(slot, ENOUGH) > deadline) throw error;
      await clock.sleep(elapsed(clock.now(), slot));
    }
  }
}
