import { type Announcement, type AnnouncementClass, announcementShape } from './announcement.ts';
import type { Filing } from './filing.ts';
import { type Merged, plausible } from './finding.ts';
import { isAmendment } from './forms.ts';
import { type CompanyMemory, KEPT, type Policy, type Source, type Told, type Version } from './memory.ts';
import { isNamed, remember } from './remember.ts';
import { rollForward, sinceLast } from './roll-forward.ts';
import { contains, isSame, lengthOf, nameOf, type Span, spanOf } from './understanding/period.ts';
import { newestIn } from './understanding/stretches.ts';
import { type Company, nameOf as companyName, tickerOf } from './watchlist.ts';

/** What follows from a filing: what is worth telling, if anything, and what is known from now on. */
export type Judgement = {
  tell?: Telling;
  /** Knows of the telling, too: it is kept before anything is told, and told again by whoever repeats the filing. */
  memory: CompanyMemory;
  /** Why it came out so, for the log and for whoever asks. */
  reasons: string[];
};

/**
 * An announcement under the key of the notice that tells it: its first one, also when the filing is read again.
 * `corrects`: what was told before and no longer holds.
 */
export type Telling = { announcement: Announcement; notice: string; corrects?: Version };

/** @property notice the key for what is told for the first time. @property quiet learn from it and tell nobody. */
export type Occasion = { notice(announcement: Announcement): string; at: Date; quiet?: boolean };

/** Two reports of one sale differ by rounding (550 and 550.03); beyond this they contradict each other. */
const SAME_WITHIN = 0.02;
/** "Former name" is news for so long. */
const RENAMED_FOR_DAYS = 400;

/**
 * Holds what a filing says against what its company said before.
 *
 * A sum that runs since the beginning of the year is told by what it adds; coins that are gone without a word are
 * reckoned from the last holdings on record; a policy is news when it goes further than the last; an event is told
 * once, however many documents repeat it, and corrected when one of them contradicts it.
 */
export function judge(
  company: Company,
  filing: Filing,
  said: Merged,
  memory: CompanyMemory,
  occasion: Occasion,
): Judgement {
  const reasons: string[] = [];
  const found = plausible(said);
  const source: Source = {
    accession: filing.accession,
    form: filing.form,
    filedOn: filing.filedOn,
    url: found.document.url,
  };
  const before = withoutOwn(memory, filing);
  const told = sinceLast(before, found, reasons);
  const reckoned = rollForward(before, told, reasons);
  const next = remember(before, reckoned, source);
  const kind = classOf(company, filing, reckoned, before, reasons) ?? takenBack(company, filing, reckoned, before);
  if (kind === undefined || occasion.quiet) return { memory: next, reasons };
  return weigh(draft(company, filing, kind, reckoned, before), reckoned.span, next, occasion, reasons);
}

/** What this very filing taught before, when it is read again. */
function withoutOwn(memory: CompanyMemory, { accession }: Filing): CompanyMemory {
  return {
    ...memory,
    periods: memory.periods.flatMap(({ period, ...facts }) => {
      const others = Object.entries(facts).filter(([, fact]) => fact?.from.accession !== accession);
      return others.length === 0 ? [] : [{ period, ...Object.fromEntries(others) }];
    }),
    stretches: memory.stretches.filter(({ source }) => source.accession !== accession),
    policies: memory.policies.filter(({ from }) => from.accession !== accession),
  };
}

/* ------------------------------------------------------------------------------------------------ worth telling */

