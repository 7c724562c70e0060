import type { Clock } from '../../functions/kit/clock.ts';
import type { Milliseconds } from '../../functions/units/time.ts';

/** A clock that moves only when told to, or when somebody sleeps on it. */
export class TestClock implements Clock {
  #now: number;

  constructor(at: string | Date) {
    this.#now = new Date(at).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(at: string | Date): void {
    this.#now = new Date(at).getTime();
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  /** Moves to the end of the sleep; two sleepers together wait for the longer one, not for the sum. */
  async sleep(ms: Milliseconds): Promise<void> {
    const until = this.#now + ms;
    await Promise.resolve();
    this.#now = Math.max(this.#now, until);
  }
}
