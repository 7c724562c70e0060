import type { Journal, JournalEntry } from '../../functions/alerts/journal.ts';

/** A journal in memory; the same change written twice is one entry, as the promise says. */
export class MemoryJournal implements Journal {
  readonly #entries = new Map<string, JournalEntry>();

  get entries(): JournalEntry[] {
    return [...this.#entries.values()];
  }

  async write(entry: JournalEntry): Promise<void> {
    this.#entries.set(`${entry.rule} ${entry.at.toISOString()} ${entry.from}>${entry.to}`, entry);
  }

  async of(rule: string, limit: number): Promise<JournalEntry[]> {
    return this.entries
      .filter((entry) => entry.rule === rule)
      .reverse()
      .slice(0, limit);
  }

  async forget(rule: string): Promise<void> {
    for (const [key, entry] of this.#entries) if (entry.rule === rule) this.#entries.delete(key);
  }
}
