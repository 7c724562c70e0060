import { expect, it } from 'vitest';
import type { History, Rollup } from '../../functions/market/history.ts';
import { rememberDays } from '../../functions/market/remember-days.ts';
import { type Day, dayAfter } from '../../functions/units/time.ts';

const FIRST = '2025-12-01' as Day;
const day = (n: number) => dayAfter(FIRST, n);

/** A history of which only the days are asked for: each is told with the number of the reading as its ticks. */
function counted() {
  const asked: [Day, Day][] = [];
  const days = async (from: Day, to: Day): Promise<Rollup[]> => {
    asked.push([from, to]);
    const rollups: Rollup[] = [];
    for (let period = from; period <= to; period = dayAfter(period, 1)) {
      rollups.push({ period, ticks: asked.length } as Partial<Rollup> as Rollup);
    }
    return rollups;
  };
  return { asked, history: rememberDays({ days } as History) };
}

it('reads the whole record once a day, and yesterday and today every time', async () => {
  const { asked, history } = counted();
  const whole = (await history.days(FIRST, day(40))).map(({ period }) => period);
  expect(whole).toEqual(Array.from({ length: 41 }, (_, i) => day(i)));
  asked.length = 0;
  expect((await history.days(FIRST, day(40))).map(({ period }) => period)).toEqual(whole);
  expect(asked).toEqual([[day(39), day(40)]]);
});

it('reads it again at midnight, and when the record begins earlier than it did', async () => {
  const { asked, history } = counted();
  await history.days(FIRST, day(40));
  asked.length = 0;
  await history.days(FIRST, day(41));
  expect(asked).toContainEqual([FIRST, day(39)]);
  await history.days(day(-10), day(41));
  expect(asked).toContainEqual([day(-10), day(39)]);
});

it.each([0, 1])('keeps nothing of a record that begins %d days ago', async (n) => {
  const { asked, history } = counted();
  await history.days(FIRST, day(n));
  expect(asked).toEqual([[FIRST, day(n)]]);
});

it('asks again after a failure', async () => {
  let fails = true;
  const days = async (from: Day): Promise<Rollup[]> => {
    if (fails) throw new Error('no answer');
    return [{ period: from } as Partial<Rollup> as Rollup];
  };
  const history = rememberDays({ days } as unknown as History);
  await expect(history.days(FIRST, day(40))).rejects.toThrow('no answer');
  fails = false;
  expect(await history.days(FIRST, day(40))).toHaveLength(2);
});
