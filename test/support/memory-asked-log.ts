import type { AskedLog, Call, Claim } from '../../functions/chat/asked-log.ts';

type Entry = { since: Date; leaseUntil: Date; tries: number; said: number; done: boolean; answer?: readonly Call[] };

/** Questions on their way, in memory. */
export class MemoryAskedLog implements AskedLog {
  readonly #entries = new Map<string, Entry>();

  async claim(key: string, leaseUntil: Date, now: Date): Promise<Claim> {
    const known = this.#entries.get(key);
    if (known?.done) return { state: 'done' };
    if (known && known.leaseUntil > now) return { state: 'taken', until: known.leaseUntil };
    const entry = known
      ? { ...known, leaseUntil, tries: known.tries + 1 }
      : { since: now, leaseUntil, tries: 1, said: 0, done: false };
    this.#entries.set(key, entry);
    const { since, tries, said, answer } = entry as Entry;
    return { state: 'ours', since, tries, said, ...(answer && { answer: structuredClone(answer) }) };
  }

  async answered(key: string, answer: readonly Call[]): Promise<void> {
    this.#change(key, { answer: structuredClone(answer) });
  }

  async said(key: string, count: number): Promise<void> {
    this.#change(key, { said: count });
  }

  async done(key: string): Promise<void> {
    this.#change(key, { done: true });
    delete this.#entries.get(key)?.answer;
  }

  async release(key: string, now: Date): Promise<void> {
    this.#change(key, { leaseUntil: now });
  }

  #change(key: string, change: Partial<Entry>): void {
    const entry = this.#entries.get(key);
    if (entry && !entry.done) Object.assign(entry, change);
  }
}
