import { describe, expect, it } from 'vitest';
import { isEdgarOpen } from '../../functions/filings/edgar-hours.ts';

describe('EDGAR', () => {
  it.each([
    ['a winter morning at 6', '2026-02-24T11:00:00Z', true],
    ['a minute before', '2026-02-24T10:59:59Z', false],
    ['a winter evening, when the last is still coming through', '2026-02-25T03:59:59Z', true],
    ['an hour after it closed', '2026-02-25T04:00:00Z', false],
    ['noon of a Saturday', '2026-02-28T17:00:00Z', false],
    ['noon of a Sunday', '2026-03-01T17:00:00Z', false],
    ['Friday evening in New York, Saturday elsewhere', '2026-02-28T03:30:00Z', true],
    ['Sunday evening in New York, Monday elsewhere', '2026-03-02T03:30:00Z', false],
    // Clocks go forward on 8 March 2026, and back on 1 November 2026.
    ['6 in the morning before clocks go forward', '2026-03-06T11:00:00Z', true],
    ['the same time of the world after it, which is 7', '2026-03-09T11:00:00Z', true],
    ['6 in the morning after clocks went forward', '2026-03-09T10:00:00Z', true],
    ['what was 6 before and is 5 now', '2026-11-02T10:30:00Z', false],
    ['6 in the morning after clocks went back', '2026-11-02T11:00:00Z', true],
    ['midnight, which some call 24', '2026-02-24T05:00:00Z', false],
  ])('at %s', (_, at, open) => {
    expect(isEdgarOpen(new Date(at))).toBe(open);
  });
});
