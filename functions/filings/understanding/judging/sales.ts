import type { Claim } from '../claim.ts';
import { isSame, lengthOf } from '../period.ts';
import { RESERVE_RATIO, usuallyGone } from '../reserve.ts';
import { isPurchase, topOf } from './about.ts';
import { type Amounts, type Docket, type Draft, gated, isLongReport, isRisk, sum, weightOf } from './case.ts';
import { policyClaims } from './policy.ts';
import { monthOfDate } from './report-period.ts';
import { isLike } from './weigh.ts';

/** How much more is said of what may be done before what was done is no longer the point. */
const OUTSPOKEN = 0.7;

/** Coins that were sold, as the text says. */
export function executedSale(docket: Docket): Draft | undefined {
  const { c, amounts, reasons } = docket;
  const isInTable = (amounts.sold ?? 0) > 0 && c.facts.some(({ is, doubt }) => is === 'sold' && doubt === undefined);
  const said = eventsOf(docket);
  if (!isInTable && (said.length === 0 || isAside(docket, said))) return undefined;
  if (amounts.sold === 0 && said.every(({ btc, share }) => (btc ?? share) === undefined)) return undefined;
  const policy = policyClaims(docket);
  const strength = sum(said.map(strengthOf)) + (isInTable ? 4 : 0);
  if (strength < sum(policy.map(weightOf)) * OUTSPOKEN) return undefined;
  const origin = originOf(docket, said);
  const relied = evidenceOf(docket, said);
  if (origin === 'production') {
    return {
      category: 'production_sale',
      alertClass: gated(docket, 'c_production'),
      stated: 'stated',
      relied,
      confidence: amounts.sold === undefined ? 0.65 : 0.85,
    };
  }
  if (origin === undefined) reasons.push('nothing says that it was of the period’s production');
  return {
    category: 'reserve_sale_executed',
    alertClass: gated(docket, 'b_reserve_sale'),
    stated: said.length > 0 && said.every(({ isImplied }) => isImplied) ? 'implied' : 'stated',
    relied,
    confidence: origin === undefined ? 0.55 : (amounts.sold ?? amounts.share ?? amounts.proceedsUsd) ? 0.85 : 0.7,
  };
}

/** What tells the number comes first, be it a sentence or the row of a table; of a long report nothing else is of use. */
function evidenceOf({ c, amounts }: Docket, said: readonly Claim[]): readonly { start: number; end: number }[] {
  const { sold } = amounts;
  const inProse = said.filter(({ from }) => from !== 'title');
  const telling = inProse.filter(({ btc }) => btc !== undefined && sold !== undefined && isLike(btc, sold));
  const rows = c.facts
    .filter(({ is, value, doubt }) => is === 'sold' && value === sold && doubt === undefined)
    .slice(0, 1);
  const others = inProse
    .filter((claim) => !telling.includes(claim))
    .toSorted((a, b) => Number(b.btc !== undefined) - Number(a.btc !== undefined));
  const best = [...telling, ...rows];
  return isLongReport(c) && best.length > 0 ? best : [...best, ...others];
}

/** Sales of this period. What strangers and whole industries do in general is no event: there must be a number to it. */
function eventsOf(docket: Docket): Claim[] {
  const { c, own, report } = docket;
  const isNone = report !== undefined && saysNone(docket);
  const written = monthOfDate(c.date);
  return own.filter(({ act, mode, isHabit, from, period, btc, usd, share, start, end }) => {
    if (act !== 'sell' || mode !== 'done') return false;
    if (isHabit && from !== 'title') return false;
    if (isLongReport(c) && ((btc ?? share ?? usd) === undefined || !BITCOIN.test(c.text.slice(start, end))))
      return false;
    if (from === 'prose' && btc === undefined && isRisk(c, { start, end })) return false;
    if (from === 'prose' && (btc ?? share ?? usd) === undefined && RETOLD.test(c.text.slice(start, end))) return false;
    if (period !== undefined && report !== undefined && period.to < report.from) return false;
    // `212 in nine months, and none in the third quarter`: the old ones again.
    if (isNone && period !== undefined && !isSame(period, report)) return false;
    if (period !== undefined && written !== undefined && written - period.to > STALE && !isLongReport(c)) return false;
    return (
      c.issuer.is === 'known' ||
      from === 'title' ||
      btc !== undefined ||
      share !== undefined ||
      (usd !== undefined && c.issuer.is === 'several')
    );
  });
}

