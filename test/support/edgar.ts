import { onTestFinished } from 'vitest';
import type { EdgarDeps } from '../../functions/filings/edgar/ask.ts';
import { type Company, companyByTicker } from '../../functions/filings/watchlist.ts';
import { FetchWeb } from '../../functions/kit/web.fetch.ts';
import { startEdgar } from '../../infra/local/loopback/edgar.ts';
import type { EdgarWorld, WorldDocument, WorldFiling } from '../../infra/local/loopback/edgar-world.ts';
import { TestClock } from './clock.ts';
import { MemoryPace } from './memory-pace.ts';

/** Who asks in tests. */
export const USER_AGENT = 'Jane Doe jane@example.com';

/** A Thursday on which EDGAR is open, half past eight in New York. */
export const MORNING = '2026-03-26T12:30:00.000Z';

export const company = (ticker: string): Company & { cik: number } => {
  const found = companyByTicker(ticker);
  if (found === undefined || found.cik === null) throw new Error(`${ticker} is not on the list`);
  return { ...found, cik: found.cik };
};

export const MARA = company('MARA').cik;
export const RIOT = company('RIOT').cik;

/** Nothing but words in a page. */
export const page = (...paragraphs: readonly string[]): string =>
  `<html><body>${paragraphs.map((words) => `<p>${words}</p>`).join('\n')}</body></html>`;

/** A cover that says nothing. */
export const cover: WorldDocument = {
  type: '8-K',
  name: 'cover.htm',
  body: page('The registrant furnishes the press release attached as Exhibit 99.1.'),
};

export const exhibit = (body: WorldDocument['body'], more: Partial<WorldDocument> = {}): WorldDocument => ({
  type: 'EX-99.1',
  name: 'ex991.htm',
  body,
  ...more,
});

/** An 8-K of MARA's; `n` makes its accession number. */
export function filed(n: number, changes: Partial<WorldFiling> = {}): WorldFiling {
  const cik = changes.cik ?? MARA;
  return {
    accession: `${String(cik).padStart(10, '0')}-26-${String(n).padStart(6, '0')}`,
    cik,
    company: 'MARA Holdings, Inc.',
    form: '8-K',
    items: ['7.01', '9.01'],
    acceptedAt: new Date(MORNING),
    documents: [cover],
    ...changes,
  };
}

/** EDGAR on this machine, and somebody who asks it at the pace of all. Filings may be added as time goes on. */
export async function anEdgar(
  { at = MORNING, filings = [] as WorldFiling[], ...world }: Partial<Omit<EdgarWorld, 'now'>> & { at?: string } = {},
  clock = new TestClock(at),
) {
  const published = [...filings];
  const edgar = await startEdgar({ now: () => clock.now(), filings: published, ...world });
  onTestFinished(edgar.stop);
  const pace = new MemoryPace();
  const deps: EdgarDeps = { web: new FetchWeb(), pace, clock, bases: edgar.urls, userAgent: USER_AGENT };
  const asked = () => edgar.requests.map(({ path }) => path);
  return { edgar, clock, pace, deps, filings: published, asked };
}
