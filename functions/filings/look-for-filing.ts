import { later, minutes } from '../units/time.ts';
import { type FilingTask, taskToJson } from './filing.ts';
import { checkCompany, type WatchDeps } from './watch-filings.ts';
import { companyByCik } from './watchlist.ts';

/** A press release is out before its 8-K, by minutes, or by an evening. */
const AGAIN_AFTER_MINUTES = [2, 10, 30, 120] as const;

/**
 * Looks whether a company has filed something, because its press release says that it may; and again some times when
 * it has not. @returns how many filings were handed over.
 */
export async function lookForFiling(
  deps: WatchDeps,
  { cik, because, looks }: Extract<FilingTask, { do: 'look' }>,
): Promise<number> {
  const company = companyByCik(cik);
  if (company === undefined) return 0;
  const found = await checkCompany(deps, company);
  const wait = AGAIN_AFTER_MINUTES[looks];
  if (found === 0 && wait !== undefined) {
    // One chain for each company: a second release of the same morning starts it anew.
    await deps.due.remind({
      key: `look:${cik}`,
      at: later(deps.clock.now(), minutes(wait)),
      queue: 'filings',
      body: taskToJson({ v: 1, do: 'look', cik, because, looks: looks + 1 }),
    });
  }
  return found;
}
