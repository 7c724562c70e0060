import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../functions/alerts/notice.ts';
import { ANNOUNCEMENT_CLASSES, type AnnouncementClass } from '../../functions/filings/announcement.ts';
import { type Filter, partsFor } from '../../functions/subscriptions/filter.ts';
import { anAnnouncement, corrects } from '../delivery/announcements.ts';

type Facts = Parameters<typeof anAnnouncement>[0];
const part = (facts: Facts): Part => ({ announcement: anAnnouncement(facts) });
const heard = (parts: readonly Part[], filter?: Filter) => partsFor({ parts: [...parts] }, filter);
const tickers = (parts: readonly Part[], filter?: Filter) =>
  heard(parts, filter).map(({ announcement }) => announcement.ticker);

describe('which announcements somebody hears', () => {
  const oneOfEach = ANNOUNCEMENT_CLASSES.map((kind) => part({ class: kind, ticker: kind }));

  it('are the ones that concern everybody, where nothing is said', () => {
    for (const filter of [undefined, {}]) {
      expect(tickers(oneOfEach, filter)).toEqual(['policy', 'reserve-sale', 'unread']);
    }
  });

  it('are those of the classes that were chosen, in the order in which they are told', () => {
    expect(tickers(oneOfEach, { classes: ['purchase', 'policy', 'production-sale'] })).toEqual([
      'policy',
      'production-sale',
      'purchase',
    ]);
  });

  it('are those of the companies that were chosen, whatever they call themselves', () => {
    const parts = [part({ cik: 1507605, ticker: 'MARA' }), part({ cik: 1812477, ticker: 'BITF' })];
    expect(tickers(parts, { ciks: [1812477] })).toEqual(['BITF']);
    expect(tickers(parts, { ciks: [1] })).toEqual([]);
  });

  it.each<[string, Facts, boolean]>([
    ['a sale of fewer', { btcSold: 99.9 }, false],
    ['a sale of as many', { btcSold: 100 }, true],
    ['a sale without a number', {}, true],
    ['a sale taken back', { btcSold: 0 }, false],
    ['a purchase of fewer', { class: 'purchase', btcBought: 5 }, false],
    ['a purchase that also says what was sold', { class: 'purchase', btcBought: 500, btcSold: 0 }, true],
    ['a sale that also says what was bought', { btcSold: 500, btcBought: 1 }, true],
    ['a policy', { class: 'policy' }, true],
    ['another business, with a few coins sold beside it', { class: 'ai-pivot', btcSold: 3 }, true],
    ['what could not be read', { class: 'unread' }, true],
  ])('from 100 BTC on: %s', (_, facts, isHeard) => {
    const filter: Filter = { classes: [...ANNOUNCEMENT_CLASSES], minBtc: 100 };
    expect(heard([part(facts)], filter)).toHaveLength(isHeard ? 1 : 0);
  });
});

describe('a correction', () => {
  const correction = (facts: Facts, was: Partial<Part['corrects']> = {}): Part => ({
    announcement: anAnnouncement(facts),
    corrects: { ...corrects, class: 'reserve-sale', btcSold: 500, ...was } as NonNullable<Part['corrects']>,
  });

  it.each<[string, Part, Filter]>([
    ['what it is now is routine', correction({ class: 'production-sale', btcSold: 500 }), {}],
    ['it is fewer coins now', correction({ btcSold: 20 }), { minBtc: 100 }],
    ['there were none', correction({ btcSold: 0 }), { minBtc: 100 }],
    ['it was without a number', correction({ btcSold: 20 }, { btcSold: undefined }), { minBtc: 100 }],
  ])('goes to whoever heard what it corrects, also when %s', (_, one, filter) => {
    expect(heard([one], filter)).toEqual([one]);
  });

  it.each<[string, Part, Filter]>([
    ['was routine', correction({ btcSold: 1_868 }, { class: 'production-sale' }), {}],
    ['was small', correction({ btcSold: 1_868 }, { btcSold: 50 }), { minBtc: 100 }],
  ])('is no correction but news to whoever did not hear it because it %s', (_, one, filter) => {
    expect(heard([one], filter)).toEqual([{ announcement: one.announcement }]);
  });

  it('is nothing to whoever would hear neither', () => {
    expect(heard([correction({ btcSold: 20 }, { btcSold: 30 })], { minBtc: 100 })).toEqual([]);
    expect(heard([correction({ btcSold: 1_868 })], { ciks: [1] })).toEqual([]);
  });
});

describe('laws of choosing', () => {
  const anyClasses = fc.subarray<AnnouncementClass>([...ANNOUNCEMENT_CLASSES], { minLength: 1 });
  const anyCoins = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: undefined });
  const anyPart = fc
    .record({
      class: fc.constantFrom(...ANNOUNCEMENT_CLASSES),
      cik: fc.constantFrom(1, 2, 3),
      btcSold: anyCoins,
      btcBought: anyCoins,
      was: fc.option(fc.record({ class: fc.constantFrom(...ANNOUNCEMENT_CLASSES), btcSold: anyCoins })),
    })
    .map(({ was, ...facts }): Part => {
      const announcement = anAnnouncement(facts);
      return was
        ? { announcement, corrects: { ...corrects, ...was } as NonNullable<Part['corrects']> }
        : { announcement };
    });
  const anyParts = fc.array(anyPart, { maxLength: 8 });
  const anyFilter: fc.Arbitrary<Filter> = fc.record(
    { classes: anyClasses, ciks: fc.subarray([1, 2, 3], { minLength: 1 }), minBtc: fc.integer({ min: 1, max: 900 }) },
    { requiredKeys: [] },
  );
  const which = (parts: readonly Part[], filter: Filter) =>
    new Set(heard(parts, filter).map(({ announcement }) => announcement));

  it('more classes, more companies or fewer coins never mean fewer announcements', () => {
    fc.assert(
      fc.property(anyParts, anyFilter, anyClasses, (parts, filter, more) => {
        const { classes, ciks: _, minBtc: __, ...rest } = filter;
        const wider: Filter[] = [
          ...(classes ? [{ ...filter, classes: [...new Set([...classes, ...more])] }] : []),
          { ...rest, ...(classes && { classes }), ...(filter.ciks && { ciks: filter.ciks }) },
          { ...rest, ...(classes && { classes }), ...(filter.minBtc && { minBtc: filter.minBtc }) },
        ];
        const few = which(parts, filter);
        for (const filter of wider) expect([...which(parts, filter)]).toEqual(expect.arrayContaining([...few]));
      }),
    );
  });

  it('nothing is made up, doubled or put in another order', () => {
    fc.assert(
      fc.property(anyParts, anyFilter, (parts, filter) => {
        const order = heard(parts, filter).map(({ announcement }) =>
          parts.findIndex((one) => one.announcement === announcement),
        );
        expect(order).not.toContain(-1);
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
      }),
    );
  });
});
