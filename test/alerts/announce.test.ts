import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import { incidentOf, noticeShape, noticeToJson, ownerOf, topicOf } from '../../functions/alerts/notice.ts';
import { salesIn } from '../../functions/alerts/sales.ts';
import { Misconfigured } from '../../functions/kit/errors.ts';
import { anAnnouncement, aSqueeze, aTelling, corrects } from '../delivery/announcements.ts';
import { aNotice } from '../delivery/notices.ts';

const at = new Date('2026-03-26T12:31:00Z');
const KEY = 'filings:0001507605-26-000031';

describe('what companies announce, as a notice', () => {
  it('goes by the key that its filings gave it, whenever it is made', () => {
    const first = composeAnnouncement(KEY, [aTelling()], at);
    expect(first).toMatchObject({ key: KEY, incident: KEY, event: 'announced', openedAt: at, at });
    expect(composeAnnouncement(KEY, [aTelling()], new Date(0)).key).toBe(KEY);
  });

  it('has all that was told together in its order, and the day’s squeeze where there was one', () => {
    const together = [aTelling(), aTelling({ ticker: 'RIOT', cik: 1167419, accession: '0001167419-26-000005' })];
    const notice = composeAnnouncement(KEY, together, at, aSqueeze());
    expect(notice.parts.map(({ announcement }) => announcement.ticker)).toEqual(['MARA', 'RIOT']);
    expect(notice.squeeze?.fleets).toHaveLength(1);
    expect(composeAnnouncement(KEY, together, at)).not.toHaveProperty('squeeze');
  });

  it('belongs to everybody who follows filings, and to no owner', () => {
    const notice = composeAnnouncement(KEY, [aTelling()], at);
    expect([topicOf(notice), ownerOf(notice), incidentOf(notice)]).toEqual(['filings', undefined, KEY]);
  });

  it('is refused when it is about nothing', () => {
    expect(() => composeAnnouncement(KEY, [], at)).toThrow(Misconfigured);
  });
});

describe('a correction', () => {
  const correction = (facts: Parameters<typeof aTelling>[0]) =>
    composeAnnouncement(KEY, [aTelling(facts, { corrects })], at);

  it('is a notice of its own that answers to the first', () => {
    const notice = correction({ btcSold: 15_333 });
    expect(notice).toMatchObject({ event: 'corrected', incident: KEY, openedAt: corrects.at, at });
    expect(notice.key).not.toBe(KEY);
    expect(notice.parts[0]?.corrects).toEqual(corrects);
  });

  it('has one key however often it is made, and another for another filing, number or kind of sale', () => {
    const keys = [
      { btcSold: 15_333 },
      { btcSold: 15_334 },
      { btcSold: 15_333, accession: '0001507605-26-000032' },
      { btcSold: 15_333, class: 'production-sale' },
      {},
    ].map((facts) => correction(facts).key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(correction({ btcSold: 15_333 }).key).toBe(keys[0]);
  });

  it('has a key that fits, however long the key of what it corrects', () => {
    const long = `filings:${Array.from({ length: 10 }, (_, i) => `0001507605-26-00003${i}`).join(',')}`.padEnd(
      512,
      'x',
    );
    expect(noticeShape.parse(noticeToJson(composeAnnouncement(long, [aTelling({}, { corrects })], at)))).toBeTruthy();
  });
});

describe('a notice on its way through a queue', () => {
  const announced = composeAnnouncement(
    KEY,
    [aTelling({ btcSold: 15_133, uses: ['debt'] }, { corrects })],
    at,
    aSqueeze(),
  );

  it.each([
    ['of a rule', aNotice('margin')],
    ['of a rule, beside sales', aNotice('margin', 'fired', { sales: [{ ticker: 'MARA', url: 'https://x.example' }] })],
    ['of what was announced', announced],
  ])('arrives as it left: %s', (_, notice) => {
    expect(noticeShape.parse(noticeToJson(notice))).toEqual(notice);
  });

  it.each([
    ['a third kind', { ...noticeToJson(announced), kind: 'rumour' }],
    ['parts of nothing', { ...noticeToJson(announced), parts: [] }],
    [
      'more parts than a message may hold',
      { ...noticeToJson(announced), parts: Array(21).fill(noticeToJson(announced)) },
    ],
    ['an event of rules in what was announced', { ...noticeToJson(announced), event: 'fired' }],
    ['an event of announcements in a rule’s', { ...noticeToJson(aNotice('margin')), event: 'announced' }],
    ['a rule’s without its rule', { ...noticeToJson(aNotice('margin')), definition: undefined }],
    ['another version', { ...noticeToJson(announced), v: 2 }],
    ['nothing', {}],
  ])('is refused as %s', (_, value) => {
    expect(noticeShape.safeParse(value).success).toBe(false);
  });
});

describe('sales that another message mentions', () => {
  const announced = (facts: Parameters<typeof anAnnouncement>[0]) => ({
    announcement: anAnnouncement(facts),
    notice: KEY,
    at,
  });

  it('are those of reserves, the largest first and one without a number last', () => {
    const sales = salesIn([
      announced({ ticker: 'RIOT' }),
      announced({ ticker: 'CANG', btcSold: 4_451, stated: 'stated' }),
      announced({ ticker: 'KEEL', btcSold: 428, stated: 'implied' }),
      announced({ ticker: 'MARA', btcSold: 15_133 }),
      announced({ ticker: 'CLSK', btcSold: 20_000, class: 'production-sale' }),
      announced({ ticker: 'CIFR', class: 'policy' }),
    ]);
    expect(sales.map(({ ticker, btcSold, stated }) => [ticker, btcSold, stated])).toEqual([
      ['MARA', 15_133, undefined],
      ['CANG', 4_451, 'stated'],
      ['KEEL', 428, 'implied'],
      ['RIOT', undefined, undefined],
    ]);
    expect(sales[0]?.url).toBe(anAnnouncement().url);
  });

  it('are not those that were taken back', () => {
    expect(salesIn([announced({ btcSold: 0 })])).toEqual([]);
  });

  it('are five at most, and fit the notice that mentions them', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined })), (numbers) => {
        const sales = salesIn(numbers.map((btcSold) => announced({ btcSold })));
        expect(sales.length).toBeLessThanOrEqual(5);
        expect(noticeShape.safeParse(noticeToJson(aNotice('margin', 'fired', { sales }))).success).toBe(true);
      }),
    );
  });
});
