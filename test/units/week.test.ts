import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, dayAfter } from '../../functions/units/time.ts';
import { daysOfWeek, weekOf } from '../../functions/units/week.ts';

describe('an ISO week', () => {
  it.each([
    ['2026-03-09', '2026-W11'],
    ['2026-03-15', '2026-W11'],
    ['2025-12-29', '2026-W01'],
    ['2026-01-04', '2026-W01'],
    ['2027-01-03', '2026-W53'],
    ['2021-01-03', '2020-W53'],
    ['2024-12-30', '2025-W01'],
  ])('%s lies in %s', (day, week) => expect(weekOf(day as Day)).toBe(week));

  it('begins on Monday and ends on Sunday', () =>
    expect(daysOfWeek('2026-W11')).toEqual({ from: '2026-03-09', to: '2026-03-15' }));

  it.each(['2025-W53', '2026-W00', '2026-W54', '2026-11', 'W11', ''])('is not %j', (text) =>
    expect(daysOfWeek(text)).toBeUndefined(),
  );

  it('has every day in exactly one, seven days each', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
        const day = dayAfter('2009-01-03' as Day, n);
        const { from, to } = daysOfWeek(weekOf(day))!;
        expect(from <= day && day <= to).toBe(true);
        expect(dayAfter(from, 6)).toBe(to);
      }),
    ));
});
