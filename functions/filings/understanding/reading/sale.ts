import type { Claim } from '../claim.ts';
import { type Count, OF_STORE } from './counts.ts';
import { ALL_OF_IT } from './empty.ts';
import { moneyOf } from './money.ts';
import { originOf, SETTLES } from './origin.ts';
import { isBoundary, type PlacedFigure, type Scene, textBetween, wordAt } from './scene.ts';
import { refersBack, type Statement } from './statement.ts';

type Sale = Omit<Claim, 'start' | 'end' | 'from' | 'at' | 'period'>;

/** A statement of selling as a claim; undefined where nothing that can be sold is spoken of. */
export function saleOf(
  scene: Scene,
  statements: readonly Statement[],
  counts: readonly Count[],
  of: Statement,
): Sale | undefined {
  const { object, mode } = of;
  if (
    object === undefined &&
    of.act === 'sell' &&
    (wordAt(scene, of.tag.to + 1) === 'none' || /^(?:nothing|none)$/.test(wordAt(scene, of.group.from - 1)))
  )
    return { act: 'sell', mode: 'negated' };
  if (object === undefined)
    return refersBack(scene, of)
      ? { ...partsOf(scene, statements, counts, of), ...settledBy(scene, counts, of), mode: 'done', refersBack: true }
      : undefined;
  const beside = object.is === 'other' ? fromStoreBeside(scene, of) : undefined;
  if (beside) return beside;
  if (object.is === 'other')
    return of.act === 'sell' ? { act: 'sell-other', mode, ...(object.what ? { what: object.what } : {}) } : undefined;
  if (of.act === 'use' && !isForMoney(scene, of, counts)) return undefined;
  const origin = originOf(scene, statements, of);
  const sale: Sale = {
    ...partsOf(scene, statements, counts, of),
    ...(origin ? { origin } : {}),
    ...settledBy(scene, counts, of),
  };
  if (sale.btc === 0) return { act: 'sell', mode: mode === 'done' ? 'negated' : mode };
  if (isTopic(scene, of, sale)) return { ...sale, mode: 'supposed' };
  const isCounted = sale.btc !== undefined || sale.share !== undefined || sale.usd !== undefined;
  return mode === 'done' && !isCounted && sale.settles === undefined && isHabit(scene, of)
    ? { ...sale, isHabit: true }
    : sale;
}

function settledBy(scene: Scene, counts: readonly Count[], of: Statement): Pick<Sale, 'settles'> {
  if (of.mode !== 'done') return {};
  const figure = counts.find((one) => one.of === of)?.figure;
  if (figure && OF_STORE.test(scene.sentence.slice(figure.end, figure.end + 48))) return { settles: 'number' };
  if (scene.figures.some((one) => isFromStoreBeside(scene, one))) return { settles: 'number' };
  if (ALL_OF_IT.test(scene.sentence)) return { settles: 'all' };
  return SETTLES.test(scene.sentence) ? { settles: 'words' } : {};
}

/** `sold 2.4 million shares, and 300 bitcoin from its treasury`: of both, coins are the news. */
function fromStoreBeside(scene: Scene, { act, mode, tag, object }: Statement): Sale | undefined {
  if (act !== 'sell' || mode !== 'done' || object === undefined || object.at < tag.from) return undefined;
  const figure = scene.figures.find(
    ({ kind, from, start, end }) =>
      kind === 'btc' &&
      from > object.at &&
      (OF_STORE.test(scene.sentence.slice(end, end + 60)) ||
        FROM_STORE.test(scene.sentence.slice(Math.max(0, start - 40), start))),
  );
  if (
    figure === undefined ||
    /\b(?:to|buy|bought|hold|held|pledge|mined)\b/i.test(textBetween(scene, object.at, figure.from))
  )
    return undefined;
  const money = scene.figures.find(
    ({ kind, start }) =>
      kind === 'money' && start > figure.end && ITS_MONEY.test(scene.sentence.slice(figure.end, start)),
  );
  return {
    act: 'sell',
    mode,
    btc: figure.value,
    sure: 0.8,
    origin: 'reserve',
    settles: 'number',
    ...(money ? { usd: { amount: money.value, currency: money.currency ?? 'USD' } } : {}),
  };
}
/** `300 bitcoin from its treasury for $24 million`. */
const ITS_MONEY =
  /^[^,;.\d]{0,60},?\s*(?:for|raising|netting|generating)\s+(?:(?:net|gross|total|cash|proceeds|of|about|approximately|roughly)\s+)*$/i;
