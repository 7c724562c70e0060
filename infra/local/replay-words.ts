import type { Span } from './replay.ts';
import { introductions } from './replay-audience.ts';
import type { Screen } from './screen.ts';
import type { Story } from './story.ts';
import type { Taken } from './tally.ts';
import { wrap } from './terminal/text.ts';

/** What it cost: requests by who was asked, and seconds on the wall. */
export type Cost = { requests: Readonly<Record<string, number>>; seconds: number; report?: string };

const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeUsd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const count = new Intl.NumberFormat('en-US');
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const opening = ({ from, to }: Span, { paint, width, canDraw }: Screen, daily: boolean): string[] => [
  paint.styled(`The whole bot on recorded history: ${dayOf(from)} to ${dayOf(to)}, hour by hour.`, ['bold']),
  ...wrap([{ text: WHERE_IT_RUNS, styles: [] }], width, paint),
  '',
  'Three are listening:',
  ...introductions(),
  '',
  ...wrap([{ text: howItGoesOn(canDraw, daily), styles: [] }], width, paint),
  '',
];

function howItGoesOn(canDraw: boolean, daily: boolean): string {
  const days = daily ? 'One line for each day. ' : 'One line a week says how far it is (--daily: one a day). ';
  return `What they are told follows. ${daily || !canDraw ? days : ''}A summary comes at the end.`;
}

const WHERE_IT_RUNS =
  'The functions are those that run on AWS. DynamoDB and SQS are emulators in this process; exchanges, mempool, EDGAR, ' +
  'Telegram and Discord are servers on the loopback interface that speak like the real ones. Nothing leaves this machine.';

const WHERE_FROM =
  'Prices: Coin Metrics community data (CC BY-NC 4.0) to 2026-01-30, Yahoo Finance closes after that. Fees and ' +
  'difficulty: Coin Metrics, then fp-data. Daily closes, as steps. Filings: forms, days and figures of real ones, words and ' +
  'accession numbers our own, so their links lead nowhere. All about it: infra/local/recordings/README.md';

/** One line for a day, with the numbers of its last snapshot. */
export const dayLine = ({ at, usdPerPhDay, usdPerBtc, difficulty }: Taken): string =>
  `${dayOf(at)}  hashprice ${usd.format(usdPerPhDay)}/PH/day  bitcoin ${wholeUsd.format(usdPerBtc)}  difficulty ${inTrillions(difficulty)}`;

/** What the bar says beside itself. */
export const barNote = (latest: Taken | undefined, messages: number): string =>
  latest === undefined
    ? ''
    : `${dayOf(latest.at)}  ${usd.format(latest.usdPerPhDay)}/PH/day  ${messages} message${messages === 1 ? '' : 's'}`;

export function closing(story: Story, cost: Cost, { paint, width }: Screen): string[] {
  const label = (text: string) => `  ${paint.styled(text.padEnd(LABEL), ['dim'])}`;
  return [
    paint.styled('What happened', ['bold']),
    ...rowsOf(story, cost).flatMap(([name, paragraphs]) =>
      paragraphs
        .flatMap((text) => wrap([{ text, styles: [] }], width - LABEL - 2, paint))
        .map((line, i) => label(i === 0 ? name : '') + line),
    ),
    '',
    `The same on live data: ${paint.styled('npm run live', ['bold'])}`,
  ];
}

const LABEL = 11;

const rowsOf = (story: Story, { requests, seconds, report }: Cost): [string, string[]][] => [
  ['Snapshots', [`${count.format(story.snapshots)}, hourly, over ${story.days.size} days`]],
  ['Lowest', [story.lowest === undefined ? 'none' : lowLine(story.lowest)]],
  ['Alerts', [listed(story.notices)]],
  ['Filings', [`${story.filings.read} read · ${story.filings.told} with something to tell`]],
  ['Held back', story.heldBack.size === 0 ? ['none'] : [...story.heldBack].map(([why, n]) => `${n} × ${why}`)],
  ['Delivered', [listed(story.sent)]],
  ['Requests', [listed(new Map(Object.entries(requests)))]],
  ...(report === undefined ? [] : ([['Report', [`${report}, the page as one file`]]] as [string, string[]][])),
  ['Took', [`${seconds.toFixed(1)} s`]],
  ['Numbers', [WHERE_FROM]],
  ...(story.troubles.length === 0 ? [] : ([['Troubles', story.troubles.slice(0, 10)]] as [string, string[]][])),
];

const lowLine = ({ at, usdPerPhDay, usdPerBtc, difficulty }: Taken): string =>
  `hashprice ${usd.format(usdPerPhDay)}/PH/day on ${dayOf(at)}, with bitcoin at ${wholeUsd.format(usdPerBtc)} and difficulty ${inTrillions(difficulty)}`;

const inTrillions = (difficulty: number): string => `${(difficulty / 1e12).toFixed(2)} T`;

const listed = (counts: ReadonlyMap<string, number>): string =>
  counts.size === 0 ? 'none' : [...counts].map(([name, n]) => `${count.format(n)} ${name}`).join(' · ');