/** In months: what was sold so long before is told again. Annual reports are the latest, four months after their year. */
const STALE = 9;

/** `after converting its bitcoin earlier this year`: told before, and without a number no news. */
const RETOLD =
  /\b(?:earlier (?:this|in the) year|previously (?:announced|disclosed|reported|sold)|in (?:prior|previous|past|earlier) (?:years|quarters|periods)|years? ago|months ago|historically|in the past(?! (?:week|month|quarter|year|days?|few|two|three|\d))|back in (?:20[12]\d|\p{Lu}\w+))\b/u;

/** A report of hundreds of pages speaks of other assets as well. */
const BITCOIN = /bitcoin|\bbtcs?\b/i;

/** Whatever it says of sales is of another time, or of no sale. */
export const isToldAgain = (docket: Docket): boolean =>
  docket.c.issuer.is === 'known' &&
  !isLongReport(docket.c) &&
  docket.c.facts.every(({ is }) => is !== 'sold') &&
  (isTransfer(docket.c) || eventsOf(docket).length === 0);

/** Mentioned in passing, in a text whose headline speaks of something else: of a purchase; or of whatever it is, where no number tells of the sale. */
function isAside({ c, own, amounts }: Docket, said: readonly Claim[]): boolean {
  if (said.some(({ from }) => from === 'title')) return false;
  if (own.some((claim) => claim.from === 'title' && isPurchase(claim))) return true;
  // `moved to an exchange`, and last month it sold: what is new is no sale.
  if (isTransfer(c)) return true;
  const { bought = 0, sold = Number.POSITIVE_INFINITY } = amounts;
  if (c.issuer.is === 'known' && c.issuer.company.kind !== 'miner' && bought > sold) return true;
  return said.every(({ btc, share, usd }) => (btc ?? share ?? usd) === undefined) && topOf(c.topics)[1] >= OVERWHELMING;
}
const isTransfer = ({ title, form }: Docket['c']): boolean => form === 'news' && TRANSFER.test(title);
const TRANSFER =
  /\b(?:mov(?:es?|ed|ing)|transfer(?:s|red|ring)?|sen(?:ds?|t|ding)|shift(?:s|ed|ing)?|deposit(?:s|ed|ing)?)\b(?![^.;]{0,60}\b(?:s(?:ells?|old|elling|ales?)|liquidat\w+|offload\w*)\b)[^.;]{0,50}\b(?:bitcoins?|btc|coins|stash)\b[^.;]{0,40}\bto\b/i;

/** A topic that is spoken of so much leaves no doubt. */
const OVERWHELMING = 14;

/** A sale with a number is one; a sale without is a manner of speaking until the headline says it. */
const strengthOf = (claim: Claim): number =>
  weightOf(claim) *
  (claim.btc !== undefined
    ? 1.5
    : claim.share !== undefined || claim.usd !== undefined || claim.from === 'title'
      ? 1.2
      : 0.6);

const ON_PRODUCTION =
  /production|operation(?:s|al)?\s+(?:\w+\s+)?(?:update|figures|results|report|highlights)|mining\s+(?:\w+\s+)?update|output|(?:update|figures|report) (?:for|on) (?:january|february|march|april|may|june|july|august|september|october|november|december)/i;

