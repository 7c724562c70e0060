import { describe, expect, it } from 'vitest';
import { heightAbout } from '../../functions/market/height-about.ts';
import { subsidyAt } from '../../functions/market/subsidy.ts';
import { readRecording } from '../../infra/local/recordings/recording.ts';

describe('the height by the date', () => {
  it.each([
    ['2020-05-11T19:23:42Z', 12.5, 'the second before the halving of 2020'],
    ['2020-05-11T19:23:43Z', 6.25, 'block 630,000'],
    ['2024-04-20T00:09:26Z', 6.25, 'the second before the halving of 2024'],
    ['2024-04-20T00:09:27Z', 3.125, 'block 840,000'],
    ['2026-11-24T00:00:00Z', 3.125, 'well before the next one'],
  ])('gives the subsidy of %s: %d BTC (%s)', (at, btc) => {
    expect(subsidyAt(heightAbout(new Date(at)))).toBe(btc);
  });

  it('is within two weeks of blocks in the recorded epochs', () => {
    for (const { height, startedAt } of readRecording().epochs) {
      expect(Math.abs(heightAbout(startedAt) - height)).toBeLessThan(2 * 7 * 144);
    }
  });

  it('never falls, and is never below zero', () => {
    const heights = Array.from({ length: 20 }, (_, year) => heightAbout(new Date(Date.UTC(2009 + year, 0, 3))));
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    expect(heights[0]).toBeGreaterThanOrEqual(0);
  });
});
