import type { Cost } from '../support/counted-table.ts';
import type { Bound } from './report.ts';

export type Tick = Cost & { ms: number };
/** The tick in which so many of the rules cross their line, and the one in which they fire. */
export type Ticks = { rules: number; crossings: number; crossing: Tick; firing: Tick };

/** What twenty crossings may cost at most, in requests as in items. */
const MOST = 200;

/** The number of rules does not matter. */
export function flat(measured: readonly Ticks[]): Bound[] {
  const [...costs] = new Set(
    measured.map(({ crossing, firing }) => JSON.stringify([crossing, firing].map(withoutTime))),
  );
  const most = Math.max(
    ...measured
      .flatMap(({ crossing, firing }) => [crossing, firing])
      .flatMap(({ requests, items }) => [requests, items]),
  );
  return [
    {
      says: 'twenty crossings cost the same among 1,000, 10,000 and 100,000 rules',
      was: costs.length === 1 ? 'the same' : costs.join(' and '),
      holds: costs.length === 1,
    },
    { says: `fewer than ${MOST} requests, and ${MOST} items`, was: `${most} at most`, holds: most < MOST },
  ];
}

const withoutTime = ({ requests, items }: Tick): Cost => ({ requests, items });

/** Each crossing costs as much among 5,000 as among 20. */
export function linear(measured: readonly Ticks[]): Bound {
  const requests = (crossings: number) => {
    const found = measured.find((one) => one.crossings === crossings)!;
    return found.crossing.requests + found.firing.requests;
  };
  const each = (crossings: number) => (requests(crossings) - requests(0)) / crossings;
  return {
    says: 'a crossing takes no more requests among 5,000 than among 20, both ticks together',
    was: `${each(5_000).toFixed(2)} and ${each(20).toFixed(2)}`,
    holds: each(5_000) <= each(20) * 1.02,
  };
}