const FROM_STORE =
  /\b(?:from|out of) (?:its|our|their|the) (?:\w+ )?(?:treasury|reserves?|holdings|balance sheet|stash),?\s*$/i;

/** `463 mined in April, plus 12 out of existing reserves`. */
const isFromStoreBeside = ({ sentence }: Scene, { kind, start, end }: PlacedFigure): boolean =>
  (kind === 'btc' || kind === 'bare') &&
  OF_STORE.test(sentence.slice(end, end + 60)) &&
  BESIDE.test(sentence.slice(Math.max(0, start - 36), start));
const BESIDE = /\b(?:plus|and|with|further|additional|another|as well as)\b[^,;.]{0,24}$/i;

/** `bitcoin is sold first in, first out`, `we sell bitcoin to fund operations`, `has sold bitcoin before`: no event, where no number tells one. */
const isHabit = (scene: Scene, { tag, group }: Statement): boolean => {
  const verbs = textBetween(scene, group.from, tag.to + 1);
  if (/^ha(?:s|ve|d)\b/i.test(verbs)) return !REPORTED.test(textBetween(scene, group.from - 12, group.from));
  return group.voice === 'passive'
    ? /^(?:is|are|can be|get)\b/i.test(verbs) && !/\bbeing\b/i.test(verbs)
    : group.isFinite && tag.form === 'base' && group.modal === undefined && !/^did\b/i.test(verbs);
};

const REPORTED =
  /\b(?:said|says|disclosed|announced|revealed|reported|confirmed|stated|wrote|shows?|known|according to)\b[^;]{0,60}$/i;

/** How many, or which part, and for what money. */
function partsOf(scene: Scene, statements: readonly Statement[], counts: readonly Count[], of: Statement): Sale {
  const count = counts
    .filter((one) => one.of === of && !isCompared(scene, one.figure, counts))
    .reduce<Count | undefined>((best, one) => (best && best.cost <= one.cost ? best : one), undefined);
  const share = count ? undefined : shareOf(scene, of);
  return {
    act: 'sell',
    mode: of.mode,
    ...(count ? { btc: count.figure.value, sure: Math.max(0, 1 - count.cost / 20) } : {}),
    ...(share ? { share: share.value / 100 } : isAllThatWasMined(scene, of) ? { share: 1 } : {}),
    ...moneyOf(scene, statements, of, count ? counts : counts.filter((one) => one.of !== of)),
  };
}

/** `sold all of the bitcoin it mined`, `its entire production was sold`. */
const isAllThatWasMined = (scene: Scene, { tag, object, isTurned, mode }: Statement): boolean => {
  if (object === undefined || mode !== 'done') return false;
  const words = isTurned ? textBetween(scene, object.at - 7, tag.from) : textBetween(scene, tag.to + 1, object.at + 8);
  return ALL_MINED.test(words);
};
const ALL_MINED =
  /(?<!\b(?:nearly|almost|substantially|virtually|practically|essentially|not) )\b(?:all|every|entire|whole|everything|whatever|the full)\b(?!\s+(?:but|except|in all))[^,;.]{0,40}\b(?:mined|produced|generated|production|output)\b/i;

/** `sold 63 % of`, `nearly half of its output was sold`: between the verb and its object. */
function shareOf(scene: Scene, { tag, object, isTurned }: Statement): PlacedFigure | undefined {
  return scene.figures.find(({ kind, from, to, value }) => {
    if (kind !== 'percent' || value > 100) return false;
    if (isTurned) return object !== undefined && to < tag.from && from >= object.at - 6;
    if (from <= tag.to || from - tag.to > 8) return false;
    for (let i = tag.to + 1; i < from; i++) if (isBoundary(scene, i)) return false;
    return /^(?:of|the|its|their|that|what|these|those|them|it)$/.test(wordAt(scene, to + 1));
  });
}

