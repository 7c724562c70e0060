import { describe, expect, it } from 'vitest';
import { fleetShape } from '../../functions/market/fleet.ts';
import { breakEvenHashprice } from '../../functions/market/margin.ts';
import { REFERENCE_FLEETS } from '../../functions/market/reference-fleets.ts';
import { squeezeOn, squeezeShape } from '../../functions/market/squeeze.ts';
import type { UsdPerPhDay } from '../../functions/units/hashing.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { dayOf } from '../../functions/units/time.ts';
import { TestClock } from '../support/clock.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryHistory } from '../support/memory-history.ts';

const NOON = new Date('2026-02-05T12:00:00Z');
const YESTERDAY = '2026-02-04T23:55:00Z';

/** What was measured, by when; and what that makes of noon. */
async function squeezeAfter(measured: Readonly<Record<string, number>>) {
  const history = new MemoryHistory(new TestClock(NOON));
  for (const [at, hashprice] of Object.entries(measured)) await history.put(aSnapshot({ at, hashprice }));
  const squeeze = await squeezeOn(history, NOON);
  return squeeze?.fleets.map(({ name }) => name);
}

describe('a day that turns fleets unprofitable', () => {
  it('names those that earned something when yesterday ended and earn nothing now', async () => {
    const crossed = { [YESTERDAY]: 32, '2026-02-05T11:55:00Z': 30 };
    expect(await squeezeAfter(crossed)).toEqual(['S19 XP at 6 ¢/kWh']);
    expect(await squeezeAfter({ [YESTERDAY]: 36, '2026-02-05T11:55:00Z': 29 })).toEqual(
      REFERENCE_FLEETS.map(({ name }) => name),
    );
  });

  it('goes by how yesterday ended, not by how low it was', async () => {
    expect(await squeezeAfter({ '2026-02-04T12:00:00Z': 30, [YESTERDAY]: 32, '2026-02-05T11:55:00Z': 30 })).toEqual([
      'S19 XP at 6 ¢/kWh',
    ]);
  });

  it.each([
    ['those were unprofitable yesterday', { [YESTERDAY]: 30.5, '2026-02-05T11:55:00Z': 30 }],
    ['it is over again', { [YESTERDAY]: 32, '2026-02-05T06:00:00Z': 30, '2026-02-05T11:55:00Z': 32 }],
    ['yesterday is not on record', { '2026-02-03T23:55:00Z': 32, '2026-02-05T11:55:00Z': 30 }],
    ['today is not on record yet', { '2026-02-03T23:55:00Z': 32, [YESTERDAY]: 30 }],
    ['nothing is on record', {}],
  ])('is none when %s', async (_, measured) => {
    expect(await squeezeAfter(measured)).toBeUndefined();
  });

  it('is none when only older days were measured, whatever yesterday is filled in with later', async () => {
    const history = new MemoryHistory(new TestClock(NOON));
    await history.put(aSnapshot({ at: '2026-02-03T23:55:00Z', hashprice: 30 }));
    const [measured] = await history.days(dayOf(new Date('2026-02-03')), dayOf(new Date('2026-02-03')));
    const close = quantity<UsdPerPhDay>(32);
    const filled = { ...measured!, period: '2026-02-04', origin: 'backfilled' as const };
    expect(await history.backfill({ ...filled, hashprice: { ...filled.hashprice, close } })).toBe(true);
    expect(await squeezeOn(history, NOON)).toBeUndefined();
  });

  it('is exact at the line: a fleet that just earns its power is not unprofitable', async () => {
    const line = breakEvenHashprice(REFERENCE_FLEETS[1]!);
    expect(await squeezeAfter({ [YESTERDAY]: line, '2026-02-05T11:55:00Z': line })).toBeUndefined();
    expect(await squeezeAfter({ [YESTERDAY]: line, '2026-02-05T11:55:00Z': line - 1e-9 })).toHaveLength(1);
  });

  it('says when and at which hashprice, and survives a queue', async () => {
    const history = new MemoryHistory(new TestClock(NOON));
    for (const [at, hashprice] of [
      [YESTERDAY, 32],
      ['2026-02-05T11:55:00Z', 30],
    ] as const) {
      await history.put(aSnapshot({ at, hashprice }));
    }
    const squeeze = await squeezeOn(history, NOON);
    expect(squeeze).toMatchObject({ at: new Date('2026-02-05T11:55:00Z'), hashpriceUsdPerPhDay: 30 });
    expect(squeezeShape.parse(JSON.parse(JSON.stringify(squeeze)))).toEqual(squeeze);
  });
});

describe('the reference fleets', () => {
  it('are fleets, each named after what is in it, and no two break even together', () => {
    for (const fleet of REFERENCE_FLEETS) {
      expect(fleetShape.parse(fleet)).toEqual(fleet);
      expect(fleet.name).toContain(`at ${Math.round(fleet.usdPerKwh * 100)} ¢/kWh`);
    }
    const lines = REFERENCE_FLEETS.map(breakEvenHashprice);
    expect(lines.toSorted((a, b) => b - a)).toEqual(lines);
    expect(new Set(lines).size).toBe(lines.length);
  });
});
