import type { Day } from '../units/time.ts';
import type { Filter } from './filter.ts';
import type { Recipient, RecipientKey } from './recipient.ts';

/**
 * A recipient hears about a topic (the key of a shared rule, or all filings) from `since` on: incidents older than that
 * are not its business. `filter`: which announcements; the usual ones without it.
 */
export type Subscription = { recipient: Recipient; topic: string; since: Date; filter?: Filter };

/**
 * Whether a recipient can be reached.
 * `paused`: it will not let us write, for now; with `days`, it is asked again on any other day. `gone`: it never will again. `moved`: it lives on under another id.
 */
export type Standing =
  | { state: 'active' }
  | { state: 'paused'; why: string; since: Date; days?: readonly Day[] }
  | { state: 'gone'; why: string; since: Date }
  | { state: 'moved'; to: Recipient; since: Date };

/** Who hears what: by recipient, and by topic. Every method may be repeated. */
export interface Book {
  /** The first `since` stays; the last filter counts. */
  subscribe(subscription: Subscription): Promise<void>;
  unsubscribe(recipient: Recipient, topic: string): Promise<void>;
  /** By topic, at most `limit` (1,000), in the order of their keys; `after` is the last key of the page before. */
  page(topic: string, limit: number, after?: RecipientKey): Promise<Subscription[]>;
  of(recipient: Recipient): Promise<Subscription[]>;
  standing(recipient: Recipient): Promise<Standing>;
  mark(recipient: Recipient, standing: Standing): Promise<void>;
  /** All its subscriptions go over to the new id, `since` kept; the old one is marked moved. */
  move(from: Recipient, to: Recipient, now: Date): Promise<void>;
  /** Removes its subscriptions and marks it gone. */
  forget(recipient: Recipient, why: string, now: Date): Promise<void>;
  /** As if it had never been: its subscriptions, and that it was ever here. */
  erase(recipient: Recipient): Promise<void>;
}
