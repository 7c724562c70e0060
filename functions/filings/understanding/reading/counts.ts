import { isBoundary, type PlacedFigure, type Scene, textBetween, wordAt } from './scene.ts';
import { isAtPresent } from './standing.ts';
import type { Statement } from './statement.ts';

/** What a number of coins is a number of, and how surely: `cost` counts what stands between. */
export type Count = { figure: PlacedFigure; of: Statement; cost: number };

/** Beyond this a word says nothing of a number; a number without a unit must stand nearer. */
const FARTHEST = 17;
const NEAR_ENOUGH = 9;
/** So near that the number is of this one as well. */
const ALSO = 2;

/** Every number of coins with the statement that governs it: the one that the least stands in the way of. */
export function countsOf(scene: Scene, statements: readonly Statement[]): Count[] {
  const governing = statements.filter(
    ({ act, object }) => act !== 'shrink' && !((act === 'sell' || act === 'use') && object?.is === 'other'),
  );
  const isOfAllTimes = SINCE_INCEPTION.test(scene.sentence);
  const coins = scene.figures.filter((figure) => figure.kind === 'btc' || isBareCount(scene, figure));
  let last: Count | undefined;
  return coins.flatMap((figure) => {
    if (
      NO_AMOUNT.test(scene.sentence.slice(figure.end)) ||
      isChange(scene, figure) ||
      isAtPresent(scene, figure) ||
      DAILY.test(scene.sentence.slice(Math.max(0, figure.start - 60), figure.start))
    )
      return [];
    const [best, ...rest] = governing
      .map((of) => ({ figure, of, cost: costOf(scene, of, figure, coins) }))
      .sort((a, b) => a.cost - b.cost);
    if (best === undefined || best.cost > (figure.kind === 'btc' ? FARTHEST : NEAR_ENOUGH)) {
      last = last && isAlongside(scene, last.figure, figure) ? { ...last, figure, cost: last.cost + 1 } : undefined;
      return last ? [last] : [];
    }
    last = best;
    if (isOfAllTimes && best.of.act !== 'hold') return [];
    if (best.of.act === 'mine' && PER_DAY_FIRST.test(scene.sentence)) return [];
    // `sold the 156 BTC it mined`: the number of both.
    return [best, ...rest.filter(({ cost, of: { act } }) => act === 'mine' && best.of.act === 'sell' && cost <= ALSO)];
  });
}

/** What was mined in all the years is no period's output. */
const SINCE_INCEPTION =
  /\b(?:from|since) (?:the |its |our )?inception\b|^\W{0,3}since\b[^,;.]{0,40}\b(?:20[12]\d|beginning|start|launch)\b/i;

