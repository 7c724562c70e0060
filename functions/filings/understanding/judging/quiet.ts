import type { Claim } from '../claim.ts';
import type { Topic } from '../topics.ts';
import type { Category } from '../understanding.ts';
import { isPurchase, LEAD, REPORT_DISCOUNT, reportsPeriod, TOPICAL, topOf } from './about.ts';
import { type Case, type Docket, type Draft, isLongReport } from './case.ts';
import { HOLDS, KEPT, NO_LONGER_HOLDS } from './keeping.ts';
import { policyStrength } from './policy.ts';
import { isToldAgain } from './sales.ts';

/** A headline's length, where there is none. */
const FIRST_WORDS = 250;
/** What was sold, in a report on a month, is what is new in it. */
const SOLD_IN_A_REPORT = 7;

/** What stands further down than this, in characters, is what every filing of the company says. */
const NEWS_WITHIN = 20_000;

/** So much may be said of selling by one who means to hold. */
const REMARKS = 4;

/** It says that nothing was sold. */
export function nothingSold(docket: Docket): Draft | undefined {
  const { c, own, amounts, reasons, report } = docket;
  if (c.issuer.is !== 'known') return undefined;
  const negated = own.filter(
    ({ act, mode, period }) =>
      act === 'sell' &&
      !isLongReport(c) &&
      (mode === 'negated' || mode === 'unplanned' || mode === 'denied') &&
      (period === undefined || report === undefined || period.to >= report.from),
  );
  const kept = isLongReport(c) ? null : KEPT.exec(c.text.slice(0, c.body + NEWS_WITHIN));
  if (amounts.sold !== 0 && negated.length === 0 && kept === null) return undefined;
  const isAboutElse =
    topOf(c.topics)[1] >= 2 * TOPICAL || own.some((claim) => isPurchase(claim) && claim.from === 'title');
  if (isAboutElse && amounts.sold !== 0) return undefined;
  // Who has no plans to sell has not said that it did not.
  if (kept !== null || negated.some(({ mode }) => mode === 'negated')) amounts.sold = 0;
  reasons.push(amounts.sold === 0 ? 'it says that nothing was sold' : 'it says that nothing is to be sold');
  const relied = negated.filter(({ from }) => from !== 'title');
  return {
    category: 'no_sale',
    relied: relied.length > 0 || kept === null ? relied : [{ start: kept.index, end: kept.index + kept[0].length }],
    confidence: 0.75,
  };
}

/** The headline says that it keeps its coins, and little else is said of selling any. */
export function meansToHold(docket: Docket): Draft | undefined {
  const { c, reasons } = docket;
  if (
    c.issuer.is !== 'known' ||
    !HOLDS.test(c.title) ||
    NO_LONGER_HOLDS.test(c.title) ||
    policyStrength(docket) > REMARKS
  )
    return undefined;
  if (docket.own.some((claim) => isPurchase(claim) && claim.from === 'title')) return undefined;
  reasons.push('it says that it keeps what it has');
  return { category: 'no_sale', policy: { scope: 'hold', step: 'hold' }, confidence: 0.65 };
}

/** What else it is about: by its words, and by what it says is bought and sold. */
export function topicOf(docket: Docket): Draft {
  const { c, own, amounts, reasons } = docket;
  // An old sale, told again, has no number that anybody asks for.
  if (isToldAgain(docket))
    for (const name of ['sold', 'priceUsd', 'proceedsUsd', 'share'] as const) delete amounts[name];
  if (isLongReport(c))
    return { category: isHolder(c) && (amounts.bought ?? 0) > 0 ? 'purchase' : 'other', confidence: 0.6 };
  // An industry borrows, builds and sells all the time; that is no news of anybody.
  if (c.issuer.is === 'several' || OUTSIDER.test(c.title) || INSIDER.test(c.title))
    return { category: 'other', confidence: 0.6 };
  // Whatever paid for it, that bitcoin was bought is the news.
  if (own.some((claim) => claim.from === 'title' && isPurchase(claim))) {
    reasons.push('it speaks of purchase');
    return { category: 'purchase' };
  }
  const isReport = reportsPeriod(c);
  const scores = { ...c.topics };
  if (isReport)
    for (const topic of ['ai_hpc_pivot', 'equity_or_debt', 'pledge_or_loan'] as const) scores[topic] *= REPORT_DISCOUNT;
  // What a company is, its every report says; a turn it takes is in the headline.
  if (isReport && c.form !== 'news' && !AI.test(headlineOf(c))) scores.ai_hpc_pivot *= SELF_DESCRIPTION;
  for (const claim of own) {
    const topic = topicOfClaim(c, claim);
    if ((topic === 'asset_sale' || claim.act === 'pledge') && topic && isReport && claim.mode === 'done')
      scores[topic] += Math.max(loudness(claim, c), SOLD_IN_A_REPORT);
    else if (topic)
      scores[topic] += loudness(claim, c) * (isReport && topic === 'equity_or_debt' ? REPORT_DISCOUNT : 1);
  }
  // Whom a company builds for may be who buys it.
  if (scores.merger >= TOPICAL) scores.ai_hpc_pivot *= REPORT_DISCOUNT;
  if (isHolder(c) && (amounts.bought ?? 0) > 0) scores.purchase += BOUGHT_IN_TABLE;
  // Who makes machines sells them every day.
  if (isMaker(c) && !own.some(({ from, act }) => from === 'title' && act === 'sell-other'))
    scores.asset_sale *= REPORT_DISCOUNT;
  const [topic, score] = topOf(scores);
  if (score < TOPICAL || topic === 'merger') return { category: 'other', confidence: 0.6 };
  reasons.push(`it speaks of ${topic.replaceAll('_', ' ')}`);
  return { category: topic as Category };
}

