import { FetchHttp } from '../../functions/kit/http.fetch.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { takeSnapshot } from '../../functions/market/take-snapshot.ts';
import { dayOf, later, minutes, seconds } from '../../functions/units/time.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { TestClock } from '../support/clock.ts';
import { type Cost, costOf, openTable } from '../support/counted-table.ts';
import { MemoryLog } from '../support/log.ts';
import { median } from '../support/median.ts';
import { aWorld } from '../support/world.ts';
import { daysBefore } from './past.ts';
import { count, type Report, time } from './report.ts';

const TICK = minutes(5);
const START = new Date('2026-02-24T12:00:00Z');
/** Two hours of ticks, so that hours are begun and filled. */
const TICKS = 24;
/** As many as the SDK has sockets for. */
const ABREAST = 50;

type Measured = { ms: number; questions: number; cost: Cost };

/** Whole snapshots: every feed asked on loopback, agreed upon, computed, kept in the embedded DynamoDB. */
export async function snapshots(): Promise<Report> {
  const young = await ticksWith(365);
  const old = await ticksWith(5 * 365);
  const { retried } = young;
  return {
    title: `Taking a snapshot, the last of ${TICKS}, feeds and table on loopback`,
    head: ['', 'median', 'questions to feeds', 'DynamoDB requests', 'items'],
    align: 'lrrrr',
    rows: [
      row('a year of days on record', young.ticks),
      row('five years', old.ticks),
      row('the same tick again', [retried]),
    ],
    bounds: [
      {
        says: 'a tick that is repeated asks no feed',
        was: `${retried.questions} questions`,
        holds: retried.questions === 0,
      },
      {
        says: 'requests do not grow with the record, but for one a calendar year',
        was: `${lastOf(young.ticks).cost.requests} and ${lastOf(old.ticks).cost.requests}`,
        holds: lastOf(old.ticks).cost.requests - lastOf(young.ticks).cost.requests <= 4,
      },
    ],
  };
}

async function ticksWith(daysOnRecord: number): Promise<{ ticks: Measured[]; retried: Measured }> {
  const clock = new TestClock(START);
  const { table, sent, close } = await openTable();
  const market = await startMarket(aWorld(clock));
  const history = new DynamoHistory(table, clock);
  const days = daysBefore(dayOf(START), daysOnRecord);
  while (days.length > 0) await Promise.all(days.splice(0, ABREAST).map((day) => history.backfill(day)));

  const http = new FetchHttp();
  const deps = { http, bases: market.urls, history, clock, tickMs: TICK, log: new MemoryLog() };
  const tick = async (at: Date): Promise<Measured> => {
    clock.set(later(at, seconds(3)));
    sent.length = 0;
    market.requests.length = 0;
    const began = performance.now();
    await takeSnapshot(deps, at);
    return { ms: performance.now() - began, questions: market.requests.length, cost: costOf(sent) };
  };
  const ticks: Measured[] = [];
  for (let i = 0; i < TICKS; i++) ticks.push(await tick(new Date(START.getTime() + i * TICK)));
  const retried = await tick(new Date(START.getTime() + (TICKS - 1) * TICK));
  await market.stop();
  await close();
  return { ticks, retried };
}

const lastOf = (ticks: readonly Measured[]): Measured => ticks.at(-1)!;

function row(what: string, ticks: readonly Measured[]): string[] {
  const { questions, cost } = lastOf(ticks);
  return [what, time(median(ticks.map(({ ms }) => ms))), count(questions), count(cost.requests), count(cost.items)];
}
