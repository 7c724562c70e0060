import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleShape } from '../../functions/alerts/rule.ts';
import { breakEvenLine } from '../../functions/market/margin.ts';
import {
  bandsOf,
  fleetAt,
  meanPrice,
  type PersonalFleetGiven,
  personalFleetShape,
  priceAt,
  rulesOfFleet,
} from '../../functions/subscriptions/personal-fleet.ts';

const garage: PersonalFleetGiven = { name: 'Garage', joulesPerTerahash: 17.5, perKwh: 0.07 };
const read = (more: Partial<PersonalFleetGiven> = {}) => personalFleetShape.parse({ ...garage, ...more });
const tariff = (otherwise: number, ...bands: [from: string, to: string, perKwh: number][]) => ({
  otherwise,
  bands: bands.map(([from, to, perKwh]) => ({ from, to, perKwh })),
});
const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

describe('a fleet as somebody tells it', () => {
  it('needs a name, an efficiency and a price of power; the rest is as usual', () => {
    expect(read()).toEqual({ ...garage, currency: 'USD', poolFee: 0, pue: 1, opexPerPhDay: 0 });
  });

  it.each<[Partial<PersonalFleetGiven>, string]>([
    [{ name: '  ' }, 'like "Garage"'],
    [{ name: 'x'.repeat(41) }, 'at most 40'],
    [{ joulesPerTerahash: 0.5 }, 'at least 1 J/TH'],
    [{ perKwh: 7 }, 'perKwh must be at most 2 USD'],
    [{ perKwh: -1 }, 'nothing or more'],
    [{ perKwh: tariff(0.05, ['16:00', '21:00', 7]) }, 'perKwh must be at most 2 USD'],
    [{ perKwh: tariff(0.05, ['16:00', '16:00', 0.1]) }, '16:00–21:00'],
    [{ perKwh: tariff(0.05, ['16:00', '24:00', 0.1]) }, 'looks like 16:00'],
    [{ perKwh: tariff(0.05, ['16:00', '21:00', 0.1], ['20:00', '22:00', 0.2]) }, 'claim the same hour'],
    [{ perKwh: tariff(0.05, ['22:00', '06:00', 0.1], ['05:00', '07:00', 0.2]) }, 'claim the same hour'],
    [{ perKwh: tariff(0.05, ['22:00', '06:00', 0.1], ['22:00', '06:00', 0.2]) }, 'claim the same hour'],
    [{ poolFee: 2 }, 'at most 50 %'],
  ])('%j is refused with what was wrong', (more, why) => {
    const messages = personalFleetShape.safeParse({ ...garage, ...more }).error?.issues ?? [];
    expect(JSON.stringify(messages)).toContain(JSON.stringify(why).slice(1, -1));
  });

  it('may pay what another currency calls normal', () => {
    expect(read({ currency: 'JPY', perKwh: 31 }).perKwh).toBe(31);
  });
});

