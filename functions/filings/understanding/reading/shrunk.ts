import type { Claim } from '../claim.ts';
import { isBoundary, type PlacedFigure, type Scene, startOf, textBetween } from './scene.ts';
import type { Statement } from './statement.ts';

type Shrunk = Omit<Claim, 'start' | 'end' | 'from' | 'at' | 'period'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

/** So many words may stand between a verb and what became less by it. */
const REACH = 10;

/**
 * `cut its treasury by 300 BTC`, `holdings fell by 107 BTC`: more is gone than was added, though nobody calls it a sale.
 * How many were sold it does not tell, since what was mined went in meanwhile. `will wind down its bitcoin holdings` says
 * the same of what is to come.
 */
export function shrunkIn(scene: Scene, statements: readonly Statement[]): Shrunk[] {
  return statements
    .filter((of) => of.act === 'shrink' && of.group.voice !== 'noun' && (isToCome(scene, of) || isLess(scene, of)))
    .map((of) => ({
      act: 'sell',
      mode: of.mode,
      origin: 'reserve',
      isImplied: true,
      verb: startOf(scene, of.group.from),
      place: startOf(scene, of.tag.from),
      isVerb: of.group.voice === 'active',
    }));
}

const isLess = (scene: Scene, of: Statement): boolean => {
  const figure = scene.figures.find((one) => isDifference(scene, of, one));
  return figure !== undefined && isOfStore(scene, of, figure);
};

/** What is meant to become less are coins that are held. */
const isToCome = (scene: Scene, { mode, tag }: Statement): boolean =>
  (mode === 'planned' || mode === 'permitted') && COINS_HELD.test(textBetween(scene, tag.to + 1, tag.to + 7));
const COINS_HELD =
  /^(?:[\w’']+\s+){0,3}(?:bitcoin|btc)\s+(?:holdings?|treasury|stash|stack|reserves?|position|exposure)\b/i;

function isDifference(scene: Scene, { tag }: Statement, { kind, from, start, value }: PlacedFigure): boolean {
  if (kind !== 'btc' || value === 0 || from <= tag.to || from - tag.to > REACH) return false;
  for (let i = tag.to + 1; i < from; i++) if (isBoundary(scene, i)) return false;
  return BY.test(scene.sentence.slice(Math.max(0, start - 30), start));
}
const BY = /\bby\s+(?:about |approximately |some |roughly |around |nearly |over |more than |a net |a total of )*$/i;

/** What is less is what is held, and neither an output nor a difficulty. */
function isOfStore(scene: Scene, { tag, group }: Statement, figure: PlacedFigure): boolean {
  const object = textBetween(scene, tag.to + 1, figure.from);
  const words = STORE.test(object) ? object : `${textBetween(scene, group.from - REACH, group.from)} ${object}`;
  return STORE.test(words) && !NO_STORE.test(words);
}
const STORE = /\b(?:holdings?|treasury|stash|stack|reserves?|position|stockpile|hodl|hoard|(?:bitcoin|btc) balance)\b/i;
const NO_STORE = /\b(?:production|output|mined|produced|value|guidance|target|difficulty|sales|cost|loan|pledged)\b/i;
