import { removeRule } from '../alerts/place.ts';
import type { RuleKey } from '../alerts/rule.ts';
import type { Rules } from '../alerts/rules.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import { Unreachable } from '../kit/errors.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book } from './book.ts';
import { type Recipient, recipientKey } from './recipient.ts';

export type LeaveDeps = { book: Book; transitions: TransitionDeps };

/** A personal rule's key ends with its first owner; topics have none. */
export const isPersonal = (topic: string): boolean => topic.includes('@');

/** Lets a recipient go: its personal rules end, without a farewell that could not be delivered, then its subscriptions. */
export async function leave(
  { book, transitions }: LeaveDeps,
  recipient: Recipient,
  why: string,
  latest: Snapshot | undefined,
  now: Date,
): Promise<void> {
  const unsaid: TransitionDeps = { ...transitions, handOver: () => Promise.resolve() };
  for (const { topic } of await book.of(recipient)) {
    if (isPersonal(topic)) await removeRule(unsaid, topic as RuleKey, latest, now, false);
  }
  // Last on purpose: the subscriptions are the list that a repeat works through.
  await book.forget(recipient, why, now);
}

/** A chat got another id: its rules get another owner and keep where they stand, then its subscriptions follow. */
export async function moveHouse(
  { book, rules }: { book: Book; rules: Rules },
  from: Recipient,
  to: Recipient,
  now: Date,
): Promise<void> {
  for (const { topic } of await book.of(from)) {
    if (isPersonal(topic)) await changeOwner(rules, topic as RuleKey, recipientKey(to), now);
  }
  await book.move(from, to, now);
}

async function changeOwner(rules: Rules, key: RuleKey, owner: string, now: Date): Promise<void> {
  const rule = await rules.get(key);
  if (rule === undefined || rule.owner === owner) return;
  const kept = await rules.save(rule, { ...rule, owner, version: rule.version + 1 }, now);
  if (!kept) throw new Unreachable('the rule changed, or owes a notice, while its owner moved', { rule: key });
}
