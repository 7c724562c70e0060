import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import type { AnnouncementNotice, RuleNotice } from '../../functions/alerts/notice.ts';
import { type Announcement, announcementShape } from '../../functions/filings/announcement.ts';
import type { Telling } from '../../functions/filings/judge.ts';
import { versionShape } from '../../functions/filings/memory.ts';
import { type Squeeze, squeezeShape } from '../../functions/market/squeeze.ts';
import { aNotice } from './notices.ts';

type Facts = Partial<Record<keyof Announcement, unknown>>;

const folder = (cik: number, accession: string) =>
  `https://www.sec.gov/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}`;

/** Sales as MARA's were in March 2026, in our own words; say only what the test is about. */
export function anAnnouncement(facts: Facts = {}): Announcement {
  const { cik = 1507605, accession = '0001507605-26-000031' } = facts as { cik?: number; accession?: string };
  return announcementShape.parse({
    cik,
    ticker: 'MARA',
    company: 'MARA Holdings',
    class: 'reserve-sale',
    event: `${cik}:sale:2026-03`,
    accession,
    form: '8-K',
    items: ['7.01', '9.01'],
    filedOn: '2026-03-26',
    acceptedAt: '2026-03-26T12:30:12.000Z',
    url: `${folder(cik, accession)}/exhibit991.htm`,
    quotes: [],
    ...facts,
  });
}

/** The document of an announcement, and a sentence in it. */
export const aQuote = (text: string, { url }: Pick<Announcement, 'url'> = anAnnouncement(), document = 'EX-99.1') => ({
  text,
  url,
  document,
});

const heldPolicy = {
  filedOn: '2025-03-03',
  form: '10-K',
  url: `${folder(1507605, '0001507605-25-000003')}/report.htm`,
  scope: 'hold',
  step: 'hold',
};
const openPolicy = {
  ...heldPolicy,
  filedOn: '2026-03-02',
  url: `${folder(1507605, '0001507605-26-000012')}/report.htm`,
  scope: 'reserve',
  step: 'permission',
};

const policy = {
  class: 'policy',
  event: '1507605:policy:reserve-permission@2026-03',
  accession: '0001507605-26-000012',
  form: '10-K',
  items: [],
  filedOn: '2026-03-02',
  acceptedAt: '2026-03-02T21:08:44.000Z',
  url: `${folder(1507605, '0001507605-26-000012')}/report.htm`,
  scope: 'reserve',
  step: 'permission',
  heldAfter: 53_822,
  btcMined: 8_799,
  period: '2025',
  lastPolicy: heldPolicy,
  quotes: [
    {
      text: 'From 2026 on we may, from time to time, sell bitcoin that we carry on our balance sheet.',
      url: `${folder(1507605, '0001507605-26-000012')}/report.htm`,
      document: '10-K',
    },
  ],
};

const sale = {
  period: '2026-03',
  stated: 'stated',
  btcSold: 15_133,
  proceedsUsd: 1_100_000_000,
  uses: ['debt'],
  lastPolicy: openPolicy,
  lastHeld: { period: '2025', btc: 53_822 },
  quotes: [
    aQuote('In March the Company sold 15,133 bitcoin out of its holdings for about $1.1 billion.'),
    aQuote('The money pays for notes that are bought back below their face value.'),
  ],
};

const implied = {
  cik: 1812477,
  ticker: 'KEEL',
  company: 'Keel Infrastructure',
  formerName: 'Bitfarms',
  event: '1812477:sale:2026-04',
  accession: '0001812477-26-000007',
  filedOn: '2026-05-04',
  acceptedAt: '2026-05-04T11:01:05.000Z',
  period: '2026-04',
  stated: 'implied',
  btcSold: 428,
  btcMined: 268,
  heldBefore: 1_166,
  heldAfter: 1_006,
  lastPeriod: { period: '2026-03', btcMined: 280, heldAfter: 1_166 },
  doubts: ['roll-forward'],
  quotes: [
    {
      text: 'Bitcoin held at the end of the month: 1,006',
      url: `${folder(1812477, '0001812477-26-000007')}/exhibit991.htm`,
      document: 'EX-99.1',
    },
  ],
};

const production = {
  cik: 827876,
  ticker: 'CLSK',
  company: 'CleanSpark',
  class: 'production-sale',
  event: '827876:sale:2026-03',
  accession: '0000827876-26-000040',
  filedOn: '2026-04-02',
  acceptedAt: '2026-04-02T12:31:00.000Z',
  period: '2026-03',
  stated: 'stated',
  btcSold: 568.6,
  btcMined: 658,
  heldBefore: 13_363,
  heldAfter: 13_452.4,
  averagePriceUsd: 68_214.5,
  proceedsUsd: 38_786_765,
  uses: ['operations'],
  lastPeriod: { period: '2026-02', btcSold: 553.9, btcMined: 573 },
  quotes: [
    {
      text: 'We sold 568.6 of the 658 bitcoin we produced, at about $68,214 each.',
      url: `${folder(827876, '0000827876-26-000040')}/exhibit991.htm`,
      document: 'EX-99.1',
    },
  ],
};

