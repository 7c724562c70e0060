import { type CompanyMemory, companyMemoryShape, type Memory, nothingKnown } from '../../functions/filings/memory.ts';

/** What companies said, in memory: as text, so that nothing is kept that a table could not give back. */
export class MemoryMemory implements Memory {
  readonly #kept = new Map<number, string>();

  async recall(cik: number): Promise<CompanyMemory> {
    return this.#read(cik);
  }

  async keep(seen: CompanyMemory, next: CompanyMemory): Promise<boolean> {
    const { version } = this.#read(next.cik);
    if (version !== seen.version) return false;
    this.#kept.set(next.cik, JSON.stringify({ ...next, version: seen.version + 1 }));
    return true;
  }

  #read(cik: number): CompanyMemory {
    const kept = this.#kept.get(cik);
    return kept === undefined ? nothingKnown(cik) : companyMemoryShape.parse(JSON.parse(kept));
  }
}
