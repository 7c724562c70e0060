import { describe, expect, it } from 'vitest';
import { Unreachable } from '../../functions/kit/errors.ts';
import type { AskFeed } from '../../functions/market/ask.ts';
import type { UsdRates } from '../../functions/market/feeds/frankfurter.ts';
import { gatherRates, isStale, rateOf } from '../../functions/market/rates.ts';
import { type Rates, snapshotShape, snapshotToJson } from '../../functions/market/snapshot.ts';
import type { Day } from '../../functions/units/time.ts';
import { aSnapshot } from '../support/market.ts';
import { ticking } from '../support/ticking.ts';

const NOON = new Date('2026-02-24T12:00:00Z');
const ratesOf = (day: string, perUsd: Rates['perUsd'] = { EUR: 0.86 }): Rates => ({
  day: day as Day,
  perUsd,
  askedAt: NOON,
});

describe('whether rates are still good', () => {
  it.each([
    ['2026-02-24', '2026-02-24T23:59:00Z', false, 'fixed today'],
    ['2026-02-20', '2026-02-23T12:00:00Z', false, 'Friday’s, on a Monday'],
    ['2027-03-25', '2027-03-30T13:00:00Z', false, 'those before Easter, on the Tuesday after it'],
    ['2027-03-25', '2027-03-31T00:00:00Z', true, 'and no longer on the Wednesday'],
    ['2026-02-24', '2026-02-23T12:00:00Z', false, 'newer than the tick'],
  ])('of %s at %s: stale is %s (%s)', (day, at, stale) => {
    expect(isStale({ day: day as Day }, new Date(at))).toBe(stale);
    const known = rateOf({ rates: ratesOf(day), at: new Date(at) }, 'EUR');
    expect(known).toBe(stale ? undefined : 0.86);
  });

  it('is no question for dollars', () => {
    expect(rateOf({ at: NOON }, 'USD')).toBe(1);
    expect(rateOf({ at: NOON }, 'EUR')).toBeUndefined();
  });
});

describe('gathering rates', () => {
  const answering =
    (answer: UsdRates | Error): AskFeed =>
    async () => {
      if (answer instanceof Error) throw answer;
      return answer as never;
    };
  const fresh = (day: string, perUsd: Record<string, number>): UsdRates => ({ day: day as Day, perUsd });
  const gather = (answer: UsdRates | Error, kept?: Rates, at = new Date('2026-02-24T13:00:00Z')) =>
    gatherRates(answering(answer), kept, at, () => at);
  const kept = ratesOf('2026-02-23');

  it('keeps what is of use, and when it was asked', async () => {
    const at = new Date('2026-02-24T13:00:00Z');
    expect(await gather(fresh('2026-02-24', { EUR: 0.87, XYZ: 3 }))).toEqual({
      rates: { day: '2026-02-24', perUsd: { EUR: 0.87 }, askedAt: at },
      ignored: [],
    });
  });

  it('asks nobody twice in an hour of the schedule', async () => {
    const shouting = answering(new Error('nobody was to be asked'));
    const later = new Date('2026-02-24T12:55:00Z');
    expect(await gatherRates(shouting, kept, later, () => later)).toEqual({ rates: kept, ignored: [] });
  });

  it('goes on with the last good ones when nobody answers, and says so', async () => {
    const { rates, ignored } = await gather(new Unreachable('nobody there'), kept);
    expect(rates).toMatchObject({ day: '2026-02-23', perUsd: { EUR: 0.86 } });
    expect(ignored).toEqual([{ feed: 'frankfurter', why: 'nobody there' }]);
    expect(await gather(new Unreachable('nobody there'))).toEqual({ ignored });
  });

  it('says when the last good ones are too old, at every tick', async () => {
    const old = ratesOf('2026-02-10');
    for (const at of [new Date('2026-02-24T12:05:00Z'), new Date('2026-02-24T13:00:00Z')]) {
      const { rates, ignored } = await gather(new Unreachable('nobody there'), old, at);
      expect(rates?.day).toBe('2026-02-10');
      expect(ignored.at(-1)?.why).toContain('2026-02-10, and more than 5 days old');
    }
  });

  it.each([
    ['a leap', fresh('2026-02-24', { EUR: 8.6 }), 'are far from those of 2026-02-23: EUR'],
    ['a day to come', fresh('2026-02-26', { EUR: 0.86 }), 'knows the rates of 2026-02-26 already'],
  ])('does not believe %s', async (_, answer, why) => {
    const { rates, ignored } = await gather(answer, kept);
    expect(rates).toMatchObject({ day: '2026-02-23', perUsd: { EUR: 0.86 } });
    expect(ignored[0]?.why).toContain(why);
  });

  it('believes a leap when what it knew is too old to argue with', async () => {
    const { rates } = await gather(fresh('2026-02-24', { EUR: 8.6 }), ratesOf('2026-02-10'));
    expect(rates).toMatchObject({ day: '2026-02-24', perUsd: { EUR: 8.6 } });
  });

  it('goes on with newer ones when a cache answers with older ones', async () => {
    const { rates, ignored } = await gather(fresh('2026-02-20', { EUR: 0.85 }), kept);
    expect(rates).toMatchObject({ day: '2026-02-23', perUsd: { EUR: 0.86 } });
    expect(ignored).toEqual([]);
  });

  it('lets a bug through', async () => {
    await expect(gather(new TypeError('ours'), kept)).rejects.toThrow('ours');
  });
});

describe('the rates of a snapshot', () => {
  it('are asked for once an hour and kept in between', async () => {
    const { tick, market } = await ticking();
    const asked = () => market.requests.filter(({ source }) => source === 'frankfurter').length;
    for (const minute of ['00', '05', '55']) {
      const { snapshot } = await tick(`2026-02-24T12:${minute}:00Z`);
      expect(snapshot.rates).toMatchObject({ day: '2026-02-24', perUsd: { EUR: 0.86177, JPY: 155.22 } });
      expect(asked()).toBe(1);
    }
    await tick('2026-02-24T13:00:00Z');
    expect(asked()).toBe(2);
  });

  it('never cost a snapshot, whatever their source does', async () => {
    for (const fault of ['503', 'html', 'minus-one', 'empty'] as const) {
      const { tick, market } = await ticking();
      market.fail('frankfurter', fault);
      const { snapshot } = await tick('2026-02-24T12:00:00Z');
      expect(snapshot.rates).toBeUndefined();
      expect(snapshot.ignored.map(({ feed }) => feed)).toEqual(['frankfurter']);
    }
  });

  it('are those of the last good hour while their source is away', async () => {
    const { tick, market } = await ticking();
    await tick('2026-02-24T12:00:00Z');
    market.fail('frankfurter', '503');
    const { snapshot } = await tick('2026-02-24T13:00:00Z');
    expect(rateOf(snapshot, 'EUR')).toBe(0.86177);
  });

  it('are not there in snapshots of before, which are read as ever', () => {
    const old = snapshotToJson(aSnapshot());
    expect(old.rates).toBeUndefined();
    expect(snapshotShape.parse(old).rates).toBeUndefined();
  });
});
