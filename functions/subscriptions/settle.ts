import { removeRule as endRule, placeRule } from '../alerts/place.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import { Unreachable } from '../kit/errors.ts';
import { tryEach } from '../kit/try-each.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book } from './book.ts';
import { type Own, type OwnKeeper, placingsOf } from './own.ts';
import { type Recipient, recipientKey } from './recipient.ts';

export type OwnDeps = { own: OwnKeeper; book: Book; transitions: TransitionDeps };
/** The newest good snapshot, and the time: a new rule is judged at once. */
export type Moment = { latest: Snapshot | undefined; now: Date };

/** How often to begin again when somebody else writes the same chat's item at the same time. */
export const TRIES = 5;
/** Rules placed side by side. */
const ABREAST = 12;

/**
 * Brings the engine to what the chat's item says. May be repeated at any time; a change does so after its own write, and
 * whoever repeats a change that died in between does it again.
 *
 * The last write says that it is done, on the version that was followed: if somebody changed the item meanwhile it is
 * followed once more, so that of two at once the newer one stays, whoever was slower.
 */
export async function settle(deps: OwnDeps, recipient: Recipient, moment: Moment): Promise<Own> {
  for (let tries = 0; tries < TRIES; tries++) {
    const own = await deps.own.read(recipient);
    if (own.version === 0 || own.left) return own;
    await follow(deps, recipient, own, moment);
    const done: Own = { ...own, version: own.version + 1, settled: true, leaving: [] };
    if (await deps.own.save(recipient, done)) return done;
  }
  throw new Unreachable('the chat kept changing while its rules were being brought up to date');
}

async function follow(deps: OwnDeps, recipient: Recipient, own: Own, { latest, now }: Moment): Promise<void> {
  const { book, transitions } = deps;
  const owner = recipientKey(recipient);
  const wanted = placingsOf(own);
  const known = new Set((await book.of(recipient)).map(({ topic }) => topic));
  await inGroups(wanted, async ({ key, definition }) => {
    // Listed first: who leaves or moves is found by this list.
    if (!known.has(key)) await book.subscribe({ recipient, topic: key, since: now });
    await placeRule(transitions, { definition, owner, key }, latest, now);
  });
  const kept = new Set(wanted.map(({ key }) => key));
  await inGroups(
    own.leaving.filter((key) => !kept.has(key)),
    async (key) => {
      await endRule(transitions, key, latest, now);
      await book.unsubscribe(recipient, key);
    },
  );
}

/** @throws the first failure, after everything of its group was tried. */
async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += ABREAST) {
    const [failed] = await tryEach(items.slice(from, from + ABREAST), work);
    if (failed !== undefined) throw failed.error;
  }
}
