/** What else a text may be about, and the words that tell; the weight is how much one of them says. */
export type Topic = 'equity_or_debt' | 'pledge_or_loan' | 'asset_sale' | 'ai_hpc_pivot' | 'purchase' | 'merger';

type Cue = { topic: Topic; weight: number; when: RegExp };

const cue = (topic: Topic, weight: number, ...alternatives: readonly string[]): Cue => ({
  topic,
  weight,
  when: new RegExp(`\\b(?:${alternatives.join('|')})(?!\\w)`, 'gi'),
});

const MONEY = String.raw`(?:US|C)?\$\s?[\d.,]+\s?(?:million|billion|[MB])?`;
const MACHINES = String.raw`(?:miners|machines|rigs|servers|hardware|equipment|fleet)`;
const SOLD = String.raw`(?:sold|divested|disposed|offloaded|unloaded|liquidated|monetized)`;
const SELLING = String.raw`(?:s(?:ell|ells|old|elling)|sale of|dispos\w+ of|divest\w*|offload\w*|unload\w*|liquidat\w+|monetiz\w+|part(?:s|ed|ing)? with)`;
const PROPERTY = String.raw`(?:facility|facilities|sites?|plants?|subsidiary|campus|data cent(?:er|re)s?|mining (?:operations?|business)|power assets|parcel|${MACHINES})`;

const CUES: readonly Cue[] = [
  cue(
    'equity_or_debt',
    3,
    'convertibles?(?: (?:senior )?(?:notes?|debt|bonds?|offering|debentures?))?',
    'senior (?:secured )?notes',
    'secured notes',
    'at-the-market',
    'private placement',
    '(?<!initial )public offering',
    'registered direct',
    'bought deal',
    '(?:mixed |base )?shelf registration',
    String.raw`underwrit\w+`,
    'securities purchase agreement',
    'preferred (?:stock|shares)',
    String.raw`debt (?:\w+ ){0,2}(?:restructuring|raise)`,
    String.raw`restructur\w+ (?:${MONEY} (?:of|in) )?(?:[\w’']+ ){0,3}debt`,
    'debt[- ]for[- ]equity',
    'equity (?:raise|offering|line)',
    'initial purchasers?',
    '(?:strategic|equity) investment',
    'bondholders',
    'noteholders',
    '(?:share|stock) (?:buyback|repurchase)',
    'buys? back (?:shares|stock)',
    `files to sell up to ${MONEY} (?:in|of) (?:stock|shares)`,
  ),
  cue(
    'equity_or_debt',
    2,
    '(?<!coin )offering',
    'debentures?',
    'ATM (?:program|offering|agreement)',
    'aggregate principal',
    '(?:ordinary|common|preferred|new) shares',
    'buyback',
    String.raw`repurchas\w+ (?:of )?(?:its |up to )?(?:${MONEY} (?:of|in) )?(?:its )?(?:common )?(?:shares|stock|notes)`,
    '(?:american )?deposit[ao]ry (?:shares?|receipts?)',
    `put ${MONEY} into`,
    `(?:invest(?:s|ed|ing)?|secures?|raises?|raised|raising) (?:up to |about |some |roughly |around )?${MONEY}`,
    'pay(?:ing)? down debt',
    'debt (?:reduction|conversion|exchange|load)',
    'zero-coupon',
  ),
  cue(
    'equity_or_debt',
    1,
    'notes',
    'bonds?',
    'coupon',
    'financing',
    'warrants',
    'shares',
    'investors? put',
    String.raw`dilut\w+`,
    'debt',
    'equity',
  ),
  cue(
    'pledge_or_loan',
    3,
    '(?:bitcoin|btc)[- ]backed',
    '(?:backed|secured) by (?:its |the |their )?bitcoin',
    String.raw`pledged? (?:as collateral|[\w,.]+ (?:bitcoin|btc))`,
    String.raw`bitcoin[- ]collateral\w*`,
    '(?:bitcoin|btc) (?:as|pledged as|posted as) collateral',
    'collateral(?:ized)? (?:by|with) (?:bitcoin|btc)',
    'margin calls?',
    'line of credit',
    'credit (?:line|facility)',
    'revolving credit',
    'loan facility',
    String.raw`lend(?:s|ing)? (?:out )?[\d,.]+ (?:bitcoins?|btc)`,
  ),
  cue(
    'pledge_or_loan',
    1,
    'collateral',
    'loans?',
    'lender',
    'lending',
    'pledged?',
    'credit agreement',
    String.raw`borrow\w*`,
    'loan-to-value',
  ),
  cue(
    'asset_sale',
    3,
    String.raw`${PROPERTY}\b[^.;]{0,40}\b(?:was|were|been|being|is|are) (?:\w+ )?${SOLD}`,
    String.raw`${SELLING} (?:its |the |our |their |a |an )?(?:[\w-]+ ){0,5}${PROPERTY}`,
    String.raw`(?:return(?:s|ed|ing)?|hand(?:s|ed|ing)? over|surrender(?:s|ed|ing)?) (?:about |some |approximately |over )?(?:[\d,]+ )?(?:[\w-]+ ){0,3}${MACHINES}`,
  ),
  cue(
    'ai_hpc_pivot',
    3,
    'HPC',
    String.raw`high[- ]performance comput\w+`,
    String.raw`AI (?:infrastructure|data cent\w+|compute|computing|pivot|cloud|hosting|workloads?|campus|factory|factories|services|inference|lease|tenant|strategy|business)`,
    'AI/HPC',
    'GPU cloud',
    String.raw`hyperscale\w*`,
    'colocation',
    'GPUs?',
    String.raw`(?:pivot\w*|shift\w*|turn\w*|transition\w*) (?:\w+ )?(?:to|toward|towards|into) (?:AI|artificial)`,
    'artificial intelligence',
    'künstliche[nr]? intelligenz',
    'inteligencia artificial',
    'intelligenza artificiale',
    'CoreWeave',
    'Fluidstack',
    'Anthropic',
  ),
  // No letter of these is one for `\b`.
  {
    topic: 'ai_hpc_pivot',
    weight: 3,
    when: /штучн[а-яіїє]{1,4} інтелект|искусственн[а-я]{1,4} интеллект|人工智能|人工知能/gi,
  },
  cue('ai_hpc_pivot', 1, '(?-i:AI)', 'data cent(?:er|re)s?', 'lease', 'tenant', 'megawatts?', 'critical IT', 'compute'),
  cue(
    'purchase',
    3,
    String.raw`(?:purchased|bought|buys|acquired|acquires|adds?|added) (?:an? )?(?:additional |another |approximately |about |more than |nearly |over |roughly )*[\d,.]+ (?:more |additional )?(?:bitcoins?|btc)`,
    String.raw`(?:purchase|acquisition) of (?:an? )?(?:additional |approximately |about )*(?:${MONEY} (?:worth )?(?:of|in) |[\d,.]+ )?(?:bitcoins?|btc)`,
    '(?<!to )buy(?:s|ing) (?:more )?(?:bitcoins?|btc)',
  ),
  cue(
    'merger',
    4,
    'takeover',
    'merger',
    'all-stock (?:deal|transaction)',
    'business combination',
    'hostile bid',
    'buyout',
    'acquisition of the company',
    'go(?:es|ing)? private',
    'potential (?:sale of the company|acquirers?|buyers?)',
  ),
];

