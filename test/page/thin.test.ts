import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinned } from '../../functions/page/thin.ts';

describe('a thinned path', () => {
  it.each([
    ['M0 0L10.2 0L20 0', 'M0 0L20 0'],
    ['M0 0L10 0L10 5L20 5', 'M0 0L10 0L10 5L20 5'],
    ['M0 0L10 0.4L20 0L30 0L30 20L0 20Z', 'M0 0L30 0L30 20L0 20Z'],
    ['M5 5L5 5', 'M5 5L5 5'],
    ['M0 0L10 0L0 0L10 0', 'M0 0L10 0L0 0L10 0'],
    ['M1 0A1 1 0 1 1 1 -0.0001', 'M1 0A1 1 0 1 1 1 -0.0001'],
    ['M1 1l1078 0l0 718Z', 'M1 1l1078 0l0 718Z'],
  ])('of %s is %s', (path, thin) => {
    expect(thinned(path)).toBe(thin);
  });

  it('begins and ends where the path does, and passes each of its points within two pixels', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1_080 }), fc.integer({ min: 0, max: 720 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (points) => {
        const thin = thinned(`M${points.map(([x, y]) => `${x} ${y}`).join('L')}`);
        const kept = [...thin.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
        expect([kept[0], kept.at(-1)]).toEqual([points[0], points.at(-1)]);
        for (const [x, y] of points) {
          const near = kept.slice(1).some(([bx, by], i) => {
            const [ax, ay] = kept[i]!;
            const length = Math.hypot(bx - ax, by - ay) || 1;
            const off = Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
            return off <= 2 || Math.hypot(x - ax, y - ay) <= 2 || Math.hypot(x - bx, y - by) <= 2;
          });
          expect(near).toBe(true);
        }
      }),
    );
  });
});
