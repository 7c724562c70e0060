import { describe, expect, it } from 'vitest';
import { ageOf, endOf, OLD_AFTER_DAYS } from '../../functions/industry/age.ts';

describe('the end of a period', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2024-02', '2024-02-29'],
    ['2025-12', '2025-12-31'],
    ['2026-Q1', '2026-03-31'],
    ['2025-Q4', '2025-12-31'],
    ['2025', '2025-12-31'],
    ['2025-09-30', '2025-09-30'],
    ['2026-W01', '2026-01-04'],
    ['2026-W11', '2026-03-15'],
    ['2020-W53', '2021-01-03'],
  ])('of %s is %s', (period, day) => expect(endOf(period)).toBe(day));

  it.each(['', 'soon', '2026-13', '2026-Q5', '26-01'])('is nothing of “%s”', (period) =>
    expect(endOf(period)).toBeUndefined(),
  );
});

describe('how old a number is', () => {
  it('is counted from the end of its period; of one that still runs it is nothing', () => {
    expect(ageOf('2026-Q1', new Date('2026-04-10T00:00:00Z')).ageDays).toBe(10);
    expect(ageOf('2026', new Date('2026-04-10T00:00:00Z')).ageDays).toBe(0);
  });

  it.each([
    ['2026-01', '2026-01-31', OLD_AFTER_DAYS.month],
    ['2026-Q1', '2026-03-31', OLD_AFTER_DAYS.quarter],
    ['2026-03-31', '2026-03-31', OLD_AFTER_DAYS.quarter],
    ['2025', '2025-12-31', OLD_AFTER_DAYS.year],
  ])('%s is old a day after the next report should have been there, and not before', (period, end, days) => {
    const daysLater = (n: number) => new Date(Date.parse(`${end}T00:00:00Z`) + n * 86_400_000);
    expect(ageOf(period, daysLater(days)).isOld).toBe(false);
    expect(ageOf(period, daysLater(days + 1)).isOld).toBe(true);
  });

  it('no annual number is old on the day on which a 20-F is due', () =>
    expect(ageOf('2024', new Date('2026-04-30T00:00:00Z')).isOld).toBe(false));
});
