import type { Clock } from '../kit/clock.ts';
import type { Due } from '../kit/due.ts';
import { reasonOf, Unreachable, Unreadable } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { textOf } from '../kit/web.ts';
import { dayOf, elapsed, floorTo, hours, later, type Milliseconds, minutes } from '../units/time.ts';
import { indexOf } from './accession.ts';
import type { Announced, AnnouncedLog, Composed } from './announced.ts';
import { type Announcement, isUrgent } from './announcement.ts';
import { askEdgar, type EdgarDeps, nextSlot } from './edgar/ask.ts';
import { heldIn, holdingsPath, readHoldings, spanReported } from './edgar/facts.ts';
import { addressOf, type Filing, type FilingTask, taskToJson } from './filing.ts';
import { type Finding, type Merged, merge } from './finding.ts';
import { findingIn } from './finding-in.ts';
import { isPeriodic } from './forms.ts';
import { judge, type Telling } from './judge.ts';
import type { Ledger } from './ledger.ts';
import type { Memory } from './memory.ts';
import { type Folder, readDocuments } from './read-documents.ts';
import { type Company, companyByCik } from './watchlist.ts';

export type ReadDeps = {
  edgar: EdgarDeps;
  ledger: Ledger;
  memory: Memory;
  announced: AnnouncedLog;
  /** What was announced together, under the key of its notice; may be told the same twice. */
  tell(notice: string, tellings: readonly Telling[], at: Date): Promise<void>;
  due: Pick<Due, 'remind'>;
  clock: Clock;
  log: Log;
};

type ReadTask = Extract<FilingTask, { do: 'read' }>;
/** What has gone out before under the key of what is listed together. */
type Reading = ReadTask & { composed: Composed | undefined };
/** What came of one filing. `waiting`: something of it is missing, and it will be read again. */
type Outcome = { filing: Filing; telling?: Telling; done?: { state: 'read' | 'given up'; why?: string } };

/** Exhibits appear up to this long after the page that lists them; then what is there is told. */
const COMPLETE_WITHIN = minutes(10);
/** After that nobody expects it any more. */
const GIVEN_UP_AFTER = hours(24);
/** What is not urgent waits for others of its quarter of an hour. */
const GATHERED_FOR = minutes(15);
/** As many as one notice holds. */
const MOST_TOGETHER = 20;
/** Two that write what they know of one company at the same time take turns. */
const TURNS = 5;
const FACTS_BYTES = 8 * 1024 * 1024;

/**
 * Reads filings that were listed together, holds them against what their companies said before, and has told what is
 * news.
 *
 * What is known is kept before anything is told, and a filing is done only after: whoever repeats it tells the same
 * under the same key. One that cannot be read keeps the others neither from being told nor from being done.
 *
 * @throws the first failure, after everything else was done: {Unreachable} EDGAR did not answer, or somebody else was
 * writing. What failed is to be repeated, with the same task.
 */
export async function readFilings(deps: ReadDeps, task: ReadTask): Promise<void> {
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  const reading: Reading = { ...task, composed: await deps.announced.composed(keyOf(task)) };
  for (const filing of task.filings) {
    try {
      const known = await deps.ledger.state(filing.accession);
      if (known !== undefined && known.state !== 'listed') continue;
      outcomes.push(await readFiling(deps, filing, reading));
    } catch (error) {
      deps.log.warn('a filing could not be read', { accession: filing.accession, why: reasonOf(error) });
      failures.push(error);
      // Whoever is turned away only makes it worse by asking on.
      if (nextSlot(error) !== undefined) break;
    }
  }
  await tellAll(deps, outcomes);
  for (const { filing, done } of outcomes) {
    if (done) await deps.ledger.finish(filing.accession, done, deps.clock.now());
    else await comeBack(deps, filing, task);
  }
  // To wait for a slot is no failure, and says so to whoever puts the task back.
  if (failures.length > 0) throw failures.find((error) => nextSlot(error) !== undefined) ?? failures[0];
}

