import type { Clock } from '../../functions/kit/clock.ts';
import type { Milliseconds } from '../../functions/units/time.ts';

/** Time in a replay: it stands still while functions work, and passes when somebody sleeps or the next step begins. */
export class ReplayClock implements Clock {
  #now: number;

  constructor(at: Date) {
    this.#now = at.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Never back: a step that slept past the beginning of the next one has made that one late, as it would be. */
  moveTo(at: Date): void {
    this.#now = Math.max(this.#now, at.getTime());
  }

  async sleep(ms: Milliseconds): Promise<void> {
    const until = this.#now + ms;
    await Promise.resolve();
    this.#now = Math.max(this.#now, until);
  }
}
