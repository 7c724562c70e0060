import type { QueueName } from './names.contract.ts';

/** Something that waits: at `at`, `body` goes to `queue`. The same `key` again replaces the earlier reminder. */
export type Reminder = {
  key: string;
  at: Date;
  queue: QueueName;
  body: unknown;
};

/** Everything that waits longer than a queue can, in one place, released by one schedule. */
export interface Due {
  remind(reminder: Reminder): Promise<void>;
  /** Those whose time has come, oldest first, at most `limit`. */
  ripe(now: Date, limit: number): Promise<Reminder[]>;
  /** Only if it is still the same reminder: one that was replaced meanwhile stays. */
  forget(reminder: Reminder): Promise<void>;
  /** Whatever waits under this key waits no more. */
  cancel(key: string): Promise<void>;
}