async function readFiling(deps: ReadDeps, filing: Filing, task: Reading): Promise<Outcome> {
  const company = companyByCik(filing.cik);
  if (company === undefined)
    return { filing, done: { state: 'given up', why: 'its company is no longer on the list' } };
  const findings: Finding[] = [];
  const folder = await readDocuments(deps.edgar, filing, (document) =>
    findings.push(findingIn(document, company, filing)),
  );
  const age = elapsed(task.listedAt, deps.clock.now());
  const isWhole = folder.missing.length === 0;
  if (!isWhole && age < COMPLETE_WITHIN) return { filing };
  const isOver = isWhole || age >= GIVEN_UP_AFTER;
  const found = await whatWasFound(deps, filing, findings, folder, isOver);
  const done: Outcome['done'] = !isOver
    ? undefined
    : isWhole
      ? { state: 'read' }
      : { state: 'given up', why: `missing for a day: ${folder.missing.join(', ')}` };
  if (done?.state === 'given up') deps.log.count('FilingGivenUp');
  const telling = found && (await decide(deps, company, filing, found, task));
  return { filing, ...(telling && { telling }), ...(done && { done }) };
}

/**
 * What the documents say together. Where what matters of a filing could not be read by anybody here, that is what is
 * found.
 */
async function whatWasFound(
  deps: ReadDeps,
  filing: Filing,
  findings: readonly Finding[],
  folder: Folder,
  isOver: boolean,
): Promise<Merged | undefined> {
  const doubts = [
    ...folder.unread.map(({ why }) => why),
    ...(folder.missing.length > 0 ? (['missing'] as const) : []),
    ...(folder.left > 0 ? (['cut'] as const) : []),
  ];
  const release = folder.unread.find(({ type }) => type.startsWith('EX-99'));
  const isReleaseUnread = release !== undefined && !findings.some(({ document }) => document.type.startsWith('EX-99'));
  const isBlind = isReleaseUnread || folder.missing.length > 0 || folder.read === 0;
  const merged = merge(isOver && isBlind ? [...findings, unread(filing, release ?? folder.unread[0])] : findings);
  if (merged === undefined) return undefined;
  const found = { ...merged, doubts: [...new Set([...merged.doubts, ...doubts])] };
  return isPeriodic(filing.form) && found.held === undefined ? withTagged(deps, filing, found) : found;
}

const unread = (filing: Filing, release: Folder['unread'][number] | undefined): Finding => ({
  document: release ?? { type: filing.form, url: addressOf(indexOf(filing.cik, filing.accession)) },
  category: 'other',
  alert: 'unread',
  stated: undefined,
  span: undefined,
  uses: [],
  // Louder than a cover that says nothing, and than nothing else.
  confidence: 1,
  doubts: [],
  quotes: [],
});

/**
 * A report that tags the coins it holds need not be read for them. Nobody waits for tags: without them it is as it
 * was.
 */
async function withTagged({ edgar, log }: ReadDeps, filing: Filing, found: Merged): Promise<Merged> {
  try {
    const reply = await askEdgar(edgar, {
      base: 'SEC_DATA_URL',
      path: holdingsPath(filing.cik),
      maxBytes: FACTS_BYTES,
    });
    if (reply === 'absent') return found;
    const fact = heldIn(readHoldings(await textOf(reply)), filing.accession);
    if (fact === undefined) return found;
    const span = found.span ?? spanReported(fact.on, filing.form);
    if (spanReported(fact.on, filing.form).to !== span.to) return found;
    return {
      ...found,
      span,
      held: fact.btc,
      sources: { ...found.sources, held: addressOf(indexOf(filing.cik, filing.accession)) },
    };
  } catch (error) {
    log.warn('tagged holdings could not be had', { accession: filing.accession, why: reasonOf(error) });
    return found;
  }
}

