import type { RecipientKey } from './recipient.ts';

/** Who was enrolled from the configuration, so that whoever is no longer in it can be let go. */
export interface Roster {
  read(): Promise<RecipientKey[]>;
  write(recipients: readonly RecipientKey[]): Promise<void>;
}