/** A holder's filing on its offerings is about what they paid for. */
const BOUGHT_IN_TABLE = 40;

const AI =
  /\bAI\b|artificial intelligence|\bHPC\b|high[- ]performance comput|hyperscale|colocation|data cent(?:er|re)/i;
const SELF_DESCRIPTION = 0.5;
/** What somebody else thinks that a company is worth, or should do, it has not done. */
const OUTSIDER =
  /\bactivist\b|\bsays (?:[\w-]+ ){0,2}(?:analysts?|investors?|brokers?)\b|\btrad(?:es|ing) at a\b|\b(?:upgrades?|downgrades?|initiates? coverage|overweight|outperform|price target)\b/i;

const headlineOf = ({ title, text, body }: Case): string =>
  title === '' ? text.slice(body, body + FIRST_WORDS) : title;

/** What is said in the headline, and what is said first. */
function loudness({ from, start, act, btc, usd }: Claim, c: Case): number {
  if (from === 'title' || (c.title === '' && start - c.body < FIRST_WORDS)) return 10;
  if (act === 'buy' && btc !== undefined && isHolder(c)) return 10;
  if (start - c.body >= LEAD) return 1.5;
  return act === 'buy' && (btc ?? usd) !== undefined ? 10 : 5;
}

/** Whose business it is to buy bitcoin: the shares that it sells for it are the means. */
const isHolder = ({ issuer, form }: Case): boolean =>
  issuer.is === 'known' && issuer.company.kind !== 'miner' && form !== 'news';

function topicOfClaim(c: Case, claim: Claim): Topic | undefined {
  if (isPurchase(claim)) return 'purchase';
  // The note on digital assets of a quarterly report.
  if (claim.act === 'pledge' && claim.mode === 'done' && claim.btc !== undefined && /^10-/.test(c.form))
    return 'pledge_or_loan';
  if (
    claim.act !== 'sell-other' ||
    claim.what === undefined ||
    claim.mode === 'negated' ||
    claim.mode === 'unplanned' ||
    claim.mode === 'supposed'
  )
    return undefined;
  if (INSIDER.test(c.text.slice(claim.start, claim.end)) || (claim.from === 'title' && INSIDER.test(c.title)))
    return undefined;
  if (PAPER.test(claim.what) && !/interest|stake/i.test(claim.what)) return 'equity_or_debt';
  if (!PROPERTY.test(claim.what)) return undefined;
  if (GAIN.test(c.text.slice(claim.start, claim.end)) && claim.from !== 'title' && reportsPeriod(c)) return undefined;
  return isMaker(c) && MACHINES.test(claim.what) ? undefined : 'asset_sale';
}

/** What an officer or an investor sells for himself is no news of the company. */
const INSIDER =
  /\b(?:CEO|CFO|COO|chief \w+(?: officer)?|directors?|insiders?|officers?|chairman|president|founder|Cathie Wood|ARK|hedge funds?|shareholders?|10b5-1)\b[^.;]{0,50}\b(?:sells?|sold|selling|dump\w*|offload\w*|unload\w*|dispos\w+)\b|10b5-1|\b[Ii]nsiders? (?:sales?|selling|transactions?|trad\w+)\b|\bForms? (?:4|144)\b/;

const PAPER =
  /\b(?:shares?|stocks?|adss?|adrs?|securit|equity|notes?|bonds?|debentures?|warrants?|convertibles?|paper)\b|акци|облигаци|azioni|acciones|aktien|股/i;
const MACHINES =
  /miners?|machines?|rigs?|asics?|servers?|equipment|hardware|fleet|gear|models|computers|devices|macchine|оборудовани|矿机|礦機|设备|設備/i;
const PROPERTY = new RegExp(
  `${MACHINES.source}|facilit|\\bsites?\\b|campus|plants?\\b|propert|land\\b|building|data ?cent|subsidiar|stake|interest|joint venture|\\bjv\\b|\\bmines?\\b|business|division|infrastructure|\\bassets\\b|impianto|矿场|礦場|operations`,
  'i',
);
/** How a sale of last quarter was booked. */
const GAIN = /\b(?:gains?|loss(?:es)?|income) (?:on|from|of|related to)\b/i;
/** They make machines to sell them. */
const MAKERS: ReadonlySet<string> = new Set(['CAN', 'BTDR']);
const isMaker = ({ issuer }: Case): boolean => issuer.is === 'known' && MAKERS.has(issuer.company.tickers[0]!);
