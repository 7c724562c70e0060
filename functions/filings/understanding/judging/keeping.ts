/** A headline of one who means to keep its coins. */
export const HOLDS =
  /\bfull hodl\b|\b(?:continu\w+ to|keeps?(?: on)?|still|sticks? (?:to|with)|stay\w* (?:with|true to)) (?:its |the )?hodl\w*\b|\bhodl (?:strategy|policy|approach|stance)\b|\b(?:primary|long-term|strategic) reserve asset\b|\b(?:holding|hodl) policy\b|\b(?:hold|keep|retain)s? (?:all|its|mined|its mined) (?:bitcoin|btc|coins|production)\b|\b(?:won['’]t|will not|no plans? to|not|never) sell(?:ing)?\b|\bto (?:keep|hold|retain)\b[^.;]{0,20}\b(?:bitcoins?|btc|coins|production)\b|\b(?:holds?|hangs?) on ?to (?:all|every|its)\b|\b(?:refrain\w*|abstain\w*) from (?:selling|sales)\b|\b(?:stops?|halts?|paus\w+|suspends?) (?:all |its )?(?:bitcoin |btc )?(?:sales?|selling)\b/i;

/** And of one who no longer does. */
export const NO_LONGER_HOLDS =
  /\b(?:end|drop|abandon|scrap|depart|revers|ditch|quit|shelv|break|broke|g[ia]v|relax|loosen|retreat|rethink|reconsider|chang|shift|mov)\w*\b[^.;]{0,40}\b(?:hodl|hold)/i;

const COINS = String.raw`(?:bitcoins?|btc|coins?|production|output|mined|produced)`;
const SELL = String.raw`(?:sell|liquidate|offload|unload|monetize|dispose of|part with)`;
const SELLING = String.raw`(?:selling|liquidating|offloading|unloading|monetizing|disposing of|parting with)`;
const SOLD = String.raw`(?:sold|liquidated|offloaded|unloaded|monetized|disposed of|parted with)`;
const KEEPING = String.raw`(?:hodl(?:ed|ing|s)?|held|retain(?:ed|s|ing)|ke(?:pt|eps?|eping)|deposited|stored|added)`;

/** Words of a text that tell that nothing was sold, without any verb of selling. */
export const KEPT = new RegExp(
  [
    String.raw`(?<!\w|(?:substantially|nearly|almost|virtually) )(?:all\b|every\b|each\b|100 ?%|the entire\b|entire\b)[^.;]{0,30}\b${COINS}\b[^.;]{0,40}\b(?:hodl\w*|(?:was|were|been|being) held|(?:is|are) held(?! (?:in|by|with|at|on|through)\b)|retained|kept|deposited|put into|added to|stored|went into)\b`,
    String.raw`\b${KEEPING}\s+(?:all|every|100 ?%|the entire|its entire)\s+(?:of\s+)?(?!their\b)(?:(?:the|its|our)\s+)?(?:(?!their\b)\w+\s+)?${COINS}\b`,
    String.raw`\b${COINS}\b[^.;]{0,60}\b${KEEPING}\s+(?:every (?:single )?(?:one|coin|bitcoin|btc)|all of (?:them|it)|them all|each of them)\b`,
    String.raw`\b(?:opt(?:ed|s|ing) against|decid(?:ed|es|ing) against|refrain\w* from|abstain\w* from|without) ${SELLING} (?:any|its|their|the|bitcoin|btc)\b`,
    String.raw`\b(?:has|have|had)(?:n[’']t| not| never) ${SOLD} (?:any|a single)\b(?![^.;]{0,30}\b(?:shares?|stock|securities|notes|equity|miners|machines|options)\b)`,
    String.raw`\b(?:did|do|does)(?:n[’']t| not) ${SELL} (?:any|its|a|bitcoin|btc)\b(?![^.;]{0,30}\b(?:shares?|stock|securities|notes|equity|miners|machines|options)\b)`,
    String.raw`\b${SOLD} (?:none|no (?:bitcoin|btc))\b`,
    String.raw`\bno (?:bitcoins?|btc|coins) (?:was|were|has been|have been) ${SOLD}\b`,
  ].join('|'),
  'i',
);