describe('the prices of a fleet', () => {
  it.each<[string, PersonalFleetGiven['perKwh'], ReturnType<typeof bandsOf>]>([
    ['one, always', 0.07, [{ perKwh: 0.07 }]],
    [
      'dear in the evening',
      tariff(0.05, ['16:00', '21:00', 0.12]),
      [
        { perKwh: 0.05, hours: [{ from: '21:00', to: '16:00' }] },
        { perKwh: 0.12, hours: [{ from: '16:00', to: '21:00' }] },
      ],
    ],
    [
      'through midnight, and two dear stretches of one price',
      tariff(0.08, ['22:00', '06:00', 0.04], ['07:00', '09:00', 0.12], ['17:00', '20:00', 0.12]),
      [
        {
          perKwh: 0.08,
          hours: [
            { from: '06:00', to: '07:00' },
            { from: '09:00', to: '17:00' },
            { from: '20:00', to: '22:00' },
          ],
        },
        { perKwh: 0.04, hours: [{ from: '22:00', to: '06:00' }] },
        {
          perKwh: 0.12,
          hours: [
            { from: '07:00', to: '09:00' },
            { from: '17:00', to: '20:00' },
          ],
        },
      ],
    ],
    [
      'the whole day given out, so that nothing is left for the rest',
      tariff(0.05, ['06:00', '22:00', 0.1], ['22:00', '06:00', 0.04]),
      [
        { perKwh: 0.1, hours: [{ from: '06:00', to: '22:00' }] },
        { perKwh: 0.04, hours: [{ from: '22:00', to: '06:00' }] },
      ],
    ],
    [
      'neighbours of one price are one stretch',
      tariff(0.05, ['16:00', '18:00', 0.12], ['18:00', '21:00', 0.12]),
      [
        { perKwh: 0.05, hours: [{ from: '21:00', to: '16:00' }] },
        { perKwh: 0.12, hours: [{ from: '16:00', to: '21:00' }] },
      ],
    ],
    ['hours that cost what all hours cost are no tariff', tariff(0.05, ['16:00', '21:00', 0.05]), [{ perKwh: 0.05 }]],
  ])('%s', (_, perKwh, bands) => {
    expect(bandsOf(read({ perKwh }))).toEqual(bands);
  });

  /** Up to five bands that share no hour, cut out of the day; prices repeat. */
  const anyTariff = fc
    .record({
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 10 }),
      prices: fc.array(fc.constantFrom(0, 0.04, 0.08, 0.12), { minLength: 6, maxLength: 6 }),
    })
    .map(({ cuts, prices }) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const bands = sorted.flatMap((from, i) =>
        i % 2 === 0 && sorted[i + 1] !== undefined
          ? [{ from: timeOf(from), to: timeOf(sorted[i + 1]!), perKwh: prices[i / 2]! }]
          : [],
      );
      return { bands, otherwise: prices[5]! };
    });

  it('give each minute of the day to one band, whatever the tariff, and to the one that is paid in it', () => {
    fc.assert(
      fc.property(anyTariff, (perKwh) => {
        const fleet = read({ perKwh });
        const bands = bandsOf(fleet);
        expect(bands.length).toBeLessThanOrEqual(6);
        for (let minute = 0; minute < 1440; minute += 7) {
          const time = timeOf(minute);
          const holding = bands.filter(({ hours }) => hours?.some((one) => includes(one, time)) ?? true);
          expect(holding.map((band) => band.perKwh)).toEqual([priceAt(fleet, time)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('have a mean between the lowest and the highest', () => {
    expect(meanPrice(read())).toBe(0.07);
    expect(meanPrice(read({ perKwh: tariff(0.05, ['16:00', '22:00', 0.13]) }))).toBeCloseTo(0.07, 12);
  });
});

const includes = ({ from, to }: { from: string; to: string }, time: string): boolean =>
  from < to ? from <= time && time < to : time >= from || time < to;

describe('what a fleet wants to be told', () => {
  it('is a margin and a retarget for each of its prices, with the hours in which it is paid', () => {
    const rules = rulesOfFleet(read({ currency: 'EUR', perKwh: tariff(0.1, ['16:00', '21:00', 0.3]) }));
    expect(rules.map(({ kind }) => kind)).toEqual(['margin', 'retarget', 'margin', 'retarget']);
    expect(rules[2]).toMatchObject({
      fleet: { name: 'Garage', currency: 'EUR', perKwh: 0.3 },
      hours: [{ from: '16:00', to: '21:00' }],
    });
    for (const rule of rules) expect(ruleShape.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
  });

  it('has no hours where power costs the same all day', () => {
    expect(rulesOfFleet(read())).toEqual([
      { kind: 'margin', fleet: fleetAt(read(), { perKwh: 0.07 }) },
      { kind: 'retarget', fleet: fleetAt(read(), { perKwh: 0.07 }) },
    ]);
    expect(breakEvenLine(fleetAt(read(), { perKwh: 0.07 }))).toBeCloseTo(24 * 17.5 * 0.07, 9);
  });
});
