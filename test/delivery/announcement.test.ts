import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import type { AnnouncementNotice } from '../../functions/alerts/notice.ts';
import { linkable } from '../../functions/delivery/address.ts';
import { embedShape } from '../../functions/delivery/discord/embed.ts';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { LONGEST_TEXT, renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell, tellBoth } from '../../functions/delivery/telling.ts';
import { ANNOUNCEMENT_CLASSES, DOUBTS, USES } from '../../functions/filings/announcement.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { parseTelegramHtml } from '../../infra/local/loopback/telegram-html.ts';
import { alive, anyAnnouncementNotice } from './adversarial.ts';
import {
  ANNOUNCED_NAMES,
  aMarginBesideASale,
  anAnnouncementNotice,
  aQuote,
  aSqueeze,
  aTelling,
  corrects,
} from './announcements.ts';
import { aNotice } from './notices.ts';

const words = wordsOf('en');
const at = new Date('2026-03-26T12:31:00Z');

type Facts = Parameters<typeof aTelling>[0];
const noticeOf = (facts: Facts, more: Parameters<typeof aTelling>[1] = {}): AnnouncementNotice =>
  composeAnnouncement('filings:x', [aTelling(facts, more)], at);
const told = (facts: Facts, more: Parameters<typeof aTelling>[1] = {}) => {
  const telling = tell(noticeOf(facts, more), words);
  return { ...telling, fact: Object.fromEntries(telling.facts.map(({ label, value }) => [label, value])) };
};

