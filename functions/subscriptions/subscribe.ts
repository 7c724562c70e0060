import { FILINGS_TOPIC } from '../alerts/notice.ts';
import { placeRule, removeRule } from '../alerts/place.ts';
import { type Rule, ruleKey } from '../alerts/rule.ts';
import type { TransitionDeps } from '../alerts/transition.ts';
import { Refused } from '../kit/errors.ts';
import type { Book } from './book.ts';
import type { Filter } from './filter.ts';
import { roomFor } from './limits.ts';
import type { Recipient } from './recipient.ts';
import type { Moment } from './settle.ts';
import { isPersonal, isShared } from './topics.ts';

export type SubscribeDeps = { book: Book; transitions: TransitionDeps };

/** What many chats hear together: a rule that belongs to nobody, or what companies announce. */
export type Wish = { rule: Rule } | { filings: Filter };

const topicOfWish = (wish: Wish): string => ('rule' in wish ? ruleKey(wish.rule) : FILINGS_TOPIC);

/**
 * Subscribes a chat to something that others may hear as well; the first to wish for a rule makes it. Again: nothing
 * changes but the filter. @returns the topic.
 *
 * @throws {LimitReached} when it is one too many. @throws {Refused} for a rule about a fleet, which is always somebody's.
 */
export async function subscribe(
  { book, transitions }: SubscribeDeps,
  recipient: Recipient,
  wish: Wish,
  { latest, now }: Moment,
): Promise<string> {
  if ('rule' in wish && (wish.rule.kind === 'margin' || wish.rule.kind === 'retarget')) {
    throw new Refused('a rule about a fleet comes with the fleet: save the fleet instead');
  }
  const topic = topicOfWish(wish);
  const shared = (await book.of(recipient)).filter((one) => isShared(one.topic));
  if (!shared.some((one) => one.topic === topic)) roomFor('subscriptions', shared.length);
  // Subscribed first: a rule that is judged at once must already have somebody to tell.
  await book.subscribe({ recipient, topic, since: now, ...('filings' in wish && { filter: wish.filings }) });
  if ('rule' in wish) await placeRule(transitions, { definition: wish.rule }, latest, now);
  return topic;
}

/**
 * Lets go of anything that a chat hears: a shared topic, whose rule stays for others; or a personal rule that
 * RECIPIENTS gave it, which ends (and is there again at the next enrolment: that list is its operator's). What the chat
 * wrote itself goes by its own flows (fleets.ts).
 */
export async function unsubscribe(
  { book, transitions }: SubscribeDeps,
  recipient: Recipient,
  topic: string,
  { latest, now }: Moment,
): Promise<void> {
  if (isPersonal(topic)) await removeRule(transitions, topic, latest, now);
  await book.unsubscribe(recipient, topic);
}
