import type { Clock } from '../kit/clock.ts';
import type { Due } from '../kit/due.ts';
import { reasonOf, Unreachable } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Queue } from '../kit/queue.ts';
import { textOf } from '../kit/web.ts';
import { type Day, dayOf, days, later, minutes, seconds, startOfDay } from '../units/time.ts';
import { askEdgar, type EdgarDeps, type Validators, validatorsOf } from './edgar/ask.ts';
import { type CurrentPage, currentPath, type Listed, PAGE, readCurrent } from './edgar/current.ts';
import { readSubmissions, submissionsPath } from './edgar/submissions.ts';
import { isEdgarOpen } from './edgar-hours.ts';
import { type Filing, type FilingTask, type FilingTaskJson, taskToJson } from './filing.ts';
import { FORM_PREFIXES, type FormPrefix, isPeriodic, isWatchedForm, mayAnnounce } from './forms.ts';
import { type Cursor, type Ledger, unseenOf } from './ledger.ts';
import { type Company, WATCHLIST } from './watchlist.ts';

export type WatchDeps = {
  edgar: EdgarDeps;
  ledger: Ledger;
  tasks: Queue<FilingTaskJson>;
  due: Pick<Due, 'remind'>;
  clock: Clock;
  log: Log;
  companies?: readonly Company[];
};

/** @property asked lists that answered; @property found filings handed over. */
export type Watched = { closed: boolean; asked: number; failed: number; found: number };

const PAGE_BYTES = 2 * 1024 * 1024;
const SUBMISSIONS_BYTES = 12 * 1024 * 1024;
/**
 * Filings appear out of order by minutes when EDGAR is busy: so far behind the newest that was seen, they are looked
 * for again.
 */
const OVERLAP = minutes(15);
/** Of one list in one run; a day of the busiest form has fifteen. */
const MOST_PAGES = 15;
/** Companies whose own list is gone through in one run: all of them within half an hour. */
const CHECKS = 2;
/** Filings of one company handed over at one check; the rest waits for the next. */
const CATCH_UP = 10;
/**
 * Handed over so long ago and still not read: the message was lost, or is a dead letter. What waits for an exhibit
 * waits less.
 */
const FORGOTTEN = days(2);
/**
 * So far back a company's own list is gone through. What was filed before the company was first listed here is read
 * for memory alone. The ledger remembers more than twice as long; without this bound, what it forgets would be news
 * again.
 */
const BACKFILL = days(200);
/** One in this time, over all companies, so that the past never keeps the present waiting. */
const BACKFILL_PACE = seconds(8);
/** As many as are told in one message. */
const TOGETHER = 10;

/**
 * Lists what the companies have filed, hands over what nobody has seen, and marks it.
 *
 * EDGAR's current filings, form by form, for all companies at once; and two companies' own lists, which find
 * whatever the first missed, downtime included. One list that fails does not keep the others from being asked.
 *
 * @param at the scheduled time: it decides whose own list is due.
 * @throws the first failure, after everything else was tried, when no list answered.
 */
export async function watchFilings(deps: WatchDeps, at: Date): Promise<Watched> {
  if (!isEdgarOpen(at)) return { closed: true, asked: 0, failed: 0, found: 0 };
  const companies = (deps.companies ?? WATCHLIST).filter((company) => isFiler(company, at));
  const steps = [
    ...FORM_PREFIXES.map((prefix) => () => watchCurrent(deps, prefix, companies)),
    ...dueFor(companies, at).map((company) => () => checkCompany(deps, company)),
  ];
  const failures: unknown[] = [];
  let [asked, found] = [0, 0];
  for (const step of steps) {
    try {
      found += await step();
      asked++;
    } catch (error) {
      deps.log.warn('a list of filings could not be read', { why: reasonOf(error) });
      failures.push(error);
      // Whoever is blocked only makes it worse by asking on.
      if (error instanceof Unreachable && /blocks us|no slot/.test(error.message)) break;
    }
  }
  if (asked === 0 && failures.length > 0) throw failures[0];
  return { closed: false, asked, failed: failures.length, found };
}

const isFiler = ({ cik, since, until }: Company, at: Date): boolean =>
  cik !== null && since <= dayOf(at) && (until === undefined || dayOf(at) <= until);

