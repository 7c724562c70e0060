import type { JournalEntry } from '../alerts/journal.ts';
import { STALE_TICKS } from '../alerts/plan.ts';
import { ruleKey } from '../alerts/rule.ts';
import { SHARED, type Shared } from '../alerts/shared.ts';
import type { Announced } from '../filings/announced.ts';
import type { Rollup } from '../market/history.ts';
import type { Snapshot } from '../market/snapshot.ts';
import { dayAfter, dayOf, elapsed, type Milliseconds } from '../units/time.ts';
import type { PageSources } from './sources.ts';

/** As the alert on missing data has it. */
export const isStale = (latest: Snapshot, now: Date, tickMs: Milliseconds): boolean =>
  elapsed(latest.at, now) > STALE_TICKS * tickMs;

/** Whole days before the snapshot's, ascending; as many as are on record. */
export const daysBefore = (
  history: Pick<PageSources['history'], 'days'>,
  { at }: Snapshot,
  days: number,
): Promise<Rollup[]> => history.days(dayAfter(dayOf(at), -days), dayAfter(dayOf(at), -1));

/** A day is a query of its own: more at a time than this, and the table would be asked by the hundred at once. */
const AT_A_TIME = 16;

/** What was announced in the last days, the newest first. @param most of them; the days after enough are not asked for. */
export async function announcedLately(
  announced: PageSources['announced'],
  now: Date,
  days: number,
  most: number,
): Promise<Announced[]> {
  const today = dayOf(now);
  const found: Announced[] = [];
  for (let back = 0; back < days && found.length < most; back += AT_A_TIME) {
    const asked = Array.from({ length: Math.min(AT_A_TIME, days - back) }, (_, i) => dayAfter(today, -back - i));
    const each = await Promise.all(asked.map((day) => announced.on(day)));
    found.push(...each.flat());
  }
  return found
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.announcement.event < b.announcement.event ? -1 : 1))
    .slice(0, most);
}

/** A change of one of the alerts that everybody can have, of which a message was sent. */
export type Alerted = { topic: Shared; entry: JournalEntry };

/** The newest of each, newest first. Alerts that nobody has subscribed to are not judged, and have no past. */
export async function alertedLately(journal: PageSources['journal'], most: number): Promise<Alerted[]> {
  const each = await Promise.all(
    (Object.keys(SHARED) as Shared[]).map(async (topic) =>
      (await journal.of(ruleKey(SHARED[topic]), most)).map((entry): Alerted => ({ topic, entry })),
    ),
  );
  return each
    .flat()
    .filter(({ entry }) => entry.notice !== undefined)
    .toSorted((a, b) => b.entry.at.getTime() - a.entry.at.getTime())
    .slice(0, most);
}
