import { FILINGS_TOPIC } from '../alerts/notice.ts';
import { placeRule, removeRule } from '../alerts/place.ts';
import { type Rule, type RuleKey, ruleKey } from '../alerts/rule.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import type { Log } from '../kit/log.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book } from './book.ts';
import { type Enrolment, filterOf, rulesOf } from './enrolment.ts';
import { leave } from './leave.ts';
import { isOwnFleetRule as isOwn, type OwnKeeper } from './own.ts';
import { type Recipient, type RecipientKey, recipientFromKey, recipientKey } from './recipient.ts';
import type { Listed, Roster } from './roster.ts';
import { isPersonal } from './topics.ts';

/** @property own what a chat wrote itself: it has nothing to do with the list, and outlives it. */
export type EnrolDeps = { book: Book; roster: Roster; transitions: TransitionDeps; log: Log; own?: OwnKeeper };

const UNLISTED = 'no longer in RECIPIENTS';

/**
 * Brings rules and subscriptions to what the list says: new ones are made and judged at once, changed ones change,
 * whoever is no longer listed is let go. Repeating it changes nothing, and nothing that a chat chose by itself.
 */
export async function enrol(
  deps: EnrolDeps,
  list: readonly Enrolment[],
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const before = await deps.roster.read();
  const wanted = new Map(list.map((entry) => [recipientKey(entry), topicsOf(entry)] as const));
  for (const [key, topics] of before) if (!wanted.has(key)) await unlist(deps, key, topics, latest, now);
  // Before anybody is added, so that a crash half way never forgets what somebody was given.
  await deps.roster.write(new Map([...wanted].map(([key, topics]) => [key, given(before, key, topics)])));
  for (const entry of list) await enrolOne(deps, entry, before.get(recipientKey(entry)), latest, now);
  await deps.roster.write(wanted);
}

/** What the list gives now and what it gave before; unknown stays unknown until it has been seen to. */
const given = (before: Listed, key: RecipientKey, topics: readonly string[]): string[] | undefined => {
  const had = before.get(key);
  return before.has(key) && had === undefined ? undefined : [...new Set([...(had ?? []), ...topics])];
};

async function unlist(
  deps: EnrolDeps,
  key: RecipientKey,
  topics: readonly string[] | undefined,
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const { book, own, transitions } = deps;
  const home = await whereNow(book, recipientFromKey(key));
  const has = (await book.of(home)).map(({ topic }) => topic);
  const chosen = has.filter((topic) => (topics === undefined ? isOwn(topic) : !topics.includes(topic)));
  const wrote = (await own?.read(home))?.version ?? 0;
  if (chosen.length === 0 && wrote === 0) return leave({ book, transitions }, home, UNLISTED, latest, now);
  await drop(
    deps,
    home,
    has.filter((topic) => !chosen.includes(topic)),
    latest,
    now,
  );
}

async function enrolOne(
  deps: EnrolDeps,
  entry: Enrolment,
  before: readonly string[] | undefined,
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const home = await whereNow(deps.book, entry);
  const standing = await deps.book.standing(home);
  if (standing.state === 'gone' && standing.why !== UNLISTED) {
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
  const keep = new Set(topicsOf(entry));
  const had = before ?? (await deps.book.of(home)).map(({ topic }) => topic).filter((topic) => !isOwn(topic));
  await drop(
    deps,
    home,
    had.filter((topic) => !keep.has(topic)),
    latest,
    now,
  );
}

const topicsOf = (entry: Enrolment): string[] => [
  ...wantedBy(entry, entry).map(({ key }) => key),
  ...(filterOf(entry) ? [FILINGS_TOPIC] : []),
];

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

async function drop(
  { book, transitions }: EnrolDeps,
  home: Recipient,
  topics: readonly string[],
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  for (const topic of topics) {
    if (isPersonal(topic)) await removeRule(transitions, topic, latest, now);
    await book.unsubscribe(home, topic);
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
