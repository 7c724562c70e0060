import type { Act } from '../claim.ts';
import { RESERVE_RATIO } from '../reserve.ts';
import { type Docket, isLongReport } from './case.ts';
import { isDuring, isLike, isStanding } from './weigh.ts';

/** What is in doubt is said, and lowers how sure it is. */
type Doubt = { why: string; factor: number };

/** Price times number may differ from the proceeds by so much: fees, rounding, sales that settle later. */
const DISAGREES_BEYOND = 0.1;

export function doubtsOf(docket: Docket): Doubt[] {
  const { c, amounts } = docket;
  const { sold, mined, priceUsd, proceedsUsd } = amounts;
  const doubts: Doubt[] = [];
  if (sold !== undefined && mined !== undefined && sold > mined && sold <= mined * RESERVE_RATIO)
    doubts.push({ why: 'hardly more than it mined: it may be rounding, or a little of what was held', factor: 0.75 });
  if (sold && priceUsd && proceedsUsd && Math.abs((sold * priceUsd) / proceedsUsd - 1) > DISAGREES_BEYOND)
    doubts.push({ why: 'number, price and proceeds do not agree', factor: 0.6 });
  if (c.fused && sold === undefined)
    doubts.push({ why: 'cells of a table ran together, and its numbers are left out', factor: 0.8 });
  if (sold === undefined && c.facts.some(({ is, doubt }) => is === 'sold' && doubt !== undefined))
    doubts.push({ why: 'a row of a table tells of a sale, and no head of which period', factor: 0.8 });
  if (c.issuer.is === 'several')
    doubts.push({ why: 'its numbers may be those of any of several companies', factor: 0.8 });
  if (c.isCut) doubts.push({ why: 'it is too long to be read to its end, and only its beginning was', factor: 0.8 });
  if (isLongReport(c)) doubts.push({ why: 'one number among hundreds of pages', factor: 0.85 });
  const rivals = (['sold', 'mined', 'held'] as const).filter((name) => hasRival(docket, name));
  if (rivals.length > 0) doubts.push({ why: `it tells more than one number ${rivals.join(', ')}`, factor: 0.9 });
  return doubts;
}

const ACTS = { sold: 'sell', mined: 'mine', held: 'hold' } as const satisfies Record<string, Act>;
/** Beyond this two numbers are no roundings of each other. */
const ROUNDED = 0.02;
/** A number that hardly belongs to its verb competes with nothing. */
const LEAST_SURE = 0.4;

/** Whether the text gives another number for the same thing and, for all it says, the same time. */
function hasRival({ own, amounts, report, c }: Docket, name: keyof typeof ACTS): boolean {
  const chosen = amounts[name];
  if (!chosen) return false;
  const isOther = (value: number) => !isLike(value, chosen) && Math.abs(value - chosen) > chosen * ROUNDED;
  const act = ACTS[name];
  const inProse = own.some(
    (claim) =>
      claim.act === act &&
      claim.btc !== undefined &&
      (claim.sure ?? 0) >= LEAST_SURE &&
      (act === 'hold' ? isStanding(claim, report) : isDuring(claim, report)) &&
      isOther(claim.btc),
  );
  const rows = c.facts.filter(({ is, unit, doubt }) => is === name && unit === 'btc' && doubt === undefined);
  const row = rows.find(({ value }) => value === chosen);
  return (
    inProse ||
    (row !== undefined &&
      rows.some(({ value, period }) => isOther(value) && period === undefined && row.period === undefined))
  );
}
