import type { MetricName } from './names.contract.ts';

/** Facts for a log line. Never a token, a message text, or a whole update. */
export type Facts = Readonly<Record<string, unknown>>;

/** Lines for people and counts for alarms. */
export interface Log {
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, error: unknown, facts?: Facts): void;
  /** Adds to a metric of this invocation; `names.contract.ts` lists them, so that an alarm cannot watch a misspelt one. */
  count(metric: MetricName, by?: number): void;
}
