import { ABOUT, beginningWith, endingIn } from './patterns.ts';

/** Behind an amount: that it is for one coin. */
export const PER_COIN = beginningWith(
  String.raw`(?:(?:USD|US dollars)\s*)?(?:per|\/|each|apiece|a)\s*(?:bitcoin|btc|coin|one\b|each|piece)?(?!\w)`,
  String.raw`for (?:each|one)\b`,
  String.raw`on average\b`,
);

/** Before an amount: that it is a price. */
export const PRICE_BEFORE = endingIn(
  String.raw`\bprices?\b[\w\s,:/()–-]{0,44}~?`,
  String.raw`\b(?:each|every|one) (?:bitcoin|btc|coin)\b[^,;.\d]{0,40}`,
  String.raw`\b(?:average|avg\.?|mean)[\w\s]{0,24}(?:of|at|was|being)?${ABOUT}`,
  String.raw`\baverag(?:ing|ed)${ABOUT}`,
  String.raw`\bat${ABOUT}`,
  String.raw`@\s*`,
  String.raw`(?:均价|均價|平均)[^\d]{0,8}`,
  String.raw`(?:цен[аеуы]|precio(?: \w+)? de|Durchschnittspreis von|prix moyen de|prezzo medio di|preço médio de)\s*(?:около )?`,
);

/** Prices that are no sale's: what a coin cost, what it was worth, where the market stood. */
export const NOT_A_SALE_PRICE = endingIn(
  String.raw`\b(?:cost|revenue|hash ?cost|hashprice|break-?even|fair value|carrying|valued|value of|market price|current price|today[’']s price|spot price|closing price|traded|trading|trades|conversion|exercise|strike|share price|purchase price|price per share|acquired|purchased|bought|power|level|level of|fell to|rose to|climbed|past|above|below|peak|high of|low of|record)\b[^,;]{0,40}`,
  String.raw`\b(?:while|when|as) (?:the )?(?:bitcoin|btc)(?: price)?(?: itself)? averaged[^,;]{0,20}`,
);

/** `at $63,300 were worth`, behind a price: what is held is valued at it. */
export const WERE_WORTH = beginningWith(
  String.raw`(?:each |apiece |(?:per|a) (?:bitcoin|btc|coin) )?,?\s*(?:(?:are|is|were|was|would be|being) )?(?:worth|valued|equals?|equates?|represent(?:s|ed|ing)?)\b`,
);

const BROUGHT = String.raw`proceeds|for|generat\w+|rais\w+|elevat\w+|nett\w+|net|total(?:l?ing)?|worth|valued at|realiz\w+|receiv\w+|obtain\w+|collect\w+|pocket\w+|book\w+|secur\w+|fetch\w+|gross\w+|earn\w+|brought|brought in|introduced in|bringing in|brings in|took in|taking in|yield\w+|value of|amount(?:ing|ed)? to|sum of|equal to|of|in all|or|sold|selling|sells|liquidat\w+|offload\w+|monetiz\w+|dump\w+|parted with|sale of`;
const TAKEN = String.raw`for|resulting in|generating|generated|raising|raised|netting|netted|realizing|realized|receiving|received|obtaining|obtained|collecting|collected|pocketing|pocketed|securing|secured|fetching|fetched|grossing|grossed|earning|earned|bringing(?: in)?|brought in|got|gets|getting|taking in|took in|yielding|yielded|proceeds of`;
const IN_ALL = String.raw`in|total|totall?ing|net|gross|cash|aggregate|combined|proceeds|consideration|revenues?|receipts|sum|of|about|approximately|roughly|around|nearly|over|more than|an?|the|us|almost|some|up to|just|slightly|somewhat|well|under|in excess of|at least|upwards of|~`;
/** Right before an amount: that it is what was taken, whatever else is spoken of before. */
export const FOR_IT = endingIn(String.raw`\b(?:${TAKEN})\s+(?:(?:${IN_ALL})\s*){0,6}[~≈]?`);

/** The same of a sale told before, which nothing else can have brought. */
export const RAISED = endingIn(
  String.raw`,\s*(?:generating|raising|netting|reali[sz]ing|yielding|fetching|grossing|bringing in|resulting in|for)\s+(?:(?:${IN_ALL})\s*){0,6}[~≈]?`,
);

