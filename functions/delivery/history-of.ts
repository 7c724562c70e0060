import type { Journal } from '../alerts/journal.ts';
import { FILINGS_TOPIC, type RuleEvent } from '../alerts/notice.ts';
import type { Rule, RuleKey } from '../alerts/rule.ts';
import type { Rules } from '../alerts/rules.ts';
import type { AnnouncedLog } from '../filings/announced.ts';
import type { Announcement } from '../filings/announcement.ts';
import type { Book, Subscription } from '../subscriptions/book.ts';
import { partsFor } from '../subscriptions/filter.ts';
import { type Recipient, type RecipientKey, recipientKey } from '../subscriptions/recipient.ts';
import { dayAfter, dayOf } from '../units/time.ts';
import { readKey } from './compose-digest.ts';
import type { Entry, SentLog } from './sent.ts';
import type { Held, Shelf } from './shelf.ts';

export type HistoryDeps = {
  book: Pick<Book, 'of'>;
  rules: Pick<Rules, 'get'>;
  journal: Pick<Journal, 'of'>;
  announced: Pick<AnnouncedLog, 'on'>;
  sent: Pick<SentLog, 'about'>;
  shelf: Pick<Shelf, 'of'>;
};

/**
 * What became of one thing in one chat. `delivered`; `waiting` for the end of its night or silence; `dropped` or
 * `refused`, and why; `on its way`; `not told`: the rule changed its mind in a way that makes no message, and why.
 */
export type Fate = 'delivered' | 'waiting' | 'dropped' | 'refused' | 'on its way' | 'not told';

type Event = { at: Date } & (
  | { of: 'rule'; rule: Rule; event?: RuleEvent; from: string; to: string; value: number }
  | { of: 'company'; announcement: Announcement }
);

/** @property at when it happened; `told` when it was delivered, or let be. */
export type Past = Event & { fate: Fate; because: string; told?: Date };

/** So many days of announcements are looked through; rules are asked for as many entries as are wanted. */
const DAYS = 7;
const MOST = 50;
const MOST_HELD = 300;

/** What happened, before it is known what became of it. @property thread under which the delivery log has its message. */
type Happened = { past: Event; said?: { notice: string; thread: string }; because: string };

/** What fired, what was held back and why, and what was delivered: the journal, the shelf and the delivery log in one. */
export async function historyOf(deps: HistoryDeps, recipient: Recipient, limit: number, now: Date): Promise<Past[]> {
  const most = Math.min(limit, MOST);
  const subscriptions = await deps.book.of(recipient);
  const happened = await Promise.all(
    subscriptions.map((one) =>
      one.topic === FILINGS_TOPIC ? announcedTo(deps, one, most, now) : journalOf(deps, one, most),
    ),
  );
  const newest = happened
    .flat()
    .sort((a, b) => b.past.at.getTime() - a.past.at.getTime())
    .slice(0, most);
  const shelf = await deps.shelf.of(recipient, MOST_HELD);
  const key = recipientKey(recipient);
  return Promise.all(newest.map((one) => withFate(deps, key, one, shelf)));
}

async function journalOf(
  { rules, journal }: HistoryDeps,
  { topic, since }: Subscription,
  limit: number,
): Promise<Happened[]> {
  const rule = await rules.get(topic as RuleKey);
  if (rule === undefined) return [];
  const entries = await journal.of(rule.key, limit);
  return entries
    .filter(({ at }) => at >= since)
    .map(({ at, from, to, value, because, notice }) => {
      const told = notice === undefined ? undefined : readKey(notice);
      const past: Event = {
        of: 'rule',
        at,
        rule: rule.definition,
        from,
        to,
        value,
        ...(told && { event: told.event }),
      };
      return { past, because, ...(told && notice && { said: { notice, thread: told.incident } }) };
    });
}

async function announcedTo(
  { announced }: HistoryDeps,
  { filter, since }: Subscription,
  limit: number,
  now: Date,
): Promise<Happened[]> {
  const wanted: Happened[] = [];
  for (let ago = 0; ago < DAYS && wanted.length < limit; ago++) {
    for (const { announcement, notice, at } of await announced.on(dayAfter(dayOf(now), -ago))) {
      if (at < since || partsFor({ parts: [{ announcement }] }, filter).length === 0) continue;
      const past: Event = { of: 'company', at, announcement };
      wanted.push({ past, because: '', said: { notice, thread: notice } });
    }
  }
  return wanted;
}

async function withFate(
  { sent }: HistoryDeps,
  key: RecipientKey,
  { past, said, because }: Happened,
  shelf: readonly Held[],
): Promise<Past> {
  if (said === undefined) return { ...past, fate: 'not told', because };
  const entry = (await sent.about(key, said.thread)).find(({ notice }) => notice === said.notice);
  return { ...past, ...fateOf(entry, shelf, said.notice) };
}

const FATES = { sent: 'delivered', dropped: 'dropped', rejected: 'refused', claimed: 'on its way' } as const;

function fateOf(
  entry: Entry | undefined,
  shelf: readonly Held[],
  notice: string,
): Pick<Past, 'fate' | 'because' | 'told'> {
  if (entry && entry.state !== 'claimed') return { fate: FATES[entry.state], because: entry.because, told: entry.at };
  const held = shelf.find(({ delivery }) => delivery.notice.key === notice);
  if (held) return { fate: 'waiting', because: held.because };
  return { fate: 'on its way', because: entry ? 'somebody else is saying it' : 'it has not reached the chat yet' };
}
