import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnSide, sidesOf } from '../../functions/alerts/metric.ts';
import type { Plan } from '../../functions/alerts/plan.ts';
import { planOf } from '../../functions/alerts/plan.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import { switchOverRule } from '../../functions/alerts/usual-switch-over.ts';
import { calmSince, endsOf, observe, type Sight, type Watch } from '../../functions/alerts/watch.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { minutes } from '../../functions/units/time.ts';
import { aFleet } from '../support/market.ts';

const START = Date.parse('2026-02-05T12:00:00Z');
const tick = minutes(5);
const at = (minute: number) => new Date(START + minute * 60_000);
const below40 = planOf({ kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) }, tick);

const sight = (minute: number, value: number | undefined, more: Partial<Sight> = {}): Sight => ({
  at: at(minute),
  value,
  continuousSince: new Date(0),
  ...more,
});

/** Runs a plan through [minute, value] pairs and writes down what was said when, and where it ended. */
function story(plan: Plan, looks: readonly (readonly [number, number])[], from: Watch = calmSince(at(-1_000))) {
  let watch = from;
  const said: string[] = [];
  for (const [minute, value] of looks) {
    const step = observe(plan, watch, sight(minute, value));
    if (step.event) said.push(`${minute} ${step.event}`);
    watch = step.next;
  }
  return { said, watch };
}

describe('a watch', () => {
  it.each([
    [
      'one odd tick is harmless',
      [
        [0, 39],
        [5, 41],
        [10, 41],
      ],
      [],
      'calm',
    ],
    [
      'two ticks in a row fire',
      [
        [0, 39],
        [5, 39],
        [10, 39],
      ],
      ['10 fired'],
      'firing',
    ],
    [
      'a tick that comes late fires all the same',
      [
        [0, 39],
        [60, 39],
      ],
      ['60 fired'],
      'firing',
    ],
    [
      'a value on the line is not under it',
      [
        [0, 40],
        [5, 40],
        [10, 40],
      ],
      [],
      'calm',
    ],
    [
      'a value inside the band does not resolve',
      [
        [0, 39],
        [10, 39],
        [15, 40.2],
        [40, 40.2],
      ],
      ['10 fired'],
      'firing',
    ],
    [
      'it resolves after two ticks past the leave line',
      [
        [0, 39],
        [10, 39],
        [15, 40.5],
        [20, 40.5],
        [25, 40.5],
      ],
      ['10 fired', '25 resolved'],
      'calm',
    ],
    [
      'falling back while recovering is the same incident and says nothing',
      [
        [0, 39],
        [10, 39],
        [15, 41],
        [20, 39],
        [25, 41],
        [35, 41],
      ],
      ['10 fired', '35 resolved'],
      'calm',
    ],
  ] as const)('%s', (_, looks, said, phase) => {
    const told = story(below40, looks);
    expect(told.said).toEqual(said);
    expect(told.watch.phase).toBe(phase);
  });

  it('keeps the start of the incident from pending to firing, since it names the incident', () => {
    const { watch } = story(below40, [
      [0, 39],
      [10, 39],
    ]);
    expect(watch).toMatchObject({ phase: 'firing', since: at(0), openedAt: at(10) });
  });

  it('makes the third firing within 24 hours hovering, says one thing a day later, and is quiet between', () => {
    const dip = (from: number): [number, number][] => [
      [from, 39],
      [from + 10, 39],
      [from + 15, 42],
      [from + 25, 42],
    ];
    const { said, watch } = story(below40, [...dip(0), ...dip(60), ...dip(120), ...dip(180), ...dip(240)]);
    expect(said).toEqual(['10 fired', '25 resolved', '70 fired', '85 resolved', '130 hovering']);
    expect(watch.phase).toBe('hovering');
    expect(story(below40, [[130 + 1_439, 42]], watch).said).toEqual([]);
    expect(story(below40, [[130 + 1_440, 42]], watch)).toMatchObject({
      said: ['1570 settled'],
      watch: { phase: 'calm' },
    });
    expect(story(below40, [[130 + 1_440, 39]], watch)).toMatchObject({
      said: ['1570 settled'],
      watch: { phase: 'firing' },
    });
  });

  it('fires thrice in three days without hovering', () => {
    const dip = (from: number): [number, number][] => [
      [from, 39],
      [from + 10, 39],
      [from + 15, 42],
      [from + 25, 42],
    ];
    const { said } = story(below40, [...dip(0), ...dip(1_440), ...dip(2_880)]);
    expect(said.filter((words) => words.endsWith('fired'))).toHaveLength(3);
  });

  it('counts a hold from the first good snapshot after a gap', () => {
    const pending = observe(below40, calmSince(at(-10)), sight(0, 39)).next;
    const afterGap = { continuousSince: at(60) };
    expect(observe(below40, pending, sight(60, 39, afterGap)).next.phase).toBe('pending');
    expect(observe(below40, pending, sight(65, 39, afterGap)).next.phase).toBe('pending');
    expect(observe(below40, pending, sight(70, 39, afterGap)).event).toBe('fired');
  });

  it('stays firing through a gap', () => {
    const { watch } = story(below40, [
      [0, 39],
      [10, 39],
    ]);
    expect(observe(below40, watch, sight(500, 39, { continuousSince: at(500) })).next).toBe(watch);
  });

  it('says nothing when a tick cannot tell', () => {
    const { watch } = story(below40, [[0, 39]]);
    expect(observe(below40, watch, sight(10, undefined))).toEqual({ next: watch, because: 'this tick cannot tell' });
  });

  it('reminds of a fleet under water once a week', () => {
    const plan = planOf({ kind: 'margin', fleet: aFleet() }, tick);
    const week = 7 * 1_440;
    const { said } = story(plan, [
      [0, 30],
      [10, 30],
      [week, 30],
      [week + 10, 30],
      [week + 20, 30],
      [2 * week + 10, 30],
    ]);
    expect(said).toEqual(['10 fired', `${week + 10} reminded`, `${2 * week + 10} reminded`]);
  });

  it('does not remind of a loss while the value is between the lines', () => {
    const plan = planOf({ kind: 'margin', fleet: aFleet() }, tick);
    const week = 7 * 1_440;
    const { said } = story(plan, [
      [0, 30],
      [10, 30],
      [week + 10, 33.7],
      [week + 15, 33.7],
      [week + 20, 33],
    ]);
    expect(said).toEqual(['10 fired', `${week + 20} reminded`]);
  });

  it('says old data at once, and fresh data at once', () => {
    const plan = planOf({ kind: 'data' }, tick);
    expect(
      story(plan, [
        [0, 14],
        [1, 15],
        [2, 16],
        [3, 0],
      ]).said,
    ).toEqual(['1 fired', '3 resolved']);
  });

  it('tells a fall to a new low once, however it zigzags within the day, and not its end', () => {
    const plan = planOf({ kind: 'lowest', days: 90 }, tick);
    const looks = [
      [0, 95],
      [5, 1],
      [60, 96],
      [65, 0],
      [600, 97],
      [605, 3],
      [605 + 1_440, 3],
    ] as const;
    const { said, watch } = story(plan, looks);
    expect(said).toEqual(['0 fired']);
    expect(watch.phase).toBe('calm');
  });
});

