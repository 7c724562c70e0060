import { describe, expect, it } from 'vitest';
import type { Figure } from '../../functions/industry/figure.ts';
import type { FigureName } from '../../functions/industry/panel.ts';
import { todayOf } from '../../functions/industry/today.ts';
import type { Day } from '../../functions/units/time.ts';
import { PRICES } from './quarry.ts';

const figure = (value: number, period = '2026-Q2', isOld = false): Figure => ({
  value,
  period,
  how: 'stated',
  source: { title: 'x', url: 'https://example.com', publishedOn: '2026-08-01' as Day, by: 'press' },
  ageDays: 0,
  isOld,
});
const today = (figures: Partial<Record<FigureName, Figure>>) => todayOf(figures, PRICES);

describe('whether a miner mines at a loss today', () => {
  it('by the hashcost that it published', () =>
    expect(today({ hashcostUsdPerPhDay: figure(31.3) })).toEqual({
      basis: 'hashcost',
      uses: ['hashcostUsdPerPhDay'],
      usdPerPhDay: expect.closeTo(0.7, 9),
      usdPerBtc: expect.closeTo(1_400, 6),
      cost: { usdPerPhDay: 31.3, usdPerBtc: expect.closeTo(62_600, 6) },
      isOld: false,
    }));

  it('else by its power price times its efficiency: 20.5 J/TH at 4.2 ¢ are $20.66 for a petahash and a day', () =>
    expect(today({ joulesPerTerahash: figure(20.5), usdPerKwh: figure(0.042) })).toMatchObject({
      basis: 'power',
      uses: ['joulesPerTerahash', 'usdPerKwh'],
      cost: { usdPerPhDay: expect.closeTo(20.664, 9) },
    }));

  it('else by a cost per coin against today’s price', () =>
    expect(today({ cashCostUsdPerBtc: figure(76_928) })).toMatchObject({
      basis: 'cash-cost',
      usdPerPhDay: expect.closeTo(32 - 76_928 * 0.0005, 9),
      usdPerBtc: expect.closeTo(64_000 - 76_928, 6),
    }));

  it('the best way comes first, and an old number after every one that is not', () => {
    const cash = figure(60_000);
    expect(today({ hashcostUsdPerPhDay: figure(31), cashCostUsdPerBtc: cash })?.basis).toBe('hashcost');
    expect(today({ hashcostUsdPerPhDay: figure(31, '2025-Q1', true), cashCostUsdPerBtc: cash })?.basis).toBe(
      'cash-cost',
    );
  });

  it('of old ones the newest, by the oldest number that it needs', () => {
    const old = (period: string) => figure(60_000, period, true);
    expect(
      today({
        joulesPerTerahash: figure(20, '2026-02', true),
        usdPerKwh: figure(0.05, '2025-Q1', true),
        cashCostUsdPerBtc: old('2025-Q3'),
      }),
    ).toMatchObject({ basis: 'cash-cost', isOld: true });
  });

  it.each([
    ['nothing', {}],
    ['a power price without an efficiency', { usdPerKwh: figure(0.04) }],
    ['an all-in cost, much of which is paid already', { allInCostUsdPerBtc: figure(98_636) }],
  ])('is not known of one that published %s', (_, figures) => expect(today(figures)).toBeUndefined());
});
