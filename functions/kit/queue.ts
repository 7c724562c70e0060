import type { Milliseconds } from '../units/time.ts';

/**
 * A place to put work for another function. `Body` is JSON and at most 256 KB; the receiver parses it by schema.
 *
 * At least once, in no particular order: every message carries the key that makes a repeat harmless.
 */
export interface Queue<Body> {
  /** @param delay at most fifteen minutes (an SQS limit); what waits longer goes to `due.ts`. */
  put(bodies: readonly Body[], delay?: Milliseconds): Promise<void>;
}

/** The longest delay a queue can give. */
export const LONGEST_DELAY_SECONDS = 900;
