import type { Span } from './replay.ts';
import type { Screen } from './screen.ts';
import type { Story } from './story.ts';
import type { Taken } from './tally.ts';

/** What it cost: requests by who was asked, and seconds on the wall. */
export type Cost = { requests: Readonly<Record<string, number>>; seconds: number };

const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeUsd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const count = new Intl.NumberFormat('en-US');
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const opening = ({ from, to }: Span, { paint }: Screen): string[] => [
  paint.styled(`The whole bot on recorded history: ${dayOf(from)} to ${dayOf(to)}, hour by hour.`, ['bold']),
  'The functions are those that run on AWS. DynamoDB and SQS are emulators in this process; exchanges, mempool,',
  'Telegram and Discord are servers on the loopback interface that speak like the real ones. Nothing leaves this machine.',
  '',
  'Three subscribers are listening:',
  '  S21 at $0.08     Telegram  17.5 J/TH, breaks even at a hashprice of $33.60',
  '  S19 XP at $0.06  Telegram  21.35 J/TH, older and hungrier, on cheaper power: breaks even at $30.74',
  '  #mining          Discord   owns no machine; hears about the network as a whole',
  '',
];

/** One line for a day, with the numbers of its last snapshot. */
export const dayLine = ({ at, usdPerPhDay, usdPerBtc, difficulty }: Taken): string =>
  `${dayOf(at)}  hashprice ${usd.format(usdPerPhDay)}/PH/s/day  bitcoin ${wholeUsd.format(usdPerBtc)}  difficulty ${(difficulty / 1e12).toFixed(2)} T`;

/** What the bar says beside itself. */
export const barNote = (latest: Taken | undefined, messages: number): string =>
  latest === undefined
    ? ''
    : `${dayOf(latest.at)}  ${usd.format(latest.usdPerPhDay)}/PH/s/day  ${messages} message${messages === 1 ? '' : 's'}`;

export function closing(story: Story, cost: Cost, { paint }: Screen): string[] {
  const { lowest } = story;
  const days = [...story.days.keys()];
  const rows: [string, string[]][] = [
    ['Snapshots', [`${count.format(story.snapshots)}, hourly, over ${days.length} days`]],
    [
      'Lowest',
      lowest === undefined
        ? ['none']
        : [
            `${usd.format(lowest.usdPerPhDay)} per PH/s per day on ${dayOf(lowest.at)}`,
            `(bitcoin ${wholeUsd.format(lowest.usdPerBtc)}, difficulty ${(lowest.difficulty / 1e12).toFixed(2)} T)`,
          ],
    ],
    ['Alerts', [listed(story.notices)]],
    ['Held back', story.heldBack.size === 0 ? ['none'] : [...story.heldBack].map(([why, n]) => `${n} × ${why}`)],
    ['Delivered', [listed(story.sent)]],
    ['Requests', [`${listed(new Map(Object.entries(cost.requests)))}; ${cost.seconds.toFixed(1)} s in all`]],
    [
      'Numbers',
      [
        'prices: Coin Metrics community data (CC BY-NC 4.0) to 2026-01-30, Yahoo Finance closes after that;',
        'fees and difficulty: Coin Metrics, then fp-data. Daily closes, as steps. Where each is from, and under',
        'which licence: infra/local/recordings/README.md',
      ],
    ],
    ...(story.troubles.length === 0 ? [] : ([['Troubles', story.troubles.slice(0, 10)]] as [string, string[]][])),
  ];
  return [
    paint.styled('What happened', ['bold']),
    ...rows.flatMap(([label, lines]) =>
      lines.map((line, i) => `  ${paint.styled((i === 0 ? label : '').padEnd(11), ['dim'])}${line}`),
    ),
    '',
    `The same on live data: ${paint.styled('npm run live', ['bold'])}. One number at a time: npm run bot -- --help.`,
  ];
}

const listed = (counts: ReadonlyMap<string, number>): string =>
  counts.size === 0 ? 'none' : [...counts].map(([name, n]) => `${count.format(n)} ${name}`).join(' · ');