describe('what a company announced', () => {
  it.each<[string, Facts, string, string]>([
    [
      'a sale of reserves, against what was mined',
      { stated: 'stated', period: '2026-03', btcSold: 1_868.6, btcMined: 658 },
      'MARA Holdings (MARA) sold 1,868.6 BTC from its reserves',
      'Stated by the company for March 2026: 2.8 times the 658 BTC it mined.',
    ],
    [
      'of a quarter, a little over production',
      { stated: 'stated', period: '2026-Q1', btcSold: 750, btcMined: 658 },
      'MARA Holdings (MARA) sold 750 BTC from its reserves',
      'Stated by the company for Q1 2026: 114 % of the 658 BTC it mined.',
    ],
    [
      'without a number',
      { stated: 'stated', period: '2025' },
      'MARA Holdings (MARA) sold bitcoin from its reserves',
      'Stated by the company for 2025. It does not say how many.',
    ],
    [
      'without a period, and nothing mined',
      { stated: 'stated', btcSold: 4_451, btcMined: 0 },
      'MARA Holdings (MARA) sold 4,451 BTC from its reserves',
      'Stated by the company.',
    ],
    [
      'of which nobody can tell whether it was said',
      { btcSold: 4_451 },
      'MARA Holdings (MARA) sold 4,451 BTC from its reserves',
      'Reported in its own filing.',
    ],
    [
      'an implied one',
      { stated: 'implied', period: '2026-04', btcSold: 428, btcMined: 268, heldBefore: 1_166, heldAfter: 1_006 },
      'MARA Holdings (MARA) seems to have sold 428 BTC from its reserves',
      'Implied for April 2026, not stated: it held 1,166 BTC, mined 268 BTC and holds 1,006 BTC now, so 428 BTC are gone. They may also have been lent, pledged or moved.',
    ],
    [
      'an implied one of a company that does not say what it mined',
      { stated: 'implied', period: '2026-04', btcSold: 160, heldBefore: 1_166, heldAfter: 1_006 },
      'MARA Holdings (MARA) seems to have sold 160 BTC from its reserves',
      'Implied for April 2026, not stated: it held 1,166 BTC and holds 1,006 BTC now, so 160 BTC are gone. They may also have been lent, pledged or moved.',
    ],
    [
      'an implied one that does not add up without what was bought',
      { stated: 'implied', period: '2026-04', btcSold: 528, btcMined: 268, heldBefore: 1_166, heldAfter: 1_006 },
      'MARA Holdings (MARA) seems to have sold 528 BTC from its reserves',
      'Implied for April 2026, not stated: it held 1,166 BTC and holds 1,006 BTC now; with what it mined and bought, 528 BTC are gone. They may also have been lent, pledged or moved.',
    ],
    [
      'an implied one without numbers',
      { stated: 'implied' },
      'MARA Holdings (MARA) seems to have sold bitcoin from its reserves',
      'Implied, not stated: what it held, what it mined and what it holds now do not add up. The coins may also have been lent, pledged or moved.',
    ],
    [
      'a sale of production',
      { class: 'production-sale', stated: 'stated', period: '2026-03', btcSold: 568.6, btcMined: 658 },
      'MARA Holdings (MARA) sold 568.6 BTC of its production',
      'Stated by the company for March 2026: 86.4 % of the 658 BTC it mined.',
    ],
    [
      'a sale of production without a number',
      { class: 'production-sale', stated: 'stated' },
      'MARA Holdings (MARA) sold bitcoin of its production',
      'Stated by the company. It does not say how many.',
    ],
    [
      'permission to sell reserves',
      { class: 'policy', scope: 'reserve', step: 'permission' },
      'MARA Holdings (MARA) may now sell its bitcoin reserves',
      'A permission, not a sale.',
    ],
    [
      'a plan to sell reserves',
      { class: 'policy', scope: 'reserve', step: 'plan' },
      'MARA Holdings (MARA) plans to sell bitcoin from its reserves',
      'A plan, not a sale.',
    ],
    [
      'permission to sell production',
      { class: 'policy', scope: 'production', step: 'permission' },
      'MARA Holdings (MARA) may now sell the bitcoin it mines',
      'A permission, not a sale.',
    ],
    [
      'a plan to sell production',
      { class: 'policy', scope: 'production', step: 'plan' },
      'MARA Holdings (MARA) plans to sell the bitcoin it mines',
      'A plan, not a sale.',
    ],
    [
      'a policy of which no more is known',
      { class: 'policy' },
      'MARA Holdings (MARA) opens the door to selling bitcoin',
      'A change of policy, not a sale.',
    ],
    [
      'a purchase',
      { class: 'purchase', btcBought: 1_031, btcSold: 0 },
      'MARA Holdings (MARA) bought 1,031 BTC',
      'Reported in its own filing.',
    ],
    [
      'a purchase without a number',
      { class: 'purchase' },
      'MARA Holdings (MARA) bought bitcoin',
      'Reported in its own filing. It does not say how many.',
    ],
    [
      'another business',
      { class: 'ai-pivot', btcSold: 0 },
      'MARA Holdings (MARA) turns to AI computing',
      'The company says that it moves power or buildings to AI and high-performance computing.',
    ],
    [
      'what could not be read',
      { class: 'unread', form: '6-K', doubts: ['pdf', 'missing'] },
      'Could not read the 6-K of MARA Holdings (MARA)',
      'The reason: an exhibit is a PDF and was not read, an exhibit is listed, and was not there. It may say nothing about bitcoin, or everything: please look.',
    ],
    [
      'what could not be read, nobody knows why',
      { class: 'unread' },
      'Could not read the 8-K of MARA Holdings (MARA)',
      'It may say nothing about bitcoin, or everything: please look.',
    ],
    [
      'a company that is called like its ticker',
      { company: 'Iren', ticker: 'IREN', stated: 'stated', btcSold: 1 },
      'Iren sold 1 BTC from its reserves',
      'Stated by the company.',
    ],
  ])('%s', (_, facts, title, lead) => {
    expect(told(facts)).toMatchObject({ title, lead });
  });

  it.each([
    ['reserve-sale', { btcSold: 5 }, 'bad'],
    ['reserve-sale', { btcSold: 5, stated: 'implied' }, 'bad'],
    ['policy', {}, 'warning'],
    ['unread', {}, 'warning'],
    ['production-sale', { btcSold: 5 }, 'info'],
    ['purchase', { btcBought: 5 }, 'info'],
    ['ai-pivot', {}, 'info'],
  ] as const)('%s %j is %s news', (kind, facts, severity) => {
    expect(told({ class: kind, ...facts }).severity).toBe(severity);
  });
});

