import * as z from 'zod';

/** One call of a platform's API, ready to go out: what an answer is stored as, so that a repeat says the very same. */
export const callShape = z.object({ method: z.string(), payload: z.record(z.string(), z.unknown()) });
export type Call = z.output<typeof callShape>;

/**
 * What is known of a question.
 *
 * `ours`: to be answered by us until the lease ends; with `answer` somebody before us had found out what to say, and had
 * said the first `said` calls of it. `since` is when it was first claimed, and `tries` how often.
 */
export type Claim =
  | { state: 'ours'; since: Date; tries: number; answer?: readonly Call[]; said: number }
  | { state: 'taken'; until: Date }
  | { state: 'done' };

/**
 * Questions on their way: claimed → answered → done, each a conditional write of whoever holds the claim.
 *
 * A process may die between any two lines: its claim runs out and the next repeat goes on where it stopped. Kept for two
 * days, which is longer than any platform repeats; what was said is dropped as soon as it is done.
 */
export interface AskedLog {
  claim(key: string, leaseUntil: Date, now: Date): Promise<Claim>;
  /** What will be said. Only whoever holds the claim may call it, and the two below. */
  answered(key: string, answer: readonly Call[], now: Date): Promise<void>;
  /** The first so many calls went out. */
  said(key: string, count: number, now: Date): Promise<void>;
  done(key: string, now: Date): Promise<void>;
  /** Whoever comes next may claim at once. What was found out stays. */
  release(key: string, now: Date): Promise<void>;
}
