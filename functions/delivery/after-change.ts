import type { Clock } from '../kit/clock.ts';
import type { Due } from '../kit/due.ts';
import { nextDigest } from '../subscriptions/digest.ts';
import type { Recipient } from '../subscriptions/recipient.ts';
import type { Settings } from '../subscriptions/settings.ts';
import { digestReminder } from './digest.ts';
import { reminderOf, wakeOf } from './errand.ts';

/**
 * After a chat's settings were saved: what waits for it is looked at by the new ones (a night may be over in another
 * zone, a silence lifted), and its digest comes when it says now. May be repeated.
 */
export async function afterChange(
  { due, clock }: { due: Pick<Due, 'remind'>; clock: Pick<Clock, 'now'> },
  recipient: Recipient,
  settings: Settings,
): Promise<void> {
  const now = clock.now();
  await due.remind(reminderOf(wakeOf(recipient), now));
  const next = nextDigest(settings, now);
  if (next) await due.remind(digestReminder(recipient, next));
}