describe('the facts beside it', () => {
  it('have each number with its unit, and none that was not given', () => {
    const numbers = {
      heldBefore: 53_822,
      heldAfter: 38_689,
      pledged: 9_000,
      averagePriceUsd: 72_689.49,
      proceedsUsd: 1.1e9,
    };
    expect(told({ ...numbers, btcSold: 15_133, uses: ['debt', 'ai'] }).fact).toEqual({
      Holds: '38,689 BTC, before 53,822 BTC (−28.1 %)',
      'Of which pledged or lent': '9,000 BTC',
      'Average price per BTC': '$72,689',
      Proceeds: '$1.1 billion',
      'What for': 'debt, AI and high-performance computing',
      Filed: '2026-03-26 12:30 UTC, 8-K (Regulation FD disclosure)',
    });
    expect(Object.keys(told({}).fact)).toEqual(['Filed']);
  });

  it.each([
    ['2026-02', '2026-03-05', 'Held at the end of February 2026'],
    ['2026-Q1', '2026-04-01', 'Held at the end of Q1 2026'],
    ['2025', '2026-03-02', 'Held at the end of 2025'],
    ['2026-03', '2026-03-26', 'Holds'],
    ['2026-Q1', '2026-03-31', 'Holds'],
    ['2026', '2026-08-05', 'Holds'],
  ])('say when coins were held of %s only where that was over on %s', (period, filedOn, label) => {
    expect(told({ period, filedOn, heldAfter: 1_006 }).fact).toMatchObject({ [label]: '1,006 BTC' });
  });

  it('say what was held last where the filing does not', () => {
    expect(told({ lastHeld: { period: '2025-12', btc: 7_528.3 } }).fact).toMatchObject({
      'Held before (December 2025)': '7,528.3 BTC',
    });
  });

  it('have what was paid of a purchase', () => {
    expect(told({ class: 'purchase', btcBought: 10, proceedsUsd: 940_000 }).fact).toMatchObject({ Paid: '$940,000' });
  });

  it.each([
    ['hold', 'hold', 'to hold what it mines'],
    ['reserve', 'permission', 'may sell reserves'],
    ['reserve', 'plan', 'plans to sell reserves'],
    ['production', 'permission', 'may sell production'],
    ['production', 'plan', 'plans to sell production'],
  ] as const)('say what its policy was before, and where that stands: %s %s', (scope, step, policy) => {
    const url = 'https://www.sec.gov/before.htm';
    const lastPolicy = { filedOn: '2025-03-03', form: '10-K', url, scope, step };
    const label = 'Policy before';
    for (const kind of ['policy', 'reserve-sale']) {
      const fact = { label, value: `${policy} (10-K of 2025-03-03)`, url };
      expect(told({ class: kind, lastPolicy }).facts).toContainEqual(fact);
    }
    expect(told({ class: 'production-sale', lastPolicy }).fact).not.toHaveProperty(label);
  });

  it('say of a policy that none was known before', () => {
    expect(told({ class: 'policy' }).fact).toMatchObject({ 'Policy before': 'none on record' });
  });

  it.each([
    [{ btcSold: 5, btcMined: 6 }, 'sold 5 BTC, mined 6 BTC'],
    [{ btcSold: 0 }, 'sold 0 BTC'],
    [{ btcMined: 6 }, 'mined 6 BTC'],
    [{}, undefined],
  ])('say what the period before was: %j', (numbers, said) => {
    expect(told({ lastPeriod: { period: '2026-02', ...numbers } }).fact['In February 2026']).toBe(said);
  });

  it('have the former name first, while it is news', () => {
    expect(told({ formerName: 'Bitfarms', heldAfter: 1 }).facts[0]).toEqual({ label: 'Formerly', value: 'Bitfarms' });
  });

  it('warn where a number may mislead, once', () => {
    for (const doubt of DOUBTS) {
      expect(told({ btcSold: 5, stated: 'stated', doubts: [doubt] }).fact).toMatchObject({ Careful: /\w/ });
    }
    expect(told({ btcSold: 5, stated: 'implied', doubts: ['roll-forward'] }).fact).not.toHaveProperty('Careful');
    expect(told({ class: 'unread', doubts: ['pdf'] }).fact).not.toHaveProperty('Careful');
  });

  it('know every purpose', () => {
    const { fact } = told({ uses: [...USES] });
    expect(fact['What for']!.split(', ')).toHaveLength(USES.length);
  });
});

