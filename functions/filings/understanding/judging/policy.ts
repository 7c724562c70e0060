import type { Claim } from '../claim.ts';
import { RESERVE_RATIO } from '../reserve.ts';
import type { Category } from '../understanding.ts';
import { type Docket, type Draft, gated, isLongReport, isRisk, type Policy, sum, weightOf } from './case.ts';

/** A single remark in passing is no policy. */
export const LEAST_POLICY = 1.2;

/** What the issuer may or means to sell. */
export const policyClaims = ({ c, own }: Docket): Claim[] =>
  own.filter(
    ({ act, mode, start, end }) =>
      act === 'sell' &&
      (mode === 'permitted' || mode === 'planned') &&
      !isRisk(c, { start, end }) &&
      !AS_EVER.test(c.text.slice(start, end)) &&
      (!isLongReport(c) || IS_NEW.test(c.text.slice(start, end))),
  );

/** `as we have done in prior periods`: permitted all along. */
const AS_EVER =
  /\b(?:as (?:we|it|the company) (?:ha(?:ve|s) )?(?:done|did|sold) (?:in|before|historically)|consistent with (?:our |its |the )?(?:past|prior|historical|existing) practice|as in (?:the past|prior periods)|continue (?:our|its) (?:long-standing |existing )?practice)\b/i;

/** Every report says that bitcoin may be sold; that it may now is news. */
const IS_NEW =
  /\b(?:expanded|changed?|revised|amended|new|adopted|updated|approved|authori[sz]ed|began|begun|launched|now|no longer|shift(?:ed)?|broadened|in 20[2-3]\d|starting|beginning)\b/i;

/** `does not intend to sell its bitcoin` is a policy, too; that none was sold in a month is a report, and is none. */
export function holdPolicyOf({ c, own }: Docket, category: Category): { policy?: Policy } {
  if (c.issuer.is !== 'known' || isLongReport(c) || LOUD.has(category)) return {};
  const holds = own.some(({ act, mode, btc }) => act === 'sell' && mode === 'unplanned' && btc === undefined);
  return holds ? { policy: { scope: 'hold', step: 'hold' } } : {};
}
/** Who sold, or says that it may, does not mean to hold, whatever phrase was left in. */
const LOUD: ReadonlySet<Category> = new Set<Category>([
  'reserve_sale_executed',
  'reserve_sale_policy',
  'production_sale',
]);

/** `We may sell bitcoin that we hold`: one sentence among hundreds of pages says it all the same. */
const standingClaims = ({ c, own }: Docket): Claim[] =>
  own.filter(
    ({ act, mode, start, end }) =>
      act === 'sell' && mode === 'permitted' && isLongReport(c) && MAY_SELL_HELD.test(c.text.slice(start, end)),
  );
const MAY_SELL_HELD =
  /\b(?:we|the company|management)\s+(?:may|can|are (?:now )?(?:permitted|allowed|authori[sz]ed|able) to|is (?:now )?(?:permitted|allowed|authori[sz]ed|able) to)\b[^.;]{0,80}\b(?:sell|liquidate|moneti[sz]e|dispose of)\b[^.;]{0,80}\b(?:bitcoin|btc)\b[^.;]{0,80}\b(?:hold|held|holdings|balance sheet|treasury|reserves?|accumulated|previously mined)\b/i;

export function policyOf(docket: Docket): Draft | undefined {
  const { c, reasons, amounts } = docket;
  const standing = standingClaims(docket);
  const claims = [...new Set([...policyClaims(docket), ...standing])];
  if (c.issuer.is !== 'known' && claims.length < 2) return undefined;
  if (sum(claims.map(strengthOf)) < LEAST_POLICY && standing.length === 0) return undefined;
  const relied = claims.filter(({ from }) => from !== 'title').toSorted((a, b) => strengthOf(b) - strengthOf(a));
  const planned = claims.find(({ btc, origin }) => btc !== undefined && origin === 'production');
  if (planned && amounts.mined !== undefined && planned.btc! <= amounts.mined * RESERVE_RATIO) {
    reasons.push('it means to sell what it mined in the period');
    amounts.sold ??= planned.btc!;
    return { category: 'production_sale', alertClass: gated(docket, 'c_production'), relied };
  }
  const policy = kindOf(claims);
  reasons.push(
    policy.step === 'permission'
      ? 'it may sell, which is not to say that it did'
      : 'it means to sell, which is not to say that it did',
  );
  if (policy.scope === 'production') reasons.push('of its production only');
  return { category: 'reserve_sale_policy', alertClass: gated(docket, 'a_policy'), relied, policy, confidence: 0.7 };
}

/** How much is said of what may be sold. */
export const policyStrength = (docket: Docket): number => sum(policyClaims(docket).map(strengthOf));

/** What is said of the coins that are held is the news. */
const strengthOf = (claim: Claim): number =>
  weightOf(claim) * (claim.origin === 'reserve' ? 1.3 : 1) * (claim.mode === 'permitted' ? 1.1 : 1);

const kindOf = (claims: readonly Claim[]): Policy => ({
  scope:
    claims.some(({ origin }) => origin === 'production') && !claims.some(({ origin }) => origin === 'reserve')
      ? 'production'
      : 'reserve',
  step: claims.some(({ mode }) => mode === 'permitted') ? 'permission' : 'plan',
});
