/** At most `most` in any stretch of `ms`: how the platforms count, and what a leased pace must satisfy. */
export type Window = { most: number; ms: number };

/** Counts by key. Only what was let through counts. */
export class SlidingWindows {
  readonly #taken = new Map<string, number[]>();

  /** How long until one more fits, in milliseconds; 0 when it does. */
  wait(key: string, { most, ms }: Window, now: number): number {
    const recent = this.#recent(key, ms, now);
    return recent.length < most ? 0 : recent[recent.length - most]! + ms - now;
  }

  take(key: string, { ms }: Window, now: number): void {
    this.#taken.set(key, [...this.#recent(key, ms, now), now]);
  }

  left(key: string, { most, ms }: Window, now: number): number {
    return most - this.#recent(key, ms, now).length;
  }

  #recent(key: string, ms: number, now: number): number[] {
    return (this.#taken.get(key) ?? []).filter((at) => now - at < ms);
  }
}
