import type { Announcement } from './announcement.ts';
import { sentencesIn } from './document/sentences.ts';

type Use = Announcement['uses'][number];

/** What money is said to be for. Data: one pattern for each use, tested beside it. */
export const PURPOSES: Readonly<Record<Use, RegExp>> = {
  debt: /\b(?:repa(?:y|id|yment|ying)|retir\w+|redeem\w*|repurchas\w+|pay(?:ing)? (?:down|off)|buy(?:ing)? back|deleverag\w+|reduc\w+ (?:our |its |the )?leverage)\b[^.]{0,80}\b(?:debt|notes?|loans?|borrowings?|indebtedness|leverage|credit (?:line|facility))\b|\bdeleverag\w+|\blower\w* (?:its |our )?leverage/i,
  loan: /\b(?:secured|backed|collateral\w*) by bitcoin\b|\bbitcoin[- ](?:backed|secured|collaterali[sz]ed) (?:loan|credit|debt|facility)/i,
  ai: /\b(?:AI|artificial intelligence|HPC|high[- ]performance comput\w+|GPUs?)\b/,
  operations:
    /\b(?:operating (?:costs?|expenses?)|(?<!\b(?:mining|hosting|results of|our results of) )operations|working capital|running costs?|opex|power costs?|day-to-day)\b/i,
  expansion:
    /\b(?:expan\w+|growth|capital expenditures?|capex|construction|build-?out|infrastructure|development of)\b/i,
  machines:
    /\b(?:miners|mining (?:machines|rigs|equipment|hardware)|ASICs?|S19\w*|S21\w*|purchase of (?:machines|equipment))\b/i,
  shares: /\b(?:buy(?:ing)? back|repurchas\w+)\b[^.]{0,60}\b(?:shares?|stock)\b|\bshare (?:buyback|repurchase)/i,
  ether: /\b(?:ether(?:eum)?|ETH)\b/,
};

/** A sentence that speaks of money and what becomes of it. */
const SPENT =
  /\b(?:proceeds|to (?:fund|finance|pay|repay|repurchase|retire|support|buy)|(?:were|was|is|are|be) used|use(?:d|s)? (?:the|all|these|of)|in order to|(?:fund|financ)(?:ed|ing)|applied to)\b/i;
const AROUND = 600;
/** What stands beside may speak of any money that the company has. */
const OF_THE_SALE =
  /\b(?:proceeds|bitcoin|btc|coins?|sales?|sold|selling|sell|liquidat\w+|moneti[sz]\w+|the (?:money|cash|funds|amount))\b/i;

/** What a sale is for, read off the sentences beside the words relied on. */
export function usesIn(text: string, evidence: readonly { start: number; end: number }[]): Use[] {
  const uses = new Set<Use>();
  for (const { start, end } of evidence) {
    for (const sentence of sentencesIn(text, Math.max(0, start - AROUND / 3), Math.min(text.length, end + AROUND))) {
      const words = text.slice(sentence.start, sentence.end);
      const spent = SPENT.exec(words);
      const isRelied = sentence.start < end && sentence.end > start;
      if (spent === null || !(isRelied || OF_THE_SALE.test(words))) continue;
      for (const [use, pattern] of Object.entries(PURPOSES) as [Use, RegExp][])
        if (pattern.test(words.slice(spent.index))) uses.add(use);
    }
  }
  return [...uses];
}
