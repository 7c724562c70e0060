import { FILINGS_TOPIC } from '../../../functions/alerts/notice.ts';
import { accessionOf } from '../../../functions/filings/accession.ts';
import { type FilingTask, taskToJson } from '../../../functions/filings/filing.ts';
import { FORM_PREFIXES } from '../../../functions/filings/forms.ts';
import { DynamoLedger } from '../../../functions/filings/ledger.dynamodb.ts';
import { WATCHLIST } from '../../../functions/filings/watchlist.ts';
import { DynamoBook } from '../../../functions/subscriptions/book.dynamodb.ts';
import type { Filter } from '../../../functions/subscriptions/filter.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { dayOf, later, minutes, seconds } from '../../../functions/units/time.ts';
import type { WorldDocument, WorldFiling } from '../../../infra/local/loopback/edgar-world.ts';
import { recordedFilings } from '../../../infra/local/recordings/filings.ts';
import type { Outside } from './outside.ts';
import { ann } from './seeds.ts';

/** The minute in which every story about filings begins, a Thursday morning in New York; what starts it comes three seconds later. */
export const MORNING = '2026-03-26T12:32:00.000Z';
const NOW = later(new Date(MORNING), seconds(3));

export const MARA = 1507605;
export const RIOT = 1167419;
export const CANGO = 1725123;
export const STRATEGY = 1050446;

const RECORDED = recordedFilings();

/** The last recorded filing of a company, as if it had been accepted so many minutes before the story begins. */
export function filedBy(cik: number, minutesAgo: number, changes: Partial<WorldFiling> = {}): WorldFiling {
  const recorded = RECORDED.findLast((filing) => filing.cik === cik)!;
  return { ...recorded, acceptedAt: later(NOW, minutes(-minutesAgo)), ...changes };
}

/** Its exhibits are listed, and are there so many minutes after the story begins. */
export const withLateExhibits = (filing: WorldFiling, inMinutes: number): WorldFiling => ({
  ...filing,
  documents: filing.documents.map(
    (document, i): WorldDocument => (i === 0 ? document : { ...document, appearsAt: later(NOW, minutes(inMinutes)) }),
  ),
});

/** A morning on which somebody has listened for long: lists have been read, companies gone through, and Ann hears of it. */
export async function seedMorning(outside: Outside, filings: readonly WorldFiling[], filter?: Filter): Promise<void> {
  const { clock, table, news } = outside;
  clock.set(NOW);
  news.filings.push(...filings);
  const ledger = new DynamoLedger(table);
  const before = later(NOW, minutes(-60));
  for (const prefix of FORM_PREFIXES) await ledger.moveCursor(prefix, { newest: before });
  for (const { cik } of WATCHLIST) if (cik !== null) await ledger.check(cik, { at: before, from: '2025-01-01' });
  await subscribe(outside, ann, filter);
}

export const subscribe = ({ table }: Outside, recipient: Recipient, filter?: Filter): Promise<void> =>
  new DynamoBook(table).subscribe({
    recipient,
    topic: FILINGS_TOPIC,
    since: new Date('2026-03-01T00:00:00Z'),
    ...(filter && { filter }),
  });

/** As listed just now, to be read together. */
export async function seedToRead({ table, queues }: Outside, filings: readonly WorldFiling[]): Promise<void> {
  const ledger = new DynamoLedger(table);
  for (const { accession } of filings) await ledger.list(accessionOf(accession), NOW);
  const listed = filings.map(({ accession, cik, form, items, acceptedAt }) => ({
    accession: accessionOf(accession),
    cik,
    form,
    items: [...items],
    filedOn: dayOf(acceptedAt),
    acceptedAt,
  }));
  putTask(queues, { v: 1, do: 'read', filings: listed, listedAt: NOW, tries: 0, quiet: false });
}

export const putTask = (queues: Outside['queues'], task: FilingTask): void =>
  queues.put('filings', JSON.stringify(taskToJson(task)));

/** The last minute in which the watch goes through the list of this company, and of the one after it, besides the current ones. */
export function minuteOf(cik: number): string {
  const filers = WATCHLIST.filter((company) => company.cik !== null && company.until === undefined);
  for (let at = new Date(MORNING); ; at = later(at, minutes(-1))) {
    if (filers[(2 * (at.getTime() / minutes(1))) % filers.length]?.cik === cik) return at.toISOString();
  }
}

/** As many as EDGAR shows on a page, of companies that are nobody's business: what is older is not seen any more. */
export const strangers = (form: string): WorldFiling[] =>
  Array.from({ length: 100 }, (_, i) => ({
    accession: `0000099999-26-${String(i).padStart(6, '0')}`,
    cik: 99_999,
    company: 'Stranger Inc.',
    form,
    items: ['8.01'],
    acceptedAt: new Date('2026-03-26T10:30:00Z'),
    documents: [],
  }));