describe('a watch for the next retarget', () => {
  const plan = planOf({ kind: 'retarget', fleet: aFleet() }, tick);
  const look = (minute: number, forecast: number, hashprice: number, epoch: number) =>
    sight(minute, forecast, { market: { hashprice, epoch } });

  it('warns once an epoch when the forecast is under the break-even and today is not', () => {
    const first = observe(plan, calmSince(at(0)), look(5, 32, 36, 100));
    expect(first.event).toBe('fired');
    const later = observe(plan, first.next, look(500, 31, 36, 100));
    expect(later.event).toBeUndefined();
    const nextEpoch = observe(plan, first.next, look(20_000, 36, 36, 2_116));
    expect(nextEpoch).toMatchObject({ next: { phase: 'calm' }, because: 'a new epoch began' });
    expect(nextEpoch.event).toBeUndefined();
    expect(observe(plan, nextEpoch.next, look(20_005, 32, 36, 2_116)).event).toBe('fired');
  });

  it('is silent for a fleet that is under water already', () => {
    expect(observe(plan, calmSince(at(0)), look(5, 30, 32, 100))).toMatchObject({ because: 'already under water' });
  });
});

describe('every watch', () => {
  const rules: Rule[] = [
    { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) },
    { kind: 'hashprice', side: 'above', usdPerPhDay: quantity(40) },
    { kind: 'margin', fleet: aFleet() },
    { kind: 'cost', model: 'cash' },
    { kind: 'lowest', days: 30 },
    { kind: 'lowest', days: 'record' },
    { kind: 'data' },
    { kind: 'retarget', fleet: aFleet() },
    switchOverRule(),
    switchOverRule(aFleet(), { side: 'below', basis: 'revenue' }),
  ];
  const looks = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 600 }),
      fc.oneof(fc.double({ min: 0, max: 80, noNaN: true }), fc.constantFrom(1, 15, 30, 33.6, 40, 40.4)),
    ),
    { maxLength: 60 },
  );

  it('is found by the level or due index whenever an observation would change it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), looks, (rule, steps) => {
        const plan = planOf(rule, tick);
        let watch = calmSince(at(0));
        let minute = 0;
        for (const [wait, value] of steps) {
          minute += wait;
          const { level, due } = endsOf(plan, watch);
          const epoch = Math.floor(minute / 2_000) * 2_016;
          const step = observe(plan, watch, sight(minute, value, { market: { hashprice: 100, epoch } }));
          const seen = level?.metric === 'epoch' ? epoch : value;
          const byLevel = level !== undefined && isOnSide(seen, level.side, level.threshold);
          if (level) expect(sidesOf(level.metric)).toContain(level.side);
          const byDue = due !== undefined && due <= at(minute);
          if (step.next !== watch) expect(byLevel || byDue).toBe(true);
          watch = step.next;
        }
      }),
    );
  });

  it('tells an end only of what it began, and never begins twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), looks, (rule, steps) => {
        const plan = planOf(rule, tick);
        let watch = calmSince(at(0));
        let open = false;
        let minute = 0;
        for (const [wait, value] of steps) {
          minute += wait;
          const step = observe(plan, watch, sight(minute, value));
          if (step.event === 'fired' || step.event === 'hovering') {
            expect(open && plan.tellsEnd).toBe(false);
            open = true;
          }
          if (step.event === 'resolved') {
            expect(open).toBe(true);
            open = false;
          }
          if (step.event === 'settled') open = step.next.phase === 'firing';
          watch = step.next;
        }
      }),
    );
  });
});
