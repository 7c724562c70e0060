import type { Day } from '../units/time.ts';
import type { Announcement } from './announcement.ts';

/** An announcement as it was told, under the key of its notice. */
export type Announced = { announcement: Announcement; notice: string; at: Date };

/** All that goes out under one key, and since when that is settled. */
export type Composed = { parts: readonly Announcement[]; at: Date };

/** What was announced, by the day on which it was told, and by notice. Every method may be repeated. */
export interface AnnouncedLog {
  /** The same event of the same day replaces what was said of it. */
  record(announced: Announced): Promise<void>;
  /** In the order of their events. */
  on(day: Day): Promise<Announced[]>;
  /**
   * Settles what goes out under this key. A message is said once, so whatever is not in it must go by another.
   * @returns what is settled: the first word stays.
   */
  compose(notice: string, composed: Composed): Promise<Composed>;
  composed(notice: string): Promise<Composed | undefined>;
}
