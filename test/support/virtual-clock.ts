import type { Clock } from '../../functions/kit/clock.ts';
import type { Milliseconds } from '../../functions/units/time.ts';

/**
 * Time for many at once: it stands still while anybody works, and when all sleep it goes on to whoever wakes first.
 * Work that waits for time must be started with `run`, so that the clock knows whom to wait for.
 */
export class VirtualClock implements Clock {
  #now: number;
  #running = 0;
  #sleepers: { until: number; wake(): void }[] = [];

  constructor(at: string | Date) {
    this.#now = new Date(at).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#turn();
    }
  }

  sleep(ms: Milliseconds): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + ms, wake });
      this.#turn();
    });
  }

  #turn(): void {
    if (this.#sleepers.length === 0 || this.#sleepers.length < this.#running) return;
    this.#sleepers.sort((a, b) => a.until - b.until);
    const first = this.#sleepers.shift()!;
    this.#now = Math.max(this.#now, first.until);
    first.wake();
  }
}
