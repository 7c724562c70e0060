import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../functions/pictures/axis-time.ts';
import { widthOf } from '../../functions/pictures/measure.ts';
import { periodsOf } from '../../functions/pictures/months.ts';
import { readerOf } from '../../functions/pictures/reader.ts';
import { hashpriceScale, priceScale } from '../../functions/pictures/scale.ts';
import { LOCALES, USUAL } from '../../functions/words/preferences.ts';
import { LATEST, PERIODS } from './scenes.ts';

const FONT = { size: 26 };
const WIDTH = 900;

describe('names under a time axis', () => {
  const ticks = (from: string, to: string, locale: (typeof LOCALES)[number] = 'en') => {
    const { values, label } = timeTicks(new Date(from), new Date(to), WIDTH, FONT, locale);
    return values.map(label);
  };

  it('are days in a week, and every fifth of them in a month', () => {
    expect(ticks('2026-02-17T12:00:00Z', '2026-02-24T12:00:00Z')).toEqual([
      'Feb 18',
      'Feb 19',
      'Feb 20',
      'Feb 21',
      'Feb 22',
      'Feb 23',
      'Feb 24',
    ]);
    expect(ticks('2026-01-25T12:00:00Z', '2026-02-24T12:00:00Z')).toHaveLength(6);
  });

  it('are months in a year, January by the year that it begins', () => {
    const named = ['May', 'Jul', 'Sep', 'Nov', '2026'];
    expect(ticks('2025-02-24T12:00:00Z', '2026-02-24T12:00:00Z')).toEqual(named);
  });

  it('are years in a decade, but for one that would be cut off', () => {
    const named = ['2017', '2018', '2019', '2020', '2021', '2022', '2023', '2024', '2025'];
    expect(ticks('2016-06-01T00:00:00Z', '2026-01-14T12:00:00Z')).toEqual(named);
  });

  it.each(LOCALES)('never run into one another in %s', (locale) => {
    for (let days = 1; days < 4_000; days = Math.ceil(days * 1.4)) {
      const to = new Date('2026-02-24T12:00:00Z');
      const from = new Date(to.getTime() - days * 86_400_000);
      const { values, label } = timeTicks(from, to, WIDTH, FONT, locale);
      const boxes = values.map((ms) => {
        const middle = ((ms - from.getTime()) / (to.getTime() - from.getTime())) * WIDTH;
        const half = widthOf(label(ms), FONT) / 2;
        return [middle - half, middle + half] as const;
      });
      expect(boxes.every(([left], i) => i === 0 || left > boxes[i - 1]![1] + 4)).toBe(true);
      expect(values.length).toBeLessThanOrEqual(14);
    }
  });
});

describe('the periods of a company', () => {
  const fact = PERIODS[0]!.mined!;
  const told = (...periods: string[]) => periods.map((period) => ({ period, held: fact }));
  const names = (facts: ReturnType<typeof told>, months = 12) => periodsOf(facts, months).map(({ period }) => period);

  it('are months where it tells them, with a gap where it told none', () => {
    expect(names(told('2026-01', '2025-12', '2025-10', '2025-Q4'))).toEqual([
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
    ]);
  });

  it('are quarters or years where these are more', () => {
    expect(names(told('2026-Q1', '2025-Q4', '2025-Q3', '2025-12', '2025'))).toEqual(['2025-Q3', '2025-Q4', '2026-Q1']);
    expect(names(told('2026', '2025', '2024', '2025-Q3'), 240)).toEqual(['2024', '2025', '2026']);
  });

  it('go back as far as asked, a year at least and two at most', () => {
    expect(periodsOf(PERIODS, 1)).toHaveLength(12);
    expect(periodsOf(PERIODS, 240)).toHaveLength(13);
    const long = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2021, i)).toISOString().slice(0, 7));
    expect(names(told(...long), 240)).toHaveLength(24);
    expect(periodsOf([], 12)).toEqual([]);
  });
});

describe('what stands beside an axis', () => {
  const at = { usdPerPhDay: 28.17, usdPerBtc: LATEST.price.usdPerBtc };

  it.each([
    ['money/PH', 'USD', 28.17, '$28', '$28.17/PH/day'],
    ['money/PH', 'EUR', 28.17 * 0.8466, '€28', '€23.85/PH/day'],
    ['money/TH', 'USD', 0.028_17, '$28', '$0.02817/TH/day'],
    ['sat/TH', 'USD', (28.17 / LATEST.price.usdPerBtc) * 1e5, '28', '43.79 sat/TH/day'],
  ] as const)('is hashprice in %s and %s', (unit, currency, value, tick, written) => {
    const scale = hashpriceScale(readerOf({ ...USUAL, unit, currency }, LATEST));
    expect(scale.of(at)).toBeCloseTo(value, 6);
    expect(scale.tick(28)).toBe(tick);
    expect(scale.write(at)).toBe(written);
  });

  it('is in dollars, and says so, where no rate is known', () => {
    const { rates: _, ...without } = LATEST;
    const scale = priceScale(readerOf({ ...USUAL, currency: 'NOK' }, without));
    expect([scale.of(64_331), scale.tick(60_000)]).toEqual([64_331, '$60K']);
  });
});
