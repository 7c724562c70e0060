import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest, firings, type Incident } from '../../functions/alerts/backtest.ts';
import { lookAt } from '../../functions/alerts/evaluate.ts';
import { planOf } from '../../functions/alerts/plan.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import { switchOverRule } from '../../functions/alerts/usual-switch-over.ts';
import { calmSince, observe } from '../../functions/alerts/watch.ts';
import { type PastDay, relive } from '../../functions/market/relive.ts';
import { dayFrom, hourFrom } from '../../functions/market/rollup.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import type { BlockHeight, UsdPerPhDay } from '../../functions/units/hashing.ts';
import { quantity } from '../../functions/units/quantity.ts';
import {
  type Day,
  dayAfter,
  days,
  hours,
  later,
  type Milliseconds,
  minutes,
  startOfDay,
} from '../../functions/units/time.ts';
import { aFleet } from '../support/market.ts';
import { aPastDay, pastDays } from '../support/past.ts';

const FIRST = '2026-02-01';
const TICK = minutes(5);
/** Breaks even at 33.60, and is over for good at 33.94. */
const margin: Rule = { kind: 'margin', fleet: aFleet() };
const below40: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) };
const above40: Rule = { kind: 'hashprice', side: 'above', usdPerPhDay: quantity(40) };

/** `02-03 00:10 to 02-05 00:10`, or without an end. */
const inShort = ({ firedAt, resolvedAt }: Incident): string =>
  [firedAt, resolvedAt]
    .filter((at) => at !== undefined)
    .map((at) => at.toISOString().slice(5, 16).replace('T', ' '))
    .join(' to ');

const told = (rule: Rule, hashprices: readonly (number | undefined)[]): string[] =>
  backtest(rule, relive(pastDays(FIRST, hashprices)), TICK).incidents.map(inShort);

describe('a rule, shown the past', () => {
  it.each<[string, Rule, (number | undefined)[], string[]]>([
    ['fires ten minutes into the day that is bad', margin, [34, 33, 34], ['02-02 00:10 to 02-03 00:10']],
    ['is one incident over several days', margin, [34, 33, 30, 33, 35], ['02-02 00:10 to 02-05 00:10']],
    ['goes on at the end', margin, [34, 33], ['02-02 00:10']],
    ['fires on the first day when that is bad', margin, [33, 34], ['02-01 00:10 to 02-02 00:10']],
    ['is not over inside the band', margin, [33, 33.8, 33, 34], ['02-01 00:10 to 02-04 00:10']],
    ['does not fire on the line', below40, [40, 40], []],
    ['fires over a line', above40, [39, 40, 39.7, 39.5], ['02-02 00:10 to 02-04 00:10']],
    ['fires again every other day', below40, [39, 41, 39], ['02-01 00:10 to 02-02 00:10', '02-03 00:10']],
    ['stays firing through a gap', below40, [39, undefined, 39, 41], ['02-01 00:10 to 02-04 00:10']],
    [
      'tells a low at midnight, once for the fall',
      { kind: 'lowest', days: 2 },
      [40, 41, 39, 38, 42, 43, 44],
      ['02-03 00:00 to 02-06 00:00'],
    ],
  ])('%s', (_, rule, hashprices, expected) => {
    expect(told(rule, hashprices)).toEqual(expected);
  });

  it('says value, line and reminders of each', () => {
    const { incidents, judged } = backtest(margin, relive(pastDays(FIRST, Array(16).fill(30))), TICK);
    expect(judged).toBe(16);
    expect(incidents).toEqual([
      { firedAt: new Date('2026-02-01T00:10:00Z'), value: expect.closeTo(30, 9), threshold: 33.6, reminders: 2 },
    ]);
  });

  it('counts a low against days before those that are judged', () => {
    const lived = relive(pastDays(FIRST, [40, 41, 42, 39, 43]));
    const rule: Rule = { kind: 'lowest', days: 3 };
    expect(backtest(rule, lived.slice(3), TICK).incidents.map(inShort)).toEqual(['02-04 00:00']);
    expect(backtest(rule, lived.slice(0, 3), TICK)).toEqual({ incidents: [], judged: 0 });
  });

  it('cannot tell a record before there are thirty days of one', () => {
    const falling = relive(
      pastDays(
        FIRST,
        Array.from({ length: 32 }, (_, i) => 60 - i),
      ),
    );
    const { incidents, judged } = backtest({ kind: 'lowest', days: 'record' }, falling, TICK);
    expect(judged).toBe(2);
    expect(incidents.map(inShort)).toEqual(['03-03 00:00']);
  });

  it('cannot tell the age of data, nor anything of no days', () => {
    expect(backtest({ kind: 'data' }, relive(pastDays(FIRST, [40])), TICK)).toEqual({ incidents: [], judged: 0 });
    expect(backtest(margin, [], TICK)).toEqual({ incidents: [], judged: 0 });
  });

  it('cannot tell a retarget from dates alone', () => {
    const rule: Rule = { kind: 'retarget', fleet: aFleet() };
    expect(backtest(rule, relive(pastDays(FIRST, [36, 36])), TICK).judged).toBe(0);
  });

  it('warns of a retarget once an epoch, and forgets it with the epoch', () => {
    const rule: Rule = { kind: 'retarget', fleet: aFleet() };
    const { incidents } = backtest(rule, relive(fastEpochs(24, 36)), TICK);
    expect(incidents.map(inShort)).toEqual(['02-03 00:00 to 02-13 00:00', '02-15 00:00']);
  });
});

