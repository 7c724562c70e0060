import type { FinancialsKeeper } from '../filings/financials.ts';
import type { Memory } from '../filings/memory.ts';
import type { History } from '../market/history.ts';

/** What the industry's numbers are read from: what companies said, what they tagged, and the market's record. */
export type IndustrySources = {
  memory: Pick<Memory, 'recall'>;
  financials: Pick<FinancialsKeeper, 'recall'>;
  history: Pick<History, 'latest' | 'days'>;
};
