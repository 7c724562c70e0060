import { type Financials, type FinancialsKeeper, financialsShape } from '../../functions/filings/financials.ts';

/** What companies tagged, in memory: as text, so that nothing is kept that a table could not give back. */
export class MemoryFinancials implements FinancialsKeeper {
  readonly #kept = new Map<number, string>();

  async recall(cik: number): Promise<Financials | undefined> {
    return this.#read(cik);
  }

  async keep(financials: Financials): Promise<void> {
    const kept = this.#read(financials.cik);
    if (kept === undefined || kept.readAt <= financials.readAt)
      this.#kept.set(financials.cik, JSON.stringify(financials));
  }

  #read(cik: number): Financials | undefined {
    const kept = this.#kept.get(cik);
    return kept === undefined ? undefined : financialsShape.parse(JSON.parse(kept));
  }
}
