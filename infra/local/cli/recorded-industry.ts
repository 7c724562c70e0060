import { readCompanyFacts } from '../../../functions/filings/edgar/company-facts.ts';
import type { Financials } from '../../../functions/filings/financials.ts';
import { nothingKnown } from '../../../functions/filings/memory.ts';
import { companyByCik } from '../../../functions/filings/watchlist.ts';
import type { IndustrySources } from '../../../functions/industry/sources.ts';
import { relive } from '../../../functions/market/relive.ts';
import { dayFrom, hourFrom } from '../../../functions/market/rollup.ts';
import { companyFactsJson } from '../loopback/edgar-pages.ts';
import { recordedEdgar } from '../recordings/filings.ts';
import { recordedPast } from '../recordings/past.ts';
import { recordedTagged } from '../recordings/tagged.ts';
import { recordedMemory } from './recorded-memory.ts';

/** As EDGAR would have had it then. */
function recordedFinancials(cik: number, at: Date): Financials | undefined {
  const json = companyFactsJson({ ...recordedEdgar(() => at), tagged: recordedTagged() }, at, cik);
  return json && readCompanyFacts(JSON.stringify(json), cik, at).financials;
}

/** What the recorded filings and the recorded market tell, on the last recorded day. */
export function recordedIndustry(): { sources: IndustrySources; now: Date } {
  const lived = relive(recordedPast());
  const latest = lived.at(-1)!;
  const record = lived.map((snapshot) => dayFrom([hourFrom([snapshot])]));
  return {
    now: latest.at,
    sources: {
      memory: {
        recall: async (cik) => {
          const company = companyByCik(cik);
          return company === undefined ? nothingKnown(cik) : recordedMemory({ ...company, cik });
        },
      },
      financials: { recall: async (cik) => recordedFinancials(cik, latest.at) },
      history: {
        latest: async () => latest,
        days: async (from, to) => record.filter(({ period }) => period >= from && period <= to),
      },
    },
  };
}
