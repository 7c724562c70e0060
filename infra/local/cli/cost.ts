import { InvalidArgumentError } from 'commander';
import { billFor, type Line, monthlyAt, quantitiesAt } from '../../cost/monthly.ts';
import { type Item, PRICES, PRICES_AS_OF } from '../../cost/prices.ts';
import { ASSUMED, USUAL_HABITS } from '../../cost/quantities.ts';
import type { BotCommand } from './bot-command.ts';
import { type Section, sections } from './layout.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6 };
const MOST_SUBSCRIBERS = 1e9;

/** `100`, `10k`, `1M`. */
function subscribersIn(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)([km]?)$/i.exec(text.trim()) ?? [];
  const count = Number(amount) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!Number.isInteger(count) || count > MOST_SUBSCRIBERS)
    throw new InvalidArgumentError('It must be a number of chats, like 100, 10k or 1M.');
  return count;
}

const times =
  (most: number) =>
  (text: string): number => {
    const count = Number(text);
    if (!/^\d{1,6}(\.\d+)?$/.test(text.trim()) || count > most)
      throw new InvalidArgumentError(`It must be a number from 0 to ${most}, like 30.`);
    return count;
  };

type Given = { subscribers: number; alerts: number; commands: number; free: boolean; json?: boolean };

export const costCommand: BotCommand = {
  example: 'cost --subscribers 10k',
  build: (command, terminal) =>
    command
      .description('what the bot costs on AWS in a month, and what dominates')
      .requiredOption('--subscribers <chats>', 'how many chats use it: 100, 10k, 1M', subscribersIn)
      .option('--alerts <a month>', 'alerts that each gets in a month', times(100_000), USUAL_HABITS.alerts)
      .option('--commands <a month>', 'commands that each sends in a month', times(100_000), USUAL_HABITS.commands)
      .option('--no-free', 'as if another project had used up what is free in the account')
      .option('--json', 'as JSON')
      .action(({ subscribers, alerts, commands, free, json }: Given) => {
        const bill = billFor(quantitiesAt(subscribers, { alerts, commands }), free);
        const idleUsd = free ? monthlyAt(0) : billFor(quantitiesAt(0), false).usd;
        const answer = { subscribers, alerts, commands, usd: bill.usd, idleUsd, pricesAsOf: PRICES_AS_OF };
        terminal.print(
          json
            ? JSON.stringify({ ...answer, lines: bill.lines, assumed: ASSUMED }, null, 2)
            : sections(sectionsOf(answer, bill.lines), terminal.colors),
        );
      }),
};

type Answer = { subscribers: number; alerts: number; commands: number; usd: number; idleUsd: number };

const NAMES: Readonly<Record<Item, string>> = {
  lambdaRequests: 'Lambda, each run',
  lambdaGbSeconds: 'Lambda, time × memory',
  httpRequests: 'HTTP API',
  schedules: 'EventBridge Scheduler',
  sqsRequests: 'SQS',
  tableReads: 'DynamoDB, reading',
  tableWrites: 'DynamoDB, writing',
  tableGb: 'DynamoDB, keeping',
  restorableGb: 'DynamoDB, point-in-time recovery',
  logGb: 'CloudWatch, logs',
  metrics: 'CloudWatch, metrics of our own',
  alarmMetrics: 'CloudWatch, alarms',
  dashboards: 'CloudWatch, dashboard',
  internetGb: 'Data to the internet',
  kmsRequests: 'KMS',
};

const usd = (amount: number): string => amount.toFixed(2);
const count = (n: number): string => n.toLocaleString('en', { maximumFractionDigits: n < 1 ? 2 : n < 100 ? 1 : 0 });

function sectionsOf({ subscribers, alerts, commands, usd: total, idleUsd }: Answer, lines: readonly Line[]): Section[] {
  const [dearest] = lines;
  return [
    {
      title: `A month with ${count(subscribers)} chats, ${count(alerts)} alerts and ${count(commands)} commands each`,
      columns: { align: 'rlrl' },
      rows: [
        ['USD', '', '', ''],
        ...lines.map(({ item, quantity, usd: cost }) => [usd(cost), NAMES[item], count(quantity), PRICES[item].unit]),
        [usd(total), 'in all', '', total === 0 || !dearest ? '' : dominates(dearest, total)],
      ],
    },
    {
      title: 'Without any chat',
      columns: { align: 'rl' },
      rows: [[usd(idleUsd), 'a month, for schedules, queues that are asked in vain, alarms and metrics']],
    },
    {
      title: 'How',
      columns: { align: 'l', widths: [100] },
      rows: [
        [
          `Measured with npm run bench -- cost, topology from the template, prices of us-east-1 as of ${PRICES_AS_OF}; a month has 30 days. Assumed: ${count(ASSUMED.filingsPerMonth)} filings, ${count(ASSUMED.secondsPerOutsideRequest)} s for each request to the outside, ${count(ASSUMED.logBytesPerRun)} bytes of log a run.`,
        ],
      ],
    },
  ];
}

const dominates = ({ item, usd: cost }: Line, total: number): string =>
  `${Math.round((100 * cost) / total)} % of it: ${NAMES[item]}`;
