import { isMuted, mutedUntil } from '../subscriptions/mute.ts';
import { quietUntil } from '../subscriptions/quiet-hours.ts';
import type { Settings, Subject } from '../subscriptions/settings.ts';
import { type Delivery, isAnnouncement, isMemo, isRuleNotice, type Message, threadOf } from './delivery.ts';
import type { HoldBack } from './hold-back.ts';
/** Why the chat does not want it at all. */
export type Unwanted = 'switched off here' | 'muted for now' | 'muted until it recovers';

/** What the chat's own wishes say of a message. */
export type Wish =
  | { to: 'say'; silent?: boolean }
  | { to: 'hold'; until: Date; because: HoldBack }
  | { to: 'drop'; because: Unwanted };

export function subjectOf(message: Message): Subject | undefined {
  if (isAnnouncement(message)) return 'filings';
  if (isMemo(message)) return message.kind === 'digest' ? 'digest' : undefined;
  return message.definition.kind;
}

/**
 * Whether a chat wants to hear this now.
 *
 * Evaluation goes on, so alerts wait for the end of a night or a silence: only then is it known what is still worth
 * saying. What belongs to its moment does not wait: announcements and digests of a silence are dropped. A night lets
 * pass, without a sound, that data are old (else its silence would look like a good night) and a digest that was
 * ordered for just that hour. A test was asked for this minute, and says what would become of an alert.
 */
export function attend({ notice, insists }: Pick<Delivery, 'notice' | 'insists'>, settings: Settings, now: Date): Wish {
  if (isMemo(notice) && notice.kind === 'test') return { to: 'say' };
  // Nothing that a night or a silence is for: it is asked for help, once.
  if (isMemo(notice) && notice.kind === 'lost') {
    return { to: 'say', ...(quietUntil(settings, now) === 'awake' ? {} : { silent: true }) };
  }
  const subject = subjectOf(notice);
  const loudness = (subject && settings.loudness[subject]) ?? 'loud';
  if (loudness === 'off') return { to: 'drop', because: 'switched off here' };
  if (isRuleNotice(notice) && !isOver(notice) && isMuted(settings, notice, threadOf(notice))) {
    return { to: 'drop', because: 'muted until it recovers' };
  }
  const mutedTill = mutedUntil(settings, now);
  if (mutedTill !== undefined) {
    return isRuleNotice(notice) && !insists
      ? { to: 'hold', until: mutedTill, because: 'muted for now' }
      : { to: 'drop', because: 'muted for now' };
  }
  const nightTill = quietUntil(settings, now);
  if (nightTill === 'awake') return { to: 'say', ...(insists ? { silent: false } : soundOf(loudness)) };
  if (subject === 'data' || subject === 'digest') return { to: 'say', silent: true };
  return { to: 'hold', until: nightTill, because: 'quiet hours' };
}

const soundOf = (loudness: 'loud' | 'silent'): { silent?: boolean } => (loudness === 'silent' ? { silent: true } : {});

/** Whether it says that something is no longer so. */
export const isOver = (message: Message): boolean =>
  message.event === 'resolved' ||
  message.event === 'closed' ||
  (isRuleNotice(message) && message.event === 'settled' && message.settledAs === 'calm');
