import { expect } from 'vitest';
import { accessionOf } from '../../../functions/filings/accession.ts';
import { type AnnouncementClass, announcementShape } from '../../../functions/filings/announcement.ts';
import type { FilingTask } from '../../../functions/filings/filing.ts';
import { taskToJson } from '../../../functions/filings/filing.ts';
import { dayOf, later, minutes } from '../../../functions/units/time.ts';
import type { WorldFiling } from '../../../infra/local/loopback/edgar-world.ts';
import { recordedFilings } from '../../../infra/local/recordings/filings.ts';
import { topology } from '../../../infra/topology.ts';
import { lambdaContext, scheduledEvent, sqsEvent } from '../../support/events.ts';
import { bad, keepersOf } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const NOTHING_FAILED = { batchItemFailures: [] };

/** What whoever deploys says of itself. */
export const USER_AGENT = 'Jane Doe jane@example.com';

/** What was filed before anybody listened is listed, and handed over to be read for memory. */
export async function watchFilings(stage: Stage): Promise<void> {
  const { ledger } = keepersOf(stage);
  const { accession } = filed('Bitdeer', '6-K');

  await stage.run(scheduledEvent(NOW));
  expect(await ledger.state(accessionOf(accession))).toMatchObject({ state: 'listed' });
  expect(await ledger.cursor('6-K')).toMatchObject({ newest: filed('Bitdeer', '6-K').acceptedAt });
  expect(new Set(stage.edgar.requests.map(({ userAgent }) => userAgent))).toEqual(new Set([USER_AGENT]));
}

/** Who tagged results is kept with them, and everybody else as somebody who tagged nothing. */
export async function readFinancials(stage: Stage): Promise<void> {
  const { financials } = keepersOf(stage);
  await stage.run(scheduledEvent(NOW), lambdaContext(topology['read-financials'].seconds));
  expect((await financials.recall(RIOT))?.facts.length).toBeGreaterThan(0);
  expect((await financials.recall(MARA))?.facts).toEqual([]);
  expect(new Set(stage.edgar.requests.map(({ userAgent }) => userAgent))).toEqual(new Set([USER_AGENT]));
}
const RIOT = 1167419;
const MARA = 1507605;

/** A feed is read for the first time, and then it has news. */
export async function watchPress(stage: Stage): Promise<void> {
  const { notebook } = keepersOf(stage);
  const feed = 'ir.mara.com';
  stage.releases.push({ feed, id: 'old', title: 'An office is opened', at: NOW });
  // Each minute has half of the feeds.
  for (const minute of [1, 2]) await watch(stage, minute);
  stage.releases.push({ feed, id: 'new', title: 'Coins are sold', at: stage.clock.now() });
  for (const minute of [3, 4]) await watch(stage, minute);
  expect(await notebook.read(feed)).toMatchObject({ seen: ['new', 'old'] });
}

async function watch({ clock, run }: Stage, minute: number): Promise<void> {
  clock.set(later(NOW, minutes(minute)));
  await run(scheduledEvent(clock.now()));
}

/** A sale is read and told; what was gathered is told; and what finds EDGAR closed to us goes back to wait. */
export async function readFiling(stage: Stage): Promise<void> {
  const { clock, edgar } = stage;
  const { ledger, announced, history } = keepersOf(stage);
  const sale = filed('MARA', '8-K');
  clock.set(later(sale.acceptedAt, minutes(1)));
  await history.put(bad(clock.now()));

  expect(await stage.run(sqsEvent(taskFor(sale, clock.now())))).toEqual(NOTHING_FAILED);
  expect(await ledger.state(accessionOf(sale.accession))).toMatchObject({ state: 'read' });
  expect(await announced.on(dayOf(clock.now()))).toMatchObject([{ announcement: { class: 'reserve-sale' } }]);

  const notice = `filings:until:${clock.now().toISOString()}`;
  await announced.record({ announcement: anAnnouncement('purchase'), notice, at: clock.now() });
  expect(await stage.run(sqsEvent({ v: 1, do: 'tell', notice }))).toEqual(NOTHING_FAILED);

  edgar.fail('block');
  const other = filed('Core', '8-K');
  expect(await stage.run(sqsEvent(taskFor(other, clock.now())))).toEqual(NOTHING_FAILED);
  expect(await ledger.state(accessionOf(other.accession))).toBeUndefined();
  expect(new Set(edgar.requests.map(({ userAgent }) => userAgent))).toEqual(new Set([USER_AGENT]));
}

/** The recorded one. */
function filed(company: string, form: string): WorldFiling {
  const found = recordedFilings().find((filing) => filing.company.startsWith(company) && filing.form === form);
  if (found === undefined) throw new RangeError(`no ${form} of ${company} in the recording`);
  return found;
}

function taskFor({ accession, cik, form, items, acceptedAt }: WorldFiling, listedAt: Date) {
  const filing = {
    accession: accessionOf(accession),
    cik,
    form,
    items: [...items],
    filedOn: dayOf(acceptedAt),
    acceptedAt,
  };
  const task: FilingTask = { v: 1, do: 'read', filings: [filing], listedAt, tries: 0, quiet: false };
  return taskToJson(task);
}

/** In February, of MARA: the facts that every announcement has, and a number. */
export const anAnnouncement = (kind: AnnouncementClass) =>
  announcementShape.parse({
    cik: 1507605,
    ticker: 'MARA',
    company: 'MARA Holdings',
    class: kind,
    event: `1507605:${kind}:2026-02`,
    accession: '0001507605-26-000001',
    form: '8-K',
    items: ['8.01'],
    filedOn: '2026-02-24',
    url: 'https://example.com/ex991.htm',
    quotes: [],
    btcSold: 100,
  });
