import { backtest, type Firings } from '../../../functions/alerts/backtest.ts';
import { type Plan, planOf } from '../../../functions/alerts/plan.ts';
import type { Rule } from '../../../functions/alerts/rule.ts';
import { COST_MODELS, type CostModelName } from '../../../functions/market/cost.ts';
import type { Fleet } from '../../../functions/market/fleet.ts';
import { type DayProceeds, type Proceeds, proceeds, proceedsOfDay } from '../../../functions/market/proceeds.ts';
import { minutes } from '../../../functions/units/time.ts';
import type { AskedHistory } from './history-options.ts';

/** One rule, and when it would have fired. */
export type Tested = { rule: Rule; plan: Plan } & Firings;

export type Answer = {
  fleet: Fleet;
  history: AskedHistory;
  money: Proceeds;
  byDay: readonly DayProceeds[];
  alerts: readonly Tested[];
};

/** Alerts that the command line chooses. */
export type Asked = { lines: readonly Rule[]; lowest: Rule };

/** As on AWS: a tick every five minutes. */
const TICK = minutes(5);

/** What a miner with this fleet would have set up, and the hashprices asked about. */
const rulesAbout = (fleet: Fleet, { lines, lowest }: Asked): Rule[] => [
  { kind: 'margin', fleet },
  { kind: 'retarget', fleet },
  ...lines,
  ...(Object.keys(COST_MODELS) as CostModelName[]).map((model) => ({ kind: 'cost' as const, model })),
  lowest,
  { kind: 'lowest', days: 'record' },
];

export function answerOf(fleet: Fleet, history: AskedHistory, asked: Asked): Answer {
  const byDay = history.days.map((day) => proceedsOfDay(fleet, day));
  return {
    fleet,
    history,
    money: proceeds(fleet, byDay),
    byDay,
    alerts: rulesAbout(fleet, asked).map((rule) => ({
      rule,
      plan: planOf(rule, TICK),
      ...backtest(rule, history.days, TICK),
    })),
  };
}