/** 168 blocks a day, so that each epoch of twelve days ends with 17 % more difficulty; the 500th comes on its third day. */
function fastEpochs(count: number, usdPerPhDay: number): PastDay[] {
  const pace = (12 * 86_400_000) / 2016;
  return Array.from({ length: count }, (_, i) => {
    const epoch = Math.floor(i / 12);
    const epochStartedAt = later(startOfDay(FIRST as Day), days(epoch * 12));
    const found = Math.floor(((i % 12) + 1) * (86_400_000 / pace)) - 1;
    const tipAt = new Date(epochStartedAt.getTime() + found * pace);
    const height = quantity<BlockHeight>(2016 * (465 + epoch) + found);
    return aPastDay(dayAfter(FIRST as Day, i), usdPerPhDay, { chain: { height, tipAt, epochStartedAt } });
  });
}

describe('the same from stored days', () => {
  const history = relive(pastDays(FIRST, [41, 39, 41, 39, 41])).map((day) => dayFrom([hourFrom([day])]));

  it('answers how often it would have fired', () => {
    expect(firings(below40, history, TICK).incidents.map(inShort)).toEqual([
      '02-02 00:10 to 02-03 00:10',
      '02-04 00:10 to 02-05 00:10',
    ]);
  });

  it('judges from a day on, and knows the days before it', () => {
    expect(firings(below40, history, TICK, '2026-02-03' as Day).incidents).toHaveLength(1);
    expect(firings({ kind: 'lowest', days: 3 }, history, TICK, '2026-02-04' as Day).judged).toBe(2);
  });

  it('judges a day by its close', () => {
    const [day] = history;
    const dip = { ...day!, hashprice: { ...day!.hashprice, low: quantity<UsdPerPhDay>(20) } };
    expect(firings(below40, [dip], TICK).incidents).toEqual([]);
  });
});

const rules: readonly Rule[] = [
  margin,
  below40,
  above40,
  { kind: 'retarget', fleet: aFleet() },
  { kind: 'cost', model: 'cash' },
  { kind: 'cost', model: 'regression' },
  { kind: 'lowest', days: 3 },
  { kind: 'lowest', days: 'record' },
  switchOverRule(),
];

const value = fc.option(
  fc.oneof(fc.constantFrom(33, 33.6, 33.7, 34, 39, 39.7, 40, 40.3, 41), fc.double({ min: 20, max: 60, noNaN: true })),
  { nil: undefined, freq: 8 },
);
const pasts = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((length) =>
    pastDays(
      FIRST,
      Array.from({ length }, () => 30),
    ),
  ),
  fc.array(value, { maxLength: 40 }).map((values) => pastDays(FIRST, values)),
  fc
    .array(fc.double({ min: 30, max: 45, noNaN: true }), { minLength: 1, maxLength: 30 })
    .map((values) =>
      fastEpochs(values.length, 36).map((day, i) => ({ ...day, usdPerBtc: aPastDay(day.day, values[i]!).usdPerBtc })),
    ),
);

describe('every backtest', () => {
  it('is what the engine does when it is shown every single tick', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        pasts,
        fc.constantFrom(TICK, minutes(55), hours(7)),
        (rule, past, tickMs) => {
          const lived = relive(past);
          expect(backtest(rule, lived, tickMs).incidents).toEqual(everyTick(rule, lived, tickMs));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('ends what it began before it begins again, and never twice at once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), pasts, (rule, past) => {
        const { incidents, judged } = backtest(rule, relive(past), TICK);
        for (const [i, { firedAt, resolvedAt }] of incidents.entries()) {
          if (i < incidents.length - 1) expect(resolvedAt).toBeDefined();
          if (resolvedAt) expect(resolvedAt.getTime()).toBeGreaterThan(firedAt.getTime());
          if (i > 0) expect(firedAt.getTime()).toBeGreaterThan(incidents[i - 1]!.resolvedAt!.getTime());
        }
        expect(judged).toBeLessThanOrEqual(past.length);
      }),
    );
  });
});

/** The long way round. */
function everyTick(rule: Rule, lived: readonly Snapshot[], tickMs: Milliseconds): Incident[] {
  const plan = planOf(rule, tickMs);
  const { metric } = plan;
  if (metric === 'data-age') throw new RangeError('no snapshot tells its own age');
  const found: Incident[] = [];
  let watch = calmSince(new Date(0));
  for (const snapshot of lived) {
    const midnight = later(snapshot.at, days(1)).getTime();
    for (let tick = Math.ceil(snapshot.at.getTime() / tickMs) * tickMs; tick < midnight; tick += tickMs) {
      const at = new Date(tick);
      const look = { ...lookAt(snapshot, metric), at };
      const { next, event } = observe(plan, watch, look);
      if (event === 'fired') found.push({ firedAt: at, value: look.value!, threshold: plan.enter, reminders: 0 });
      if (event === 'reminded') found.at(-1)!.reminders++;
      if (['firing', 'recovering'].includes(watch.phase) && next.phase === 'calm') found.at(-1)!.resolvedAt = at;
      watch = next;
    }
  }
  return found;
}
