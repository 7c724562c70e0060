import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCosts } from '../../functions/market/cost.ts';
import { crossed, pointsOf, shareUnder, type Value } from '../../functions/pictures/points.ts';
import type { Btc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { DAYS, HOURS, LATEST } from './scenes.ts';

const level = (values: readonly Value[], at: number): Value[] => values.map(([ms]) => [ms, at]);

describe('where a value crosses its line', () => {
  it('both have a point there', () => {
    const values: Value[] = [
      [0, 30],
      [10, 40],
    ];
    const { values: found, line } = crossed(values, level(values, 33));
    expect(found[1]).toEqual([3, 33]);
    expect(line[1]).toEqual([3, 33]);
  });

  it('a touch adds none', () => {
    const values: Value[] = [
      [0, 30],
      [10, 33],
      [20, 30],
    ];
    expect(crossed(values, level(values, 33)).values).toEqual(values);
  });

  it('nothing is lost, time goes on, and no stretch is on both sides', () => {
    const value = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 40 }), (pairs) => {
        const values = pairs.map(([one], i): Value => [i * 60_000, one]);
        const line = pairs.map(([, other], i): Value => [i * 60_000, other]);
        const both = crossed(values, line);
        expect(both.values.filter(([ms]) => ms % 60_000 === 0).length).toBeGreaterThanOrEqual(values.length);
        for (let i = 1; i < both.values.length; i++) {
          expect(both.values[i]![0]).toBeGreaterThan(both.values[i - 1]![0]);
          const gap = (at: number) => both.values[at]![1] - both.line[at]![1];
          expect(gap(i) * gap(i - 1)).toBeGreaterThanOrEqual(-1e-9);
        }
        const share = shareUnder(values, line)!;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the share of time under a line', () => {
  it.each([
    ['all of it', [1, 1, 1], 2, 1],
    ['none of it', [3, 3, 3], 2, 0],
    ['a level line is not under itself', [2, 2], 2, 0],
    ['half of it', [1, 3], 2, 0.5],
    ['a quarter of it', [2, 1, 2, 3, 2], 1.5, 0.25],
  ])('%s', (_, numbers, at, expected) => {
    const values = numbers.map((n, i): Value => [i, n]);
    expect(shareUnder(values, level(values, at))).toBeCloseTo(expected, 10);
  });

  it('of a single moment is none', () => {
    expect(shareUnder([[0, 1]], [[0, 2]])).toBeUndefined();
  });
});

describe('points of the past', () => {
  const from = new Date('2026-01-20T12:00:00Z');

  it('are days until there are hours, then hours, and the snapshot last', () => {
    const points = pointsOf({ days: DAYS, hours: HOURS }, LATEST, from);
    const [first] = HOURS;
    const isHourly = points
      .map(({ at }) => at.getTime())
      .filter((ms) => ms > new Date(`${first!.period}:00:00Z`).getTime());
    expect(isHourly[1]! - isHourly[0]!).toBe(3_600_000);
    expect(points.at(-1)).toMatchObject({ at: LATEST.at, usdPerPhDay: LATEST.hashprice.usdPerPhDay });
    expect(points.every(({ at }, i) => i === 0 || at > points[i - 1]!.at)).toBe(true);
    expect(points.every(({ at }) => at >= from && at <= LATEST.at)).toBe(true);
  });

  it('know what a coin cost, though nobody kept the subsidy of the day', () => {
    const day = DAYS.at(-10)!;
    const point = pointsOf({ days: DAYS, hours: [] }, LATEST, from).find(
      ({ at }) => at.getTime() === new Date(`${day.period}T00:00:00Z`).getTime() + 86_400_000,
    )!;
    const subsidyBtc = quantity<Btc>(3.125);
    const { difficulty, feesBtcPerBlock } = day;
    const { electricity } = networkCosts({ difficulty, subsidyBtc, feesBtcPerBlock, at: point.at });
    expect(point.costs.electricity).toBeCloseTo(electricity, 4);
  });
});
