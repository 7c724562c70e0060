import type { Milliseconds } from '../units/time.ts';

/**
 * The only source of time. Pacing, waits, expiry and schedules read it, so that a replay of eleven weeks takes
 * seconds and tests never sleep. `sleep` resolves when this clock, not the wall's, has moved on.
 */
export interface Clock {
  now(): Date;
  sleep(ms: Milliseconds): Promise<void>;
}
