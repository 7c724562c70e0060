import { RULE_EVENTS, type RuleEvent, type RuleNotice } from '../../functions/alerts/notice.ts';
import { lineOf, type Rule, ruleKey, ruleShape, switchOverLine } from '../../functions/alerts/rule.ts';
import { switchOverRule, USUAL_FLEET } from '../../functions/alerts/usual-switch-over.ts';
import { networkCosts } from '../../functions/market/cost.ts';
import { fleetShape } from '../../functions/market/fleet.ts';
import { breakEvenLine } from '../../functions/market/margin.ts';
import { type Snapshot, snapshotShape } from '../../functions/market/snapshot.ts';
import type { UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

/** 24 February 2026, the lowest day of that winter, as the bot would have seen it at 13:05. */
export function aSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  const network = { height: 938_012, difficulty: 144.4e12, subsidyBtc: 3.125, feesBtcPerBlock: 0.0214 };
  const costs = networkCosts({ ...network, at: new Date('2026-02-24T13:05:00Z') } as never);
  const snapshot = snapshotShape.parse({
    v: 1,
    at: '2026-02-24T13:05:00.000Z',
    takenAt: '2026-02-24T13:05:02.000Z',
    continuousSince: '2026-02-19T02:00:00.000Z',
    price: { usdPerBtc: 64_012, from: ['coinbase', 'kraken', 'bitstamp'], measuredAt: '2026-02-24T13:04:41.000Z' },
    network: {
      ...network,
      measuredAt: '2026-02-24T12:58:10.000Z',
      feesMeasuredAt: '2026-02-24T12:58:10.000Z',
      from: { tip: 'mempool.space', fees: 'mempool.space', epoch: 'mempool.space' },
    },
    epoch: { firstHeight: 937_440, startedAt: '2026-02-20T11:02:00.000Z' },
    forecast: {
      height: 939_456,
      at: '2026-03-06T18:00:00.000Z',
      change: -0.0512,
      uncertainty: 0.0208,
      blocksFound: 572,
    },
    hashprice: { usdPerPhDay: 28.06, btcPerPhDay: 0.00043836, satPerThDay: 43.836 },
    hashpriceAfterRetarget: 29.57,
    costs,
    standing: { since: '2025-06-01', daysSinceLower: 268, recordLow: { usdPerPhDay: 28.96, day: '2026-02-05' } },
    ignored: [{ feed: 'gemini', why: '2.4 % from the median' }],
  });
  return { ...snapshot, ...changes };
}

const S21 = { name: 'S21', joulesPerTerahash: 17.5, usdPerKwh: 0.08, poolFee: 0.01 };

/** Every kind of rule there are words for, by the name of its golden file. */
export const RULES = {
  margin: { kind: 'margin', fleet: S21 },
  'hashprice-below': { kind: 'hashprice', side: 'below', usdPerPhDay: 30 },
  'hashprice-above': { kind: 'hashprice', side: 'above', usdPerPhDay: 40 },
  'cost-electricity': { kind: 'cost', model: 'electricity' },
  'cost-cash': { kind: 'cost', model: 'cash' },
  'cost-regression': { kind: 'cost', model: 'regression' },
  'lowest-90': { kind: 'lowest', days: 90 },
  'lowest-record': { kind: 'lowest', days: 'record' },
  retarget: { kind: 'retarget', fleet: S21 },
  'switch-over-above': switchOverRule(fleetShape.parse({ joulesPerTerahash: 8.5, usdPerKwh: 0 }), { basis: 'revenue' }),
  'switch-over-below': switchOverRule(USUAL_FLEET, { side: 'below' }),
  data: { kind: 'data' },
} as const;
export type RuleName = keyof typeof RULES;

/** Events as they are told: `settled` comes out on either side. */
export const TOLD = RULE_EVENTS.flatMap((event) =>
  event === 'settled' ? (['settled-firing', 'settled-calm'] as const) : [event],
);
export type Told = (typeof TOLD)[number];

const isOver = (told: Told) => told === 'resolved' || told === 'settled-calm' || told === 'closed';

/** A notice as compose.ts would have made it. */
export function aNotice(name: RuleName, told: Told = 'fired', changes: Partial<RuleNotice> = {}): RuleNotice {
  const definition = ruleShape.parse(RULES[name]);
  const event = (told.startsWith('settled') ? 'settled' : told) as RuleEvent;
  const owner = 'fleet' in definition ? 'telegram:42' : undefined;
  const rule = ruleKey(definition, owner);
  const since = new Date('2026-02-24T12:55:00.000Z');
  const at = new Date(
    told === 'fired' || told === 'hovering' ? '2026-02-24T13:05:00.000Z' : '2026-02-25T15:20:00.000Z',
  );
  const { value, threshold, ends, snapshot } = numbersOf(definition, isOver(told), at);
  return {
    v: 1,
    key: `${rule}@${since.toISOString()}#${event}`,
    rule,
    definition,
    ...(owner === undefined ? {} : { owner }),
    event,
    since,
    openedAt: new Date('2026-02-24T13:05:00.000Z'),
    at,
    value,
    threshold,
    ...(ends ? { ends } : {}),
    ...(event === 'settled' ? { settledAs: told === 'settled-calm' ? 'calm' : 'firing' } : {}),
    snapshot,
    ...changes,
  };
}