/** Arithmetic first, then words; with neither, whether the text reports a production it could have come from. */
function originOf(
  { amounts, reasons, c, report }: Docket,
  said: readonly Claim[],
): 'reserve' | 'production' | undefined {
  const reserve = said.find(({ origin, settles }) => origin === 'reserve' || settles !== undefined);
  const production = said.find(({ origin }) => origin === 'production');
  const { sold, mined } = amounts;
  if (sold !== undefined && mined !== undefined && mined > 0) {
    const ratio = sold / mined;
    reasons.push(`${sold} sold against ${mined} mined in the same period: ${Math.round(ratio * 100)} %`);
    if (ratio > RESERVE_RATIO) return 'reserve';
    if (said.some(({ settles, from }) => settles === 'number' || (settles !== undefined && from === 'title'))) {
      reasons.push('the words say that more came from what was held');
      return 'reserve';
    }
    if (ratio > 1 && reserve) reasons.push('the words say that it came from what was held');
    return ratio > 1 && reserve ? 'reserve' : 'production';
  }
  if (reserve || goneOf(amounts) > 0) {
    reasons.push(reserve ? 'the words say that it came from what was held' : 'more is gone than was mined');
    return 'reserve';
  }
  if (sold !== undefined && mined === undefined && sold > MOST_IN_A_MONTH * (report ? lengthOf(report) : 1)) {
    reasons.push('nobody mines so many in so short a time');
    return 'reserve';
  }
  if (production) {
    reasons.push('the words say that it came from production');
    return 'production';
  }
  if (ON_PRODUCTION.test(c.title) || (sold === undefined && mined !== undefined)) {
    reasons.push('a part of it, in a report on production');
    return 'production';
  }
  if (OF_PRODUCTION.test(c.text)) {
    reasons.push('it speaks of what it keeps of each month’s production');
    return 'production';
  }
  return undefined;
}
/** The largest miners made 1,300 in their best months; before 2021 none was listed that made as many. */
const MOST_IN_A_MONTH = 1_500;
/** Who weighs how much of a month's production to keep sells of it. */
const OF_PRODUCTION =
  /\b(?:retain\w*|keeps?|kept|sell\w*|sold|held)\b[^.;]{0,60}\b(?:monthly|month[’']s) production\b|\b(?:monthly|month[’']s) production\b[^.;]{0,40}\b(?:retain\w*|keeps?|kept|sell\w*|sold|held)\b/i;

/** Coins that are gone though nobody said so: held before, plus mined and bought, less held now. */
export function impliedSale(docket: Docket): Draft | undefined {
  const { c, amounts, reasons } = docket;
  const { opening, mined = 0, held, sold } = amounts;
  const gone = goneOf(amounts);
  if (c.issuer.is !== 'known' || gone === 0 || sold !== undefined || saysNone(docket)) return undefined;
  // Coins that were posted left what is unrestricted, and nobody sold them.
  if (gone <= (amounts.pledged ?? 0) && /\bun(?:restricted|encumbered|pledged)\b/i.test(c.text)) return undefined;
  reasons.push(`${opening} held before, ${mined} mined, ${held} held now: ${Number(gone.toFixed(2))} are gone`);
  const relied = docket.own.filter(({ act, was, from }) => act === 'hold' && was !== undefined && from !== 'title');
  return {
    category: 'reserve_sale_executed',
    alertClass: gated(docket, 'b_reserve_sale'),
    stated: 'implied',
    relied,
    confidence: 0.6,
  };
}

/** `the bitcoin received is routinely converted to dollars`: what it mines it sells, whatever the number. */
export function sellsAsARule(docket: Docket): Draft | undefined {
  const { c, own, reasons } = docket;
  const habits = own.filter(
    (claim) => claim.act === 'sell' && claim.mode === 'done' && claim.isHabit && ofWhatItMines(docket, claim),
  );
  if (c.issuer.is !== 'known' || isLongReport(c) || habits.length === 0 || topOf(c.topics)[1] >= OVERWHELMING)
    return undefined;
  reasons.push('it sells what it mines as a rule');
  return {
    category: 'production_sale',
    alertClass: gated(docket, 'c_production'),
    stated: 'stated',
    relied: habits.filter(({ from }) => from !== 'title'),
    confidence: 0.5,
  };
}
const ofWhatItMines = ({ c }: Docket, { origin, start, end }: Claim): boolean =>
  origin === 'production' || (c.form !== 'news' && ROUTINELY.test(c.text.slice(start, end)));
const ROUTINELY =
  /\b(?:routinely|regularly|daily|immediately|promptly|shortly after|as (?:it is|they are) (?:mined|earned))\b/i;

const saysNone = ({ own, report }: Docket): boolean =>
  own.some(
    ({ act, mode, period }) =>
      act === 'sell' && mode === 'negated' && (period === undefined || report === undefined || isSame(period, report)),
  );

/** How many are gone that production does not explain; 0 where it does, or where it is not told what was there before. */
function goneOf({ opening, mined = 0, bought = 0, held }: Amounts): number {
  if (opening === undefined || held === undefined) return 0;
  const gone = opening + mined + bought - held;
  return gone > usuallyGone(mined) ? gone : 0;
}
