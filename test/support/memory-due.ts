import type { Due, Reminder } from '../../functions/kit/due.ts';

/** Everything that waits, in memory. */
export class MemoryDue implements Due {
  readonly #reminders = new Map<string, Reminder>();

  /** The next first. */
  get reminders(): Reminder[] {
    return [...this.#reminders.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  async remind({ key, at, queue, body }: Reminder): Promise<void> {
    this.#reminders.set(key, { key, at, queue, body: JSON.parse(JSON.stringify(body)) as unknown });
  }

  async ripe(now: Date, limit: number): Promise<Reminder[]> {
    return this.reminders.filter(({ at }) => at <= now).slice(0, limit);
  }

  async cancel(key: string): Promise<void> {
    this.#reminders.delete(key);
  }

  async forget(reminder: Reminder): Promise<void> {
    const there = this.#reminders.get(reminder.key);
    if (there && JSON.stringify(there) === JSON.stringify({ ...there, ...reminder }))
      this.#reminders.delete(reminder.key);
  }
}