const HOLD = 600_000;

function numbersOf(rule: Rule, over: boolean, at: Date) {
  const low = aSnapshot();
  const high = recovered(low, at);
  const snapshot = over ? high : low;
  switch (rule.kind) {
    case 'margin': {
      const line = breakEvenLine(rule.fleet);
      return {
        value: snapshot.hashprice.usdPerPhDay,
        threshold: line,
        ends: { value: line * 1.01, holdMs: HOLD },
        snapshot,
      };
    }
    case 'hashprice': {
      const above = rule.side === 'above';
      const line = lineOf(rule).perPhDay;
      const ends = { value: line * (above ? 0.99 : 1.01), holdMs: HOLD };
      const seen = above === over ? low : high;
      return { value: seen.hashprice.usdPerPhDay, threshold: line, ends, snapshot: seen };
    }
    case 'switch-over': {
      const above = rule.side === 'above';
      const line = switchOverLine(rule);
      const ends = { value: line * (above ? 0.99 : 1.01), holdMs: HOLD };
      const seen = above === over ? low : high;
      return { value: seen.hashprice.usdPerPhDay, threshold: line, ends, snapshot: seen };
    }
    case 'cost': {
      const cost = snapshot.costs[rule.model];
      const usdPerBtc = quantity<UsdPerBtc>(
        over ? snapshot.price.usdPerBtc : Math.min(cost * 0.95, low.price.usdPerBtc),
      );
      const seen = { ...snapshot, price: { ...snapshot.price, usdPerBtc } };
      return { value: usdPerBtc / cost, threshold: 1, ends: { value: 1.01, holdMs: HOLD }, snapshot: seen };
    }
    case 'lowest':
      return rule.days === 'record'
        ? { value: snapshot.hashprice.usdPerPhDay / 28.96, threshold: 1, snapshot }
        : lowestIn(rule.days, snapshot, over);
    case 'retarget':
      return beforeRetarget(rule.fleet, over);
    case 'data':
      return over
        ? { value: 0, threshold: 15, ends: { value: 15, holdMs: 0 }, snapshot: high }
        : { value: 25, threshold: 15, ends: { value: 15, holdMs: 0 }, snapshot: lastGood(low) };
  }
}

function lowestIn(days: number, snapshot: Snapshot, over: boolean) {
  const daysSinceLower = over ? 3 : 143;
  const recordLow = { usdPerPhDay: 27.1, day: '2025-10-04' };
  const standing = { ...snapshot.standing, daysSinceLower, recordLow } as Snapshot['standing'];
  return { value: daysSinceLower, threshold: days, snapshot: { ...snapshot, standing } };
}

const lastGood = (low: Snapshot): Snapshot => ({
  ...low,
  at: new Date('2026-02-24T12:40:00.000Z'),
  price: { ...low.price, measuredAt: new Date('2026-02-24T12:39:44.000Z') },
});

/** A day later, at 44 USD, with nothing ignored. */
function recovered(low: Snapshot, at: Date): Snapshot {
  const scale = 44 / low.hashprice.usdPerPhDay;
  return snapshotShape.parse({
    ...JSON.parse(JSON.stringify(low)),
    at: at.toISOString(),
    price: {
      ...low.price,
      usdPerBtc: low.price.usdPerBtc * scale,
      measuredAt: new Date(at.getTime() - 20_000).toISOString(),
    },
    hashprice: { ...low.hashprice, usdPerPhDay: 44 },
    hashpriceAfterRetarget: 46.4,
    standing: { ...low.standing, daysSinceLower: 0 },
    ignored: [],
  });
}

function beforeRetarget(fleet: Extract<Rule, { kind: 'retarget' }>['fleet'], over: boolean) {
  const low = aSnapshot();
  const change = over ? 0.01 : 0.147;
  const hashprice = 36.2;
  const after = hashprice / (1 + change);
  const snapshot = snapshotShape.parse({
    ...JSON.parse(JSON.stringify(low)),
    price: { ...low.price, usdPerBtc: 82_570, measuredAt: low.price.measuredAt.toISOString() },
    forecast: { ...low.forecast, at: '2026-03-06T18:00:00.000Z', change, blocksFound: 1_204 },
    hashprice: { usdPerPhDay: hashprice, btcPerPhDay: 0.00043836, satPerThDay: 43.836 },
    hashpriceAfterRetarget: after,
  });
  return { value: after, threshold: breakEvenLine(fleet), ends: undefined, snapshot };
}