function draft(
  company: Company,
  filing: Filing,
  kind: AnnouncementClass,
  found: Merged,
  before: CompanyMemory,
): Announcement {
  const period = found.span && nameOf(found.span);
  const event = eventOf(company, kind, found, filing);
  const formerName = formerNameOf(company, filing.filedOn);
  const lastPolicy = before.policies[0];
  return announcementShape.parse(
    defined({
      cik: filing.cik,
      ticker: tickerOf(company),
      company: companyName(company),
      formerName,
      class: kind,
      event,
      accession: filing.accession,
      form: filing.form,
      items: filing.items,
      filedOn: filing.filedOn,
      acceptedAt: filing.acceptedAt?.toISOString(),
      url: found.document.url,
      quotes: found.quotes
        .slice(0, 3)
        .map((text) => ({ text, url: found.document.url, document: found.document.type })),
      period,
      days: kind === 'purchase' ? daysOf(found) : undefined,
      ...(kind === 'policy' && found.policy && found.policy.scope !== 'hold' && found.policy.step !== 'hold'
        ? { scope: found.policy.scope, step: found.policy.step }
        : {}),
      stated: found.stated,
      btcSold: kind === 'policy' ? undefined : found.sold,
      btcMined: found.mined,
      btcBought: kind === 'purchase' ? found.bought : undefined,
      heldBefore: found.heldBefore,
      heldAfter: found.held,
      pledged: found.pledged,
      averagePriceUsd: found.averagePriceUsd,
      proceedsUsd: found.proceedsUsd,
      uses: found.uses,
      lastPolicy: lastPolicy && {
        ...lastPolicy.from,
        scope: lastPolicy.scope,
        step: lastPolicy.step,
        quote: lastPolicy.quote || undefined,
      },
      lastHeld: found.held === undefined && found.heldBefore === undefined ? lastHeldOf(before) : undefined,
      lastPeriod: lastPeriodOf(before, period),
      doubts: found.doubts,
    }),
  );
}

function classOf(
  company: Company,
  filing: Filing,
  found: Merged,
  before: CompanyMemory,
  reasons: string[],
): AnnouncementClass | undefined {
  if (company.kind === 'miner' && found.alert !== undefined) {
    if (found.alert !== 'policy') return found.alert;
    if (goesFurther(found, before.policies, reasons) || wasToldBy(company, filing, found, before)) return 'policy';
    return undefined;
  }
  if (found.category === 'purchase' && (found.bought ?? 0) > 0) return 'purchase';
  if (found.category === 'ai_hpc_pivot' && company.kind === 'miner') return 'ai-pivot';
  return undefined;
}

const REACH: Readonly<Record<Policy['scope'], number>> = { hold: 0, production: 1, reserve: 2 };
const STEPS: Readonly<Record<Policy['step'], number>> = { hold: 0, permission: 1, plan: 2 };

/**
 * A permission that every report repeats is news once; production to reserves is news, and so is permission to plan.
 * What was said before the company last meant to hold no longer counts.
 *
 * @param policies newest first.
 */
function goesFurther({ policy }: Merged, policies: readonly Policy[], reasons: string[]): boolean {
  if (policy === undefined || policy.scope === 'hold') return false;
  const [last] = policies;
  if (last === undefined) {
    reasons.push('no policy was on record');
    return true;
  }
  const hold = policies.findIndex(({ scope }) => scope === 'hold');
  const standing = hold === -1 ? policies : policies.slice(0, hold);
  const further = standing.every(
    ({ scope, step }) =>
      REACH[policy.scope] > REACH[scope] || (policy.scope === scope && STEPS[policy.step] > STEPS[step]),
  );
  reasons.push(
    further ? `the last policy on record was ${last.step} on ${last.scope}` : 'the policy on record already says so',
  );
  return further;
}

/** It was news when this very filing was read first; what others said since must not silence whoever repeats it. */
const wasToldBy = (company: Company, filing: Filing, found: Merged, { told }: CompanyMemory): boolean =>
  found.policy !== undefined &&
  told.some(
    ({ accession, event }) => accession === filing.accession && event === eventOf(company, 'policy', found, filing),
  );

/**
 * By company, kind and period: a sale is one event however many documents repeat it, and whether it turns out to
 * have been of reserves or of production. What names no period goes by its own filing.
 */
