/** What a row of a table is about. Quantities are coins unless it says money. */
export type RowMeaning = 'sold' | 'mined' | 'held' | 'bought' | 'opening' | 'pledged' | 'price' | 'proceeds';

type Rule = { is: RowMeaning; when: RegExp; unless?: RegExp };

const COIN =
  '(?:bitcoins?|btcs?|₿|digital assets?|digital currenc(?:y|ies)|crypto(?:currenc(?:y|ies)| assets?)?|coins?|self-mined|hodl)';
const GONE =
  '(?:sold|sales?|offered|offloaded|unloaded|liquidated|liquidations?|moneti[sz]ed|moneti[sz]ations?|disposed|disposals?|dispositions?|converted|exchanged|exchange)';
const MADE = '(?:produced|mined|production|earned|generated|minted|output|self-mined|received|mining rewards?|receipt)';
const KEPT = '(?:held|holdings?|hodl|on hand|balance|owned|inventory|treasury|treasuries|reserves?|hodled)';

/** `Sales` and nothing else; sales returns, marketing and agreements are no coins. */
const SOLD_ALONE = String.raw`^(?:less:?\s*)?(?:sold|sales|disposals?|dispositions?|liquidations?)\s*(?:$|[(:,/*–—-]|\b(?:during|in|for) (?:the|this)\b)`;

/** Of prices, revenues and whatever else is not a number of coins, though it has coins in its label. */
const NO_QUANTITY = String.raw`price|\$|\busd|revenue|cost|gain|loss|value|fair|%|percent|average|avg|per day|daily|per (?:eh|ph|exahash|share|one|bitcoin|btc|coin|miner)|each|depreciation|amortization|kwh|growth|yield|income|expense|tax|impairment|hash ?rate|difficulty|ratio`;

/**
 * Read from the top; the first that fits decides. A row about money or efficiency has coins in its label as well, which is
 * why those come first.
 */