/** `converted`, `used`, `deployed` are sales only for money, or for what money buys. */
function isForMoney(scene: Scene, of: Statement, counts: readonly Count[]): boolean {
  const { tag } = of;
  const after = textBetween(scene, tag.to + 1, tag.to + 18);
  const verb = wordAt(scene, tag.from);
  if (/^(?:convert|exchang|swap|rotat|turn|trade|transition|shift|mov)/.test(verb)) return INTO_MONEY.test(after);
  return FOR_MONEY.test(after) && (counts.some((count) => count.of === of) || OUT_OF.test(after));
}
const INTO_MONEY =
  /\b(?:in|to|into|for|against)\s+(?:(?:[\w-]+\s+){0,3}[~≈]?(?:US|C)?[$€£]|(?:[\w.-]+\s+){0,3}(?:cash|fiat|dollars?|usd|usdc|usdt|stablecoins?|money|ether|eth|ethereum|operations?|growth|euros?)\b)|\bto (?:fund|pay|repay|cover|finance)\b|\b(?:in|into) (?:ether|eth|ethereum|fiat|contanti|euro)\b/i;
const FOR_MONEY =
  /\bto (?:fund|pay|repay|cover|finance|support|settle|reduce|retire|purchase|invest|meet)\b|\bfor (?:cash|operations?|operating|growth|capex|general|working|debt)\b/i;
const OUT_OF =
  /\b(?:(?:its|our|their) (?:own )?(?:bitcoins?|btc)|holdings|treasury|reserves?|balance sheet|stash|stack|coffers|portion|part|some)\b/i;

/** "Bitcoin sales" alone is a topic, not an event: a number, a share, money, or words that say it took place make it one. */
const isTopic = (scene: Scene, { tag, mode }: Statement, sale: Sale): boolean =>
  tag.form === 'noun' &&
  mode === 'done' &&
  sale.btc === undefined &&
  sale.share === undefined &&
  sale.usd === undefined &&
  !TOOK_PLACE.test(textBetween(scene, tag.from - 10, tag.to + 10));
const TOOK_PLACE =
  /\b(?:completed|executed|from the|from sales? of|from its|through|following|after|proceeds|announced|revealed|disclosed|confirmed|reported|recent|carried out|made|took place|paid for|began|continued|via|thanks to|month with|latest)\b/i;

const COMPARED =
  /\b(?:compared (?:to|with)|versus|vs\.?|up from|down from|from|than|against|relative to|as opposed to|previously|prior|a year (?:ago|earlier)|year-ago|after|instead of|rather than|above the|below the)\s*(?:about |approximately |around |roughly |the |its |a |some |\()*$/i;

/** `400 BTC (April: 380 BTC)`. */
const OF_ANOTHER_MONTH =
  /\d\s*(?:bitcoins?|btc|coins)?\s*\(\s*(?:in |vs\.? |from )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|prior|previous|last)[\w.]*(?:\s(?:month|quarter|year|20\d\d))?\s*[:–-]?\s*$/i;

/** `compared to August 2021 production of 441 BTC`. */
const FAR_COMPARED = /\b(?:compared (?:to|with)|as against|versus|relative to|as opposed to|vs\.?)\s[^,;.]{0,50}$/i;

/** A number that something is compared with. */
export const isCompared = (scene: Scene, figure: PlacedFigure, counts: readonly Count[] = []): boolean => {
  const { sentence } = scene;
  const before = sentence.slice(Math.max(0, figure.start - 40), figure.start);
  if (AGAINST.test(before) && isOfAnother(counts, figure)) return false;
  if (OF_ANOTHER_MONTH.test(before)) return true;
  if (FAR_COMPARED.test(sentence.slice(Math.max(0, figure.start - 70), figure.start))) return true;
  return (
    COMPARED.test(before) &&
    !CAME_FROM.test(before) &&
    !/\b(?:more|less|fewer|other|rather|no fewer|greater|larger) than\s*$/i.test(before)
  );
};

/** `revenue of $60 million from 690 bitcoin mined`. */
const CAME_FROM =
  /\b(?:revenues?|income|million|billion|proceeds)\b[^;.]{0,30}\bfrom\s+(?:about |approximately |the |its )*$/i;

/** `sold 42.3 against 40.3 mined`: of the same period, and the second is no earlier value of the first. */
const AGAINST = /\b(?:against|versus|vs\.?|than|exceeding|above)\s+(?:the\s+|about\s+|approximately\s+)?$/i;
const isOfAnother = (counts: readonly Count[], { start }: PlacedFigure): boolean => {
  const own = counts.find(({ figure }) => figure.start === start);
  return (
    own !== undefined &&
    counts.some(({ figure, of }) => figure.start < start && of.act !== own.of.act) &&
    !counts.some(({ figure, of }) => figure.start < start && of.act === own.of.act)
  );
};
