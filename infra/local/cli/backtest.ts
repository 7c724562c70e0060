import { Option } from 'commander';
import type { Side } from '../../../functions/alerts/metric.ts';
import { type Rule, ruleKey, ruleShape } from '../../../functions/alerts/rule.ts';
import { type Answer, answerOf } from './backtest-answer.ts';
import { backtestInWords } from './backtest-words.ts';
import type { BotCommand } from './bot-command.ts';
import { fleetOf, type GivenFleet, withFleetOptions } from './fleet-options.ts';
import { type GivenHistory, historyOf, withHistoryOptions } from './history-options.ts';
import { as, measured } from './options.ts';

type Given = GivenFleet & GivenHistory & { below?: Rule; above?: Rule; lowest: Rule; json?: boolean };

const hashpriceRule = (side: Side) =>
  measured((usdPerPhDay): Rule => as(ruleShape)({ kind: 'hashprice', side, usdPerPhDay }), '32');

function lowestRule(days: number): Rule {
  const parsed = ruleShape.safeParse({ kind: 'lowest', days });
  if (parsed.success) return parsed.data;
  throw new RangeError('a whole number of days, at least 2 and at most ten years');
}

export const backtestCommand: BotCommand = {
  example: 'backtest --joules-per-terahash 17.5 --usd-per-kwh 0.08 --from 2026-01-15 --to 2026-03-31',
  build: (command, terminal) =>
    withHistoryOptions(withFleetOptions(command))
      .description('what a fleet would have earned, and when the bot would have spoken up')
      .option('--below <usd>', 'also an alert for a hashprice under this', hashpriceRule('below'))
      .option('--above <usd>', 'also an alert for a hashprice of this or more', hashpriceRule('above'))
      .addOption(
        new Option('--lowest <days>', 'the alert for the lowest hashprice in so many days')
          .argParser(measured(lowestRule, '90'))
          .default(lowestRule(90), '90'),
      )
      .option('--json', 'print JSON, for scripts')
      .action((options: Given) => {
        const { below, above, lowest, json } = options;
        const fleet = fleetOf(options, command);
        const lines = [below, above].filter((rule) => rule !== undefined);
        const answer = answerOf(fleet, historyOf(options, command), { lines, lowest });
        terminal.print(json ? backtestJson(answer) : backtestInWords(answer, terminal.colors));
      }),
};

const backtestJson = ({ fleet, history: { source, from, to, missing }, money, byDay, alerts }: Answer): string =>
  JSON.stringify(
    {
      fleet,
      history: { source, from, to, days: byDay.length, missing },
      money,
      alerts: alerts.map(({ rule, plan: { metric, bad, enter, leave }, judged, incidents }) => ({
        rule: ruleKey(rule),
        ...{ metric, bad, enter, leave, judgedDays: judged, fired: incidents.length, incidents },
      })),
      byDay,
    },
    null,
    2,
  );
