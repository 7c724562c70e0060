const FIRST_ROOM = 256;

/**
 * Where a text that was put together came from: pairs of offsets, in the text and in its source, ascending in both.
 * Between two of them one goes with the other, so that only the seams are kept; four bytes a number, since a report
 * has half a million of them.
 */
export class Origins {
  #pairs = new Uint32Array(2 * FIRST_ROOM);
  #length = 0;

  /** What is in the text from `offset` on is in the source from `source` on. */
  add(offset: number, source: number): void {
    if (this.#of(offset, this.#length - 2) === source) return;
    if (this.#length === this.#pairs.length) {
      const roomier = new Uint32Array(2 * this.#length);
      roomier.set(this.#pairs);
      this.#pairs = roomier;
    }
    this.#pairs[this.#length++] = offset;
    this.#pairs[this.#length++] = source;
  }

  /** @returns -1 where the text is empty. */
  sourceOf(offset: number): number {
    let low = 0;
    let high = this.#length / 2 - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#pairs[2 * middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#of(offset, 2 * low);
  }

  #of(offset: number, pair: number): number {
    if (pair < 0 || this.#length === 0) return -1;
    return this.#pairs[pair + 1]! + Math.max(0, offset - this.#pairs[pair]!);
  }
}