const RULES: readonly Rule[] = [
  {
    is: 'price',
    when: rule(
      String.raw`(?:average|avg\.?|net|mean|reali[sz]ed)\b.*\bprice\b.*(?:sold|sale|per (?:bitcoin|btc))`,
      // Net proceeds from the sale of bitcoin are money, and of one bitcoin its price.
      String.raw`(?:average|avg\.?|mean)\b.*\bproceeds\b.*(?:sold|sale)`,
      String.raw`\bproceeds\b.*\bper (?:bitcoin|btc|coin)\b`,
      String.raw`\b(?:bitcoin|btc) sales?\b.*\b(?:average|net|mean)\b.*\bprice`,
      'price per (?:bitcoin|btc) sold|(?:sale|selling|sales) price|bitcoin sales? price|(?:reali[sz]ed|average) (?:bitcoin|btc) (?:sale|selling) price',
    ),
    unless: /cost|purchas|acqui|mined|produced|hash/i,
  },
  {
    is: 'proceeds',
    when: rule(
      '(?:net |gross |cash |total )?proceeds',
      String.raw`sales?\s*[-–—:]\s*(?:net|gross)`,
      `(?:revenue|receipts?) from (?:the )?sales? of ${COIN}`,
      `value of ${COIN} sold`,
      String.raw`(?:gross|total) sales? \(?(?:\$|usd)`,
      String.raw`${COIN} sales? (?:revenue|\(?(?:us)?\$)`,
    ),
    unless:
      /note|share|stock|offering|warrant|loan|borrowing|debt|equipment|machine|miners|property|per (?:bitcoin|btc)|investment|ipo|equity|financing|issuance|issue of|\bsafes?\b|exercise|insurance|grant|subsidiar|unit|placement|atm\b/i,
  },
  {
    is: 'pledged',
    when: rule(
      `${COIN}.*(?:pledged|collateral|restricted|encumbered|loaned|receivable|posted)`,
      String.raw`(?:pledged|restricted|encumbered|loaned|posted|collateral\w*)\b.*${COIN}`,
    ),
    unless: /unrestricted|unencumbered|\bincl(?:\b|ud)|of which|thereof|not pledged|change in/i,
  },
  {
    is: 'bought',
    when: rule(
      `${COIN}.*(?:purchased|acquired|bought)`,
      `(?:purchases?|acquisitions?) of ${COIN}`,
      `(?:purchased|acquired) ${COIN}`,
    ),
    unless: /price|cost|machine|miner\b|miners|value/i,
  },
  {
    is: 'opening',
    when: rule(
      '(?:beginning|opening) (?:bitcoin |btc )?(?:balance|of|holdings)',
      'balances?,? (?:at|as of) (?:the )?(?:beginning|start)',
      'beginning of (?:the )?(?:period|year|quarter|month)',
    ),
    unless: /value|\$|usd/i,
  },
  {
    is: 'sold',
    when: rule(
      String.raw`${COIN}[\w\s,/()-]{0,24}\b${GONE}\b`,
      String.raw`\b${GONE}\b[\w\s,/()-]{0,34}${COIN}`,
      SOLD_ALONE,
    ),
    unless: new RegExp(
      `${NO_QUANTITY}|equipment|miners\\b|machine|shares?|notes|employee|compensation|fees?\\b|power|energy|hosting|^(?:receipts?|sales?|payments?|investments?) (?:of|in) (?:eth|usd|lseth)`,
      'i',
    ),
  },
  {
    is: 'held',
    when: rule(
      String.raw`${COIN}[\w\s,/()-]{0,24}\b${KEPT}\b`,
      String.raw`\b(?:held|holdings?|total|hodl|balance of|closing balance|ending balance|treasury|reserves?)\b[\w\s,/()-]{0,16}${COIN}`,
      '(?:closing|ending) (?:bitcoin |btc )?balance',
      'balances?,? (?:at|as of) (?:the )?(?:end|december|march|june|september)',
      'end of (?:the )?(?:period|year|quarter|month)',
      '^total holdings?',
      String.raw`^holdings? (?:at|as of) (?:the )?(?:end|close|month|quarter|period|year)\b`,
      String.raw`^(?:month|quarter|period|year)[- ]end (?:holdings?|balance)\b`,
    ),
    unless: new RegExp(
      `${NO_QUANTITY}|change|increase|decrease|receivable|(?:mined|earned|generated|minted)(?! (?:and|or))|produced|cash|eth\\b|hosted`,
      'i',
    ),
  },
  {
    is: 'mined',
    when: rule(
      String.raw`${COIN}[\w\s,/()-]{0,24}\b${MADE}\b`,
      String.raw`\b${MADE}\b[\w\s,/()-]{0,30}${COIN}`,
      String.raw`^(?:production|self-mining production|mined|additions? from mining|additions?)\b`,
    ),
    unless: new RegExp(
      `${NO_QUANTITY.replace('revenue|', '')}|mining revenue|revenue per|equivalent|owned facilit|co-?location|third[- ]part|hosted|hosting|customers|year-to-date|ytd|cumulative|staking|interest`,
      'i',
    ),
  },
];

function rule(...any: readonly string[]): RegExp {
  return new RegExp(any.join('|'), 'i');
}

const LONGEST_LABEL = 120;

/** What a row is about, by its label; undefined when it is about none of these. */
export function meaningOf(label: string): RowMeaning | undefined {
  const plain = label
    .replace(/\s+/g, ' ')
    .replace(/(?<=[a-z)])\s*(?:\(?\d{1,2}(?!\d)\)?|[*†‡])+$/i, '')
    .trim();
  if (plain.length === 0 || plain.length > LONGEST_LABEL) return undefined;
  return RULES.find(({ when, unless }) => when.test(plain) && !unless?.test(plain))?.is;
}

/** Digital assets may be any, and are mostly told in dollars; bitcoin that is mined, sold or held is told in coins. */
export const speaksOfCoins = (label: string, is: RowMeaning): boolean =>
  /bitcoins?\b|\bbtcs?\b|₿|\bcoins?\b|hodl/i.test(label) || (is !== 'opening' && OF_COINS_ALONE.test(label));
const OF_COINS_ALONE = rule(
  SOLD_ALONE,
  String.raw`^(?:less:?\s*)?(?:mined|production|self-mining production|total holdings|holdings? (?:at|as of))\b`,
);