/** `an offering of convertible notes for $300 million`. */
export const OF_PAPER = endingIn(
  String.raw`\b(?:offerings?|notes?|bonds?|debentures?|placements?|loans?|shares|stock|facility|debt)\s+(?:for|of|worth|raising|totall?ing)${ABOUT}`,
);

const FILLER = String.raw`in|total|net|gross|cash|aggregate|proceeds|of|about|approximately|roughly|around|nearly|over|more than|an?|the|us|almost|some|up to|just|slightly|somewhat|well|under|in excess of|at least|holdings|bitcoin|btc|it|them|firm|company|miner|~`;
const CAME_TO = String.raw`(?:\s+(?:was|were|is|of|totall?ed|totall?ing|came to|amounted to|reached|at)|\s*[:–-])`;

/** Before an amount: that it came in for something. */
export const PROCEEDS_BEFORE = endingIn(
  String.raw`\bsales?${CAME_TO}${ABOUT}`,
  String.raw`\b(?:${BROUGHT})\s*(?:(?:${FILLER})\s*)*[~(–-]?`,
  String.raw`[(–-]${ABOUT}`,
  String.raw`\bproceeds\b[^,;]{0,60}\b${CAME_TO}${ABOUT}`,
  '总价',
  '價值',
  '价值',
  String.raw`за\s*(?:около\s*)?`,
  String.raw`на (?:общую |загальну )?сум(?:му|у)\s*(?:около |близько )?`,
  String.raw`per\s*`,
);
/** Behind it. */
export const PROCEEDS_AFTER = beginningWith(
  String.raw`(?:in|of) (?:net |gross |cash |total )*proceeds`,
  String.raw`(?:\w+ )?(?:worth|in|of) (?:of )?(?:its |their )?(?:bitcoin|btc|coins|crypto)`,
  String.raw`(?:was|were|came|collected|raised|flowed|went)\b`,
  '(?:в|у) (?:btc|биткоин|биткойн|біткойн|біткоїн)',
  String.raw`(?:bitcoin|btc|crypto) (?:sales?|liquidations?|sell-?offs?|disposals?)\b`,
  String.raw`from (?:its |the |their |recent |those )*(?:(?:bitcoin|btc|coin|crypto) sales?|sales? of|selling|liquidat\w+)\b`,
);

/** Before an amount: that it is something else's. */
export const ELSE_BEFORE = endingIn(
  String.raw`\b(?:profits?|gains?|income|interest|fees?|salary|notes?|offering|convertible|shares?|loans?|facility|credit|acquisition|acquir\w+|loss|losses|revenues?|valuation|market cap\w*|debt|machines|capex|impairment|net income|EBITDA|still holds?|holding|holdings|remaining|cash (?:of|and)|balance|cost|carrying|book value|treasury)\b[^,;]{0,30}`,
  String.raw`\b(?:gains?|loss(?:es)?|impairments?)\b[^,;.]{0,70}`,
  String.raw`\b(?:increase|decrease|reduction|decline|drop|rise) in (?:the |our )?(?:net |cash |gross )?proceeds\b[^,;.]{0,60}`,
  String.raw`\b(?:up from|down from|compared (?:to|with)|versus|vs\.?|from|than|against|after)\s*(?:about |approximately |the )*`,
);
/** Behind it. */
export const ELSE_AFTER = beginningWith(
  String.raw`(?:in|of) (?:[\w-]+ ){0,3}(?:notes?|debt|shares|stock|equity|revenues?|loans?|credit|financing|impairment|losses)\b`,
  String.raw`(?:(?:[\w-]+-backed|secured|senior|existing|outstanding|term|revolving|new) ){0,3}(?:convertible|credit|loan|facility|note|bond|revenue|loss)\b`,
  String.raw`(?:from|through|via|under|by (?:issuing|selling|placing)) (?:[\w’'-]+ ){0,3}(?:ATM|at-the-market|offerings?|notes?|shares|stock|equity|debt|loans?|facility|placement|investors)\b`,
);
/** `revenue from bitcoin sales was` speaks of what came in all the same. */
export const SALES_REVENUE = /\brevenues? from (?:the )?(?:(?:bitcoin|btc) )?sales?\b/i;
