import { DynamoAnnouncedLog } from '../../functions/filings/announced.dynamodb.ts';
import { type FilingTaskJson, filingTaskShape } from '../../functions/filings/filing.ts';
import { DynamoLedger } from '../../functions/filings/ledger.dynamodb.ts';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { watchFilings } from '../../functions/filings/watch-filings.ts';
import { type Company, nameOf, WATCHLIST } from '../../functions/filings/watchlist.ts';
import { workOn } from '../../functions/filings/work-on.ts';
import { DynamoDue } from '../../functions/kit/due.dynamodb.ts';
import { DynamoPace } from '../../functions/kit/pace.dynamodb.ts';
import { FetchWeb } from '../../functions/kit/web.fetch.ts';
import type { Web } from '../../functions/kit/web.ts';
import { later, minutes, seconds } from '../../functions/units/time.ts';
import { startEdgar } from '../../infra/local/loopback/edgar.ts';
import type { WorldFiling } from '../../infra/local/loopback/edgar-world.ts';
import { openTable } from '../support/counted-table.ts';
import { MemoryLog } from '../support/log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { count, type Report, time } from './report.ts';

const FILINGS = 100;
const BEGIN = new Date('2026-03-26T10:30:00Z');
const ASKED_MS = 3_000;
/** One answer in so many is a 503, as on a busy morning. */
const ONE_FAULT_IN = 40;

/**
 * From the moment at which EDGAR's list shows a filing to the moment at which its notice is queued: lists and documents over
 * real sockets from a server that enforces its limit, at the pace we keep. Waiting is simulated, work is measured; both count.
 */
export async function announcing(): Promise<Report> {
  const latencies = await announced();
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
  return {
    title: 'From an entry in EDGAR’s list to a queued notice: index, cover and press release read and understood',
    head: ['filings', 'told', 'median', '95 %', '99 %', 'slowest'],
    align: 'rrrrrr',
    rows: [[count(FILINGS), count(sorted.length), time(at(0.5)), time(at(0.95)), time(at(0.99)), time(at(1))]],
    notes: [
      `One answer in ${ONE_FAULT_IN} is a 503. Before it lies the wait for the next look at the list, at most a minute.`,
    ],
    bounds: [
      { says: 'every sale is told', was: `${sorted.length} of ${FILINGS}`, holds: sorted.length === FILINGS },
      { says: `99 of 100 within ${time(ASKED_MS)}`, was: time(at(0.99)), holds: at(0.99) <= ASKED_MS },
    ],
  };
}

async function announced(): Promise<number[]> {
  const clock = new VirtualClock(BEGIN);
  const { table, close } = await openTable();
  const filings = Array.from({ length: FILINGS }, (_, i) => aSale(i));
  const edgar = await startEdgar({ now: () => clock.now(), filings });
  const stopwatch = new Stopwatch(() => clock.now());
  const plain = new FetchWeb();
  let asked = 0;
  const web: Web = {
    open: async (request) => {
      if (++asked % ONE_FAULT_IN === 0) edgar.fail('503', { times: 1 });
      const reply = await plain.open(request);
      if (request.url.includes('getcurrent') && reply.status === 200) stopwatch.listed(request.url);
      return reply;
    },
  };
  const working: Promise<void>[] = [];
  const deps: Parameters<typeof workOn>[0] = {
    edgar: { web, pace: new DynamoPace(table), clock, bases: edgar.urls, userAgent: 'bench bench@example.com' },
    ledger: new DynamoLedger(table),
    memory: new DynamoMemory(table),
    announced: new DynamoAnnouncedLog(table),
    tell: async (_, tellings) => {
      for (const { announcement } of tellings) stopwatch.told(announcement.accession);
    },
    tasks: {
      put: async (bodies: readonly FilingTaskJson[]) => {
        for (const body of bodies) working.push(clock.run(() => workOn(deps, filingTaskShape.parse(body))));
      },
    },
    due: new DynamoDue(table, 1),
    clock,
    log: new MemoryLog(),
    companies: WATCHLIST.filter(isAsked),
  };
  for (let i = 0; i <= FILINGS; i++) {
    clock.advance(Math.max(0, later(BEGIN, minutes(i)).getTime() - clock.now().getTime()));
    const filing = filings[i - 1];
    if (filing) stopwatch.expect(filing);
    await clock.run(() => watchFilings(deps, clock.now()));
    await Promise.all(working.splice(0));
  }
  await edgar.stop();
  await close();
  return stopwatch.latencies;
}

/** Those of whom the bench tells sales. */
const isAsked = ({ cik, kind, until }: Company): boolean => cik !== null && kind === 'miner' && until === undefined;

const MONTHS = ['September', 'October', 'November', 'December'] as const;

/** Every minute another company, every round of them another month: more of its reserves than it mined. */
function aSale(i: number): WorldFiling {
  const companies = WATCHLIST.filter(isAsked);
  const company = companies[i % companies.length]!;
  const month = `${MONTHS[Math.floor(i / companies.length) % MONTHS.length]} 2025`;
  const form = i % 3 === 0 ? '6-K' : '8-K';
  const release = `<p>Exhibit 99.1</p><p>${nameOf(company)} reports sale of bitcoin, week ${i}</p><p>${nameOf(company)} sold ${1_000 + i} bitcoin from its holdings in ${month} and mined ${100 + i} bitcoin in ${month}. It intends to repay debt.</p>`;
  return {
    accession: `${String(company.cik).padStart(10, '0')}-26-8${String(i).padStart(5, '0')}`,
    cik: company.cik!,
    company: nameOf(company),
    form,
    items: form === '8-K' ? ['8.01', '9.01'] : [],
    acceptedAt: later(BEGIN, (minutes(i + 1) - seconds(20)) as ReturnType<typeof seconds>),
    documents: [
      { type: form, name: 'cover.htm', body: `<html><body><p>FORM ${form}</p><p>See Exhibit 99.1.</p></body></html>` },
      { type: 'EX-99.1', name: 'ex991.htm', body: `<html><body>${release}</body></html>` },
    ],
  };
}

/** Simulated and real time together, from the list that shows a filing to the notice that tells of it. */
class Stopwatch {
  readonly latencies: number[] = [];
  readonly #now: () => Date;
  /** Filings that were published and not told yet; `at` once a list has shown them. */
  readonly #open = new Map<string, { form: string; at?: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  expect({ accession, form }: WorldFiling): void {
    this.#open.set(accession, { form });
  }

  listed(url: string): void {
    for (const filing of this.#open.values()) if (url.includes(`type=${filing.form}&`)) filing.at ??= this.#time();
  }

  told(accession: string): void {
    const at = this.#open.get(accession)?.at;
    if (at === undefined) return;
    this.latencies.push(this.#time() - at);
    this.#open.delete(accession);
  }

  #time = (): number => this.#now().getTime() + performance.now();
}