/** In a headline they say it; further down they are what lawyers add. */
const IN_HEADLINES: readonly Cue[] = [
  cue(
    'merger',
    4,
    String.raw`(?:(?:share|stock)?holders|investors|owners) (?:\w+ )?(?:reject|approv|vot|back|block|oppos)\w*`,
  ),
  cue('equity_or_debt', 3, 'prospectus', 'shelf'),
  cue(
    'equity_or_debt',
    2,
    '(?-i:ATM)',
    'creditors',
    'reorgani[sz]ation plan',
    String.raw`(?:pay(?:s|ing)? (?:off|down)|repa(?:ys|id|ying)|cuts?|slash\w+|refinanc\w+) [^.;]{0,30}\bdebt`,
    `investment of (?:up to )?${MONEY}`,
    String.raw`(?:issue|place|sell)(?:s|d)? (?:up to )?(?:[\d.,]+ (?:million )?)?(?:new )?(?:shares|stock)`,
    String.raw`taps? (?:\w+ )?(?:markets?|investors)`,
    `rais(?:es|ed|ing) ${MONEY}`,
    'IPO',
  ),
  cue('pledge_or_loan', 2, 'loans?', 'lenders?', 'credit', 'collateral', String.raw`borrow\w*`),
  cue('ai_hpc_pivot', 2, '(?-i:AI)'),
  cue(
    'asset_sale',
    3,
    'divestitures?',
    String.raw`(?:transfer|surrender)(?:s|ed|ing)? [\d,]+ ${MACHINES}`,
    String.raw`s(?:ells|old|elling|ale of) (?:its |the )?(?:[\w-]+ ){0,3}(?:unit|arm|division|operations|business)`,
    String.raw`foreclos\w+`,
  ),
  cue('purchase', 3, `(?:bitcoin|btc) (?:purchase|acquisition|buy)`, `${MONEY} (?:bitcoin |btc )?purchase`),
];

/** What one word of a headline counts for, of the first lines, of what comes next, and of the rest. */
const PLACES = { headline: 4, first: 2, firstAlone: 3, next: 1, rest: 0.4 } as const;
const FIRST = 300;
const NEXT = 900;
/** What comes later than this is no longer what a text is about. */
export const READ = 4_000;
/** The tenth mention says little that the first did not. */
const ENOUGH = 12;

/**
 * How much each topic is spoken of. The headline counts most, then the first lines, which stand in for one where there is
 * none; what comes later is background.
 *
 * @param lead the first {@link READ} characters of what the text itself says.
 */
export function weighTopics(title: string, lead: string): Readonly<Record<Topic, number>> {
  const scores: Record<Topic, number> = {
    equity_or_debt: 0,
    pledge_or_loan: 0,
    asset_sale: 0,
    ai_hpc_pivot: 0,
    purchase: 0,
    merger: 0,
  };
  for (const { topic, weight, when } of [...CUES, ...IN_HEADLINES])
    scores[topic] += PLACES.headline * weight * countOf(title, when);
  for (const { topic, weight, when } of CUES) {
    let met = 0;
    for (const { index } of lead.matchAll(when)) {
      scores[topic] += (weight * placeOf(index, title)) / (1 + met++ / 3);
      if (met > ENOUGH) break;
    }
  }
  return scores;
}

/** Where a topic is spoken of first. */
export function placeOfTopic(topic: Topic, lead: string): number | undefined {
  const places = CUES.filter((one) => one.topic === topic && one.weight > 1).map(({ when }) => lead.search(when));
  const met = places.filter((at) => at >= 0);
  return met.length === 0 ? undefined : Math.min(...met);
}

const countOf = (title: string, when: RegExp): number => title.match(when)?.length ?? 0;
const placeOf = (index: number, title: string): number =>
  index < FIRST ? (title === '' ? PLACES.firstAlone : PLACES.first) : index < NEXT ? PLACES.next : PLACES.rest;