describe('the evidence', () => {
  it('is each sentence with the document it stands in', () => {
    const quotes = [aQuote('We sold 5.'), { ...aQuote('We may.'), url: 'https://www.sec.gov/b.htm', document: '8-K' }];
    expect(told({ quotes }).evidence).toEqual([
      { quote: 'We sold 5.', label: 'EX-99.1 of the 8-K', url: quotes[0]!.url },
      { quote: 'We may.', label: 'Open the 8-K', url: 'https://www.sec.gov/b.htm' },
    ]);
  });

  it('is where to look, when nothing could be quoted', () => {
    const { evidence } = told({ class: 'unread', url: 'https://www.sec.gov/c.pdf' });
    expect(evidence).toEqual([{ label: 'Open the 8-K', url: 'https://www.sec.gov/c.pdf' }]);
  });

  it('names a document once below all its quotes', () => {
    const telling = tell(anAnnouncementNotice('reserve-sale'), words);
    expect(renderTelegram(telling).text.text.match(/EX-99\.1/g)).toHaveLength(1);
    expect(renderDiscord(telling).embeds[0].description.match(/EX-99\.1/g)).toHaveLength(1);
  });

  it('comes right after what happened', () => {
    const lines = renderTelegram(tell(anAnnouncementNotice('implied-sale'), words)).text.text.split('\n');
    expect(lines.findIndex((line) => line.startsWith('Bitcoin held'))).toBeLessThan(5);
  });
});

describe('a correction', () => {
  it.each([
    [{ class: 'production-sale', btcSold: 568.6 }, '568.6 BTC of production sold'],
    [{ class: 'production-sale', btcSold: undefined }, 'a sale of production'],
    [{ class: 'reserve-sale', btcSold: 500 }, '500 BTC sold from reserves'],
    [{ class: 'reserve-sale', btcSold: undefined }, 'a sale of reserves'],
  ] as const)('says what was announced before and no longer holds: %j', (was, before) => {
    const { title, lead } = told(
      { stated: 'stated', btcSold: 1_868.6 },
      { corrects: { ...corrects, ...was } as typeof corrects },
    );
    expect(title).toBe('Correction: MARA Holdings (MARA) sold 1,868.6 BTC from its reserves');
    expect(lead).toBe(`Announced on 2026-04-02 as ${before}; that no longer holds. Stated by the company.`);
  });

  it('takes a sale back', () => {
    const back = told(
      { stated: 'stated', period: '2026-03', btcSold: 0 },
      { corrects: { ...corrects, class: 'reserve-sale' } },
    );
    expect(back.title).toBe('Correction: MARA Holdings (MARA) sold no bitcoin');
    expect(back.lead).toMatch(/Stated by the company for March 2026\.$/);
  });

  it.each([
    ['reserve-sale', 'reserve-sale', 'bad'],
    ['reserve-sale', 'production-sale', 'warning'],
    ['production-sale', 'reserve-sale', 'bad'],
    ['production-sale', 'production-sale', 'info'],
  ] as const)('from %s to %s is %s news', (was, is, severity) => {
    expect(told({ class: is, btcSold: 5 }, { corrects: { ...corrects, class: was } }).severity).toBe(severity);
  });

  it('has no second form for whoever never heard what it corrects', () => {
    const notice = anAnnouncementNotice('correction');
    expect(JSON.stringify(tellBoth(notice, words))).toBe(JSON.stringify(tell(notice, words)));
  });
});

