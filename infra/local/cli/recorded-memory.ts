import { accessionOf } from '../../../functions/filings/accession.ts';
import { readHtml } from '../../../functions/filings/document/read-html.ts';
import { addressOf, type Filing } from '../../../functions/filings/filing.ts';
import { merge } from '../../../functions/filings/finding.ts';
import { findingIn } from '../../../functions/filings/finding-in.ts';
import { judge } from '../../../functions/filings/judge.ts';
import { type CompanyMemory, nothingKnown } from '../../../functions/filings/memory.ts';
import type { Company } from '../../../functions/filings/watchlist.ts';
import { dayOf } from '../../../functions/units/time.ts';
import { recordedFilings } from '../recordings/filings.ts';

/** What is known of a company after the recorded filings, read in their order by the code that reads live ones. */
export function recordedMemory(company: Company & { cik: number }): CompanyMemory {
  const filings = recordedFilings()
    .filter(({ cik }) => cik === company.cik)
    .toSorted((a, b) => a.acceptedAt.getTime() - b.acceptedAt.getTime());
  let memory = nothingKnown(company.cik);
  for (const { accession, cik, form, items, acceptedAt, documents } of filings) {
    const filing: Filing = {
      accession: accessionOf(accession),
      cik,
      form,
      items: [...items],
      filedOn: dayOf(acceptedAt),
      acceptedAt,
    };
    const folder = `Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/`;
    const findings = documents.map(({ type, name, body }) =>
      findingIn({ type, url: addressOf(`${folder}${name}`), clean: readHtml(String(body)) }, company, filing),
    );
    const found = merge(findings);
    if (found === undefined) continue;
    const occasion = { notice: () => `filings:${accession}`, at: acceptedAt };
    memory = { ...judge(company, filing, found, memory, occasion).memory, version: memory.version + 1 };
  }
  return memory;
}
