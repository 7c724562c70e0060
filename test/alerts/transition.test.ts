import { describe, expect, it } from 'vitest';
import type { Sale } from '../../functions/alerts/notice.ts';
import type { Rule } from '../../functions/alerts/rule.ts';
import { Unreachable } from '../../functions/kit/errors.ts';
import { quantity } from '../../functions/units/quantity.ts';
import type { Day } from '../../functions/units/time.ts';
import { anEngine } from '../support/engine.ts';
import { aFleet, aSnapshot, type MarketFacts } from '../support/market.ts';

const START = Date.parse('2026-02-05T23:30:00Z');
const snap = (minute: number, facts: MarketFacts) =>
  aSnapshot({ at: new Date(START + minute * 60_000).toISOString(), ...facts });

const SALE: Sale = { ticker: 'MARA', btcSold: 15_133, stated: 'stated', url: 'https://www.sec.gov/sale.htm' };

/** An engine in whose world a day's sales can be looked up. */
function anEngineBeside(salesOn: (day: Day) => Promise<readonly Sale[]>) {
  const asked: Day[] = [];
  const engine = anEngine();
  engine.deps.salesOn = (day) => {
    asked.push(day);
    return salesOn(day);
  };
  return { ...engine, asked };
}

const margin: Rule = { kind: 'margin', fleet: aFleet() };
const cost: Rule = { kind: 'cost', model: 'regression' };
const lowest: Rule = { kind: 'lowest', days: 90 };
const below: Rule = { kind: 'hashprice', side: 'below', usdPerPhDay: quantity(40) };

/** From a good market into a bad one, for as long as every rule holds back. */
async function turnBad(engine: ReturnType<typeof anEngineBeside>, rule: Rule) {
  const owner = rule.kind === 'margin' ? 'telegram:42' : undefined;
  await engine.tick(snap(0, { hashprice: 60, usdPerBtc: 150_000 }));
  await engine.place(rule, owner);
  for (let minute = 5; minute <= 60; minute += 5) {
    await engine.tick(snap(minute, { hashprice: 20, usdPerBtc: 40_000, standing: { daysSinceLower: 120 } }));
  }
}

describe('an incident that begins on a day on which miners sold', () => {
  it.each([
    ['margin', margin],
    ['cost', cost],
    ['lowest', lowest],
  ] as const)('%s: says so', async (_, rule) => {
    const engine = anEngineBeside(async () => [SALE]);
    await turnBad(engine, rule);
    expect(engine.told.map(({ event, sales }) => [event, sales])).toEqual([['fired', [SALE]]]);
  });

  it('is about the day on which it is told, not on which it began to be true', async () => {
    const engine = anEngineBeside(async () => []);
    await engine.tick(snap(0, { hashprice: 60 }));
    await engine.place(margin, 'telegram:42');
    for (let minute = 25; minute <= 60; minute += 5) await engine.tick(snap(minute, { hashprice: 20 }));
    expect(engine.told[0]).toMatchObject({ since: new Date('2026-02-05T23:55:00Z') });
    expect(engine.told[0]?.at).toEqual(engine.told[0]?.openedAt);
    expect(engine.asked).toEqual(['2026-02-06']);
    expect(engine.told[0]).not.toHaveProperty('sales');
  });

  it('does not mention them with a line that somebody drew: nobody says that it is bad news', async () => {
    const engine = anEngineBeside(async () => [SALE]);
    await turnBad(engine, below);
    expect(engine.told).toMatchObject([{ event: 'fired' }]);
    expect(engine.told[0]).not.toHaveProperty('sales');
    expect(engine.asked).toEqual([]);
  });

  it('mentions them once: no reminder and no end does', async () => {
    const engine = anEngineBeside(async () => [SALE]);
    await turnBad(engine, margin);
    for (let hour = 2; hour <= 8 * 24; hour += 6) await engine.tick(snap(hour * 60, { hashprice: 20 }));
    for (let minute = 0; minute <= 60; minute += 5) await engine.tick(snap(8 * 24 * 60 + minute, { hashprice: 60 }));
    expect(engine.told.map(({ event, sales }) => [event, sales !== undefined])).toEqual([
      ['fired', true],
      ['reminded', false],
      ['resolved', false],
    ]);
    expect(engine.asked).toHaveLength(1);
  });

  it('is told all the same when sales cannot be looked up, and when nobody can be asked', async () => {
    const failing = anEngineBeside(() => Promise.reject(new Unreachable('the table is busy')));
    await turnBad(failing, margin);
    expect(failing.told).toMatchObject([{ event: 'fired' }]);
    expect(failing.told[0]).not.toHaveProperty('sales');
    expect(failing.deps.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', facts: { why: expect.stringContaining('the table is busy') } }),
    );

    const alone = anEngine();
    await turnBad({ ...alone, asked: [] }, margin);
    expect(alone.told.map(({ event }) => event)).toEqual(['fired']);
  });
});