describe('several announcements together', () => {
  const together = (...all: Facts[]) =>
    tell(
      composeAnnouncement(
        'filings:x',
        all.map((facts) => aTelling(facts)),
        at,
      ),
      words,
    );

  it('are sections of one message, the most important first and the larger before the smaller', () => {
    const telling = together(
      { ticker: 'A', class: 'purchase', btcBought: 9_999 },
      { ticker: 'B', btcSold: 10 },
      { ticker: 'C', class: 'policy' },
      { ticker: 'D', btcSold: 500 },
      { ticker: 'E', class: 'production-sale', btcSold: 800 },
    );
    expect(telling.title).toBe('5 announcements: D, B, C, A, E');
    expect(telling.severity).toBe('bad');
    expect(telling.sections?.map(({ title }) => /\((\w)\)/.exec(title)?.[1])).toEqual(['D', 'B', 'C', 'A', 'E']);
  });

  it('name a company once, and ring for none that is routine', () => {
    const telling = together({ class: 'purchase', btcBought: 1 }, { class: 'ai-pivot' });
    expect(telling).toMatchObject({ title: '2 announcements: MARA', severity: 'info' });
  });

  it('leave out what belongs to one that is told alone', () => {
    const [section] = together({ btcSold: 5, heldAfter: 7, lastPeriod: { period: '2026-02', btcSold: 1 } }, {})
      .sections!;
    expect(section?.facts.map(({ label }) => label)).toEqual(['Holds']);
  });
});

describe('a day that also turned fleets unprofitable', () => {
  const on = (facts: Facts) => {
    const notice = { ...noticeOf(facts), squeeze: aSqueeze() };
    return tell(notice, words).facts.find(({ label }) => label === 'Same day')?.value;
  };

  it('is told with a sale, first of all facts', () => {
    const said = 'hashprice fell to $29.12/PH/day, under the break-even of S21 at $0.07/kWh ($29.40/PH/day)';
    expect(on({ btcSold: 5 })).toBe(said);
    expect(on({ class: 'production-sale', btcSold: 5 })).toBe(said);
    expect(tell(anAnnouncementNotice('sale-and-squeeze'), words).facts[0]?.value).toBe(said);
  });

  it.each([{ class: 'purchase' }, { class: 'ai-pivot' }, { class: 'policy' }, { class: 'unread' }, { btcSold: 0 }])(
    'is not told with %j',
    (facts) => {
      expect(on(facts)).toBeUndefined();
    },
  );

  it('and the other way round: what miners sold is told with a fleet’s loss, each with its filing', () => {
    const telling = tell(aMarginBesideASale(), words);
    const sales = telling.facts.filter(({ label }) => label === 'Same day');
    expect(sales.map(({ value }) => value)).toEqual([
      'MARA sold 15,133 BTC from its reserves',
      'KEEL seems to have sold 428 BTC from its reserves',
    ]);
    for (const { url } of sales) {
      expect(renderTelegram(telling).text.markup).toContain(`<a href="${url}">`);
      expect(renderDiscord(telling).embeds[0].description).toContain(`](${url})`);
    }
    const bare = tell(aNotice('margin', 'fired', { sales: [{ ticker: 'RIOT', url: 'https://www.sec.gov/' }] }), words);
    expect(bare.facts.at(-1)?.value).toBe('RIOT sold bitcoin from its reserves');
  });
});

