import { describe, expect, it } from 'vitest';
import { nearness } from '../../functions/alerts/nearness.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import { anyFleetShape } from '../../functions/market/fleet.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { minutes } from '../../functions/units/time.ts';
import { aFleet, aSnapshot } from '../support/market.ts';

const TICK = minutes(5);
const line = (side: 'below' | 'above', usd: number): Rule => ({
  kind: 'hashprice',
  side,
  usdPerPhDay: quantity(usd),
});
const euros = anyFleetShape.parse({ name: 'Keller', joulesPerTerahash: 17.5, currency: 'EUR', perKwh: 0.08 });
const at = (hashprice: number, eur?: number) =>
  aSnapshot({
    hashprice,
    standing: { daysSinceLower: 9 },
    ...(eur !== undefined && { rates: { perUsd: { EUR: eur } } }),
  });

describe('how far a rule is from firing', () => {
  it.each<[string, Rule, number, number, number, number]>([
    ['a fall of 40 %', line('below', 24), 40, 24, -0.4, 0.4],
    ['a rise of a quarter', line('above', 50), 40, 50, 0.25, 0.2],
    ['the line of a fleet', { kind: 'margin', fleet: aFleet() }, 40, 33.6, -0.16, 0.16],
    ['on the line is not below it', line('below', 40), 40, 40, 0, 0],
    ['past it already', line('below', 50), 40, 50, 0, 0],
    ['days, of which there are nine of ninety', { kind: 'lowest', days: 90 }, 9, 90, 9, 0.9],
  ])('is %s', (_, rule, value, threshold, change, distance) => {
    const near = nearness(rule, at(40), TICK)!;
    expect(near.value).toBeCloseTo(value, 9);
    expect(near.threshold).toBeCloseTo(threshold, 9);
    expect(near.change).toBeCloseTo(change, 9);
    expect(near.distance).toBeCloseTo(distance, 9);
  });

  it('is told in the money of the rule', () => {
    expect(nearness({ kind: 'margin', fleet: euros }, at(40, 0.9), TICK)).toMatchObject({
      metric: 'hashprice:EUR',
      value: 36,
      side: 'below',
    });
  });

  it.each<[string, Rule]>([
    ['no rate', { kind: 'margin', fleet: euros }],
    ['no forecast', { kind: 'retarget', fleet: aFleet() }],
    ['an age', { kind: 'data' }],
    ['a record too short', { kind: 'lowest', days: 'record' }],
  ])('cannot be told where there is %s', (_, rule) => {
    expect(nearness(rule, at(40), TICK)).toBeUndefined();
  });
});
