import { describe, expect, it } from 'vitest';
import { accessionOf } from '../../functions/filings/accession.ts';
import type { SaidOfDays } from '../../functions/filings/memory.ts';
import { boughtInQuarter, boughtInWeek } from '../../functions/industry/bought.ts';
import type { Day } from '../../functions/units/time.ts';
import { daysOfWeek } from '../../functions/units/week.ts';

const said = (from: string, to: string, more: Partial<SaidOfDays> = {}): SaidOfDays => ({
  from,
  to,
  source: {
    accession: accessionOf('0001050446-26-000020'),
    form: '8-K',
    filedOn: to,
    url: `https://www.sec.gov/${to}.htm`,
  },
  ...more,
});
const inWeek = (week: string, ...all: readonly SaidOfDays[]) => boughtInWeek(all, week, daysOfWeek(week)!);
const FIRST = { from: '2026-01-01' as Day, to: '2026-03-31' as Day };

describe('what was bought in a week', () => {
  it('is what was told of it', () =>
    expect(inWeek('2026-W11', said('2026-03-09', '2026-03-15', { bought: 22_337 }))).toMatchObject({
      btc: 22_337,
      isWhole: true,
    }));

  it('is of the week most of whose days it has, after a holiday', () => {
    const all = [
      said('2026-01-12', '2026-01-19', { bought: 22_305 }),
      said('2026-01-20', '2026-01-25', { bought: 2_932 }),
    ];
    expect([inWeek('2026-W03', ...all)?.btc, inWeek('2026-W04', ...all)?.btc]).toEqual([22_305, 2_932]);
  });

  it('adds up where it was told in two parts', () =>
    expect(
      inWeek(
        '2026-W01',
        said('2025-12-29', '2025-12-31', { bought: 3 }),
        said('2026-01-01', '2026-01-04', { bought: 1_283 }),
      )?.btc,
    ).toBe(1_286));

  it('is none where as many were held after it as before', () => {
    const [before, after] = [
      said('2026-05-31', '2026-05-31', { held: 843_706 }),
      said('2026-06-07', '2026-06-07', { held: 843_706 }),
    ];
    expect(inWeek('2026-W23', before, after)).toMatchObject({ btc: 0, isWhole: true });
    expect(inWeek('2026-W23', before, { ...after, held: 845_256 })).toBeUndefined();
    expect(inWeek('2026-W23', before)).toBeUndefined();
  });

  it('is none where no more are gone than were sold', () => {
    const [before, sale] = [
      said('2026-05-18', '2026-05-24', { bought: 0, held: 843_738 }),
      said('2026-05-25', '2026-05-31', { sold: 32, held: 843_706 }),
    ];
    expect(inWeek('2026-W22', before, sale)?.btc).toBe(0);
    expect(inWeek('2026-W22', before, sale, said('2026-05-31', '2026-05-31', { held: 843_706 }))?.btc).toBe(0);
    expect(inWeek('2026-W22', before, { ...sale, held: 843_900 })).toBeUndefined();
  });

  it('is not known of two weeks that were told as one', () => {
    const both = said('2025-11-17', '2025-11-30', { bought: 130 });
    expect([inWeek('2025-W47', both), inWeek('2025-W48', both)]).toEqual([undefined, undefined]);
  });
});

/** Thirteen weeks from 29 December on, a thousand in each. */
const weeks = (count: number): SaidOfDays[] =>
  Array.from({ length: count }, (_, i) => {
    const day = (n: number) => new Date(Date.UTC(2025, 11, 29 + 7 * i + n)).toISOString().slice(0, 10);
    return said(day(0), day(6), { bought: 1_000, held: 700_000 + 1_000 * i });
  });

describe('what was bought in a quarter', () => {
  it('is the sum of the weeks that end in it, and whole when the next one has begun', () => {
    expect(boughtInQuarter(weeks(14), FIRST)).toMatchObject({ btc: 13_000, isWhole: true });
    expect(boughtInQuarter(weeks(13), FIRST)).toMatchObject({ btc: 13_000, isWhole: false });
    const next = { from: '2026-04-01' as Day, to: '2026-06-30' as Day };
    expect(boughtInQuarter(weeks(14), next)).toMatchObject({ btc: 1_000, isWhole: false });
  });

  it('is not whole where a week is missing in which holdings changed, and whole where they did not', () => {
    const without = weeks(14).filter((_, i) => i !== 5);
    expect(boughtInQuarter(without, FIRST)).toMatchObject({ btc: 12_000, isWhole: false });
    const quiet = without.map((one, i) => (i < 5 ? one : { ...one, held: one.held! - 1_000 }));
    expect(boughtInQuarter(quiet, FIRST)).toMatchObject({ btc: 12_000, isWhole: true });
  });

  it('is what the company says it is, where it says so', () =>
    expect(boughtInQuarter([...weeks(13), said('2026-01-01', '2026-03-31', { bought: 12_990 })], FIRST)).toMatchObject({
      btc: 12_990,
      isWhole: true,
    }));

  it('is not known where nothing was told of it', () => {
    expect(boughtInQuarter([], FIRST)).toBeUndefined();
    expect(boughtInQuarter(weeks(3), { from: '2025-07-01' as Day, to: '2025-09-30' as Day })).toBeUndefined();
  });
});