/** Judges, and keeps what is known from now on before anybody is told. */
async function decide(
  deps: ReadDeps,
  company: Company,
  filing: Filing,
  found: Merged,
  task: Reading,
): Promise<Telling | undefined> {
  for (let turn = 0; turn < TURNS; turn++) {
    const memory = await deps.memory.recall(filing.cik);
    const at = deps.clock.now();
    const {
      tell,
      memory: next,
      reasons,
    } = judge(company, filing, found, memory, {
      notice: (announcement) => noticeFor(task, announcement, at),
      at,
      quiet: task.quiet,
    });
    if (!(await deps.memory.keep(memory, next))) continue;
    deps.log.info('filing read', {
      accession: filing.accession,
      company: company.tickers[0],
      form: filing.form,
      category: found.category,
      event: tell?.announcement.event,
      confidence: found.confidence,
      reasons,
    });
    return tell;
  }
  throw new Unreachable('what is known of a company kept changing while a filing was read', { cik: filing.cik });
}

/**
 * By what was listed together; what can wait, by the quarter of an hour in which it was listed, while that is not over.
 *
 * A notice is said once. What joins others after theirs went out (they were ready earlier, or the same filing said
 * something else before its exhibit appeared) goes by its own event as well, or nobody would hear it.
 */
function noticeFor(task: Reading, announcement: Announcement, at: Date): string {
  const end = later(floorTo(task.listedAt, GATHERED_FOR), GATHERED_FOR);
  if (!isUrgent(announcement) && at < end) return `${GATHERED}${end.toISOString()}`;
  const isOut = task.composed !== undefined && !task.composed.parts.some((part) => isSaid(announcement, part));
  return isOut ? byItself(keyOf(task), announcement) : keyOf(task);
}

const keyOf = ({ filings }: ReadTask): string => `filings:${filings.map(({ accession }) => accession).join(',')}`;
const byItself = (notice: string, { event }: Announcement): string => `${notice}+${event}`;
const isSaid = (a: Announcement, b: Announcement): boolean => a.event === b.event && a.accession === b.accession;
const GATHERED = 'filings:until:';
/** When what is gathered under a key is told; undefined for a key of anything else. */
const endOf = (notice: string): Date | undefined => {
  const [, end] = /^filings:until:([\dT:.-]+Z)$/.exec(notice) ?? [];
  return end === undefined ? undefined : new Date(end);
};

/* ------------------------------------------------------------------------------------------------ told */

async function tellAll(deps: ReadDeps, outcomes: readonly Outcome[]): Promise<void> {
  const tellings = outcomes.flatMap(({ telling }) => (telling ? [telling] : []));
  const now = deps.clock.now();
  const fresh = tellings.filter(({ corrects }) => corrects === undefined);
  for (const [notice, together] of Map.groupBy(fresh, (telling) => telling.notice)) {
    const end = endOf(notice);
    if (end === undefined) await tellTogether(deps, notice, together, now);
    else if (now < end) await gather(deps, notice, end, together, now);
    else await tellLate(deps, notice, end, together, now);
  }
  // Each answers to a message of its own.
  for (const telling of tellings.filter(({ corrects }) => corrects)) {
    await record(deps, telling, telling.notice, now);
    await deps.tell(telling.notice, [telling], now);
  }
}

/** Tells a notice as a whole, whoever repeats a part of it; and what it went out without, each by itself. */
async function tellTogether(deps: ReadDeps, notice: string, tellings: readonly Telling[], now: Date): Promise<void> {
  const settled = await deps.announced.compose(notice, {
    parts: tellings.map(({ announcement }) => announcement),
    at: now,
  });
  await tellSettled(deps, notice, settled);
  for (const { announcement } of tellings) {
    if (settled.parts.some((part) => isSaid(announcement, part))) continue;
    const own = byItself(notice, announcement);
    await tellSettled(deps, own, await deps.announced.compose(own, { parts: [announcement], at: now }));
  }
}

