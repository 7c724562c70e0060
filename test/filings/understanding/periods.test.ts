import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPeriods } from '../../../functions/filings/understanding/find-periods.ts';
import {
  contains,
  isSame,
  lengthOf,
  monthOf,
  monthsEnding,
  nameOf,
  quarterOf,
  spanOf,
  yearOf,
} from '../../../functions/filings/understanding/period.ts';
import { periodOf, periodsIn } from '../../../functions/filings/understanding/timing.ts';

const APRIL = { date: '2026-04-03' };
const namesIn = (text: string, calendar: Parameters<typeof findPeriods>[1] = APRIL) =>
  findPeriods(text, calendar).map(({ span }) => nameOf(span));

describe('a period', () => {
  it.each([
    ['In March 2026 it sold 10 bitcoin.', ['2026-03']],
    ['In March it sold 10 bitcoin.', ['2026-03']],
    ['In November it sold 10 bitcoin.', ['2025-11']],
    ['At March 31, 2026 it held 10 bitcoin.', ['2026-03']],
    ['On 31 March 2026 it held 10 bitcoin.', ['2026-03']],
    ['Sold on 3/31/2026.', ['2026-03']],
    ['Sold on 2026-03-31.', ['2026-03']],
    ['In the first quarter of 2026 it sold 10 bitcoin.', ['2026-Q1']],
    ['In Q1 2026 it sold 10 bitcoin.', ['2026-Q1']],
    ['In 1Q26 it sold 10 bitcoin.', ['2026-Q1']],
    ['In the first quarter it sold 10 bitcoin.', ['2026-Q1']],
    ['In the fourth quarter it sold 10 bitcoin.', ['2025-Q4']],
    ['For the three months ended March 31, 2026 it sold 10 bitcoin.', ['2026-Q1']],
    ['For the quarter ended March 31, 2026 it sold 10 bitcoin.', ['2026-Q1']],
    ['For the nine months ended September 30, 2025 it sold 10 bitcoin.', ['2025']],
    ['For the year ended December 31, 2025 it sold 10 bitcoin.', ['2025']],
    ['In 2025 it sold 10 bitcoin.', ['2025']],
    ['In fiscal 2025 it sold 10 bitcoin.', ['2025']],
    ['Between January and March 2026 it sold 10 bitcoin.', ['2026-Q1']],
    ['In March 2026, against February 2026, it sold 10 bitcoin.', ['2026-03', '2026-02']],
    ['Im März 2026 verkaufte das Unternehmen 10 Bitcoin.', ['2026-03']],
    ['2026年3月，公司出售了10枚比特币。', ['2026-03']],
  ])('is found in: %s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it.each([
    'The company may sell bitcoin.',
    'We march on, and sell bitcoin as we can.',
    'Jan sold 10 bitcoin.',
    'The company sold 2,025 bitcoin.',
    'The block reward fell in the second half.',
  ])('is not found in: %s', (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  it('without a year is not concluded where nobody says when it was written', () => {
    expect(namesIn('In March it sold 10 bitcoin.', {})).toEqual([]);
  });

  it('of a fiscal year goes by the year of whoever reports', () => {
    const ofSeptember = { ...APRIL, fiscalYearEnd: 9 };
    expect(namesIn('In the first quarter of fiscal 2026', ofSeptember)).toEqual(['2025-Q4']);
    expect(findPeriods('for fiscal year 2025', ofSeptember)[0]!.span).toEqual(monthsEnding(2025, 9, 12));
  });

  it.each([
    ['as of March 31, 2026', 'at'],
    ['at the end of March 2026', 'at'],
    ['during March 2026', 'during'],
    ['for the three months ended March 31, 2026', 'during'],
  ])('is a moment or a span: %s', (text, kind) => {
    expect(findPeriods(text, APRIL)[0]?.kind).toBe(kind);
  });

  it('says where it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (before) => {
        const text = `${before} in March 2026, then`;
        for (const { start, end } of findPeriods(text, APRIL)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        expect(findPeriods(text, APRIL).some(({ span }) => isSame(span, monthOf(2026, 3)))).toBe(true);
      }),
    );
  });
});

describe('of several periods, a statement has', () => {
  const sentence = 'In March 2026 the company mined 600 bitcoin and held 9,000 bitcoin at April 2, 2026.';
  const at = (word: string) => sentence.indexOf(word);
  const of = (word: string, act: 'mine' | 'hold') => {
    const span = periodOf(sentence, periodsIn(sentence, APRIL), at(word), act);
    return span && nameOf(span);
  };

  it('the one at the head of its part, or right behind it', () => {
    expect(of('mined', 'mine')).toBe('2026-03');
    expect(of('9,000', 'hold')).toBe('2026-04');
  });

  it.each([
    'It sold 410 bitcoin in March 2026, compared with 300 in March 2025.',
    'It sold 410 bitcoin in March 2026, up from 300 in February 2026.',
    'It sold 410 bitcoin in March 2026, versus 300 in February 2026.',
  ])('none that it is only compared with: %s', (text) => {
    expect(periodsIn(text, APRIL).map(({ span }) => nameOf(span))).toEqual(['2026-03']);
  });
});

describe('the name of a period', () => {
  it.each([
    [monthOf(2026, 3), '2026-03'],
    [quarterOf(2026, 1), '2026-Q1'],
    [yearOf(2026), '2026'],
    [monthsEnding(2026, 6, 6), '2026'],
    [monthsEnding(2026, 2, 3), '2026-Q1'],
    [monthsEnding(2026, 11, 3), '2026-Q4'],
  ])('of %j is %s', (span, name) => {
    expect(nameOf(span)).toBe(name);
  });

  it('can be read back for every month, quarter and year', () => {
    const year = fc.integer({ min: 2009, max: 2199 });
    const span = fc.oneof(
      fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => monthOf(y, m)),
      fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => quarterOf(y, q)),
      year.map(yearOf),
    );
    fc.assert(
      fc.property(span, (one) => {
        expect(spanOf(nameOf(one))).toEqual(one);
      }),
    );
  });

  it.each(['', 'March', '2026-13', '2026-00', '2026-Q5', '26-03', '2026-03-01'])('is not %j', (name) => {
    expect(spanOf(name)).toBeUndefined();
  });

  it('is in its year, whatever months it has', () => {
    const anySpan = fc
      .tuple(fc.integer({ min: 2010, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .map(([y, m, count]) => monthsEnding(y, m, count));
    fc.assert(
      fc.property(anySpan, (span) => {
        expect(nameOf(span)).toMatch(/^\d{4}(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?$/);
        expect(contains(span, span)).toBe(true);
        expect(lengthOf(span)).toBeGreaterThan(0);
      }),
    );
  });
});
