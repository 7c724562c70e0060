import type { Milliseconds } from '../units/time.ts';

/** What a chat that was configured lacks now, so that whoever configured it can mend it. */
export const LACKS = ['access', 'permissions', 'an open thread', 'the channel'] as const;
export type Lack = (typeof LACKS)[number];

/** A refusal that may pass: tried again on another day, and after refusals on so many days taken for the end. */
export type Retrial = { lacks: Lack; daysUntilGone?: number };

/**
 * What became of one send. The channel judges; the pipeline acts.
 *
 * `sent` is over; `quietFor`: the next one there would be refused before. `retry` was not taken, and may be later; `scope` says whose limit it was, where the platform tells.
 * `unknown` may have been taken: only an idempotent channel may try again at once. `moved` has a new id. `paused` will
 * not let us write until somebody changes a setting. `gone` never will again. `rejected` is our own fault.
 */
export type Outcome =
  | { kind: 'sent'; messageId: string; quietFor?: Milliseconds }
  | {
      kind: 'retry';
      after: Milliseconds;
      why: string;
      scope?: 'chat' | 'platform';
    }
  | { kind: 'unknown'; why: string }
  | { kind: 'moved'; to: string; why: string }
  | { kind: 'paused'; why: string; retrial?: Retrial }
  | { kind: 'gone'; why: string }
  | { kind: 'rejected'; why: string };
