import fc from 'fast-check';
import type { AnnouncementNotice, Part } from '../../functions/alerts/notice.ts';
import type { Evidence, Section, Telling } from '../../functions/delivery/telling.ts';
import { ANNOUNCEMENT_CLASSES, type Announcement, DOUBTS, USES } from '../../functions/filings/announcement.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { aSqueeze } from './announcements.ts';

/** Names that people, or their enemies, give their fleets. */
export const NASTY = [
  '<b>bold</b>',
  '</b><a href="https://evil.example">click</a>',
  '& &amp; &lt; &#60; &unknown;',
  '"quoted" \'single\'',
  '<tg-spoiler>',
  '<!-- comment',
  '@everyone @here <@123456789012345678> <@&1> <#42>',
  '[click me](https://evil.example)',
  '**bold** __under__ ~~gone~~ ||spoiler|| `code` ```block```',
  '# heading',
  '-# small\n- list\n* list\n1. first\n2) second\n> quote\n>>> all',
  '<t:1:R> <:emoji:1> <a:party:2> </command:3> <id:home>',
  'back\\slash \\* \\',
  '\u202ertl\u202c \u0000nul \u001b[31mred \ud800 half',
  '\u2066isolated\u2069 \u200f\u061cmarked \u200b\u200d\ufeff\u00ad unseen \u{e0041}tag',
  'mail@evil.example or www.evil.example',
  '😀👩‍👩‍👧‍👦🇨🇭'.repeat(8),
  '',
] as const;

export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((parts) => parts.join(' ')),
);

