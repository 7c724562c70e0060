import type { Announced, AnnouncedLog, Composed } from '../../functions/filings/announced.ts';
import { type Day, dayOf } from '../../functions/units/time.ts';

/** What was announced, in memory. */
export class MemoryAnnouncedLog implements AnnouncedLog {
  readonly #announced = new Map<string, Announced>();
  readonly #composed = new Map<string, Composed>();

  async record(announced: Announced): Promise<void> {
    this.#announced.set(`${dayOf(announced.at)} ${announced.announcement.event}`, structuredClone(announced));
  }

  async on(day: Day): Promise<Announced[]> {
    return [...this.#announced]
      .filter(([key]) => key.startsWith(`${day} `))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, announced]) => structuredClone(announced));
  }

  async compose(notice: string, composed: Composed): Promise<Composed> {
    if (!this.#composed.has(notice)) this.#composed.set(notice, structuredClone(composed));
    return structuredClone(this.#composed.get(notice)!);
  }

  async composed(notice: string): Promise<Composed | undefined> {
    return structuredClone(this.#composed.get(notice));
  }
}
