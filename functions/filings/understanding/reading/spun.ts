/*
 * Copies in which a machine put other words for all it could: `bought` for sold, `Might` for May, `the corporate` for the
 * company. They turn the meaning round, and are many.
 */

/** Each tells of one word that no writer chose. */
const MARKS: readonly string[] = [
  String.raw`the corporate (?:mentioned|stated|said|introduced|bought|offered|has|had|is|was|additionally|produced|mined|holds?|held)\b|the corporate['’]s\b`,
  String.raw`(?:in|of|for|throughout|since) (?-i:Might)\b`,
  String.raw`(?:steadiness|stability) sheets?\b`,
  String.raw`(?:a|per|final|this|on the|the|past|previous|earlier) yr\b|yr(?:s| in the past| earlier)\b`,
  String.raw`gross sales\b`,
  String.raw`hash (?:fee|charge)\b|hashrate steerage\b`,
  String.raw`as (?:properly|nicely|effectively)\b[.,]`,
  String.raw`the agency\b`,
  String.raw`web (?:site|hosting)\b|internet (?:proceeds|loss|income|revenue|value|worth|hosting)\b`,
  String.raw`(?:on|in|at) (?:the )?(?:tip|finish) of\b|month finish\b`,
  String.raw`(?:underneath|beneath|nonetheless|amongst|whereas)\b`,
  String.raw`prime of\b`,
  String.raw`determine for\b`,
  String.raw`in keeping with\b|in line with the agency\b|in accordance with the (?:corporate|agency|firm)\b`,
  String.raw`(?:has|have|had|was|were)(?: been)? offered\b|offered (?:off )?[\d,.]+ (?:bitcoins?|btc)\b`,
  String.raw`(?:months?|year|yr) ?in the past\b`,
  String.raw`final (?:month|week|quarter|year)\b(?! of)`,
  String.raw`(?:mean|common) (?:value|worth) of\b|bitcoin worth\b`,
  String.raw`whole proceeds\b|in complete\b`,
  String.raw`earlier than the (?:halving|finish|sale)\b`,
  String.raw`(?:greatest|largest) (?:publicly|public) (?:listed|traded)\b`,
];
const ANY_MARK = new RegExp(String.raw`\b(?:${MARKS.map((mark, i) => `(?<m${i}>${mark})`).join('|')})`, 'gi');
const ENOUGH = 2;

/** Whether a text reads like such a copy. */
export function isSpun(text: string): boolean {
  const met = new Set<string | undefined>();
  for (const { groups } of text.matchAll(ANY_MARK)) {
    met.add(Object.keys(groups!).find((name) => groups![name] !== undefined));
    if (met.size >= ENOUGH) return true;
  }
  return false;
}

const SAID_FOR: Readonly<Record<string, string>> = {
  offered: 'sold',
  promote: 'sell',
  promotes: 'sells',
  promoting: 'selling',
  steadiness: 'balance',
  stability: 'balance',
  manufacturing: 'production',
  might: 'may-the-month',
};
/** What comes of selling, and never of buying. */
const BROUGHT =
  /\b(?:introduced in|brought in|elevat\w+|rais\w+ (?:about |roughly |some )?\$|generat\w+|proceeds|netting|gross sales|to (?:fund|cut back|pay|cowl|scale back|repay))\b/i;

/** The words as they were before. */
export function unspun(words: readonly string[], sentence: string): string[] {
  const isSale = BROUGHT.test(sentence);
  return words.map((word) => SAID_FOR[word] ?? (word === 'bought' && isSale ? 'sold' : word));
}
