/** "10,000 per 10 minutes": beyond that Discord shuts an address out, and Lambda's are shared with strangers. */
export const WINDOW_MS = 600_000;
/**
 * Half of it: Discord does not say where its ten minutes begin, and two of our windows, each used to its end, are then
 * still no more than are allowed in any ten minutes.
 */
export const MOST_IN_WINDOW = 5_000;

/** Refusals of all functions together, counted in windows of ten minutes. */
export interface Refusals {
  /** One more. @returns how many there are in the window of `now`, with this one, and when it is over. */
  count(now: Date): Promise<{ count: number; until: Date }>;
}
