import type { Milliseconds } from '../units/time.ts';

/**
 * What became of one send. The channel judges; the pipeline acts.
 *
 * `sent` is over. `retry` was not taken, and may be later; `scope` says whose limit it was, where the platform tells.
 * `unknown` may have been taken: only an idempotent channel may try again at once. `moved` has a new id. `paused` will
 * not let us write until somebody changes a setting. `gone` never will again. `rejected` is our own fault.
 */
export type Outcome =
  | { kind: 'sent'; messageId: string }
  | {
      kind: 'retry';
      after: Milliseconds;
      why: string;
      scope?: 'chat' | 'platform';
    }
  | { kind: 'unknown'; why: string }
  | { kind: 'moved'; to: string; why: string }
  | { kind: 'paused'; why: string }
  | { kind: 'gone'; why: string }
  | { kind: 'rejected'; why: string };
