import { FILERS } from '../filings/watchlist.ts';
import { dayAfter, dayOf } from '../units/time.ts';
import { daysOfWeek, weekOf } from '../units/week.ts';
import { composeProduction, composeWeek, firstDayNeeded } from './compose-production.ts';
import { recallOf } from './known.ts';
import type { Production, ProductionPeriod } from './production.ts';
import type { IndustrySources } from './sources.ts';

const TREASURIES = FILERS.filter(({ kind }) => kind === 'accumulator');

/** What was issued, mined, sold and bought, as it is known now. */
export async function readProduction(sources: IndustrySources, now: Date): Promise<Production> {
  const [latest, days, known] = await Promise.all([
    sources.history.latest(),
    sources.history.days(firstDayNeeded(now), dayOf(now)),
    Promise.all(FILERS.map((company) => recallOf(sources, company))),
  ]);
  return composeProduction(known, { days, latest }, now);
}

/** The last ISO week that is over: for whoever is told a week, and cheaper than all of it. */
export async function readLastWeek(
  { memory, history }: { memory: IndustrySources['memory']; history: Pick<IndustrySources['history'], 'days'> },
  now: Date,
): Promise<ProductionPeriod> {
  const period = weekOf(dayAfter(dayOf(now), -7));
  const week = { period, ...daysOfWeek(period)! };
  const [days, holders] = await Promise.all([
    history.days(dayAfter(week.from, -1), week.to),
    Promise.all(TREASURIES.map(async (company) => ({ company, memory: await memory.recall(company.cik) }))),
  ]);
  return composeWeek(holders, { days, latest: undefined }, week, now);
}