/** On record first, for whoever asks what was sold on this day. */
async function tellSettled(deps: ReadDeps, notice: string, { parts, at }: Composed): Promise<void> {
  const tellings = parts.map((announcement) => ({ announcement, notice }));
  for (const telling of tellings) await record(deps, telling, notice, at);
  await tellInParts(deps, tellings, at);
}

async function record(
  { announced, log }: ReadDeps,
  { announcement }: Telling,
  notice: string,
  at: Date,
): Promise<void> {
  await announced.record({ announcement, notice, at });
  log.count('AnnouncementMade');
}

/** The reminder comes first: what is on record under this key is told, whatever happens to us. */
async function gather(
  deps: ReadDeps,
  notice: string,
  end: Date,
  tellings: readonly Telling[],
  now: Date,
): Promise<void> {
  await remind(deps, notice, end);
  for (const telling of tellings) await record(deps, telling, notice, now);
}

const remind = ({ due }: ReadDeps, notice: string, end: Date): Promise<void> =>
  due.remind({ key: notice, at: end, queue: 'filings', body: taskToJson({ v: 1, do: 'tell', notice }) });

/** Its quarter of an hour is over: what was on record in time is told with the others, and the rest by itself. */
async function tellLate(
  deps: ReadDeps,
  notice: string,
  end: Date,
  tellings: readonly Telling[],
  now: Date,
): Promise<void> {
  const gathered = await gatheredUnder(deps, notice, end);
  for (const telling of tellings) {
    const isAmong = gathered.some((one) => isSaid(one.announcement, telling.announcement));
    if (isAmong) await remind(deps, notice, end);
    else await tellTogether(deps, byItself(notice, telling.announcement), [telling], now);
  }
}

async function gatheredUnder(
  { announced }: Pick<ReadDeps, 'announced'>,
  notice: string,
  end: Date,
): Promise<Announced[]> {
  const days = new Set([dayOf(later(end, -GATHERED_FOR as Milliseconds)), dayOf(end)]);
  const said = await Promise.all([...days].map((day) => announced.on(day)));
  return said.flat().filter((one) => one.notice === notice);
}

/** Tells what was gathered under a key. @throws {Unreadable} a key that is none. */
export async function tellGathered(
  deps: Pick<ReadDeps, 'announced' | 'tell' | 'clock'>,
  { notice }: Extract<FilingTask, { do: 'tell' }>,
): Promise<void> {
  const end = endOf(notice);
  if (end === undefined) throw new Unreadable('nothing is gathered under this key', { notice });
  const gathered = await gatheredUnder(deps, notice, end);
  if (gathered.length === 0) return;
  await tellInParts(deps, gathered, deps.clock.now());
}

/** What comes together is a handful; of more there are several messages. */
async function tellInParts({ tell }: Pick<ReadDeps, 'tell'>, tellings: readonly Telling[], at: Date): Promise<void> {
  for (let from = 0; from < tellings.length; from += MOST_TOGETHER) {
    const { notice } = tellings[from]!;
    await tell(from === 0 ? notice : `${notice}/${from}`, tellings.slice(from, from + MOST_TOGETHER), at);
  }
}

/* ------------------------------------------------------------------------------------------------ later */

/** 1, 2, 4 … 60 minutes. */
const patience = (tries: number): Milliseconds => minutes(Math.min(60, 2 ** Math.min(tries, 10)));

/**
 * What is missing is looked for again, by itself, until it is there or a day has passed; in any case when we stop
 * waiting for it.
 */
async function comeBack({ due, clock }: ReadDeps, filing: Filing, task: ReadTask): Promise<void> {
  const { tries, listedAt, quiet } = task;
  const body = taskToJson({ v: 1, do: 'read', filings: [filing], listedAt, tries: tries + 1, quiet });
  const now = clock.now();
  const [next, enough] = [later(now, patience(tries)), later(listedAt, COMPLETE_WITHIN)];
  const at = now < enough && enough < next ? enough : next;
  await due.remind({ key: `filing:${filing.accession}`, at, queue: 'filings', body });
}