const purchase = {
  cik: 1050446,
  ticker: 'MSTR',
  company: 'Strategy',
  class: 'purchase',
  event: '1050446:purchase:2026-03-09/2026-03-15',
  days: { from: '2026-03-09', to: '2026-03-15' },
  accession: '0001050446-26-000020',
  items: ['8.01'],
  filedOn: '2026-03-16',
  acceptedAt: '2026-03-16T12:00:31.000Z',
  url: `${folder(1050446, '0001050446-26-000020')}/form8k.htm`,
  btcBought: 1_031,
  heldAfter: 762_099,
  averagePriceUsd: 74_326,
  quotes: [
    {
      text: 'The Company bought 1,031 bitcoin in the week and now holds 762,099.',
      url: `${folder(1050446, '0001050446-26-000020')}/form8k.htm`,
      document: '8-K',
    },
  ],
};

const pivot = {
  cik: 1819989,
  ticker: 'CIFR',
  company: 'Cipher Digital',
  formerName: 'Cipher Mining',
  class: 'ai-pivot',
  event: '1819989:ai-pivot:0001819989-26-000009',
  accession: '0001819989-26-000009',
  form: '10-K',
  items: [],
  filedOn: '2026-02-24',
  acceptedAt: '2026-02-24T12:02:00.000Z',
  url: `${folder(1819989, '0001819989-26-000009')}/report.htm`,
  lastHeld: { period: '2025-12', btc: 1_500 },
  quotes: [
    {
      text: 'We are moving our sites from mining to computing for AI tenants under long leases.',
      url: `${folder(1819989, '0001819989-26-000009')}/report.htm`,
      document: '10-K',
    },
  ],
};

const unread = {
  cik: 1899123,
  ticker: 'BTDR',
  company: 'Bitdeer Technologies Group',
  class: 'unread',
  event: '1899123:unread:0001899123-26-000014',
  accession: '0001899123-26-000014',
  form: '6-K',
  items: [],
  filedOn: '2026-02-12',
  acceptedAt: '2026-02-12T11:45:09.000Z',
  url: `${folder(1899123, '0001899123-26-000014')}/exhibit991.pdf`,
  doubts: ['pdf'],
};

const corrected = {
  ...production,
  accession: '0000827876-26-000043',
  form: '8-K/A',
  acceptedAt: '2026-04-03T20:15:00.000Z',
  filedOn: '2026-04-03',
  class: 'reserve-sale',
  url: `${folder(827876, '0000827876-26-000043')}/exhibit991.htm`,
  btcSold: 1_868.6,
  heldAfter: 12_152.4,
  averagePriceUsd: undefined,
  proceedsUsd: undefined,
  uses: [],
  quotes: [
    {
      text: 'The table should have read 1,868.6 bitcoin sold.',
      url: `${folder(827876, '0000827876-26-000043')}/exhibit991.htm`,
      document: 'EX-99.1',
    },
  ],
};

/** Every message there is about what companies announce, by the name of its golden file. */
export const ANNOUNCED = {
  policy: [policy],
  'reserve-sale': [sale],
  'implied-sale': [implied],
  'production-sale': [production],
  purchase: [purchase],
  'ai-pivot': [pivot],
  unread: [unread],
  correction: [corrected],
  several: [pivot, production, implied, sale],
  'sale-and-squeeze': [sale],
} as const satisfies Record<string, readonly Facts[]>;
export type AnnouncedName = keyof typeof ANNOUNCED;
export const ANNOUNCED_NAMES = Object.keys(ANNOUNCED) as AnnouncedName[];

export const corrects = versionShape.parse({
  class: 'production-sale',
  accession: '0000827876-26-000040',
  at: '2026-04-02T12:31:40.000Z',
  btcSold: 568.6,
});

/** As market/squeeze.ts finds it on a day on which the newest machines stop to earn. */
export const aSqueeze = (): Squeeze =>
  squeezeShape.parse({
    at: '2026-03-26T12:30:00.000Z',
    hashpriceUsdPerPhDay: 29.12,
    fleets: [{ name: 'S21 at 7 ¢/kWh', breakEvenUsdPerPhDay: 29.4 }],
  });

export const aTelling = (facts: Facts = {}, more: Partial<Telling> = {}): Telling => {
  const announcement = anAnnouncement(facts);
  return { announcement, notice: `filings:${announcement.accession}`, ...more };
};

/** A notice as the reader of filings would have it told. */
export function anAnnouncementNotice(name: AnnouncedName): AnnouncementNotice {
  const all: readonly Facts[] = ANNOUNCED[name];
  const tellings = all.map((facts) => aTelling(facts, name === 'correction' ? { corrects } : {}));
  const last = Math.max(...tellings.map(({ announcement }) => announcement.acceptedAt!.getTime()));
  const at = new Date(last + 45_000);
  const squeeze = name === 'sale-and-squeeze' ? aSqueeze() : undefined;
  return composeAnnouncement(tellings[0]!.notice, tellings, at, squeeze);
}

/** A fleet turned unprofitable on a day on which two companies were reported to have sold. */
export const aMarginBesideASale = (): RuleNotice =>
  aNotice('margin', 'fired', {
    sales: [
      { ticker: 'MARA', btcSold: 15_133, stated: 'stated', url: anAnnouncement().url },
      { ticker: 'KEEL', btcSold: 428, stated: 'implied', url: anAnnouncement(implied).url },
    ],
  });
