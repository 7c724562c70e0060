import type { Journal } from '../alerts/journal.ts';
import { FILINGS_TOPIC, RULE_EVENTS } from '../alerts/notice.ts';
import type { RuleKey } from '../alerts/rule.ts';
import type { Rules, StoredRule } from '../alerts/rules.ts';
import type { AnnouncedLog } from '../filings/announced.ts';
import type { AnnouncementClass } from '../filings/announcement.ts';
import type { Memory } from '../filings/memory.ts';
import type { ProductionPeriod } from '../industry/production.ts';
import { readLastWeek } from '../industry/read-production.ts';
import type { History } from '../market/history.ts';
import type { Book, Subscription } from '../subscriptions/book.ts';
import { type Filter, partsFor } from '../subscriptions/filter.ts';
import type { LocalDay } from '../subscriptions/local-time.ts';
import { type Recipient, recipientKey } from '../subscriptions/recipient.ts';
import { type Day, dayAfter, dayOf, hours, later } from '../units/time.ts';
import { type Change, type DigestMemo, MOST_LISTED } from './memo.ts';

export type DigestDeps = {
  book: Pick<Book, 'of'>;
  rules: Pick<Rules, 'get'>;
  journal: Pick<Journal, 'of'>;
  announced: Pick<AnnouncedLog, 'on'>;
  history: Pick<History, 'latest' | 'hours' | 'days'>;
  memory: Pick<Memory, 'recall'>;
};

/** How far back one rule's journal is read; a rule that changed more often is mostly hovering. */
const JOURNAL = 60;

/**
 * One period of a chat, from what is stored: the market, its fleets, its alerts, and the companies it watches. A week also
 * has what was issued and bought, and of whoever watches no companies what all of them said of their reserves.
 */
export async function composeDigest(
  deps: DigestDeps,
  recipient: Recipient,
  { day, every, from, at }: { day: LocalDay; every: 'day' | 'week'; from: Date; at: Date },
): Promise<DigestMemo> {
  const subscriptions = await deps.book.of(recipient);
  const rules = await rulesIn(deps, subscriptions);
  const snapshot = await deps.history.latest();
  const [start] = await deps.history.hours(from, later(from, hours(3)));
  const changes = (await Promise.all(rules.map((rule) => changesOf(deps, rule, from, at)))).flat();
  changes.sort((a, b) => b.at.getTime() - a.at.getTime());
  const announcements = await announcedIn(deps, filterOf(subscriptions, every), from, at);
  const left = (list: readonly unknown[]) => Math.max(0, list.length - MOST_LISTED);
  return {
    v: 1,
    kind: 'digest',
    key: `digest:${recipientKey(recipient)}@${day}`,
    event: 'told',
    at,
    every,
    from,
    ...(snapshot && { snapshot }),
    ...(start && { before: { usdPerPhDay: start.hashprice.mean, usdPerBtc: start.usdPerBtc } }),
    fleets: fleetsIn(rules).slice(0, MOST_LISTED),
    changes: changes.slice(0, MOST_LISTED),
    announcements: announcements.slice(0, MOST_LISTED),
    more: left(changes) + left(announcements),
    ...(every === 'week' ? { week: toldWeek(await readLastWeek(deps, at)) } : {}),
  };
}

async function rulesIn({ rules }: DigestDeps, subscriptions: readonly Subscription[]): Promise<StoredRule[]> {
  const found = await Promise.all(subscriptions.map(({ topic }) => rules.get(topic as RuleKey)));
  return found.filter((rule): rule is StoredRule => rule !== undefined && !rule.removed);
}

function fleetsIn(rules: readonly StoredRule[]): DigestMemo['fleets'] {
  const fleets = rules.flatMap(({ definition }) =>
    definition.kind === 'margin'
      ? [{ fleet: definition.fleet, ...(definition.hours && { hours: definition.hours }) }]
      : [],
  );
  return [...new Map(fleets.map((one) => [JSON.stringify(one), one])).values()];
}

async function changesOf({ journal }: DigestDeps, rule: StoredRule, from: Date, to: Date): Promise<Change[]> {
  const entries = await journal.of(rule.key, JOURNAL);
  return entries.flatMap(({ at, to: phase, notice, value }) => {
    if (notice === undefined || at <= from || at > to) return [];
    const told = readKey(notice);
    return told ? [{ definition: rule.definition, event: told.event, since: told.since, to: phase, at, value }] : [];
  });
}

/** What a notice's key says of it: `margin:S21@telegram:42@2026-02-24T12:55:00.000Z#fired`. */
export function readKey(key: string): { incident: string; event: Change['event']; since: Date } | undefined {
  const [, incident, since, word] = /^(.+@(\d{4}-\d\d-\d\dT[\d:.]+Z))#([a-z]+)(?:@|$)/.exec(key) ?? [];
  const event = RULE_EVENTS.find((one) => one === word);
  return incident && since && event ? { incident, event, since: new Date(since) } : undefined;
}

function toldWeek({ period, isWhole, issuedBtc, isIssuedAbout, bought }: ProductionPeriod): DigestMemo['week'] {
  return {
    period,
    isWhole,
    ...(issuedBtc === undefined ? {} : { issuedBtc }),
    ...(isIssuedAbout ? { isIssuedAbout } : {}),
    ...(bought && {
      bought: {
        btc: bought.btc,
        by: bought.by.map(({ ticker, btc, source: { url } }) => ({ ticker, btc, source: { url } })),
        missing: [...bought.missing],
      },
    }),
  };
}

/** What the whole industry's week is told by. */
const OF_RESERVES: AnnouncementClass[] = ['policy', 'reserve-sale'];

function filterOf(subscriptions: readonly Subscription[], every: 'day' | 'week'): Filter | undefined {
  const mine = subscriptions.find(({ topic }) => topic === FILINGS_TOPIC);
  if (mine !== undefined) return mine.filter ?? {};
  return every === 'week' ? { classes: OF_RESERVES } : undefined;
}

async function announcedIn(
  { announced }: DigestDeps,
  filter: Filter | undefined,
  from: Date,
  to: Date,
): Promise<DigestMemo['announcements']> {
  if (filter === undefined) return [];
  const days: Day[] = [];
  for (let day = dayOf(from); day <= dayOf(to); day = dayAfter(day, 1)) days.push(day);
  const told = (await Promise.all(days.map((day) => announced.on(day)))).flat();
  return told
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .flatMap(({ announcement }) => partsFor({ parts: [{ announcement }] }, filter))
    .map(({ announcement }) => announcement);
}
