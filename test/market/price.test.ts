import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../functions/kit/errors.ts';
import { agree } from '../../functions/market/price.ts';
import type { Tick } from '../../functions/market/tick.ts';
import type { UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

const now = new Date('2026-02-24T12:05:10Z');
const tick = (feed: string, usd: number, secondsOld = 5): Tick => ({
  feed,
  usdPerBtc: quantity<UsdPerBtc>(usd),
  at: new Date(now.getTime() - secondsOld * 1_000),
});

describe('the agreed price', () => {
  it.each([
    // prices                              agreed  note
    [[88_000, 88_010, 88_020, 88_030], 88_015, 'four: the mean of the middle two'],
    [[88_000, 88_010, 88_030], 88_010, 'three: the one in the middle'],
    [[88_000, 88_100], 88_050, 'two are enough'],
    [[88_000, 88_010, 880_100], 88_005, 'one is off tenfold'],
    [[88_000, 88_010, 88_020, 8_803], 88_010, 'one is off by a tenth'],
    [[100_000, 102_000, 98_000], 100_000, 'exactly 2 % is close'],
  ])('of %j is %d (%s)', (prices, expected) => {
    expect(
      agree(
        prices.map((usd, i) => tick(`feed${i}`, usd)),
        now,
      ).usdPerBtc,
    ).toBe(expected);
  });

  it('says who agreed, as of when, and who did not and why', () => {
    const ticks = [tick('a', 88_000, 100), tick('b', 88_010, 3), tick('c', 95_000), tick('d', 88_000, 121)];
    expect(agree([...ticks, tick('e', 88_000, -121)], now, [{ feed: 'f', why: 'f answered 503' }])).toEqual({
      usdPerBtc: 88_005,
      from: ['a', 'b'],
      measuredAt: ticks[0]!.at,
      ignored: [
        { feed: 'f', why: 'f answered 503' },
        { feed: 'd', why: 'stale: 121 s old' },
        { feed: 'e', why: 'dated 121 s ahead of now' },
        { feed: 'c', why: 'outlier: 95000 is 7.9 % off the median of 88010' },
      ],
    });
  });

  it.each([
    [[], 'none was asked'],
    [[tick('a', 88_000)], 'a: said 88000'],
    [[tick('a', 88_000), tick('b', 92_000)], 'b: outlier'],
    [[tick('a', 88_000, 120), tick('b', 88_000, 121)], 'b: stale'],
    [[tick('a', 80_000), tick('b', 80_010), tick('c', 90_000), tick('d', 90_010)], 'd: outlier'],
  ])('is none when fewer than two feeds agree (%#)', (ticks, expected) => {
    expect(() => agree(ticks, now)).toThrow(Unreadable);
    expect(() => agree(ticks, now)).toThrow(expected);
  });

  it('is within the feeds that agreed, whatever one feed says', () => {
    const near = fc.double({ min: 87_500, max: 88_500, noNaN: true });
    const any = fc.double({ min: 1_000, max: 10_000_000, noNaN: true });
    fc.assert(
      fc.property(near, near, near, any, (a, b, c, liar) => {
        const { usdPerBtc } = agree([tick('liar', liar), tick('a', a), tick('b', b), tick('c', c)], now);
        expect(usdPerBtc).toBeGreaterThanOrEqual(Math.min(a, b, c));
        expect(usdPerBtc).toBeLessThanOrEqual(Math.max(a, b, c));
      }),
    );
  });
});
