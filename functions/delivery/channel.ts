import type { Recipient } from '../subscriptions/recipient.ts';
import type { Milliseconds } from '../units/time.ts';
import type { Outcome } from './outcome.ts';

/** Says one rendered thing to one recipient. Never throws for what a platform answered; that is an {@link Outcome}. */
export interface Channel<Rendered> {
  /**
   * @param nonce the same for the same delivery; where the platform can, it makes a repeat harmless.
   * @param within the time left; the channel gives up before it is over.
   * @param answering id of the message that this one answers; when it is gone, it is said all the same.
   */
  send(to: Recipient, rendered: Rendered, nonce: string, within: Milliseconds, answering?: string): Promise<Outcome>;
  /**
   * Where a platform can: passes a message on to other places that follow this one. Never throws for what it answered.
   * @returns what became of it, for the log.
   */
  publish?(to: Recipient, messageId: string, within: Milliseconds): Promise<string>;
}
