import { alsoOf } from './judging/also.ts';
import { amountsOf } from './judging/amounts.ts';
import type { Case, Docket, Verdict } from './judging/case.ts';
import { doubtsOf } from './judging/doubts.ts';
import { anyEvidence } from './judging/evidence.ts';
import { holdPolicyOf, policyOf } from './judging/policy.ts';
import { meansToHold, nothingSold, topicOf } from './judging/quiet.ts';
import { reportedSpan, weekIn } from './judging/report-period.ts';
import { executedSale, impliedSale, sellsAsARule } from './judging/sales.ts';

/**
 * What a text is, from all that was read in it. The loudest comes first: what was sold, what may be sold, what is gone
 * without a word; then that nothing was; then whatever else it speaks of.
 */
export function decide(c: Case): Verdict {
  const report = reportedSpan(c);
  const own = c.claims.filter(({ aside }) => aside !== true);
  const docket: Docket = { c, report, own, amounts: amountsOf(c, own, report), reasons: [] };
  const draft =
    executedSale(docket) ??
    meansToHold(docket) ??
    policyOf(docket) ??
    impliedSale(docket) ??
    nothingSold(docket) ??
    sellsAsARule(docket) ??
    topicOf(docket);
  const { amounts, reasons } = docket;
  const week = report === undefined ? weekIn(c) : undefined;
  const doubts = doubtsOf(docket);
  reasons.push(...doubts.map(({ why }) => why));
  const confidence = doubts.reduce((sure, { factor }) => sure * factor, draft.confidence ?? USUAL);
  return {
    also: alsoOf(docket, draft.category),
    alertClass: 'none',
    stated: null,
    amounts,
    period: report,
    ...(week ? { within: week } : {}),
    reasons,
    ...holdPolicyOf(docket, draft.category),
    ...draft,
    relied: draft.relied?.length ? draft.relied : anyEvidence(docket, draft.category),
    confidence: Number(confidence.toFixed(2)),
  };
}

const USUAL = 0.6;
