import type { Recipient } from '../subscriptions/recipient.ts';
import type { Delivery } from './delivery.ts';
import type { HoldBack } from './hold-back.ts';
import type { Utterance } from './sent.ts';

/** A delivery that waits for its chat to wake. */
export type Held = { delivery: Delivery; because: HoldBack /** When it was held back. */; since: Date };

/** That all this was said in one message. */
export type Telltale = { recipient: Recipient; covers: readonly Utterance[]; messageId: string };

/**
 * What each chat will be told when its night, or its silence, is over. When that is, the due index knows; this only
 * keeps what to say then. Every method may be repeated.
 */
export interface Shelf {
  /** The same notice again takes the place of the first. */
  put(held: Held): Promise<void>;
  /** In the order in which they happened, at most `limit`. */
  of(recipient: Recipient, limit: number): Promise<Held[]>;
  remove(held: Held): Promise<void>;
  /**
   * Many things were said at once, and it takes many writes to record them: noted in one, so that whoever finds it after
   * a crash records the rest instead of saying it again.
   */
  note(telltale: Telltale, now: Date): Promise<void>;
  /** What was noted and not yet forgotten. */
  noted(recipient: Recipient): Promise<Telltale[]>;
  /** All of it has been recorded. */
  forget(telltale: Telltale): Promise<void>;
  /** Nothing of this chat remains. */
  erase(recipient: Recipient): Promise<void>;
}
