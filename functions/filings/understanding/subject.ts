import type { Company } from '../watchlist.ts';
import { type Issuer, isSameCompany, type Naming } from './issuer.ts';

/** Whose doing something is: the issuer's, somebody else's, or not said. */
export type Subject = 'own' | 'foreign' | undefined;

export type Speaking = {
  issuer: Issuer;
  namings: readonly Naming[];
  /** Whom the sentences before were about; undefined where that is not clear. */
  before: Company | undefined;
  /** Words of the names of its subsidiaries, which do what they do for it. */
  family: ReadonlySet<string>;
};

/** Speaks of the issuer in its own papers, and of whoever was named last elsewhere. */
const SELF = /\b(?:we|it|our|they|the (?:company|firm|miner|group|business|corporation))\b/gi;
/** Many at once are never the issuer. */
const MANY =
  /\b(?:(?:other|many|some|several|most|public|publicly[- ](?:traded|listed)|listed|all|these|those|bitcoin|crypto|more|large|big|major|rival|weak|fellow|numerous|different)\s+)+(?!efficient|powerful)(?:\w+\s+)?(?:miners|firms|companies|players|peers|rivals|competitors|holders|treasuries)\b|(?:^|[.;,“"]\s*|\b(?:as|that|when|while|by|and|because|but)\s+)(?:miners|companies|peers|rivals|investors|shareholders|insiders|whales|holders|hackers|traders|funds|governments?|companies)\b|\b(?:the|an?) (?:(?:acquired|target|selling|predecessor) (?:company|entity|business)|seller|vendor|borrower)\b|\b(?:government|investors|shareholders|insiders|executives|directors|whales|lenders?|counterpart(?:y|ies)|custodians?|trustees?|treasurer|(?:board|pool) members?|employees|staff|relatives?|co-founder|(?:vice )?president|(?:note)?holders?|customers|banks?|secured part(?:y|ies)|CEO|CFO|COO|chairman|founder|insider|director|officer|fund)\s+(?:(?:have|had|also|then|\w+ly)\s+)*$/gi;

/**
 * @param verb where the verb stands in the sentence, or the number where that comes first.
 * @param isVerb somebody's name right before it is who does it; before a number it is anything.
 */
export function subjectOf(
  sentence: string,
  verb: number,
  isVerb: boolean,
  { issuer, namings, before, family }: Speaking,
): Subject {
  if (issuer.is !== 'known') return undefined;
  const agent = agentOf(sentence, verb, issuer.company, namings);
  if (agent) return agent;
  if (isVerb && FOR_SOMEBODY.test(sentence.slice(verb, verb + 140))) return 'foreign';
  if (isVerb && SOMEBODY_OF.test(sentence.slice(Math.max(0, verb - 100), verb))) return 'foreign';
  const lead = namings.filter(({ start }) => start < verb);
  const isOfSubject = isVerb || ITS.test(sentence.slice(Math.max(0, verb - 50), verb));
  const named = (isOfSubject ? lead.findLast((naming) => isSubjectPlace(sentence, naming)) : undefined) ?? lead.at(-1);
  const doer = isVerb ? verb : beforeWith(sentence, verb);
  if (doer !== undefined && isUnknownName(sentence, doer, issuer.company, family)) return 'foreign';
  const many = lastBefore(MANY, sentence, verb, (lead) => !ONE_OF.test(lead));
  const self = lastBefore(SELF, sentence, verb);
  if (many > Math.max(named?.start ?? -1, self) && verb - many < 110) return 'foreign';
  if (named) return isSameCompany(named.company, issuer.company) ? 'own' : 'foreign';
  if (namings.length > 0)
    return namings.some(({ company }) => isSameCompany(company, issuer.company)) ? 'own' : 'foreign';
  return before === undefined || isSameCompany(before, issuer.company) ? undefined : 'foreign';
}

/** `a founder of MARA`, `customers of its pool`, `a trust sponsored by MARA`: near it, and not it. */
const SOMEBODY_OF =
  /\b(?:CEO|CFO|COO|chairman|founders?|directors?|officers?|executives?|insiders?|customers?|clients?|members?|users?|participants?|employees?|treasurer|trusts?|funds?|(?:share|note|stake)holders?|lenders?)\s+(?:(?:sponsored|backed|managed|run|owned)\s+by|of|at|in)\s+(?:the\s+)?[\w’']+(?:\s[\w’']+){0,2}\s+(?:(?:that|which)\s+[\w’']+(?:\s[\w’']+)?\s+(?:runs?|operates?|manages?|hosts?|sponsors?)\s+)?(?:(?:has|had|have|also|recently|\w+ly)\s+)?$/i;

