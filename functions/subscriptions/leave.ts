import { removeRule } from '../alerts/place.ts';
import type { RuleKey } from '../alerts/rule.ts';
import type { Rules } from '../alerts/rules.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import { Unreachable } from '../kit/errors.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book } from './book.ts';
import { joinedOwn, type Own, type OwnKeeper } from './own.ts';
import { type Recipient, recipientKey } from './recipient.ts';
import { moveSecond, type Seconds } from './second.ts';
import type { SettingsKeeper } from './settings.ts';
import { TRIES } from './settle.ts';
import { isPersonal, isShared } from './topics.ts';

/** What a chat chose for itself is put away for a while, in case it comes back (come-back.ts), where its keepers are given. */
export type LeaveDeps = { book: Book; transitions: TransitionDeps; own?: OwnKeeper; settings?: SettingsKeeper };

/** Lets a recipient go: its personal rules end, without a farewell that could not be delivered, then its subscriptions. */
export async function leave(
  deps: LeaveDeps,
  recipient: Recipient,
  why: string,
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const { book, own, settings } = deps;
  const unsaid = unspoken(deps.transitions);
  const subscriptions = await book.of(recipient);
  for (const { topic } of subscriptions) {
    if (isPersonal(topic)) await removeRule(unsaid, topic, latest, now, false);
  }
  if (own) {
    const chosen = await settings?.read(recipient);
    const shared = subscriptions.filter(({ topic }) => isShared(topic)).slice(0, MOST_PUT_AWAY);
    await park(own, recipient, {
      at: now,
      subscriptions: shared.map(({ topic, filter }) => ({ topic, ...(filter && { filter }) })),
      ...(chosen && chosen.version > 0 && { settings: chosen }),
    });
    await settings?.forget(recipient);
  }
  // Last on purpose: the subscriptions are the list that a repeat works through.
  await book.forget(recipient, why, now);
}

/** More than a chat may have. */
const MOST_PUT_AWAY = 100;

/** The engine for a chat that cannot, or must not, be told any more. */
export const unspoken = (transitions: TransitionDeps): TransitionDeps => ({
  ...transitions,
  handOver: () => Promise.resolve(),
});

/** What was put away first stays: a repeat may find less than there was. */
async function park(keeper: OwnKeeper, recipient: Recipient, left: NonNullable<Own['left']>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const own = await keeper.read(recipient);
    if (own.left || (own.version === 0 && left.subscriptions.length === 0 && left.settings === undefined)) return;
    if (await keeper.save(recipient, { ...own, version: own.version + 1, settled: false, left })) return;
  }
  throw new Unreachable('the chat kept changing while it left');
}

export type MoveDeps = { book: Book; rules: Rules; own?: OwnKeeper; settings?: SettingsKeeper; seconds?: Seconds };

/**
 * A chat got another id: its rules get another owner and keep where they stand, what it wrote itself and how it wants to
 * be told go along, then its subscriptions follow.
 */
export async function moveHouse(deps: MoveDeps, from: Recipient, to: Recipient, now: Date): Promise<void> {
  const { book, rules, own, settings, seconds } = deps;
  if (recipientKey(from) === recipientKey(to)) return;
  for (const { topic } of await book.of(from)) {
    if (isPersonal(topic)) await changeOwner(rules, topic, recipientKey(to), now);
  }
  if (own) await moveOwn(own, from, to);
  if (settings) await moveSettings(settings, from, to);
  if (settings && seconds) await moveSecond({ settings, seconds }, from, to);
  await book.move(from, to, now);
}

async function changeOwner(rules: Rules, key: RuleKey, owner: string, now: Date): Promise<void> {
  const rule = await rules.get(key);
  if (rule === undefined || rule.owner === owner) return;
  const kept = await rules.save(rule, { ...rule, owner, version: rule.version + 1 }, now);
  if (!kept) throw new Unreachable('the rule changed, or owes a notice, while its owner moved', { rule: key });
}

async function moveOwn(keeper: OwnKeeper, from: Recipient, to: Recipient): Promise<void> {
  const old = await keeper.read(from);
  if (old.version === 0) return;
  const there = await keeper.read(to);
  const joined = { ...joinedOwn(there, old), version: there.version + 1 };
  if (!(await keeper.save(to, joined))) throw new Unreachable('the chat was changed while it moved');
  await keeper.forget(from);
}

/** A chat that has settings under its new id keeps those. */
async function moveSettings(keeper: SettingsKeeper, from: Recipient, to: Recipient): Promise<void> {
  const old = await keeper.read(from);
  if (old.version === 0) return;
  await keeper.save(to, { ...old, version: 1 });
  await keeper.forget(from);
}
