export type DrawnPicture = { png: Uint8Array; caption: string };

/** A dozen large charts. */
const MOST_BYTES = 4_000_000;

/**
 * Pictures that were drawn in this process, for platforms that keep none: each is drawn once, also for several that ask at
 * the same moment. The one that was asked for longest ago goes first.
 */
export class Drawn {
  readonly #most: number;
  readonly #pictures = new Map<string, { picture: Promise<DrawnPicture>; bytes: number }>();
  #bytes = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#most = mostBytes;
  }

  /** @throws what `draw` throws, and forgets it: the next one may try. */
  async of(key: string, draw: () => Promise<DrawnPicture>): Promise<DrawnPicture> {
    const known = this.#pictures.get(key);
    if (known) {
      this.#pictures.delete(key);
      this.#pictures.set(key, known);
      return known.picture;
    }
    const entry = { picture: draw(), bytes: 0 };
    this.#pictures.set(key, entry);
    try {
      const picture = await entry.picture;
      // Room may have been made of it while it was being drawn.
      if (this.#pictures.get(key) === entry) {
        entry.bytes = picture.png.byteLength;
        this.#bytes += entry.bytes;
        this.#makeRoom();
      }
      return picture;
    } catch (error) {
      if (this.#pictures.get(key) === entry) this.#pictures.delete(key);
      throw error;
    }
  }

  #makeRoom(): void {
    for (const [key, { bytes }] of this.#pictures) {
      if (this.#bytes <= this.#most) return;
      this.#pictures.delete(key);
      this.#bytes -= bytes;
    }
  }
}
