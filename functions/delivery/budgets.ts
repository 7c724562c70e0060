import type { Budget } from '../kit/pace.ts';
import { type Recipient, recipientKey } from '../subscriptions/recipient.ts';
import { quantity } from '../units/quantity.ts';
import type { Milliseconds } from '../units/time.ts';
import type { Lane } from './delivery.ts';

/**
 * Published limits, and what we take of them. They are counted where the message arrives, so a slot that was kept here
 * to the millisecond may still meet the next one there: 4 % of room absorbs 40 ms of jitter in a second.
 *
 * Telegram: about 30 a second in all, 1 a second in a chat, 20 a minute in a group.
 * @see https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 * Discord: 50 a second in all; in a channel 5 in 5 seconds in practice, which its headers say and its pages do not.
 * @see https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
 */
const every = (key: string, ms: number): Budget => ({ key, interval: quantity<Milliseconds>(ms) });
const perSecond = (key: string, n: number): Budget => every(key, 1_000 / n);

/** Everything that is sent to a platform takes a slot of this; held, nobody sends. */
export const PLATFORM = {
  telegram: perSecond('telegram', 28.8),
  discord: perSecond('discord', 48),
} as const;

/** A topic's crowd leaves a sixth of the platform to those whose own fleet is concerned. */
const BROADCAST = {
  telegram: perSecond('telegram:broadcast', 24),
  discord: perSecond('discord:broadcast', 40),
} as const;

/** A slot must satisfy all of these. First the recipient's own, last the platform's. */
export function budgetsOf(recipient: Recipient, lane: Lane): [own: Budget, ...rest: Budget[], platform: Budget] {
  const own = ownOf(recipient);
  const platform = PLATFORM[recipient.platform];
  return lane === 'broadcast' ? [own, BROADCAST[recipient.platform], platform] : [own, platform];
}

/** By chat and not by topic of it: all topics of a group share its limit. */
function ownOf(recipient: Recipient): Budget {
  if (recipient.platform === 'discord') return every(recipientKey(recipient), 1_040);
  // Groups and supergroups have negative ids; a channel's @name may be as strictly limited, and is treated so.
  const isPrivate = /^\d/.test(recipient.chat);
  return every(`telegram:${recipient.chat}`, isPrivate ? 1_050 : 3_100);
}
