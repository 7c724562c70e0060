import { DynamoRules } from '../../functions/alerts/rules.dynamodb.ts';
import { minutes } from '../../functions/units/time.ts';
import { type Cost, openTable } from '../support/counted-table.ts';
import { manyRules } from '../support/many-rules.ts';
import { count, type Report, time } from './report.ts';
import { flat, linear, type Tick, type Ticks } from './tick-bounds.ts';

const OPTIONS = { shards: 1, tickMs: minutes(5) };
/** Rules, and how many of them cross. */
const CASES = [
  [1_000, 20],
  [10_000, 20],
  [100_000, 20],
  [10_000, 0],
  [10_000, 5_000],
] as const;

/** What a tick costs by the number of rules, and by how many of them it concerns; rules in the embedded DynamoDB. */
export async function ticks(): Promise<Report> {
  const measured: Ticks[] = [];
  for (const [rules, crossings] of CASES) measured.push(await ticksAt(rules, crossings));
  return {
    title: 'A tick of the alert engine: the one in which rules cross their line, and the one in which they fire',
    head: ['rules', 'crossings', 'crossing: requests', 'items', 'time', 'firing: requests', 'items', 'time'],
    align: 'rrrrrrrr',
    rows: measured.map(({ rules, crossings, crossing, firing }) => [
      count(rules),
      count(crossings),
      ...told(crossing),
      ...told(firing),
    ]),
    bounds: [
      ...flat(measured.filter(({ crossings }) => crossings === 20)),
      linear(measured.filter(({ rules }) => rules === 10_000)),
    ],
  };
}

async function ticksAt(count: number, crossings: number): Promise<Ticks> {
  const opened = await openTable();
  const rules = await manyRules(opened, new DynamoRules(opened.table, OPTIONS), OPTIONS, { count, crossings });
  const crossing = await timed(rules.crossing);
  const firing = await timed(rules.firing);
  await opened.close();
  if (rules.told.length !== crossings)
    throw new Error(`${rules.told.length} of ${crossings} fired (see many-rules.ts)`);
  return { rules: count, crossings, crossing, firing };
}

async function timed(tick: () => Promise<Cost>): Promise<Tick> {
  const began = performance.now();
  const cost = await tick();
  return { ...cost, ms: performance.now() - began };
}

const told = ({ requests, items, ms }: Tick): string[] => [count(requests), count(items), time(ms)];
