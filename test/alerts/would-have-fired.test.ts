import { describe, expect, it } from 'vitest';
import type { Rule } from '../../functions/alerts/rule.ts';
import { wouldHaveFired } from '../../functions/alerts/would-have-fired.ts';
import { anyFleetShape } from '../../functions/market/fleet.ts';
import type { Rollup } from '../../functions/market/history.ts';
import { relive } from '../../functions/market/relive.ts';
import { dayFrom, hourFrom } from '../../functions/market/rollup.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { type Day, minutes } from '../../functions/units/time.ts';
import { aSnapshot } from '../support/market.ts';
import { pastDays } from '../support/past.ts';

const NOW = new Date('2026-05-20T12:00:00Z');
const below = (usd: number): Rule => ({ kind: 'hashprice', side: 'below', usdPerPhDay: quantity(usd) });

/** The last days before now, one hashprice each; asked for as the real history is. */
function recorded(hashprices: readonly number[]) {
  const asked: [Day, Day][] = [];
  const first = new Date(NOW.getTime() - (hashprices.length - 1) * 86_400_000).toISOString().slice(0, 10);
  const days = relive(pastDays(first, hashprices)).map((day) => dayFrom([hourFrom([day])]));
  const history = {
    days: async (from: Day, to: Day): Promise<Rollup[]> => {
      asked.push([from, to]);
      return days.filter(({ period }) => period >= from && period <= to);
    },
  };
  return { history, tickMs: minutes(5), asked };
}

describe('how often a rule would have fired', () => {
  it('counts the incidents of the last 90 days, and of no others', async () => {
    const past = [30, ...Array<number>(60).fill(50), 30, ...Array<number>(40).fill(50), 30, 50];
    const deps = recorded(past);
    const found = await wouldHaveFired(below(40), deps, aSnapshot(), NOW);
    expect(found).toMatchObject({ days: 90, judged: 91 });
    expect(found?.incidents.map(({ firedAt }) => firedAt.toISOString().slice(0, 10))).toEqual([
      '2026-04-08',
      '2026-05-19',
    ]);
    expect(found).not.toHaveProperty('atRateOf');
    expect(deps.asked).toEqual([['2026-02-19', '2026-05-20']]);
  });

  it('holds a line in another currency against the past at today’s rate, and says so', async () => {
    const deps = recorded([50, 40, 50, 30, 50]);
    const fleet = anyFleetShape.parse({ name: 'Keller', joulesPerTerahash: 17.5, currency: 'EUR', perKwh: 0.08 });
    const at = (eur: number) => aSnapshot({ rates: { perUsd: { EUR: eur } } });
    const found = async (eur: number) => wouldHaveFired({ kind: 'margin', fleet }, deps, at(eur), NOW);
    expect((await found(0.9))?.incidents).toHaveLength(1);
    expect((await found(0.8))?.incidents).toHaveLength(2);
    expect(await found(0.8)).toMatchObject({ atRateOf: 'EUR', judged: 5 });
  });

  it('looks back farther for what is the lowest in so many days', async () => {
    const deps = recorded([...Array<number>(120).fill(50), 40, 45]);
    const found = await wouldHaveFired({ kind: 'lowest', days: 90 }, deps, aSnapshot(), NOW);
    expect(found?.incidents).toHaveLength(1);
  });

  it.each<[string, Rule, readonly number[]]>([
    ['there is no history', below(40), []],
    ['there is no rate', { kind: 'hashprice', side: 'below', currency: 'EUR', perPhDay: 30 }, [50, 40]],
    ['days say nothing of it', { kind: 'data' }, [50, 40]],
    ['the record is too short', { kind: 'lowest', days: 90 }, [50, 40]],
  ])('is not said where %s', async (_, rule, past) => {
    expect(await wouldHaveFired(rule, recorded(past), aSnapshot(), NOW)).toBeUndefined();
  });
});