function dueFor(companies: readonly Company[], at: Date): Company[] {
  if (companies.length === 0) return [];
  const first = Math.floor(at.getTime() / minutes(1)) * CHECKS;
  return Array.from(
    { length: Math.min(CHECKS, companies.length) },
    (_, i) => companies[(first + i) % companies.length]!,
  );
}

/** Of one form, page by page, until everything on a page is older than what was seen before. */
async function watchCurrent(deps: WatchDeps, prefix: FormPrefix, companies: readonly Company[]): Promise<number> {
  const cursor = await deps.ledger.cursor(prefix);
  const { listed, validators, failure } = await pagesOf(deps, prefix, cursor);
  const filings = await unseenOf(deps.ledger, filingsOf(listed, companies));
  // What was there before anybody listened is no news.
  await handOver(deps, filings, cursor === undefined);
  // What could be read is handed over; what could not is asked for again, from the same place.
  if (failure !== undefined) throw failure;
  const now = deps.clock.now();
  // A clock ahead of ours must not make later pages look old. A list that is empty at first has been seen, too.
  const newest = newestOf(listed, now) ?? (cursor === undefined ? now : undefined);
  // Last on purpose: a crash before this line reads the same pages again, and the ledger knows what was handed over.
  // Nothing newer is nothing to write: most forms have news once an hour, and are asked for every minute.
  if (newest && newest.getTime() !== cursor?.newest.getTime())
    await deps.ledger.moveCursor(prefix, { newest, ...validators });
  return filings.length;
}

function newestOf(listed: readonly Listed[], now: Date): Date | undefined {
  const times = listed.flatMap(({ acceptedAt }) => (acceptedAt ? [acceptedAt.getTime()] : []));
  return times.length === 0 ? undefined : new Date(Math.min(now.getTime(), Math.max(...times)));
}

/** @property failure what kept the rest from being read. */
type Pages = { listed: Listed[]; validators: Validators; failure?: unknown };

async function pagesOf(deps: WatchDeps, prefix: FormPrefix, cursor: Cursor | undefined): Promise<Pages> {
  const until = cursor && later(cursor.newest, -OVERLAP as typeof OVERLAP);
  const pages: Pages = { listed: [], validators: {} };
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const some = await pageOf(deps, prefix, page, cursor);
      if (some === undefined) break;
      if (page === 0) pages.validators = some.validators;
      pages.listed.push(...some.listed);
      const oldest = some.listed.at(-1)?.acceptedAt;
      // Without a cursor the first page is the beginning: what is older is the companies' own lists' business.
      if (until === undefined || some.entries < PAGE / 2 || oldest === undefined || oldest < until) break;
      if (page === MOST_PAGES - 1) deps.log.warn('EDGAR’s list was not read to the end', { prefix, pages: MOST_PAGES });
    }
  } catch (failure) {
    return { ...pages, failure };
  }
  return pages;
}

/** @returns undefined past the end, and for what has not changed. */
async function pageOf(
  deps: WatchDeps,
  prefix: FormPrefix,
  page: number,
  cursor: Cursor | undefined,
): Promise<(CurrentPage & { validators: Validators }) | undefined> {
  const reply = await askEdgar(deps.edgar, {
    base: 'SEC_URL',
    path: currentPath(prefix, page),
    maxBytes: PAGE_BYTES,
    budget: 'list',
    last: page > 0,
    ...(page === 0 && cursor ? { unless: cursor } : {}),
  });
  if (reply === 'absent') return undefined;
  if (reply.status === 304) {
    await reply.drop();
    return undefined;
  }
  const read = readCurrent(await textOf(reply));
  if (read.odd.length > 0) {
    deps.log.warn('entries of EDGAR’s list could not be read', { odd: read.odd.slice(0, 3), count: read.odd.length });
  }
  return { ...read, validators: validatorsOf(reply) };
}

/** Those of companies on the list, in forms that may say something, oldest first. */
function filingsOf(listed: readonly Listed[], companies: readonly Company[]): Filing[] {
  const ciks = new Set(companies.map(({ cik }) => cik));
  return listed
    .flatMap(({ ciks: parties, acceptedAt, items, ...rest }): Filing[] => {
      const cik = parties.find((party) => ciks.has(party));
      if (cik === undefined || !isWatchedForm(rest.form) || !mayAnnounce(items)) return [];
      return [{ ...rest, cik, items: [...items], ...(acceptedAt ? { acceptedAt } : {}) }];
    })
    .reverse();
}