function eventOf({ cik }: Company, kind: AnnouncementClass, found: Merged, filing: Filing): string {
  const { policy, span } = found;
  const days = daysOf(found);
  const about =
    kind === 'policy'
      ? `${policy?.scope}-${policy?.step}@${filing.filedOn.slice(0, 7)}`
      : span
        ? exactNameOf(span)
        : days && kind === 'purchase'
          ? `${days.from}/${days.to}`
          : filing.accession;
  return `${cik ?? filing.cik}:${isSale(kind) ? 'sale' : kind}:${about}`;
}

/** The days that its numbers are of, where it names them. */
function daysOf({ stretches = [] }: Merged): Announcement['days'] {
  if (stretches.length === 0) return undefined;
  const { from, to } = newestIn(stretches);
  return { from, to };
}

/** What readers call half a year is its year; a sum of six months is another event than that of twelve. */
const exactNameOf = (span: Span): string =>
  isNamed(span) ? nameOf(span) : `${monthAt(span.from)}/${monthAt(span.to)}`;
const monthAt = (month: number): string => nameOf({ from: month, to: month });

function spanIn(event: string): Span | undefined {
  const [from = '', to] = (event.split(':')[2] ?? '').split('/');
  const [first, last] = [spanOf(from), spanOf(to ?? from)];
  return first && last && { from: first.from, to: last.to };
}

const isSale = (kind: AnnouncementClass): boolean => kind === 'reserve-sale' || kind === 'production-sale';

/** A sale that was told, and of which the company now says that there was none. */
function takenBack(
  company: Company,
  filing: Filing,
  found: Merged,
  { told }: CompanyMemory,
): AnnouncementClass | undefined {
  if (found.sold !== 0 || found.span === undefined) return undefined;
  const event = eventOf(company, 'reserve-sale', found, filing);
  const isTaken = ({ btcSold = 0, accession, corrects }: Told) =>
    btcSold > 0 || (corrects !== undefined && accession === filing.accession);
  return told.find((one) => one.event === event && isTaken(one))?.class;
}

function formerNameOf({ names }: Company, filedOn: string): string | undefined {
  const [current, former] = names;
  if (current?.since === undefined || former === undefined) return undefined;
  const age = (Date.parse(filedOn) - Date.parse(current.since)) / 86_400_000;
  return age >= 0 && age <= RENAMED_FOR_DAYS ? former.name : undefined;
}

function lastHeldOf({ periods }: CompanyMemory): Announcement['lastHeld'] {
  const last = periods.find(({ held }) => held !== undefined);
  return last?.held && { period: last.period, btc: last.held.value };
}

function lastPeriodOf({ periods }: CompanyMemory, current: string | undefined): Announcement['lastPeriod'] {
  const span = current === undefined ? undefined : spanOf(current);
  const last = periods.find(({ period, sold, mined, held }) => {
    const other = spanOf(period);
    return (
      period !== current &&
      (sold ?? mined ?? held) !== undefined &&
      other !== undefined &&
      (span === undefined || (other.to < span.to && lengthOf(other) === lengthOf(span)))
    );
  });
  return (
    last &&
    defined({
      period: last.period,
      btcSold: last.sold?.value,
      btcMined: last.mined?.value,
      heldAfter: last.held?.value,
    })
  );
}

/* ------------------------------------------------------------------------------------------------ told once */

/**
 * An event is told once; what contradicts it corrects it; what repeats it is noted. Read again, the same filing says
 * the same again.
 */
