import type { Places } from '../../functions/chat/places.ts';

/** Places, in memory. */
export class MemoryPlaces implements Places {
  readonly #taken = new Set<string>();

  async has(place: string): Promise<boolean> {
    return this.#taken.has(place);
  }

  async take(place: string, most: number): Promise<boolean> {
    if (!this.#taken.has(place) && this.#taken.size >= most) return false;
    this.#taken.add(place);
    return true;
  }

  async leave(place: string): Promise<void> {
    this.#taken.delete(place);
  }

  async move(from: string, to: string): Promise<void> {
    if (this.#taken.delete(from)) this.#taken.add(to);
  }

  async count(): Promise<number> {
    return this.#taken.size;
  }
}
