import type { Milliseconds } from '../units/time.ts';

/** A limit that somebody outside enforces: at most one send per `interval`, under this key, over all functions. */
export type Budget = { key: string; interval: Milliseconds };

export type Lease = { granted: true; at: Date } | { granted: false; notBefore: Date };

/**
 * Slots to send in, leased by conditional updates (generic cell rate), so that concurrent functions share one limit.
 *
 * A granted slot lies at most `within` ahead, and the caller waits for it. A slot that would lie further ahead is
 * not taken: the caller puts its work back until `notBefore`, which costs no delivery attempt.
 */
export interface Pace {
  /** One slot that satisfies all budgets; give the tightest budget first, so that a refusal wastes nothing. */
  lease(budgets: readonly Budget[], within: Milliseconds, now: Date): Promise<Lease>;
  /** Someone outside said "wait": nobody gets a slot of this budget before `until`. */
  hold(budget: Budget, until: Date): Promise<void>;
}
