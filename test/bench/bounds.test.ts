import { expect, it } from 'vitest';
import type { Crowd } from './crowds.ts';
import { boundsOf } from './delivery-bounds.ts';
import { flat, linear, type Ticks } from './tick-bounds.ts';

const ticks = (rules: number, crossings: number, requests: number): Ticks => {
  const tick = { requests, items: requests, ms: 1 };
  return { rules, crossings, crossing: tick, firing: tick };
};
const holds = (bounds: readonly { holds: boolean }[]) => bounds.map((bound) => bound.holds);

it.each([
  ['the number of rules does not matter', [64, 64], [true, true]],
  ['it does, if only by one request', [64, 65], [false, true]],
  ['it does not, but it is too much', [200, 200], [true, false]],
])('twenty crossings: %s', (_, [few, many], expected) => {
  expect(holds(flat([ticks(1_000, 20, few!), ticks(100_000, 20, many!)]))).toEqual(expected);
});

it.each([
  ['three requests each, as ever', 15_004, true],
  ['a tenth more', 16_504, false],
])('five thousand crossings: %s', (_, requests, expected) => {
  expect(linear([ticks(10_000, 0, 4), ticks(10_000, 20, 64), ticks(10_000, 5_000, requests)]).holds).toBe(expected);
});

it.each([
  ['95 % and no 429, and the naive one hears some', 28.5, 0, 1, [true, true]],
  ['too slow', 28.4, 0, 1, [false, true]],
  ['fast enough, with one 429', 28.8, 1, 1, [false, true]],
  ['a server that refuses nobody proves nothing', 28.8, 0, 0, [true, false]],
])('delivery: %s', (_, perSecond, refused, naive, expected) => {
  const crowd: Crowd = { name: 'a crowd', permitted: '30 a second', perSecond: 30, deliveries: [] };
  const run = { crowd, ours: { perSecond, refused }, naive: { perSecond: 30, refused: naive } };
  expect(holds(boundsOf(run))).toEqual(expected);
});