/** `sold 80,000 BTC for a client`: not its own. */
const FOR_SOMEBODY =
  /^[^.;]{0,90}\b(?:on behalf of|for)\s+(?:an?|its|one|some|several)\s+(?:[\w’'-]+\s+){0,3}(?:clients?|customers?|investors?|third part(?:y|ies))\b/i;

/** `lifts its holdings to`: of whoever the sentence is about. */
const ITS = /\b(?:its|their|our)\b[^,;]{0,40}$/i;

/** `X, owned by Hut 8, bought`: behind a preposition nobody does anything. */
const isSubjectPlace = (sentence: string, { start }: Naming): boolean =>
  !/\b(?:by|of|from|with|to|in|at|against|than|like|unlike|for|alongside|behind)\s+(?:the\s+|rivals?\s+|peers?\s+|fellow\s+(?:miner\s+)?)*$/i.test(
    sentence.slice(Math.max(0, start - 40), start),
  );

/** `Twenty One Capital with 31,500 BTC`: where the name ends, for the number is its. */
const beforeWith = (sentence: string, number: number): number | undefined => {
  const lead = /\b(?:with|at|\()\s*(?:about |approximately |roughly |nearly |some )?$/i.exec(
    sentence.slice(Math.max(0, number - 24), number),
  );
  return lead ? Math.max(0, number - 24) + lead.index : undefined;
};

/** Whom a sentence is about, for those that say `it` after: who stands first in its main part. */
export function leadOf(sentence: string, namings: readonly Naming[]): Company | undefined {
  const comma = SUBORDINATE.test(sentence) ? sentence.indexOf(',') : -1;
  const main = namings.filter(({ start }) => start > comma);
  return (main.find((naming) => isSubjectPlace(sentence, naming)) ?? main[0] ?? namings[0])?.company;
}
const SUBORDINATE =
  /^\W{0,3}(?:while|as|after|although|though|unlike|with|despite|following|when|whereas|because|since|like|besides)\b/i;

/** `Semler Scientific purchased 187 bitcoin`: a name right before the verb, of nobody on the list. */
function isUnknownName(sentence: string, verb: number, issuer: Company, family: ReadonlySet<string>): boolean {
  const before = sentence.slice(Math.max(0, verb - 60), verb);
  const name =
    /(?:^|[^\p{L}\p{N}.-])((?:\p{Lu}[\p{L}\p{N}&-]+\s+){1,4})(?:(?:has|had|have|also|recently|reportedly|then|now|just|already|\w+ly)\s+){0,3}$/u
      .exec(before)?.[1]
      ?.trim();
  if (name === undefined || isTitle(sentence)) return false;
  const own = [...issuer.called, ...issuer.tickers, ...issuer.names.map(({ name: known }) => known)]
    .join(' ')
    .split(' ');
  return !name.split(/\s+/).some((word) => NO_NAME.test(word) || own.includes(word) || family.has(word));
}
const NO_NAME =
  /^(?:X+x*|The|Our|We|It|They|This|That|These|Its|In|On|At|For|During|By|As|A|An|And|Of|Company|Group|Firm|Management|Bitcoins?|BTC|ETH|Total|Self-Mined|Self-mined|Net|Crypto|Digital|Assets?|Holdings?|Treasury|Production|Output|Average|Month|Quarter|Year|Mining|Miners?|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Q[1-4]|CEO|CFO|Chief|Officer|Chairman|President|Coins?|All|No|None|Some|Recently|Subsequently|Additionally|Moreover|Since|After|Before|When|While|If|Unrestricted|Restricted|Daily|Monthly|Quarterly|USD?|Monday|Tuesday|Wednesday|Thursday|Friday|What|Who|Why|How|Not|Just|Only|Board|Directors|Parent|Hash|Rate)$/;
/** A headline: nearly every word begins with a capital. */
const isTitle = (sentence: string): boolean => {
  const words = sentence.match(/\p{L}[\p{L}’'-]{3,}/gu) ?? [];
  return words.length >= 4 && words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 > words.length;
};

const SUBSIDIARY =
  /\b[Ss]ubsidiar(?:y|ies)(?: of [^,.;()]{1,40})?,?\s+((?:\p{Lu}[\p{L}\p{N}.&-]*,?\s+){1,4})(?=\(|[“"]|\p{Ll}|,)/gu;
const NO_PART_OF_NAME = /^(?:Inc|LLC|Ltd|Corp|Co|Limited|The|In|On|Company|Companies)\b/;

/** The words of the names that a filing gives to its issuer's subsidiaries. */
export const familyIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(SUBSIDIARY), ([, name]) => name!.split(/[\s,]+/))
      .flat()
      .filter((word) => word.length > 3 && !NO_PART_OF_NAME.test(word)),
  );

/** `were sold by Argo`, `sold by bitcoin miners`: whoever stands behind the `by` did it. */
function agentOf(sentence: string, verb: number, issuer: Company, namings: readonly Naming[]): Subject {
  const by = /^\W*[\p{L}-]+\s+(?:off\s+|down\s+)?(?:(?:in|on|during|at|over)\s+[^,;.]{0,30}\s)?by\s+(?:the\s+)?/u.exec(
    sentence.slice(verb, verb + 90),
  );
  if (by === null) return undefined;
  const at = verb + by[0].length;
  const naming = namings.find(({ start }) => start >= at - 1 && start - at < 24);
  if (naming) return isSameCompany(naming.company, issuer) ? 'own' : 'foreign';
  if (/^(?:company|firm|miner|us)\b/i.test(sentence.slice(at))) return 'own';
  return /^(?:[\w-]+\s+){0,2}(?:miners|firms|companies|peers|rivals|investors)\b/i.test(sentence.slice(at, at + 50))
    ? 'foreign'
    : undefined;
}

/** `one of the biggest miners` is one. */
const ONE_OF =
  /\b(?:one of|among|amongst|unlike|like|joins?|joining|follows?|following|alongside|than|rank\w*|as|of)\s+(?:the\s+)?(?:world[’']s\s+|nation[’']s\s+|\w+[’']s\s+)?(?:[\w-]+\s+){0,3}$/i;

function lastBefore(
  pattern: RegExp,
  sentence: string,
  verb: number,
  counts: (lead: string) => boolean = () => true,
): number {
  let last = -1;
  for (const { index } of sentence.slice(0, verb).matchAll(pattern)) {
    if (counts(sentence.slice(Math.max(0, index - 48), index))) last = index;
  }
  return last;
}
