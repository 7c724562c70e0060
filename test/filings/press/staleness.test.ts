import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PressItem } from '../../../functions/filings/press/feed.ts';
import { isStale, patienceWith, staleAfter } from '../../../functions/filings/press/staleness.ts';
import { days, later } from '../../../functions/units/time.ts';

const NOW = new Date('2026-03-26T12:00:00Z');
const ago = (count: number): Date => later(NOW, days(-count));
/** Releases so many days ago. */
const feed = (...counts: readonly number[]): PressItem[] =>
  counts.map((count) => ({ id: String(count), title: 'x', link: '', at: ago(count) }));
const isStaleAt = (items: readonly PressItem[], now: Date): boolean => isStale(staleAfter(items, now), now);

describe('a feed', () => {
  it('of twenty well-formed items, none of them new for three months, is stale', () => {
    const dead = feed(...Array.from({ length: 20 }, (_, i) => 92 + i * 5));
    expect(isStaleAt(dead, NOW)).toBe(true);
  });

  it.each([
    ['weekly, with a break of a month', feed(30, 37, 44, 51), false],
    ['weekly, with a break of seven weeks', feed(49, 56, 63, 70), true],
    ['daily, with a break of three weeks', feed(20.9, 22, 23), false],
    ['daily, with a break longer than that', feed(21.1, 22, 23), true],
    ['quarterly, with a break of a year', feed(365, 456, 547), false],
    ['quarterly, with a break of two years', feed(730, 821, 912), true],
    ['of one release three weeks ago', feed(20), false],
    ['of one release a month ago', feed(30), true],
  ])('%s: stale %s', (_, items, expected) => {
    expect(isStaleAt(items, NOW)).toBe(expected);
  });

  it('counts the days on which it had news, and not the releases of a day', () => {
    const inBursts = feed(40, 40.01, 40.02, 47, 47.01, 54, 54.01);
    expect(patienceWith(inBursts)).toBe(days(42));
  });

  it('is not kept fresh by a misprint that lies years ahead, nor thought odd for a clock a little ahead', () => {
    expect(isStaleAt([...feed(100, 107), ...feed(-3_650)], NOW)).toBe(true);
    expect(isStaleAt(feed(-0.01, 7), NOW)).toBe(false);
    expect(staleAfter(feed(-3_650), NOW)).toBeUndefined();
  });

  it('that dates nothing cannot be judged', () => {
    expect(isStaleAt([{ id: '1', title: 'x', link: '' }], NOW)).toBe(false);
    expect(isStaleAt([], NOW)).toBe(false);
  });

  it('that has published within its usual gaps is never stale, in whatever order it lists', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        // The silence so far is no longer than a usual gap.
        const silence = Math.floor(given.toSorted((a, b) => a - b)[Math.floor(given.length / 2)]! * share);
        let age = silence;
        const items = feed(silence, ...given.map((gap) => (age += gap)));
        expect(isStaleAt(items, NOW)).toBe(false);
        expect(staleAfter(items.toReversed(), NOW)).toEqual(staleAfter(items, NOW));
      }),
    );
  });

  it('once stale stays so until it has news', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }), fc.nat(2_000), (counts, wait) => {
        const items = feed(...counts);
        fc.pre(isStaleAt(items, NOW));
        expect(isStaleAt(items, later(NOW, days(wait)))).toBe(true);
      }),
    );
  });
});