describe('whatever is announced', () => {
  const decent = fc.constantFrom('Acme Mining', 'We sold some.', 'Übermine & Söhne');

  it('leaves no placeholder open and invents nothing', () => {
    fc.assert(
      fc.property(anyAnnouncementNotice(decent), (notice) => {
        const { words: _, ...telling } = tell(notice, words);
        expect(JSON.stringify(telling)).not.toMatch(/[{}]\w+[{}]|undefined|NaN|Infinity|null/);
        for (const { title, lead } of [telling, ...(telling.sections ?? [])]) {
          expect(title).toMatch(/^\S.*\S$/);
          expect(lead).toMatch(/\.$|please look\.$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never says a number that it was not given', () => {
    const numbers = fc.record({
      class: fc.constantFrom(...ANNOUNCEMENT_CLASSES),
      stated: fc.constantFrom('stated', 'implied'),
    });
    fc.assert(
      fc.property(numbers, (facts) => {
        const { title, lead, facts: all } = told(facts as Facts);
        const said = [title, lead, ...all.flatMap(({ label, value }) => (label === 'Filed' ? [] : [value]))].join(' ');
        expect(said.replace(/8-K/g, '')).not.toMatch(/\d/);
      }),
    );
  });

  it('is a message that Telegram takes, in which nobody’s words are markup and links lead where they say', () => {
    fc.assert(
      fc.property(anyAnnouncementNotice(), (notice) => {
        const { text } = renderTelegram(tell(notice, words));
        expect(parseTelegramHtml(text.markup)).toBe(text.text);
        expect(text.text.length).toBeLessThanOrEqual(LONGEST_TEXT);
        expect(
          text.markup
            .match(/<[^>]*>/g)
            ?.filter((tag) => !/^<\/?(?:b|i|blockquote)>$|^<\/a>$|^<a href="[^"<>]*">$/.test(tag)) ?? [],
        ).toEqual([]);
        const links = [...text.markup.matchAll(/<a href="([^"]*)">/g)].map(([, url]) => url!.replaceAll('&amp;', '&'));
        for (const link of links) expect(urlsIn(notice)).toContain(link);
        expect(text.text).not.toMatch(TURNING);
      }),
      { numRuns: 300 },
    );
  });

  it('is an embed that Discord takes, in which nobody’s words are markup and links lead where they say', () => {
    fc.assert(
      fc.property(anyAnnouncementNotice(), (notice) => {
        const message = renderDiscord(tell(notice, words));
        const [{ title, description }] = message.embeds;
        expect(embedShape.safeParse(message.embeds[0]).error).toBeUndefined();
        expect(message.allowed_mentions).toEqual({ parse: [] });
        expect(alive(title)).toEqual([]);
        const links: string[] = [];
        const unescaped = description.replace(/\\[^a-z0-9\s]/gi, 'x');
        const rest = unescaped.replace(/\[([^\]]*)\]\(([^()\s]*)\)/g, (_, label: string, url: string) => {
          links.push(url);
          return label;
        });
        for (const link of links) expect(urlsIn(notice)).toContain(link);
        expect(alive(rest.replace(/^> /gm, '').replaceAll('**', ''))).toEqual([]);
        expect(`${title}${description}`).not.toMatch(TURNING);
      }),
      { numRuns: 300 },
    );
  });

  it('shows of quotes and names only what can be seen', () => {
    const hidden = '\u200b\u200d\ufeff\u00ad\u2060\u202e';
    const telling = told({ company: `MA${hidden}RA Holdings`, quotes: [aQuote(`${hidden}We  \r\n sold${hidden} 5.`)] });
    expect(telling.title).toContain('MARA Holdings (MARA) sold');
    expect(telling.evidence?.[0]?.quote).toBe('We sold 5.');
    expect(told({ quotes: [aQuote(hidden)] }).evidence?.[0]).not.toHaveProperty('quote');
  });
});

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Every address that a notice brings along, as it may be written. */
const urlsIn = ({ parts }: AnnouncementNotice): (string | undefined)[] =>
  parts
    .flatMap(({ announcement: { url, quotes, lastPolicy } }) => [
      url,
      lastPolicy?.url,
      ...quotes.map((quote) => quote.url),
    ])
    .map((url) => url && linkable(url));

it.each(ANNOUNCED_NAMES)('%s is told the same however often', (name) => {
  const once = renderTelegram(tell(anAnnouncementNotice(name), words)).text.markup;
  expect(renderTelegram(tell(anAnnouncementNotice(name), words)).text.markup).toBe(once);
});
