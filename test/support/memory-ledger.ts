import type { Accession } from '../../functions/filings/accession.ts';
import type { FormPrefix } from '../../functions/filings/forms.ts';
import type { Checked, Cursor, FilingState, Ledger } from '../../functions/filings/ledger.ts';

/** The ledger in memory. */
export class MemoryLedger implements Ledger {
  readonly #states = new Map<Accession, FilingState>();
  readonly #cursors = new Map<FormPrefix, Cursor>();
  readonly #checked = new Map<number, Checked>();

  /** Every filing that was ever listed, in the order of their listing. */
  get accessions(): Accession[] {
    return [...this.#states.keys()];
  }

  async state(accession: Accession): Promise<FilingState | undefined> {
    return structuredClone(this.#states.get(accession));
  }

  async list(accession: Accession, at: Date): Promise<void> {
    if ((this.#states.get(accession)?.state ?? 'listed') === 'listed')
      this.#states.set(accession, { state: 'listed', at });
  }

  async finish(accession: Accession, outcome: { state: 'read' | 'given up'; why?: string }, at: Date): Promise<void> {
    this.#states.set(accession, { ...outcome, at });
  }

  async cursor(prefix: FormPrefix): Promise<Cursor | undefined> {
    return structuredClone(this.#cursors.get(prefix));
  }

  async moveCursor(prefix: FormPrefix, { newest, etag, lastModified }: Cursor): Promise<void> {
    const known = this.#cursors.get(prefix);
    if (known && known.newest > newest) return;
    this.#cursors.set(prefix, {
      newest,
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    });
  }

  async checked(cik: number): Promise<Checked | undefined> {
    return structuredClone(this.#checked.get(cik));
  }

  async check(cik: number, { at, from }: Checked): Promise<void> {
    this.#checked.set(cik, { at, from: this.#checked.get(cik)?.from ?? from });
  }
}