function weigh(
  announcement: Announcement,
  span: Span | undefined,
  memory: CompanyMemory,
  { notice, at }: Occasion,
  reasons: string[],
): Judgement {
  const { accession, btcSold } = announcement;
  const earlier = memory.told.find(({ event }) => event === announcement.event);
  if (earlier === undefined) {
    const whole = coveredBy(announcement, span, memory);
    if (whole !== undefined) {
      reasons.push('its parts were told before');
      return { memory: saidAgain(memory, whole, accession), reasons };
    }
    const key = notice(announcement);
    return {
      tell: { announcement, notice: key },
      memory: withTold(memory, announcement, { notice: key, at }),
      reasons,
    };
  }
  if (contradicts(announcement, earlier)) {
    if (isOutdated(announcement, earlier)) {
      reasons.push(`${earlier.accession} is newer, and says otherwise`);
      return { memory, reasons };
    }
    reasons.push(
      `${earlier.class} of ${earlier.btcSold ?? 'an unknown number'} was told, ${announcement.class} of ${btcSold ?? 'an unknown number'} is what it says now`,
    );
    const corrects = versionOf(earlier);
    return {
      tell: { announcement, notice: earlier.notice, corrects },
      memory: withTold(memory, announcement, { notice: earlier.notice, at, corrects }),
      reasons,
    };
  }
  if (earlier.accession === accession) {
    const { corrects } = earlier;
    return { tell: { announcement, notice: earlier.notice, ...(corrects && { corrects }) }, memory, reasons };
  }
  reasons.push(`told before, from ${earlier.accession}`);
  return { memory: saidAgain(memory, earlier, accession), reasons };
}

/** What is read late must not correct what came after it, nor what was corrected come back. */
const isOutdated = ({ accession, filedOn, form }: Announcement, earlier: Told): boolean =>
  earlier.accession !== accession &&
  (earlier.corrects?.accession === accession ||
    earlier.filedOn > filedOn ||
    (earlier.filedOn === filedOn && isAmendment(earlier.form) && !isAmendment(form)));

function contradicts({ btcSold, class: kind }: Announcement, earlier: Told): boolean {
  if (!isSale(kind)) return false;
  if (kind !== earlier.class) return true;
  if (btcSold === undefined || earlier.btcSold === undefined) return false;
  return Math.abs(btcSold - earlier.btcSold) > SAME_WITHIN * Math.max(btcSold, earlier.btcSold);
}

const versionOf = ({ class: kind, accession, at, btcSold }: Told): Version => ({
  class: kind,
  accession,
  at,
  ...(btcSold === undefined ? {} : { btcSold }),
});

/** A quarter's sum is no news when its months were. */
function coveredBy(whole: Announcement, span: Span | undefined, { told }: CompanyMemory): Told | undefined {
  const { btcSold } = whole;
  if (span === undefined || lengthOf(span) === 1 || btcSold === undefined) return undefined;
  const parts = told.flatMap((one) => {
    const part = spanIn(one.event);
    const isPart = one.class === whole.class && part && contains(span, part) && lengthOf(part) < lengthOf(span);
    return isPart ? [{ one, part }] : [];
  });
  // A month counts once, also when its quarter was told as well.
  const apart = parts.filter(
    ({ part }) => !parts.some((other) => contains(other.part, part) && !isSame(other.part, part)),
  );
  const sum = apart.reduce((total, { one }) => total + (one.btcSold ?? 0), 0);
  return sum >= btcSold * (1 - SAME_WITHIN) ? apart[0]?.one : undefined;
}

const saidAgain = (memory: CompanyMemory, earlier: Told, accession: Told['accession']): CompanyMemory => ({
  ...memory,
  told: memory.told.map((told) =>
    told.event === earlier.event && !told.again.includes(accession)
      ? { ...told, again: [...told.again, accession].slice(-20) }
      : told,
  ),
});

/** A correction takes the place of what it corrects. */
function withTold(
  memory: CompanyMemory,
  { event, class: kind, accession, filedOn, form, btcSold }: Announcement,
  how: { notice: string; at: Date; corrects?: Version },
): CompanyMemory {
  const entry: Told = {
    event,
    class: kind,
    accession,
    filedOn,
    form,
    again: [],
    ...how,
    ...(btcSold === undefined ? {} : { btcSold }),
  };
  return { ...memory, told: [entry, ...memory.told.filter((told) => told.event !== event)].slice(0, KEPT.told) };
}

const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;