/** What could still mean something in Discord: a special character without a backslash, or a mark at a line's start. */
export const alive = (markup: string): string[] => {
  const rest = markup.replaceAll(/\\[\\*_~`|[\]<#>+.)-]/g, 'x');
  return [
    ...(rest.match(/[*_~`|[\]<]/g) ?? []),
    ...(rest.match(/^[ \t]*(?:[-+#>]|\d+[.)])/gm) ?? []),
    ...(rest.match(/@(?!\u200b)|:\/\//g) ?? []),
  ];
};

/** Addresses that want to be something else, and some that only look so. */
const anyUrl = fc.oneof(
  fc.constantFrom(
    'https://www.sec.gov/Archives/a.htm',
    'https://www.sec.gov/a b(c).htm?d=1&e="f"',
    'https://www.sec.gov/a) [click](https://evil.example/b',
    'https://www.sec.gov/a"><a href="https://evil.example/b',
    "https://www.sec.gov/a'**b**__c__||d||`e`",
    'https://www.sec.gov/half\ud800',
    `https://www.sec.gov/${'long('.repeat(600)}`,
  ),
  anyText.map((text) => `https://www.sec.gov/${text}`),
);
/** And some that no shape lets through. */
const noUrl = fc.constantFrom('javascript:alert(1)', 'data:text/html,x', 'ftp://evil.example', 'https://', '', 'x');

const anyFact = fc.record(
  {
    label: anyText,
    value: fc.oneof(
      anyText,
      anyText.map((text) => text.repeat(40)),
    ),
    url: fc.oneof(anyUrl, noUrl),
  },
  { requiredKeys: ['label', 'value'] },
);
const anyEvidence: fc.Arbitrary<Evidence[]> = fc.array(
  fc.record(
    { quote: anyText.map((text) => text.repeat(5)), label: anyText, url: fc.oneof(anyUrl, noUrl) },
    { requiredKeys: ['label', 'url'] },
  ),
  { maxLength: 3 },
);
const anySection: fc.Arbitrary<Section> = fc.record({
  title: anyText,
  lead: anyText,
  facts: fc.array(anyFact, { maxLength: 5 }),
  evidence: anyEvidence,
  url: anyUrl,
});

/** A telling of anything, at any length. */
export const anyTelling: fc.Arbitrary<Telling> = fc.record(
  {
    severity: fc.constantFrom('bad', 'good', 'warning', 'info'),
    // The catalogue's own words come first: a title is never empty.
    title: anyText.map((text) => `Title ${text}`),
    lead: fc
      .oneof(
        anyText,
        fc.constantFrom(...NASTY).map((text) => text.repeat(200)),
      )
      .map((text) => `Lead ${text}`),
    facts: fc.array(anyFact, { maxLength: 40 }),
    evidence: anyEvidence,
    sections: fc.array(anySection, { maxLength: 20 }),
    since: fc.constant({ label: 'Since', from: new Date('2026-02-24T13:05:00Z'), lasted: '10 min' }),
    whatWouldChangeIt: anyText.map((text) => `Ends ${text}`),
    sources: fc.array(fc.record({ what: anyText, names: anyText, at: fc.constant(new Date('2026-02-24T13:05:00Z')) }), {
      maxLength: 3,
    }),
    ignored: anyText.map((text) => text.repeat(20)),
    at: fc.constant(new Date('2026-02-24T13:05:00Z')),
    words: fc.constant(wordsOf('en')),
  },
  { requiredKeys: ['severity', 'title', 'lead', 'facts', 'since', 'sources', 'at', 'words'] },
);

const anyPeriod = fc.constantFrom('2026-03', '2026-12', '2026-Q1', '2025');
const anyCoins = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true }));
const anyUsd = fc.double({ min: 0.01, max: 1e11, noNaN: true });
const aDay = fc.constantFrom('2026-03-02', '2025-12-31');
const before = { filedOn: aDay, form: fc.constantFrom('8-K', '10-K'), url: fc.oneof(anyUrl, noUrl) };

/** Whatever a company may have announced: each number there or not, and names and quotes by its worst enemy. */
const anyAnnouncement = (text: fc.Arbitrary<string>): fc.Arbitrary<Announcement> =>
  fc.record(
    {
      cik: fc.constant(1507605),
      ticker: fc.oneof(fc.constant('MARA'), text),
      company: text,
      class: fc.constantFrom(...ANNOUNCEMENT_CLASSES),
      event: fc.constant('1507605:sale:2026-03'),
      accession: fc.constant('0001507605-26-000031' as Announcement['accession']),
      form: fc.constantFrom('8-K', '10-Q/A', '6-K'),
      items: fc.subarray(['2.02', '7.01', '9.01']),
      filedOn: aDay,
      url: anyUrl,
      quotes: fc.array(
        fc.record({
          text: text.map((quote) => `“${quote}`.slice(0, 300)),
          url: anyUrl,
          document: text.map((name) => name.slice(0, 60)),
        }),
        { maxLength: 3 },
      ),
      uses: fc.subarray([...USES]),
      doubts: fc.subarray([...DOUBTS]),
      acceptedAt: fc.constant(new Date('2026-03-26T12:30:12Z')),
      formerName: text,
      period: anyPeriod,
      scope: fc.constantFrom('reserve', 'production'),
      step: fc.constantFrom('permission', 'plan'),
      stated: fc.constantFrom('stated', 'implied'),
      btcSold: anyCoins,
      btcMined: anyCoins,
      btcBought: anyCoins,
      heldBefore: anyCoins,
      heldAfter: anyCoins,
      pledged: anyCoins,
      averagePriceUsd: anyUsd,
      proceedsUsd: anyUsd,
      lastPolicy: fc.record({
        ...before,
        scope: fc.constantFrom('reserve', 'production', 'hold'),
        step: fc.constantFrom('permission', 'plan', 'hold'),
      }),
      lastHeld: fc.record({ period: anyPeriod, btc: anyCoins }),
      lastPeriod: fc.record(
        { period: anyPeriod, btcSold: anyCoins, btcMined: anyCoins, heldAfter: anyCoins },
        { requiredKeys: ['period'] },
      ),
    },
    {
      requiredKeys: [
        'cik',
        'ticker',
        'company',
        'class',
        'event',
        'accession',
        'form',
        'items',
        'filedOn',
        'url',
        'quotes',
        'uses',
        'doubts',
      ],
    },
  ) as fc.Arbitrary<Announcement>;

/** @param text what stands where companies and documents may write something. */
export const anyAnnouncementNotice = (text: fc.Arbitrary<string> = anyText): fc.Arbitrary<AnnouncementNotice> => {
  const at = new Date('2026-03-26T12:31:00Z');
  const anyPart: fc.Arbitrary<Part> = fc.record(
    {
      announcement: anyAnnouncement(text),
      corrects: fc.record(
        {
          class: fc.constantFrom(...ANNOUNCEMENT_CLASSES),
          accession: fc.constant('0001507605-26-000030' as Announcement['accession']),
          at: fc.constant(new Date('2026-03-20T12:31:00Z')),
          btcSold: anyCoins,
        },
        { requiredKeys: ['class', 'accession', 'at'] },
      ),
    },
    { requiredKeys: ['announcement'] },
  );
  return fc.record(
    {
      v: fc.constant(1 as const),
      kind: fc.constant('announcement' as const),
      key: fc.constant('filings:x'),
      event: fc.constantFrom('announced' as const, 'corrected' as const),
      incident: fc.constant('filings:x'),
      openedAt: fc.constant(at),
      at: fc.constant(at),
      parts: fc.oneof(
        fc.array(anyPart, { minLength: 1, maxLength: 1 }),
        fc.array(anyPart, { minLength: 1, maxLength: 20 }),
      ),
      squeeze: fc.constant(aSqueeze()),
    },
    { requiredKeys: ['v', 'kind', 'key', 'event', 'incident', 'openedAt', 'at', 'parts'] },
  );
};
