import type { Hono } from 'hono';
import { ruleKey } from '../../functions/alerts/rule.ts';
import { SHARED } from '../../functions/alerts/shared.ts';
import type { Announcement } from '../../functions/filings/announcement.ts';
import type { Financials } from '../../functions/filings/financials.ts';
import { type CompanyMemory, nothingKnown, sourceShape } from '../../functions/filings/memory.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { createSite } from '../../functions/page/app.ts';
import type { PageSources } from '../../functions/page/sources.ts';
import { hours, later, minutes } from '../../functions/units/time.ts';
import { anAnnouncement, aQuote } from '../delivery/announcements.ts';
import { DAYS, LATEST } from '../pictures/scenes.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryJournal } from '../support/journal.ts';
import { MemoryLog } from '../support/log.ts';
import { MemoryAnnouncedLog } from '../support/memory-announced.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';
import { MemoryHistory } from '../support/memory-history.ts';
import { MemoryMemory } from '../support/memory-memory.ts';

export { LATEST };

/** Two minutes after the snapshot of a bad morning. */
export const NOW = later(LATEST.at, minutes(2));
export const ORIGIN = 'https://page.example';

const RIOT = 1167419;
const STRATEGY = 1050446;

const filed = (cik: number, accession: string, filedOn: string, form = '8-K') =>
  sourceShape.parse({
    accession,
    form,
    filedOn,
    url: `https://www.sec.gov/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/ex991.htm`,
  });

const fact = (value: number, from: ReturnType<typeof filed>) => ({ value, from, implied: false });

/** A year of months of Riot, and a few of Strategy's weeks' worth. */
const MEMORIES: readonly CompanyMemory[] = [
  {
    ...nothingKnown(RIOT),
    periods: Array.from({ length: 14 }, (_, i) => {
      const at = new Date(Date.UTC(2026, 0 - i, 1));
      const period = at.toISOString().slice(0, 7);
      const from = filed(
        RIOT,
        `0001167419-26-${String(100 - i).padStart(6, '0')}`,
        new Date(Date.UTC(2026, 1 - i, 4)).toISOString().slice(0, 10),
      );
      return {
        period,
        mined: fact(450 + i * 7, from),
        sold: fact(i === 0 ? 1_080 : 475, from),
        held: fact(17_900 + i * 90, from),
      };
    }),
    policies: [
      {
        scope: 'reserve',
        step: 'plan',
        quote: 'We may continue to sell bitcoin from our balance sheet to pay for our power and our data centre.',
        from: filed(RIOT, '0001167419-26-000031', '2026-02-04'),
      },
    ],
  },
  {
    ...nothingKnown(STRATEGY),
    periods: [{ period: '2026-01', bought: fact(22_305, filed(STRATEGY, '0001193125-26-020001', '2026-01-20')) }],
  },
];

const sourceOfTags = filed(RIOT, '0001167419-26-000009', '2026-02-20', '10-K');
type Tagged = Financials['facts'][number];
const quarter = (start: string, end: string, value: number, filedOn: string, form = '10-Q'): Tagged => ({
  value,
  accession: sourceOfTags.accession,
  form,
  filedOn,
  concept: 'revenue',
  tag: 'us-gaap:Revenues',
  unit: 'USD',
  start,
  end,
  before: [],
});

const FINANCIALS: Financials = {
  v: 1,
  cik: RIOT,
  entity: 'RIOT PLATFORMS, INC.',
  readAt: NOW,
  facts: [
    quarter('2025-01-01', '2025-12-31', 647_400_000, '2026-02-20', '10-K'),
    {
      ...quarter('2025-01-01', '2025-12-31', -663_000_000, '2026-02-20', '10-K'),
      concept: 'netResult',
      tag: 'us-gaap:NetIncomeLoss',
    },
    quarter('2025-07-01', '2025-09-30', 180_200_000, '2025-10-30'),
    quarter('2024-07-01', '2024-09-30', 84_800_000, '2024-10-30'),
    quarter('2024-01-01', '2024-12-31', 376_700_000, '2025-02-25', '10-K'),
  ],
};

export const ANNOUNCED: readonly Announcement[] = [
  anAnnouncement({
    quotes: [aQuote('In March we sold 15,133 bitcoin for about $1.1 billion to buy back convertible notes.')],
    period: '2026-03',
    stated: 'stated',
    btcSold: 15_133,
    btcMined: 700,
    heldBefore: 53_822,
    heldAfter: 38_689,
    averagePriceUsd: 72_700,
    proceedsUsd: 1_100_000_000,
    uses: ['debt', 'ai'],
  }),
  anAnnouncement({
    cik: RIOT,
    ticker: 'RIOT',
    company: 'Riot Platforms',
    class: 'policy',
    scope: 'reserve',
    step: 'plan',
    event: `${RIOT}:policy:reserve-plan@2026-02`,
    accession: '0001167419-26-000031',
    quotes: [aQuote('We may continue to sell bitcoin from our balance sheet.')],
  }),
];

/** Whatever a filing may hold to break a page. */
export const HOSTILE = '<script>alert(1)</script>"\'>\u202e\u2066]]>&amp;\u0000<img src=x onerror=alert(2)>';
export const HOSTILE_ANNOUNCEMENT: Announcement = {
  ...anAnnouncement({ event: '1:sale:2026-01', cik: 1, ticker: 'EVIL' }),
  company: `${HOSTILE} ${'long '.repeat(2_000)}`,
  quotes: [
    { text: HOSTILE, url: 'javascript:alert(3)', document: HOSTILE },
    {
      text: `${'ה'.repeat(200)}${'A'.repeat(10_000)}`,
      url: 'https://evil.example/"><script>alert(4)</script>',
      document: 'EX-99.1',
    },
  ],
};

type Facts = { latest?: Snapshot | null; announced?: readonly Announcement[]; now?: Date };

export type Reader = {
  site: Hono;
  clock: TestClock;
  log: MemoryLog;
  sources: PageSources & { history: MemoryHistory };
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  text(path: string, headers?: Record<string, string>): Promise<string>;
};

/** The site over a full record; over an empty one with `latest: null`. */
export async function aSite({ latest = LATEST, announced = ANNOUNCED, now = NOW }: Facts = {}): Promise<Reader> {
  const clock = new TestClock(now);
  const log = new MemoryLog();
  const [history, memory, financials] = [new MemoryHistory(clock), new MemoryMemory(), new MemoryFinancials()];
  const [announcedLog, journal] = [new MemoryAnnouncedLog(), new MemoryJournal()];
  if (latest !== null) {
    for (const day of DAYS) await history.backfill(day);
    await history.put(latest);
    for (const known of MEMORIES) await memory.keep(nothingKnown(known.cik), known);
    await financials.keep(FINANCIALS);
    for (const [i, announcement] of announced.entries())
      await announcedLog.record({ announcement, notice: `n${i}`, at: later(LATEST.at, hours(-20 * (i + 1))) });
    await journal.write({
      rule: ruleKey(SHARED.cash),
      at: later(LATEST.at, hours(-30)),
      from: 'pending',
      to: 'firing',
      because: 'under for two ticks',
      value: 0.97,
      notice: 'cost:cash@2026-02-23#fired',
    });
  }
  const sources = { history, memory, financials, announced: announcedLog, journal };
  const site = createSite({ sources, now: () => clock.now(), tickMs: minutes(5), log });
  const get: Reader['get'] = async (path, headers = {}, method = 'GET') =>
    site.fetch(new Request(`${ORIGIN}${path}`, { headers, method }));
  return { site, clock, log, sources, get, text: async (path, headers) => (await get(path, headers)).text() };
}
