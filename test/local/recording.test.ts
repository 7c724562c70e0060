import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hashprice } from '../../functions/market/hashprice.ts';
import { EPOCH_BLOCKS, epochStart, forecastRetarget } from '../../functions/market/retarget.ts';
import { subsidyAt } from '../../functions/market/subsidy.ts';
import type { Btc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, dayAfter, dayOf, startOfDay } from '../../functions/units/time.ts';
import { readRecording, recordedWorld } from '../../infra/local/recordings/recording.ts';

const world = recordedWorld(() => new Date('2026-01-15T00:00:00Z'));
const recording = readRecording();
const HOUR = 3_600_000;

/** As the replay sees it: the price and the reward of that moment, difficulty from the epoch. */
function hashpriceAt(at: Date): number {
  const { height, difficulty, feesBtcPerBlock } = world.chainAt(at);
  const reward = quantity<Btc>(subsidyAt(quantity(height)) + feesBtcPerBlock);
  return hashprice(quantity(world.priceAt(at)), quantity(difficulty), reward).usdPerPhDay;
}

const closeOf = (day: string) => hashpriceAt(new Date(`${day}T23:00:00Z`));
const replayed = Array.from({ length: 76 }, (_, i) => dayAfter('2026-01-15' as Day, i));

describe('the recorded market', () => {
  it('has hashprice at 28.06 on 2026-02-24, and no lower day between 2026-01-15 and 2026-03-31', () => {
    expect(replayed.at(-1)).toBe('2026-03-31');
    expect(Math.abs(closeOf('2026-02-24') - 28.06)).toBeLessThanOrEqual(0.05);
    const lowest = replayed.toSorted((a, b) => closeOf(a) - closeOf(b))[0];
    expect(lowest).toBe('2026-02-24');
  });

  it.each([
    ['2026-02-05', 28.17, 0.03, 'the other low of February, before the retarget'],
    ['2026-02-23', 28.29, 0.03, 'the day before the lowest'],
    ['2025-10-27', 49.42, 0.35, 'Hashrate Index at some hour of that day'],
    ['2025-11-03', 43.33, 0.35, 'Hashrate Index at some hour of that day'],
  ])('agrees with %s: %d within %d (%s)', (day, expected, within) => {
    expect(Math.abs(closeOf(day) - expected)).toBeLessThanOrEqual(within);
  });

  it('shows a day’s own close from midnight to midnight, never a value between two closes', () => {
    const closes = new Set(recording.days.map(({ priceUsd }) => priceUsd));
    for (
      let at = startOfDay('2026-02-20' as Day).getTime();
      at < startOfDay('2026-02-28' as Day).getTime();
      at += HOUR
    ) {
      expect(closes).toContain(world.priceAt(new Date(at)));
    }
    expect(world.priceAt(new Date('2026-02-24T00:00:00Z'))).toBe(64_080.04);
    expect(world.priceAt(new Date('2026-02-24T23:59:59Z'))).toBe(64_080.04);
    expect(world.priceAt(new Date('2026-02-25T00:00:00Z'))).toBe(67_960.12);
  });

  it('has every day from 2025-06-09 to 2026-03-31 once, with fees of 0.3 to 3 % of the subsidy', () => {
    recording.days.forEach(({ day, feesBtcPerBlock }, i) => {
      expect(day).toBe(dayAfter('2025-06-09' as Day, i));
      expect(feesBtcPerBlock / 3.125).toBeGreaterThan(0.003);
      expect(feesBtcPerBlock / 3.125).toBeLessThan(0.03);
    });
    expect(recording.days.at(-1)?.day).toBe('2026-03-31');
  });

  it('stands at its last close when it is over, while blocks go on', () => {
    expect(world.priceAt(new Date('2026-05-01T00:00:00Z'))).toBe(recording.days.at(-1)?.priceUsd);
    expect(world.chainAt(new Date('2026-04-04T08:39:35Z')).height).toBe(943_488 + 144);
  });

  it('refuses a moment before it', () => {
    expect(() => world.priceAt(new Date('2025-06-08T23:59:59Z'))).toThrow('nothing was recorded for 2025-06-08');
    expect(() => world.chainAt(new Date('2025-05-01T00:00:00Z'))).toThrow('no epoch was recorded for 2025-05-01');
  });

  it('tells the time it is given', () => {
    expect(world.now()).toEqual(new Date('2026-01-15T00:00:00Z'));
  });
});

describe('the recorded chain', () => {
  const dates = readFileSync('infra/local/recordings/epochs.csv', 'utf8').trim().split('\n').slice(1);

  it.each(dates.map((line) => line.split(',').slice(0, 2) as [string, string]))(
    'begins the epoch of block %s on %s',
    (height, date) => {
      const epoch = recording.epochs.find((candidate) => candidate.height === Number(height))!;
      expect(dayOf(epoch.startedAt)).toBe(date);
      expect(epochStart(quantity(epoch.height))).toBe(epoch.height);
    },
  );

  it('has every epoch, one after the other', () => {
    recording.epochs.forEach(({ height }, i) => {
      expect(height).toBe(899_136 + i * EPOCH_BLOCKS);
    });
    expect(recording.epochs).toHaveLength(23);
  });

  it('moves difficulty only at a retarget, and the tip never backwards', () => {
    let before = world.chainAt(new Date('2026-01-15T00:00:00Z'));
    for (
      let at = startOfDay('2026-01-15' as Day).getTime();
      at < startOfDay('2026-04-01' as Day).getTime();
      at += HOUR
    ) {
      const tip = world.chainAt(new Date(at));
      expect(tip.height).toBeGreaterThanOrEqual(before.height);
      expect(tip.tipAt.getTime()).toBeLessThanOrEqual(at);
      expect(tip.epochFirstHeight).toBe(epochStart(quantity(tip.height)));
      expect(tip.difficulty === before.difficulty).toBe(tip.epochFirstHeight === before.epochFirstHeight);
      before = tip;
    }
  });

  it('lets the forecast see the retarget that came: −11.16 % on 2026-02-07', () => {
    const at = new Date('2026-02-06T12:00:00Z');
    const { height, tipAt, epochFirstHeight, epochStartedAt } = world.chainAt(at);
    const epoch = { firstHeight: epochFirstHeight, startedAt: epochStartedAt };
    const forecast = forecastRetarget(epoch, { height: quantity(height), at: tipAt }, at);
    expect(forecast.change).toBeCloseTo(-0.1116, 3);
    expect(dayOf(forecast.at)).toBe('2026-02-07');
  });
});