/** `Per day we produced 15 bitcoin`, also where somebody is quoted. */
const PER_DAY_FIRST = /(?:^\W{0,4}|[:,]\s*[“"]\s*)(?:per day|each day|every day|on an average day)\b/i;

/** `7,815 bitcoin on December 31 and 8,090 bitcoin on January 31`: two numbers of one thing. */
const isAlongside = ({ sentence }: Scene, { end }: PlacedFigure, { start }: Pick<PlacedFigure, 'start'>): boolean =>
  start - end < 60 &&
  /^\s*(?:\([^()]{0,16}\)\s*)?(?:(?:on|at|in|as of|for)\s[\w\s.,-]{3,30})?,?\s*(?:and|versus|vs\.?|against|(?:up |down )?from|compared (?:to|with)|after|(?:a little |slightly |somewhat )?(?:lower|less|fewer|smaller|more|higher) than)\s+(?:the |about |approximately )?$/i.test(
    sentence.slice(end, start),
  );

/** Per day, of another kind: numbers of coins that are no amount of them. */
const NO_AMOUNT =
  /^\s*(?:\([^()]{0,12}\)\s*)?(?:(?:were|was|are|is|being)?\s*(?:mined|produced|earned|generated)\s+)?(?:per (?:day|month|week|block|exahash|EH)|(?:in )?a day|a month(?! (?:ago|before|earlier))|daily|each day|every day|(?:on|in) (?:an |the )?average|equivalents? (?:from|of) power|\/\s?day|for each exahash|\(?\s?(?:year[- ]to[- ]date|ytd|so far this year|since the (?:start|beginning) of the year)|block reward|reward|(?:worth )?(?:of|in) (?:power|energy|demand)|from (?:power|energy))/i;
const DAILY =
  /\b(?:daily|per[- ]day|in a day|a day|(?:best|record|peak|single|each|one|hourly) (?:day|hour)|(?:production|output|it|we|company|miner|mining) averag(?:ed|ing)|each exahash|(?:each|per|a|one|every|mining a) block|per (?:average )?(?:EH|PH)|average[\w\s]{0,20}(?:produced|mined|earned) (?:per|each|a) day|block (?:reward|subsidy)|rewards?|equivalent|year[- ]to[- ]date|ytd|cumulative\w*(?!\s+(?:bitcoin |btc )?(?:holdings|treasury|reserves?|stash))|since inception)\b[^,;.]{0,40}$|\b(?:year[- ]to[- ]date|ytd|so far this year),[^,;.]{0,40}$/i;

/** `fell by 107 BTC`: a difference. */
const isChange = ({ sentence }: Scene, { start }: PlacedFigure): boolean =>
  /\b(?:by|(?:increase|decrease|rise|drop|decline|growth|improvement|reduction|difference|change) of)\s+(?:about |approximately |some |roughly )*[-−–+]?$/i.test(
    sentence.slice(Math.max(0, start - 40), start),
  );

/** `sold 562 of them`, `rose to 7,406`: a number that can be one of coins only, since the sentence is about coins. */
function isBareCount(scene: Scene, { kind, value, start, end }: PlacedFigure): boolean {
  if (
    kind !== 'bare' ||
    value < 1 ||
    TREASURY_STOCK.test(scene.sentence) ||
    !scene.tags.some(({ is }) => is === 'coin' || is === 'reserve')
  )
    return false;
  const [before, after] = [scene.sentence.slice(Math.max(0, start - 40), start), scene.sentence.slice(end)];
  if (isYear(value, scene.sentence.slice(start, end)) || MONTH_BEFORE.test(before)) return false;
  const last = scene.figures.findLast((other) => other.kind === 'btc' && other.end <= start);
  if (last && ENDS_COUNT.test(after) && isAlongside(scene, last, { start })) return true;
  if (LABEL_BEFORE.test(scene.sentence.slice(0, start)) && LABEL_AFTER.test(after)) return true;
  return (
    ((IS_DONE_TO.test(after) || HELD_AFTER.test(after)) && value >= 10) ||
    OF_STORE.test(after) ||
    IT_DID.test(after) ||
    (LEADS_TO_COUNT.test(before) && ENDS_COUNT.test(after))
  );
}

/** What a company holds of itself. */
const TREASURY_STOCK = /\btreasury (?:stock|shares)\b|\bshares\b[^.;]{0,30}\bin treasury\b/i;

const isYear = (value: number, written: string): boolean =>
  value >= 1_990 && value <= 2_100 && Number.isInteger(value) && !/[,.]/.test(written);
const MONTH_BEFORE =
  /(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+$/i;
const LEADS_TO_COUNT =
  /(?:\b(?:to|from|at|of|is|are|was|were|reach(?:es|ed|ing)?|totall?ed|total|totall?ing|sold|sells|selling|offloaded|offloading|unloaded|unloading|liquidated|liquidating|hit|mining|producing|mined|produced|as|held|holds|hold|holding|bought|purchased|accumulated|ha[sd]|have|owns|owned|keeps|kept|retains|another|with|came to|come to|stood at|made|makes)|:)\s+(?:now |currently |about |approximately |around |roughly |some |a total of |over |more than |nearly |almost |only |just |exactly |another |[~≈])*$/i;
/** `• BTC Held: ~2,209 (as of month end)`, `BTC Sold – 550`: a label, its value, and nothing else. */
const LABEL_BEFORE = /^[^\p{L}]{0,6}\p{L}[\p{L}\s()’',-]{2,70}(?:[:–—-]\s*|\s)[~≈]?$/u;
const LABEL_AFTER = /^\s*(?:\([^()]{0,40}\)\s*)?(?:\.?\s*$|@)/;
/** `the 463 it mined`. */
const IT_DID =
  /^\s*(?:that\s+)?(?:it|they|we|he|the (?:company|miner|firm))\s+(?:had |has |have )?(?:mined|produced|earned|sold|held)\b/i;
/** `133 were sold`, `1,400 mined`. */
const IS_DONE_TO =
  /^\s*(?:of (?:the|its|our|their|those) [\d.,]+ (?:(?:bitcoins?|btc|coins)\s+)?(?:(?:it|we|they|the company)\s+)?(?:had\s+)?(?:held|mined|produced|owned|earned)?\s*(?=(?:were|was)\b))?(?:(?:were|was|have been|had been|of them were)\s+)?(?:subsequently\s+|then\s+)?(?:sold|mined|produced|liquidated|offloaded|monetized|unloaded|converted|exchanged|turned into|disposed)\b/i;
/** `400 sold, 12,500 held`. */
const HELD_AFTER = /^\s*(?:(?:were|was|are)\s+)?(?:still\s+)?held\s*(?:[.,;)]|$|(?:at|as of|on|in)\b)/i;
const ENDS_COUNT =
  /^\s*(?:[.,;()]|$|of \d[\d,.]*\s+(?:(?:bitcoins?|btc|coins)\s+)?(?:(?:it|we|they|the company)\s+)?(?:had\s+)?(?:mined|earned|produced|generated|held|owned)\b|tokens?\b|of (?:its|the|our|these|those|which|them|it)\b(?!\s+(?:\w+\s+){0,2}(?:miners|machines|shares|rigs|employees|sites))|(?:in|at|by|as|on|and|from|with|worth|while|during|over|through|throughout|across|within|this|last|against|but|for|after|compared|versus|were|was|had been|units?|(?:an?|one|the|two|three|six) (?:weeks?|months?|quarters?|years?))\b)/i;

function costOf(scene: Scene, of: Statement, figure: PlacedFigure, coins: readonly PlacedFigure[]): number {
  const { from, to } = of.tag;
  // `9,136 self-mined bitcoin`: only what kind, where nothing else is said of them.
  if (from >= figure.from && to <= figure.to) return 6;
  const isAfter = figure.from > to;
  const [a, b] = isAfter ? [to + 1, figure.from] : [figure.to + 1, from];
  if (isAfter && of.act === 'sell' && of.group.voice === 'active' && ALL_OF.test(textBetween(scene, a, b))) return 0;
  if (isAfter && of.act === 'sell' && PAID_IN_COINS.test(textBetween(scene, a, b))) return NEVER;
  if (!isAfter && of.act === 'sell' && OF_THEM.test(textBetween(scene, a, b))) return 0;
  const isKept = of.act === 'mine' && OF_STORE.test(scene.sentence.slice(figure.end, figure.end + 48));
  return (
    (isKept || isBracketed(scene, of, figure) ? 10 : 0) +
    distance(scene, a, b, coins) +
    directionCost(scene, of, isAfter, a, b) +
    (of.act === 'use' || of.act === 'pledge' ? 2 : 0)
  );
}

/** `holdings (incl. pledged): 10,000`: what stands in brackets is not what is counted. */
function isBracketed({ words }: Scene, { tag }: Statement, { from }: PlacedFigure): boolean {
  const open = words.lastIndexOf('(', tag.from);
  const close = words.indexOf(')', tag.to);
  return open >= 0 && close >= 0 && words.lastIndexOf(')', tag.from) < open && (from < open || from > close);
}

/** `500 of the 10,000 BTC held were sold`. */
const OF_THEM =
  /^of (?:the|its|our|their|those) [\d.,]+ (?:(?:bitcoins?|btc|coins) )?(?:(?:it|we|they|the company) )?(?:had )?(?:held|mined|produced|owned|earned)? ?(?:were|was)?(?: \w+ly)?$/i;

/** `5,000 machines for 40 bitcoin`: what was taken for them. */
const PAID_IN_COINS = /^\S.* for(?: about| approximately| some| around)?$/i;
const NEVER = 100;

/** `sold all of its 943 BTC in reserve`: sold before they are held. */
const ALL_OF =
  /^(?:(?:all|the|its|our|their|of|remaining|entire|whole|full|last|nearly|almost|approximately|about|bitcoin|btc|corporate|treasury|stash|stack|hoard|holdings?|reserves?)\s*){1,9}$/i;

/** `200 bitcoin of our HODL position` were not just mined. */
export const OF_STORE =
  /^\s*(?:taken |drawn |sourced |coming )?(?:of|from|out of)\s+(?:its|our|their|the|existing)\s+(?:\w+\s){0,2}(?:hodl|treasury|reserves?|stack|stash|balance sheet)\b/i;

/** Each word between counts; words that begin something else count for more. */
export function distance(scene: Scene, from: number, to: number, coins: readonly PlacedFigure[]): number {
  if (to - from > WIDEST) return NEVER;
  let cost = 0;
  for (let i = from; i < to; i++) {
    const word = wordAt(scene, i);
    if (word === '(') {
      const close = scene.words.indexOf(')', i);
      if (close > 0 && close < to) {
        i = close;
        continue;
      }
    }
    if (word === ',' && APART.test(textBetween(scene, i + 1, i + 4))) {
      const close = scene.words.indexOf(',', i + 1);
      if (close > 0 && close < to) {
        cost += 1;
        i = close;
        continue;
      }
    }
    if (coins.some((other) => other.from === i)) cost += 6;
    cost += isOfDate(scene, i) ? 0.2 : (WEIGHTS[word] ?? (isBoundary(scene, i) ? 8 : 1));
  }
  const pair = textBetween(scene, from, to);
  if (FROM_TO.test(pair)) return Math.min(cost, 2 + pair.replace(FROM_TO, '').split(' ').length);
  return VALUE_INSERTED.test(textBetween(scene, from, to)) ? Math.max(1, cost - 8) : cost;
}
/** In words: no reader goes so far back, and every number would be held against every verb. */
const WIDEST = 50;
/** `holdings, including 300 BTC on loan, were`: what is told between commas of a part. */
const APART = /^(?:including|excluding|inclusive of|net of|of which|not counting|which includes?|together with)\b/i;
/** `October 31, 2025`: a date in between says nothing. */
const isOfDate = (scene: Scene, i: number): boolean =>
  DATE_WORD.test(wordAt(scene, i)) || (/^[,.]$/.test(wordAt(scene, i)) && DATE_WORD.test(wordAt(scene, i - 1)));
const DATE_WORD =
  /^(?:january|february|march|april|may-the-month|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[12]?\d|3[01]|20[12]\d)$/;
const WEIGHTS: Readonly<Record<string, number>> = {
  ',': 3,
  ':': 2,
  and: 4,
  compared: 7,
  versus: 7,
  vs: 7,
  than: 5,
  after: 3,
  from: 3,
  '.': 1,
  when: 3,
  as: 2,
  a: 0,
  an: 0,
  the: 0,
  of: 0.5,
  its: 0.5,
  total: 0.5,
  approximately: 0,
  about: 0,
  around: 0,
};
/** `from 458 BTC in March down to`: the second number goes with the first. */
const FROM_TO = /\bfrom\s+[^;]{0,50}?\bto\s*(?:about |approximately |roughly |some |just |around )*$/i;
/** `12,703 bitcoin, worth about $1.4 billion, are held`: what stands between commas only says what they are worth. */
const VALUE_INSERTED =
  /,\s*(?:with a (?:\w+ )?value|worth|valued|roughly|or about|or some|equal to|representing)\b[^,]{0,60},/i;

/** A verb has its number behind it, a passive and a participle before; a noun behind what links it. */
function directionCost(
  scene: Scene,
  { act, group, tag }: Statement,
  isAfter: boolean,
  from: number,
  to: number,
): number {
  const between = textBetween(scene, from, to);
  if (wordAt(scene, tag.from) === 'with')
    return isAfter &&
      (APPROXIMATELY.test(between) || CASH_AND.test(between) || HAS_ITS.test(between)) &&
      (LEFT.test(textBetween(scene, tag.from - 9, tag.from)) ||
        RANKS.test(textBetween(scene, to, to + 16)) ||
        PLACED.test(textBetween(scene, tag.from - 6, tag.from)))
      ? 0
      : 20;
  if (WEAK.test(wordAt(scene, tag.from)) && !(isAfter && APPROXIMATELY.test(between))) return 20;
  if (group.voice === 'noun') return isAfter ? nounCost(scene, act, tag.from, between) : beforeNounCost(act, between);
  if (group.isPassive || group.voice === 'participle')
    return isAfter ? (/^[:–-]/.test(between) || tag.from < 2 ? 0 : LINK.test(between) ? 1 : 6) : 0;
  if (isAfter) return 0;
  return between !== '' && RELATIVE.test(between) ? 0 : 14;
}

/** `633 BTC that it produced`, `the 217 bitcoin we had mined`. */
const RELATIVE =
  /^(?:,?\s*(?:that|which))?\s*(?:it|they|we|the company|the firm|the miner|[A-Z][\w.]*(?: [A-Z0-9][\w.]*){0,2})?\s*(?:has|have|had|['’]d)?\s*(?:already |itself |also )?$/;
/** Verbs of everything: of coins only with their number right behind. */
const WEAK = /^(?:bring|brought|yield|ha(?:s|d|ve|ving)$)/;
/** `ended the year with`, `leaving it with`. */
const LEFT =
  /\b(?:end(?:s|ed|ing)?|clos(?:es|ed|ing)|finish(?:es|ed|ing)|leav(?:es|ing)|left|remain(?:s|ed|ing)?)\b[^,;]{0,50}$/i;
/** `With 10,000 bitcoin it ranks fifth`. */
const RANKS =
  /\b(?:rank\w*|(?:second|third|next) only to|trail\w*|largest|biggest|holders?|in (?:its )?(?:reserve|treasury))\b/i;
/** `comes second with`, `followed by Riot with`. */
const PLACED = /\b(?:first|second|third|fourth|fifth|rank\w*|leads?|leading|followed by|follows|next)\b[^,;]{0,40}$/i;
const APPROXIMATELY =
  /^(?:only|just|about|approximately|around|roughly|some|a total of|in|over|more than|nearly|~|\s)*$/i;
/** `ended the month with $90 million in cash and 1,234 bitcoin`. */
const CASH_AND =
  /^(?:(?:about|approximately|roughly|over|more than|nearly|both)\s+)*(?:US|C)?\$\s?[\d.,]+(?:\s?(?:million|billion|[MB]))?\s+(?:in|of)\s+(?:\w+\s+){1,5}and(?:\s+(?:about|approximately|roughly|nearly|over))*$/i;
const HAS_ITS = /^(?:its|our|their)(?:\s+\w+){0,2}$/i;
const LINK =
  /^(?:[^,;]{0,60}?\b(?:was|were|is|are|of|to|at|came to|stood at|totall?ed|totall?ing|reached|hit|involved|amounted to|by|with|now|stata di|stato di|è di|di|fue de|ascendió a|war|betrug|von|été de|foi de|составил\p{L}*|:)|:|=|[-–—]|为|為|达|達|是|约|約)/iu;
const nounCost = (scene: Scene, act: Statement['act'], at: number, between: string): number =>
  (LINK.test(between) || between === '' ? 0 : 4) +
  (act === 'sell' || act === 'buy' ? (/^of\b/.test(between) || between === '' || /:/.test(between) ? 0 : 4) : 0) +
  (wordAt(scene, at - 1) === 'daily' ? 20 : 0);
const beforeNounCost = (act: Statement['act'], between: string): number =>
  act === 'hold'
    ? HELD_IN.test(between)
      ? 0
      : 9
    : act === 'pledge'
      ? /^(?:\w+ ){0,2}(?:as|for|in|of)\b/i.test(between)
        ? 1
        : 8
      : /^(?:of|in)\b/.test(between)
        ? 2
        : 10;
const HELD_IN =
  /^(?:(?:\([^()]*\)|were|was|are|is|still|left|now|remaining|kept|held|retained|sitting|lying|put|added|deposited|that|worth)\s+){0,4}(?:in|into|on|to|at|as)\b|^$/i;
