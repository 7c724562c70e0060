import { digestOf, nextDigest } from '../subscriptions/digest.ts';
import type { LocalDay } from '../subscriptions/local-time.ts';
import { composeDigest, type DigestDeps } from './compose-digest.ts';
import { deliveryToJson } from './delivery.ts';
import { type ErrandOf, reminderOf } from './errand.ts';
import type { Tools } from './stage.ts';

export type SumUpDeps = DigestDeps & Pick<Tools, 'book' | 'settings' | 'due' | 'clock' | 'lanes'>;

/**
 * A chat's digest is due: it is handed to its lane, and the next one waits.
 *
 * A digest that is late (the bot was down) is told late; one whose chat has changed its clock or its mind meanwhile waits
 * for the new time, or is not told.
 */
export async function sumUp(deps: SumUpDeps, { recipient, day }: ErrandOf<'digest'>): Promise<void> {
  const { book, settings, clock, lanes } = deps;
  const now = clock.now();
  const standing = await book.standing(recipient);
  const home = standing.state === 'moved' ? standing.to : recipient;
  if (standing.state === 'gone') return;
  const wishes = await settings.read(home);
  const due = digestOf(wishes, day as LocalDay);
  if (wishes.digest && due && due.at <= now && standing.state === 'active') {
    const notice = await composeDigest(deps, home, { ...due, day: day as LocalDay, every: wishes.digest.every });
    await lanes.direct.put([deliveryToJson({ v: 1, notice, recipient: home, lane: 'direct', postponed: 0 })]);
  }
  // Last on purpose: a crash before this line sums up the same day again, which the chat hears once.
  const next = nextDigest(wishes, now);
  if (next) await deps.due.remind(digestReminder(home, next));
}

export const digestReminder = (
  recipient: ErrandOf<'digest'>['recipient'],
  { day, at }: NonNullable<ReturnType<typeof nextDigest>>,
) => reminderOf({ v: 1, errand: 'digest', recipient, day, postponed: 0 }, at);
