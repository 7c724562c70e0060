import { removeRule } from '../alerts/place.ts';
import { unspoken } from './leave.ts';
import { placingsOf } from './own.ts';
import type { Recipient } from './recipient.ts';
import type { SettingsKeeper } from './settings.ts';
import type { Moment, OwnDeps } from './settle.ts';
import { isPersonal } from './topics.ts';

/** Whoever keeps something by chat, and can let it go. */
export type Eraser = (recipient: Recipient) => Promise<void>;

/** @property also what other slices keep of a chat: what waits for it, what was said to it, how far a conversation got. */
export type EraseDeps = OwnDeps & { settings: SettingsKeeper; also?: readonly Eraser[] };

/**
 * Forgets a chat: nothing that was kept of it remains, and nothing is said about it. May be repeated; whoever asks again
 * after a crash erases what is left.
 *
 * A chat that is listed in RECIPIENTS is there again at the next enrolment: that list is its operator's.
 */
export async function eraseAll(deps: EraseDeps, recipient: Recipient, { latest, now }: Moment): Promise<void> {
  const { own, book, settings, transitions, also = [] } = deps;
  const silently = unspoken(transitions);
  const [kept, listed] = await Promise.all([own.read(recipient), book.of(recipient)]);
  const keys = new Set([
    ...placingsOf(kept).map(({ key }) => key),
    ...kept.leaving,
    ...listed.map(({ topic }) => topic).filter(isPersonal),
  ]);
  for (const erase of also) await erase(recipient);
  for (const key of keys) {
    await removeRule(silently, key, latest, now, false);
    await transitions.journal.forget(key);
  }
  await settings.forget(recipient);
  // Last on purpose, as the lists of what there was.
  await own.forget(recipient);
  await book.erase(recipient);
}
