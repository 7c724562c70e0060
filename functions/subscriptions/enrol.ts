import { FILINGS_TOPIC } from '../alerts/notice.ts';
import { placeRule, removeRule } from '../alerts/place.ts';
import { type Rule, type RuleKey, ruleKey } from '../alerts/rule.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import type { Log } from '../kit/log.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book } from './book.ts';
import { type Enrolment, filterOf, rulesOf } from './enrolment.ts';
import { isPersonal, leave } from './leave.ts';
import { type Recipient, recipientFromKey, recipientKey } from './recipient.ts';
import type { Roster } from './roster.ts';

export type EnrolDeps = { book: Book; roster: Roster; transitions: TransitionDeps; log: Log };

/**
 * Brings rules and subscriptions to what the list says: new ones are made and judged at once, changed ones change,
 * whoever is no longer listed is let go. Repeating it changes nothing.
 */
export async function enrol(
  deps: EnrolDeps,
  list: readonly Enrolment[],
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const listed = list.map(recipientKey);
  for (const key of await deps.roster.read()) {
    if (listed.includes(key)) continue;
    const home = await whereNow(deps.book, recipientFromKey(key));
    await leave(deps, home, 'no longer in RECIPIENTS', latest, now);
  }
  // Before anybody is added, so that a crash half way never forgets somebody who was.
  await deps.roster.write(listed);
  for (const entry of list) await enrolOne(deps, entry, latest, now);
}

async function enrolOne(deps: EnrolDeps, entry: Enrolment, latest: Snapshot | undefined, now: Date): Promise<void> {
  const home = await whereNow(deps.book, entry);
  const standing = await deps.book.standing(home);
  if (standing.state === 'gone' && standing.why !== 'no longer in RECIPIENTS') {
    deps.log.warn('a listed recipient is gone', { recipient: recipientKey(home), why: standing.why });
    return;
  }
  if (standing.state === 'gone') await deps.book.mark(home, { state: 'active' });
  const wanted = wantedBy(entry, home);
  // Subscribed first: a rule that is judged at once must already have somebody to tell.
  for (const { key } of wanted) await deps.book.subscribe({ recipient: home, topic: key, since: now });
  for (const rule of wanted) await placeRule(deps.transitions, rule, latest, now);
  const filter = filterOf(entry);
  if (filter) await deps.book.subscribe({ recipient: home, topic: FILINGS_TOPIC, since: now, filter });
  await dropOthers(
    deps,
    home,
    new Set([...wanted.map((rule) => rule.key), ...(filter ? [FILINGS_TOPIC] : [])]),
    latest,
    now,
  );
}

type Placing = { definition: Rule; owner?: string; key: RuleKey };

function wantedBy(entry: Enrolment, home: Recipient): Placing[] {
  const { personal, shared } = rulesOf(entry);
  return [
    ...personal.map((definition) => ({
      definition,
      owner: recipientKey(home),
      key: ruleKey(definition, recipientKey(entry)),
    })),
    ...shared.map((definition) => ({ definition, key: ruleKey(definition) })),
  ];
}

async function dropOthers(
  deps: EnrolDeps,
  home: Recipient,
  keep: ReadonlySet<string>,
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  for (const { topic } of await deps.book.of(home)) {
    if (keep.has(topic)) continue;
    if (isPersonal(topic)) await removeRule(deps.transitions, topic as RuleKey, latest, now);
    await deps.book.unsubscribe(home, topic);
  }
}

/** A chat that moved is written to where it lives now; a chain of moves is followed, a circle is not. */
async function whereNow(book: Book, recipient: Recipient): Promise<Recipient> {
  let home = recipient;
  for (let hops = 0; hops < 5; hops++) {
    const standing = await book.standing(home);
    if (standing.state !== 'moved') return home;
    home = standing.to;
  }
  return home;
}
