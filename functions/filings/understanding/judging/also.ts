import type { Category } from '../understanding.ts';
import { isPurchase, REPORT_DISCOUNT, reportsPeriod, TOPICAL } from './about.ts';
import { type Docket, isLongReport } from './case.ts';
import { LEAST_POLICY, policyStrength } from './policy.ts';

const TOPICS = ['equity_or_debt', 'pledge_or_loan', 'asset_sale', 'ai_hpc_pivot'] as const;

/** What a text speaks of besides what it is. */
export function alsoOf(docket: Docket, category: Category): Category[] {
  const { c, own, amounts } = docket;
  if (isLongReport(c)) return [];
  const discount = reportsPeriod(c) ? REPORT_DISCOUNT : 1;
  const isSale = category === 'reserve_sale_executed' || category === 'production_sale';
  const also: Category[] = TOPICS.filter((topic) => c.topics[topic] * discount >= TOPICAL);
  if (own.some((claim) => isPurchase(claim) && claim.btc !== undefined)) also.push('purchase');
  if (policyStrength(docket) >= LEAST_POLICY) also.push('reserve_sale_policy');
  if (!isSale && (amounts.sold ?? 0) > 0)
    also.push(
      (amounts.sold ?? 0) > (amounts.mined ?? Number.POSITIVE_INFINITY) ? 'reserve_sale_executed' : 'production_sale',
    );
  return also.filter((other) => other !== category);
}