/**
 * What the current list missed: downtime, a filing that appeared late, a form that EDGAR sorts elsewhere.
 *
 * A company that is listed for the first time brings its past: it is read for memory, one filing at a time, and told
 * to nobody.
 */
export async function checkCompany(deps: WatchDeps, company: Company & { cik: number | null }): Promise<number> {
  const cik = company.cik;
  if (cik === null) return 0;
  const now = deps.clock.now();
  const checked = await deps.ledger.checked(cik);
  const reply = await askEdgar(deps.edgar, {
    base: 'SEC_DATA_URL',
    path: submissionsPath(cik),
    maxBytes: SUBMISSIONS_BYTES,
    budget: 'list',
  });
  if (reply === 'absent') {
    deps.log.warn('EDGAR knows no such company', { cik, company: company.names[0]!.name });
    return 0;
  }
  const { filings, odd } = readSubmissions(await textOf(reply));
  if (odd > 0) deps.log.warn('rows of a company’s list could not be read', { cik, odd });
  const horizon = dayOf(later(now, -BACKFILL as typeof BACKFILL));
  const from = checked?.from ?? horizon;
  const since = from > horizon ? from : horizon;
  const wanted = filingsOf(
    filings.filter(({ filedOn }) => filedOn >= since),
    [company],
  );
  const unseen = await unseenOf(deps.ledger, wanted, later(now, -FORGOTTEN as typeof FORGOTTEN));
  const some = checked === undefined ? unseen : unseen.slice(0, CATCH_UP);
  if (checked === undefined) await backfill(deps, company, some, now);
  else await catchUp(deps, some, from);
  if (some.length < unseen.length) {
    deps.log.warn('more filings were missed than one check takes up', { cik, left: unseen.length - some.length });
  }
  if (checked !== undefined && some.length > 0) deps.log.info('filings caught up with', { cik, count: some.length });
  await deps.ledger.check(cik, { at: now, from });
  return checked === undefined ? 0 : some.length;
}

/** A filing from before the company was first listed here is no news, also when its first reading was lost. */
async function catchUp(deps: WatchDeps, filings: readonly Filing[], from: string): Promise<void> {
  const firstListed = dayOf(later(startOfDay(from as Day), BACKFILL));
  const isPast = ({ filedOn }: Filing) => filedOn < firstListed;
  await handOver(deps, filings.filter(isPast), true);
  await handOver(
    deps,
    filings.filter((filing) => !isPast(filing)),
    false,
  );
}

/** Companies take turns: on the first day all of them have a past. */
async function backfill(
  { due, ledger, companies = WATCHLIST }: WatchDeps,
  company: Company,
  filings: readonly Filing[],
  now: Date,
): Promise<void> {
  const place = companies.indexOf(company);
  for (const [i, filing] of filings.entries()) {
    const at = later(now, (BACKFILL_PACE * (i * companies.length + place + 1)) as typeof BACKFILL_PACE);
    const task = taskToJson({ v: 1, do: 'read', filings: [filing], listedAt: at, tries: 0, quiet: true });
    await due.remind({ key: `filing:${filing.accession}`, at, queue: 'filings', body: task });
    await ledger.list(filing.accession, now);
  }
}

/** Reports on events that were listed together are told together; a report on a period is large, and goes alone. */
async function handOver(
  { tasks, ledger, clock }: WatchDeps,
  filings: readonly Filing[],
  quiet: boolean,
): Promise<void> {
  const now = clock.now();
  const events = filings.filter(({ form }) => !isPeriodic(form));
  const groups = [...inGroups(events), ...filings.filter(({ form }) => isPeriodic(form)).map((filing) => [filing])];
  for (const group of groups) {
    const task: FilingTask = { v: 1, do: 'read', filings: group, listedAt: now, tries: 0, quiet };
    await tasks.put([taskToJson(task)]);
    // Last on purpose: a crash before this line hands them over twice, and whoever reads them looks at the ledger first.
    for (const { accession } of group) await ledger.list(accession, now);
  }
}

const inGroups = (filings: readonly Filing[]): Filing[][] =>
  Array.from({ length: Math.ceil(filings.length / TOGETHER) }, (_, i) =>
    filings.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
