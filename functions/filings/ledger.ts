import type { Accession } from './accession.ts';
import type { FormPrefix } from './forms.ts';

/** What became of a filing: handed over to be read, read, or given up with the reason. */
export type FilingState = { state: 'listed' | 'read' | 'given up'; at: Date; why?: string };

/** How far a list has been read, and what it said of itself then. */
export type Cursor = { newest: Date; etag?: string | undefined; lastModified?: string | undefined };

/** When a company's own list was last gone through, and from which day on its filings were our business at first. */
export type Checked = { at: Date; from: string };

/** Which filings have been seen, kept for as long as anybody may list them again. Every method may be repeated. */
export interface Ledger {
  state(accession: Accession): Promise<FilingState | undefined>;
  /** What was read or given up stays so; what was only listed is listed anew, from this moment on. */
  list(accession: Accession, at: Date): Promise<void>;
  finish(accession: Accession, outcome: { state: 'read' | 'given up'; why?: string }, at: Date): Promise<void>;
  cursor(prefix: FormPrefix): Promise<Cursor | undefined>;
  /** Never moves back. What the list said of itself goes with it. */
  moveCursor(prefix: FormPrefix, cursor: Cursor): Promise<void>;
  checked(cik: number): Promise<Checked | undefined>;
  /** The first `from` stays. */
  check(cik: number, checked: Checked): Promise<void>;
}

/**
 * Those that nobody has seen yet, in their order.
 * @param since what was handed over before this and never read is taken for unseen: whoever had it is dead.
 */
export async function unseenOf<Item extends { accession: Accession }>(
  ledger: Pick<Ledger, 'state'>,
  items: readonly Item[],
  since?: Date,
): Promise<Item[]> {
  const states = await Promise.all(items.map(({ accession }) => ledger.state(accession)));
  return items.filter((_, i) => {
    const known = states[i];
    return known === undefined || (known.state === 'listed' && since !== undefined && known.at < since);
  });
}
