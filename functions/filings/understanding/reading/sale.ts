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
  if (object === undefined)
    return refersBack(scene, of)
      ? { ...partsOf(scene, statements, counts, of), mode: 'done', refersBack: true }
      : undefined;
  if (object.is === 'other')
    return of.act === 'sell' ? { act: 'sell-other', mode, ...(object.what ? { what: object.what } : {}) } : undefined;
  if (of.act === 'use' && !isForMoney(scene, of, counts)) return undefined;
  const origin = originOf(scene, statements, of);
  const sale: Sale = {
    ...partsOf(scene, statements, counts, of),
    ...(origin ? { origin } : {}),
    ...settledBy(scene, counts, of),
  };
  if (isTopic(scene, of, sale)) return { ...sale, mode: 'supposed' };
  const isCounted = sale.btc !== undefined || sale.share !== undefined || sale.usd !== undefined;
  return mode === 'done' && !isCounted && isHabit(scene, of) ? { ...sale, isHabit: true } : sale;
}

function settledBy(scene: Scene, counts: readonly Count[], of: Statement): Pick<Sale, 'settles'> {
  if (of.mode !== 'done') return {};
  const figure = counts.find((one) => one.of === of)?.figure;
  if (figure && OF_STORE.test(scene.sentence.slice(figure.end, figure.end + 48))) return { settles: 'number' };
  if (ALL_OF_IT.test(scene.sentence)) return { settles: 'all' };
  return SETTLES.test(scene.sentence) ? { settles: 'words' } : {};
}

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
  /\b(?:in|to|into|for|against)\s+(?:(?:[\w-]+\s+){0,3}[~≈]?(?:US|C)?[$€£]|(?:[\w-]+\s+){0,3}(?:cash|fiat|dollars?|usd|usdc|usdt|stablecoins?|money|ether|eth|ethereum|operations?|growth|euros?)\b)|\bto (?:fund|pay|repay|cover|finance)\b|\b(?:in|into) (?:ether|eth|ethereum|fiat|contanti|euro)\b/i;
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
  return COMPARED.test(before) && !/\b(?:more|less|fewer|other|rather|no fewer|greater|larger) than\s*$/i.test(before);
};

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
