import type { Financials } from '../filings/financials.ts';
import type { CompanyMemory } from '../filings/memory.ts';
import type { Filer } from '../filings/watchlist.ts';
import type { IndustrySources } from './sources.ts';

/** One company, and all that is on record of it: what it said, and what it tagged. */
export type Known = { company: Filer; memory: CompanyMemory; financials?: Financials | undefined };

export async function recallOf(
  { memory, financials }: Pick<IndustrySources, 'memory' | 'financials'>,
  company: Filer,
): Promise<Known> {
  const [said, tagged] = await Promise.all([memory.recall(company.cik), financials.recall(company.cik)]);
  return { company, memory: said, financials: tagged };
}
