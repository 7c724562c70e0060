import { expect, it } from 'vitest';
import { daysTouched, monthsTouched, yearsTouched } from '../../functions/market/periods.ts';
import type { Day } from '../../functions/units/time.ts';

it.each([
  ['2026-02-24', '2026-02-24', ['2026-02-24'], ['2026-02'], ['2026'], 'one day'],
  [
    '2024-02-28',
    '2024-03-01',
    ['2024-02-28', '2024-02-29', '2024-03-01'],
    ['2024-02', '2024-03'],
    ['2024'],
    'a leap day',
  ],
  ['2025-12-31', '2026-01-01', ['2025-12-31', '2026-01-01'], ['2025-12', '2026-01'], ['2025', '2026'], 'a new year'],
  ['2026-01-02', '2025-12-31', [], [], [], 'the wrong way round'],
])('from %s to %s touches the days %j, the months %j and the years %j (%s)', (from, to, days, months, years) => {
  expect(daysTouched(from as Day, to as Day)).toEqual(days);
  expect(monthsTouched(from, to)).toEqual(months);
  expect(yearsTouched(from, to)).toEqual(years);
});
