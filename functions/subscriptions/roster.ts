import type { RecipientKey } from './recipient.ts';

/**
 * Who was enrolled from the configuration and for which topics, so that what is no longer in it can be let go, and
 * nothing that a chat chose by itself.
 *
 * Without topics: enrolled before these were written down. All that such a chat had then came from the configuration.
 */
export type Listed = ReadonlyMap<RecipientKey, readonly string[] | undefined>;

export interface Roster {
  read(): Promise<Listed>;
  write(listed: Listed): Promise<void>;
}
