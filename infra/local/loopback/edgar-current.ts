import { easternOf } from './edgar-time.ts';
import type { WorldFiling } from './edgar-world.ts';
import type { Reply } from './serve.ts';

const COUNTS = new Set([10, 20, 40, 80, 100]);
const USUAL_COUNT = 40;

type Entry = { filing: WorldFiling; cik: number; company: string; role: string };

/**
 * `getcurrent`: of one business day, the newest first, each filing once for every party, by prefix of the form, in ISO-8859-1.
 * @returns undefined past the end, where EDGAR answers 503.
 */
export function currentFeed(published: readonly WorldFiling[], query: URLSearchParams, at: Date): Reply | undefined {
  const prefix = query.get('type') ?? '';
  const start = Number(query.get('start') ?? 0);
  const asked = Number(query.get('count'));
  const count = COUNTS.has(asked) ? asked : USUAL_COUNT;
  const entries = ofLastDay(published)
    .filter(({ form }) => form.startsWith(prefix))
    .toSorted((a, b) => b.acceptedAt.getTime() - a.acceptedAt.getTime())
    .flatMap((filing): Entry[] => [
      { filing, cik: filing.cik, company: filing.company, role: 'Filer' },
      ...(filing.parties ?? []).map((party) => ({ filing, ...party })),
    ]);
  const page = entries.slice(start, start + count);
  if (page.length === 0 && start > 0) return undefined;
  const xml = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Latest Filings - ${easternOf(at)}</title>
<link rel="self" href="/cgi-bin/browse-edgar?action=getcurrent"/>
<id>https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent</id>
<updated>${easternOf(at)}</updated>
${page.map(entryOf).join('\n')}
</feed>`;
  return { headers: { 'content-type': 'application/atom+xml' }, body: Buffer.from(xml, 'latin1') };
}

/** It shows one business day: today, or the last on which anything was filed. */
function ofLastDay(published: readonly WorldFiling[]): WorldFiling[] {
  const dayIn = ({ acceptedAt }: WorldFiling) => easternOf(acceptedAt).slice(0, 10);
  const last = published.map(dayIn).sort().at(-1);
  return published.filter((filing) => dayIn(filing) === last);
}

function entryOf({ filing, cik, company, role }: Entry): string {
  const { accession, form, acceptedAt, items } = filing;
  const number = String(cik).padStart(10, '0');
  const updated = easternOf(acceptedAt);
  const summary = [
    `<b>Filed:</b> ${updated.slice(0, 10)} <b>AccNo:</b> ${accession} <b>Size:</b> 200 KB`,
    ...items.map((item) => `<br>Item ${item}: As filed`),
  ].join('\n');
  return `<entry>
<title>${escaped(`${form} - ${company} (${number}) (${role})`)}</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/${accession}-index.htm"/>
<summary type="html">
 ${escaped(summary)}
</summary>
<updated>${updated}</updated>
<category scheme="https://www.sec.gov/" label="form type" term="${form}"/>
<id>urn:tag:sec.gov,2008:accession-number=${accession}</id>
</entry>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
