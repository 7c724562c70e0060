import type { Uploaded, Uploads } from '../../functions/delivery/pictures/uploads.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import { days, later } from '../../functions/units/time.ts';

type Kept = { uploaded?: Uploaded; leaseUntil?: Date; expires: Date };

/** Which pictures have been uploaded, in memory. */
export class MemoryUploads implements Uploads {
  readonly #kept = new Map<string, Kept>();
  readonly #clock: Pick<Clock, 'now'>;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async find(key: string): Promise<Uploaded | undefined> {
    return this.#live(key)?.uploaded;
  }

  async claim(key: string, until: Date, now: Date): Promise<boolean> {
    const there = this.#live(key);
    if (there && (there.uploaded || there.leaseUntil! > now)) return false;
    this.#kept.set(key, { leaseUntil: until, expires: later(now, days(1)) });
    return true;
  }

  async keep(key: string, uploaded: Uploaded, now: Date): Promise<void> {
    if (!this.#live(key)?.uploaded) this.#kept.set(key, { uploaded, expires: later(now, days(1)) });
  }

  async release(key: string, fileId?: string): Promise<void> {
    if (this.#live(key)?.uploaded?.fileId === fileId) this.#kept.delete(key);
  }

  #live(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    return kept && kept.expires > this.#clock.now() ? kept : undefined;
  }
}
